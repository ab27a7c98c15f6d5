"""The one place where words go: text, picks, marks and cells alike.

It never loses what was typed: it says so on every change, and only sending empties it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from kamguide.tui.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.strip import Strip

_ASKS = {"question_mark", "fullwidth_question_mark"}
_ASKED = {"up", "down", "tab", "enter"}
"""Keys that a list of commands above takes, while it is shown."""
_GRID_MOVES = {"home", "end", "ctrl+home", "ctrl+end", "delete"}
"""Keys that belong to a grid above while nothing is typed."""
_MOVES = {"up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown"}
SLASHES = ("/", "／")
"""What begins a command."""


class Standing(NamedTuple):
    """Words that stand in the prompt, and that nobody typed there yet."""

    text: str
    is_given: bool = False
    """Whether they are the answer so far; else they were typed before, and not sent."""
    is_whole: bool = False
    """Whether what is typed takes their place, until the cursor is moved among them."""


class PromptArea(TextArea):
    """A text area of one to eight lines: Enter sends, Ctrl+J starts a new line.

    While it is empty the arrow keys belong to whatever is above it: a list or a grid. Elsewhere
    Up on its first line brings back what was sent or cleared away before, and Down goes forward.
    """

    DEFAULT_CSS = """
    PromptArea { height: auto; min-height: 1; max-height: 8; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "new_line", "new line", show=False),
    ]

    @dataclass
    class Sent(Message):
        """Enter was pressed; `text` is everything that was typed, perhaps nothing."""

        text: str

    @dataclass
    class Moved(Message):
        """An arrow key was pressed that belongs to what is above."""

        key: str

    @dataclass
    class Pasted(Message):
        """Several lines were pasted while nothing was typed."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(
            id=id,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.takes_moves = False
        """Whether Tab and the arrows belong to a grid above while nothing is typed."""
        self.takes_blocks = False
        """Whether several pasted lines belong to a grid above."""
        self.takes_ticks = False
        """Whether a space belongs to a list above while nothing is typed."""
        self.has_list = False
        """Whether Up and Down belong to a list above, so long as one line is typed."""
        self.taker: Callable[[Message], None] | None = None
        """What takes words that are sent, and moves while a grid is above, at once: the keys right
        behind them belong to another cell, and may not wait in the queue of another widget."""
        self.asks: Callable[[str], bool] | None = None
        """What may take a key before the prompt does: the list of commands above it."""
        self.is_typed = False
        """Whether what stands here was typed, not brought back."""
        self.standing: Standing | None = None
        """What stands here since before anything was typed."""
        self.aside: Standing | None = None
        """What stood here until a slash began a command in its place."""
        self.recall = Recall()
        self._before = ""
        """What stood here before it was being deleted."""
        self._is_deleting = False
        self._is_spent = False
        """Whether what stands here was taken, and only is to be cleared away."""
        self._coloured: object = None
        """The theme of the text that has the colours of now."""

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        self._coloured = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; Textual works all colours out again for every frame, a quarter of a key's time."""
        if self._coloured is self._theme:
            return super(TextArea, self).render_lines(crop)
        self._coloured = self._theme
        return super().render_lines(crop)

    def action_new_line(self) -> None:
        """Start a new line."""
        self.insert("\n")

    def put(self, text: str) -> None:
        """Show `text` for editing, with the cursor at its end; what stood here can be recalled."""
        if not self._is_spent and text != (now := self.text):
            self.recall.keep(now)
        self._show(text)

    def rewrite(self, text: str) -> None:
        """Show `text` in the place of what is typed; undo brings that back."""
        self.empty_now()
        if text != self.text:
            self.replace(text, self.document.start, self.document.end)
            self.move_cursor(self.document.end)

    def stand(self, words: Standing) -> None:
        """Show an answer, or words not sent; a slash typed first begins a command instead."""
        self.put(words.text)
        self.standing = words
        if words.is_whole:
            self.select_all()

    def stand_to_mend(self) -> None:
        """Have what could not be read stand here, to be typed over or mended."""
        aside = self.aside
        self.stand(Standing(self.text, is_whole=True))
        self.aside = aside

    def stand_again(self) -> None:
        """Show what a slash had put aside, once nothing is left of the command."""
        if self.aside is not None and self.text in ("", self.aside.text):
            self.stand(self.aside)

    def begin(self, command: str) -> None:
        """Show the beginning of a command; what stands here is put aside until it is done."""
        self.empty_now()
        aside = self.standing or (Standing(self.text) if self.text else self.aside)
        self._show(command)
        self.aside = aside

    def complete(self, text: str) -> None:
        """Show what was being typed as a whole; there is nothing to recall of it."""
        aside = self.aside
        self._show(text)
        self.aside = aside

    def _show(self, text: str) -> None:
        self.is_typed = False
        self.standing = self.aside = None
        self._is_spent = self._is_deleting = False
        self.load_text(text)
        self.move_cursor(self.document.end)

    @property
    def is_offered(self) -> bool:
        """Whether words stand here selected, and what is typed takes their place."""
        is_whole = self.standing is not None and self.standing.is_whole
        return is_whole and self.selected_text == self.text

    @property
    def is_spent(self) -> bool:
        """Whether what stands here was taken, and only is to be cleared away."""
        return self._is_spent

    @property
    def has_words(self) -> bool:
        """Whether anything stands here that the next key would go on with."""
        return bool(self.text) and not self._is_spent and not self.is_offered

    def action_delete_left(self) -> None:
        """Take the letter before the cursor away, or what the person selected."""
        if self.is_offered:
            self.move_cursor(self.document.end)
        super().action_delete_left()

    @property
    def marked(self) -> str:
        """What the person has selected; an answer that stands selected is not meant."""
        return "" if self.is_offered else self.selected_text

    @property
    def unsent(self) -> str:
        """What was typed here, unless it was taken and only is to be cleared away.

        The name of a command is no loss; words behind one are.
        """
        is_command = self.text[:1] in SLASHES
        words = (self.aside if is_command or not self.text else None) or self.standing
        if words is not None:
            return "" if words.is_given else words.text
        is_name = is_command and not self.text.strip().partition(" ")[2]
        return "" if self._is_spent or is_name else self.text

    def empty_soon(self) -> None:
        """What was sent is taken: clear it away once what follows from it is on screen.

        To change the prompt and what is above it in one frame draws half the screen again.
        """
        self._is_spent = True

    def empty_now(self) -> None:
        """Clear away what was sent, before anything else is typed or read here."""
        if self._is_spent:
            self.put("")

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """A question mark where nothing is typed asks for help, and is no text."""
        is_help = key in _ASKS and not self.has_words
        return super().check_consume_key(key, character) and not is_help

    def _recompute_cursor_offset(self) -> None:
        """Wait for the cursor: Textual measures while it is where a longer text ended."""
        if self.cursor_location[0] < self.document.line_count:
            super()._recompute_cursor_offset()  # type: ignore[no-untyped-call]  # Textual's

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what is deleted to the last letter, or typed over, can be recalled."""
        self.is_typed, self.standing = True, None
        removes = edit.from_location != edit.to_location
        if removes and not self._is_deleting:
            self._before = self.text
        self._is_deleting = removes
        result = super().edit(edit)
        is_typed_over = removes and bool(edit.text)
        if is_typed_over or (removes and self.document.end == (0, 0)):
            self.recall.keep(self._before)
            self._is_deleting = False
        return result

    @property
    def can_undo(self) -> bool:
        """Whether words can be taken back, or brought back."""
        return bool(self.text or self.history._undo_stack)

    @property
    def can_redo(self) -> bool:
        """Whether words that were taken back can come again."""
        return bool(self.text or self.history._redo_stack)

    async def _on_key(self, event: events.Key) -> None:
        self.empty_now()
        if event.character in SLASHES:
            self._put_aside()
        if event.key in _ASKED and self.asks is not None and self.asks(event.key):
            _is_ours(event)
        elif event.key == "enter":
            _is_ours(event)
            self._send()
        elif self._is_for_above(event.key):
            _is_ours(event)
            self._hand(self.Moved(event.key))
        elif event.key in ("up", "down") and self._recalls(event.key):
            _is_ours(event)

    def _put_aside(self) -> None:
        """Let a slash take the place of what nobody touched yet: it begins a command."""
        words, at_end = self.standing, self.selection.end == self.document.end
        if words is not None and at_end and self.selection.is_empty is not words.is_whole:
            self.aside = self.aside if words.text[:1] in SLASHES else words
            self.select_all()

    async def _on_paste(self, event: events.Paste) -> None:
        from kamguide.model.text import clean

        self.empty_now()
        _is_ours(event)
        if self.takes_blocks and not self.text and ("\n" in event.text or "\t" in event.text):
            self._hand(self.Pasted(event.text))
        elif pasted := self._replace_via_keyboard(clean(event.text), *self.selection):
            self.move_cursor(pasted.end_location)

    def _leaves_cell(self, key: str) -> bool:
        """Whether a key goes on to another cell: words on one line are left up and down too."""
        beyond = key in ("up", "down") and self.document.line_count == 1
        return beyond or (not self.text and (key in _GRID_MOVES or key in _MOVES))

    def _hand(self, message: Message) -> None:
        """Tell what a key came to."""
        if self.takes_moves and self.taker is not None:
            self.taker(message)
        else:
            self.post_message(message)

    def _is_for_above(self, key: str) -> bool:
        """Whether a key belongs to what is above: the talk, a list, or a grid."""
        if key in ("pageup", "pagedown"):
            return True
        if key in ("tab", "shift+tab"):
            return self.takes_moves or not self.text
        if self.takes_moves:
            return self._leaves_cell(key)
        if key == "space":
            return self.takes_ticks and not self.text
        if key in ("up", "down"):
            return self.has_list and self.document.line_count == 1
        return key in ("left", "right") and not self.text

    def _recalls(self, key: str) -> bool:
        """Show what was typed before or after, where the cursor can go no further."""
        if self.takes_moves or not self._is_at_edge(key):
            return False
        step = self.recall.earlier if key == "up" else self.recall.later
        text = step(self.text)
        if text is None:
            return False
        self._show(text)
        return True

    def _is_at_edge(self, key: str) -> bool:
        """Whether the cursor is on the first line, or the last, as they are folded."""
        line = self.wrapped_document.location_to_offset(self.cursor_location).y
        return line == (0 if key == "up" else self.wrapped_document.height - 1)

    def _send(self) -> None:
        text = self.text
        self.recall.keep(text)
        sent = self.Sent(text)
        if self.taker is not None:
            self.taker(sent)
        else:
            self.post_message(sent)


def _is_ours(event: events.Key | events.Paste) -> None:
    event.stop()
    event.prevent_default()
