"""What can be done in a talk besides answering: look back, find, choose, copy, use an editor."""

from __future__ import annotations

import asyncio
import os
from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from kamguide.messages import say
from kamguide.tui.screens.commanding import CommandingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from kamguide.tui.widgets.bubbles import Hit
    from kamguide.tui.widgets.findbar import FindBar
    from kamguide.tui.widgets.transcript import Transcript


FRAME: Final = 1 / 30
"""Seconds until what was said is on screen for certain, and the rest may follow."""
TALK_KEYS: Final = (
    Binding("ctrl+f", "find", priority=True, show=False),
    Binding("ctrl+o", "choose", priority=True, show=False),
    Binding("ctrl+g", "editor", priority=True, show=False),
    Binding("ctrl+end", "to_end", priority=True, show=False),
    Binding("ctrl+pageup", "older", priority=True, show=False),
    Binding("ctrl+pagedown", "scroll(10)", priority=True, show=False),
    Binding("ctrl+up", "scroll(-3)", priority=True, show=False),
    Binding("ctrl+down", "scroll(3)", priority=True, show=False),
)
"""They come after those of a table, which take some of them while one is shown."""
_CHANGES: Final = ("undo", "redo", "grid", "done")


class TalkingScreen(CommandingScreen):
    """A screen with a talk above a prompt."""

    talk: Transcript
    """What was said; like the table and the list it is there once the plan is."""
    find: FindBar
    told: str = ""
    """What is said in passing, in the place of the keys."""
    _has_earlier: bool = False
    """Whether what was said in earlier sittings is in the talk."""
    _hits: tuple[Hit, ...] = ()
    _at: int = 0
    """Which of the places found is in view."""

    @property
    def _lang(self) -> str:
        return self.conversation.session.lang if self.conversation is not None else "en"

    def after_frame(self, rest: Callable[[], None]) -> None:
        """Do what may wait; a timer of Textual's would begin its work before the frame."""
        asyncio.get_running_loop().call_later(FRAME, self.call_later, rest)

    def tell(self, words: str) -> None:
        """Say something in passing, in the place of the keys, until the next answer."""
        self.told = words
        self.refresh_feet()

    def refresh_feet(self) -> None:
        """Show the keys and the state, or what is said in passing; drawn only where it changed."""
        if self.conversation is None:
            return
        from kamguide.tui.lines import fitted, parted

        width = max(20, self.size.width - 2)
        keys, state = self.conversation.keys(width), self.conversation.state()
        if self.told:
            keys, *more = parted(self.told, width)
            state = "".join(more) or state
        for name, words in (("#keys", keys), ("#state", state)):
            foot, line = self.query_one(name, Static), Content(fitted(words.rstrip(), width))
            if foot.content != line:
                foot.update(line, layout=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that change answers do nothing while one looks for words or goes through them."""
        if action in _CHANGES and self.conversation is not None:
            return not self.find.display and self.talk.chosen is None
        return super().check_action(action, parameters)

    # Looking back

    def action_older(self) -> None:
        """Look at what was said earlier."""
        if self.conversation is not None:
            self.talk.look_back()

    def on_talk_begun(self) -> None:
        """Bring what was said in earlier sittings, once."""
        if self.bring_earlier():
            self.talk.bring_older()

    def bring_earlier(self) -> bool:
        """Have the answers of earlier sittings before the talk; false where they are there."""
        if self.conversation is None or self._has_earlier:
            return False
        from kamguide.workspace.retold import Retelling

        self._has_earlier = True
        talk = self.conversation
        earlier = Retelling(talk.session, talk.last_before).said()
        self.talk.put_before(*earlier)
        return bool(earlier)

    def action_scroll(self, lines: int) -> None:
        """Scroll the talk; at its top, further up brings what was said before."""
        if self.conversation is None:
            return
        if lines < 0 and self.talk.scroll_offset.y == 0:
            self.talk.bring_older()
        self.talk.scroll_relative(y=lines, animate=False)

    def action_to_end(self) -> None:
        """Look at the newest again."""
        if self.conversation is not None:
            self.talk.to_end()

    def leave_transcript(self) -> bool:
        """One step back towards the prompt and the newest words; whether there was one to take."""
        if self.conversation is None:
            return False
        if self.find.display or self.talk.chosen is not None:
            self._close_find()
            self.prompt.focus()
            self.tell("")
            return True
        if not self.talk.follows:
            self.talk.to_end()
            return True
        return False

    @abstractmethod
    def refresh_around(self) -> None:
        """Show what stands around the talk."""

    # Finding

    def action_find(self) -> None:
        """Look for words in the talk."""
        if self.conversation is not None:
            self.bring_earlier()
            self.query_one("#head").display = False
            self.find.open(self._lang)

    def _close_find(self) -> None:
        self.find.display = False
        self.query_one("#head").display = True
        self.talk.seek("")

    def on_find_bar_sought(self, message: FindBar.Sought) -> None:
        """Show the newest place where the words stand."""
        self._hits = self.talk.find(message.words)
        self._at = len(self._hits) - 1
        self._show_hit()

    def on_find_bar_stepped(self, message: FindBar.Stepped) -> None:
        """Show another place; behind the last one comes the first."""
        if self._hits:
            self._at = (self._at + message.step) % len(self._hits)
        self._show_hit()

    def _show_hit(self) -> None:
        self.find.tell(self._at + 1, len(self._hits), self._lang)
        if self._hits:
            self.talk.reveal(self._hits[self._at])

    # Choosing

    def action_choose(self) -> None:
        """Go through what was said by keys; a second time back to the prompt."""
        if self.conversation is None or self.leave_choosing():
            return
        self._close_find()
        if self.talk.browse():
            self.tell(say("talk.keys_chosen", self._lang))

    def leave_choosing(self) -> bool:
        """Give the keys back to the prompt, if the talk has them."""
        return self.talk.chosen is not None and self.leave_transcript()

    def on_transcript_typed(self, message: Transcript.Typed) -> None:
        """Go on typing where words go."""
        self.leave_choosing()
        self.prompt.insert(message.text)

    def on_transcript_wanted(self, message: Transcript.Wanted) -> None:
        """Do what is wanted with what is chosen."""
        if self.talk.chosen is None or self.conversation is None:
            return
        one = self.talk.everything[self.talk.chosen]
        if message.what == "copy":
            self.copy(one.text)
        elif not one.question:
            self.tell(say("talk.not_an_answer", self._lang))
        else:
            self.leave_choosing()
            self.talk.to_end()
            if message.what == "edit":
                self.put_away()
            self.conversation.command(message.what, one.question)
            self.show_turn()

    @abstractmethod
    def put_away(self) -> None:
        """Keep what is typed as a draft of its question, before one goes on to another."""

    @abstractmethod
    def show_turn(self) -> None:
        """Show what is asked now."""

    # Copying

    def copy(self, text: str) -> None:
        """Copy, and say what came of it."""
        self.run_worker(self._copy(text), group="copy")

    async def _copy(self, text: str) -> None:
        from kamguide.tui.clipboard import copied

        self.tell(await copied(self.app, text, self._lang))

    # The editor

    def action_editor(self) -> None:
        """Take what is typed to the person's own editor, and bring it back."""
        if self.conversation is not None:
            self.prompt.empty_now()
            self.edit_draft(self.prompt.text)

    def edit_draft(self, text: str) -> None:
        """Let a draft be edited elsewhere; it is kept before, and comes back to the prompt."""
        from kamguide.tui.editor import edited, editor_of, name_of

        editor = editor_of(os.environ)
        if not editor:
            self.prompt.put(text)
            self.tell(say("editor.none", self._lang))
            return
        if self.conversation is not None:
            self.conversation.keep_draft(text)
        try:
            with self.app.suspend():
                back = edited(text, editor)
        except SuspendNotSupported:
            self.prompt.put(text)
            self.tell(say("editor.not_here", self._lang))
            return
        self.prompt.rewrite(back.text)
        self.tell(say(back.told, self._lang, editor=name_of(editor)))
