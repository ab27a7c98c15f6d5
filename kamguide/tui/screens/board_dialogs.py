"""Small questions of a reviewer: why a plan is returned, what there is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.tui.widgets.words import Words
from kamguide.workspace.remarks import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from kamguide.workspace.remarks import CommentKind

LONGEST = 2000
"""Characters of a reason or a comment."""


class WordsScreen(ModalScreen[None]):
    """Asks for words, and asks again while they do not do; what was typed stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", priority=True, show=False)
    ]

    def __init__(self, question: str, about: str, keep: Callable[[str], None], lang: str) -> None:
        """Ask for words.

        Args:
            question: What is asked.
            about: What is good to know before one answers.
            keep: Takes the words; what is wrong with them is said.
            lang: The language to speak.
        """
        super().__init__()
        self._question = question
        self._about = about
        self._keep = keep
        self.lang = lang

    def compose(self) -> ComposeResult:
        """A question, a line, what is wrong with what was tried, and the keys."""
        with Vertical(classes="dialog"):
            yield Words(self._question)
            yield Words(self._about, id="about")
            line = Input("", id="words", max_length=LONGEST)
            line.cursor_blink = False
            yield line
            yield Words(id="problem")
            yield Static(Content(say(self._keys, self.lang)), classes="foot")

    @property
    def _keys(self) -> str:
        return "board.ask.keys"

    @on(Input.Submitted, "#words")
    def _sent(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.keep(event.value)
        except KamguideError as problem:
            words = say(problem.key, self.lang, **problem.values)
            self.query_one("#problem", Words).put(words)
            return
        self.dismiss()

    def keep(self, words: str) -> None:
        """Keep the words."""
        self._keep(words)


class CommentScreen(WordsScreen):
    """Asks for a comment, and what it asks of the author."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "kind(-1)", priority=True, show=False),
        Binding("down", "kind(1)", priority=True, show=False),
    ]

    def __init__(self, question: str, keep: Callable[[str, CommentKind], None], lang: str) -> None:
        super().__init__(question, _kinds(1, lang), lambda words: keep(words, self.kind), lang)
        self._at = 1

    @property
    def kind(self) -> CommentKind:
        """What the comment asks of the author."""
        return KINDS[self._at]

    @property
    def _keys(self) -> str:
        return "board.ask.comment_keys"

    def action_kind(self, by: int) -> None:
        """Ask something else of the author."""
        self._at = (self._at + by) % len(KINDS)
        self.query_one("#about", Static).update(Content(_kinds(self._at, self.lang)))


def _kinds(at: int, lang: str) -> str:
    """The kinds of comments, the chosen one marked so that it is seen without colour."""
    return "   ".join(
        f"{'(x)' if number == at else '( )'} {say(f'review.kind.{one}', lang)}"
        for number, one in enumerate(KINDS)
    )
