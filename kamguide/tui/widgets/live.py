"""The plan of this step beside the talk; it has the keys while somebody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from kamguide.tui.widgets.book import Book
from kamguide.tui.widgets.pages import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from kamguide.tui.leaves import Leaf
    from kamguide.tui.screens.interview import InterviewScreen


class LivePane(Book, can_focus=True):
    """One section of the plan; only while it has the keys, a sign says which answer is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "step(1)", show=False),
        Binding("up,shift+tab", "step(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.shows_stop = False
        self._of = ""

    def put(self, of: str, leaves: Iterable[Leaf]) -> None:
        """Show the section of a step; where it is the same step, the same part of it."""
        at = self.top if of == self._of else Spot(0)
        self._of = of
        self.show(list(leaves), at)

    def on_focus(self) -> None:
        """Say which answer is meant."""
        self.shows_stop = True
        self._talk.add_class("show-live")
        self.refresh()

    def on_blur(self) -> None:
        """Nobody looks at it any more."""
        self.shows_stop = False
        self.refresh()

    def action_step(self, by: int) -> None:
        """The next answer or finding, or the one before."""
        self.step(by)

    def action_page(self, by: int) -> None:
        """A page on, or back."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False, immediate=True)

    @property
    def _talk(self) -> InterviewScreen:
        return self.screen  # type: ignore[return-value]  # there is no other with a plan beside it

    def attend(self) -> None:
        """Take the keys; who has them already wants the whole plan."""
        if self.has_focus:
            self._talk.to_prompt()
            self._talk.action_look("plan")
            return
        self._talk.remove_class("show-way")
        self._talk.add_class("show-live")  # what is not shown cannot have the keys
        self.focus()

    def action_choose(self) -> None:
        """Go to the answer that is meant."""
        self._talk.to_prompt()
        if self._talk.conversation is not None:
            self._talk.conversation.looks.go_to(self.place)

    def on_book_chosen(self) -> None:
        """A click on the answer that is meant is as good as Enter."""
        self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Words belong into the prompt, wherever one looks."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._typed(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """As typed words."""
        event.stop()
        self._typed(event.text)

    def _typed(self, text: str) -> None:
        self._talk.to_prompt()
        self._talk.prompt.insert(text)
