"""The commands that what is typed behind a slash may become, over the talk, above the prompt.

It lies over what was said and moves nothing: the prompt stays where it is. It stays within the
talk, too: Textual loses a Chinese character that lies across the edge of what is behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kamguide.model.text import folded
from kamguide.tui.widgets.talk import shortened
from kamguide.workspace.commands import NAMES
from kamguide.workspace.inplace import WITH_WORDS, Listed, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.model.text import Lang
    from kamguide.tui.screens.interview import InterviewScreen

MOST: Final = 8
"""Lines of it in view."""
WIDEST: Final = 78
SIDES: Final = 4
"""Cells beside a line: the blanks at its ends, and the scrollbar."""
LEAST_ABOVE: Final = 2
"""Lines of the talk that stay in view above it."""


class CommandChoices(OptionList, can_focus=False):
    """Commands by their beginning; Tab completes, arrows choose, Enter does what is chosen."""

    DEFAULT_CSS = """
    CommandChoices {
        position: absolute; layer: over; display: none; height: auto; border: none;
        padding: 0 1; background: $panel;
    }
    CommandChoices > .option-list--option-highlighted {
        background: $primary; color: $background; text-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="commands", markup=False)
        self.fits: tuple[Listed, ...] = ()
        """The commands that are shown."""
        self._words = ""

    def seek(self, words: str, lang: Lang) -> None:
        """Show the commands that begin so; none where words already stand behind one."""
        if words == self._words:
            return
        self._words = words
        self.fits = tuple(_fitting(words, lang))
        self.display = bool(self.fits)
        self.clear_options()
        if self.fits:
            self._draw()
            self.highlighted = None

    def fit(self) -> None:
        """Stand on the prompt anew, wherever it is now, with the same command chosen."""
        if self.display:
            at = self.highlighted
            self.clear_options()
            self._draw()
            self.highlighted = at

    def _draw(self) -> None:
        wide, room = max(cell_len(one.shown) for one in self.fits), self._stand()
        self.add_options(Option(_line(one, wide, room)) for one in self.fits)

    def _stand(self) -> int:
        """Stand on the prompt, as high as there is room for; the cells of a line."""
        screen: InterviewScreen = self.screen  # type: ignore[assignment]  # the only one with a prompt
        talk = screen.talk.scrollable_content_region or screen.region
        top = screen.query_one("#form").region.y
        height = min(len(self.fits), MOST, max(1, top - LEAST_ABOVE))
        width = min(talk.width, WIDEST)
        self.styles.width, self.styles.max_height = width, height
        self.styles.offset = (talk.x, top - height)
        return width - SIDES

    def takes(self, key: str) -> str | None:
        """What the prompt shows after a key; None where the key is not meant for this."""
        if not self.display:
            return None
        if key in ("up", "down"):
            self.action_cursor_down() if key == "down" else self.action_cursor_up()
            return self._words
        if key == "tab":
            return self._completed(self.highlighted or 0)
        return None if self.highlighted is None else self._completed(self.highlighted)

    def _completed(self, at: int) -> str:
        one = self.fits[at]
        return f"{one.shown} " if one.command in WITH_WORDS else one.shown

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click completes."""
        event.stop()
        screen: InterviewScreen = self.screen  # type: ignore[assignment]  # as above
        screen.prompt.complete(self._completed(event.option_index))


def _fitting(words: str, lang: Lang) -> Iterator[Listed]:
    """Commands one of whose names begins so, in the order in which they are listed."""
    wanted = folded(words[1:]) if words[:1] in ("/", "／") else None
    if wanted is None or words != words.rstrip():
        return
    for one in listed(lang):
        names = [name for name in NAMES[one.command] if name and name.startswith(wanted)]
        if f"/{wanted}" != one.shown[: len(wanted) + 1] and lang == "en":
            yield from (one._replace(shown=f"/{name}") for name in names[:1] if name.isascii())
        elif names:
            yield one


def _line(one: Listed, wide: int, room: int) -> Content:
    gap = " " * (wide - cell_len(one.shown) + 2)
    return Content(f"{one.shown}{gap}{shortened(one.text, room - wide - 2)}")
