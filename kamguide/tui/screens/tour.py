"""The tour: a few stops that point at the parts of the screen; Escape ends it at any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from kamguide.messages import say
from kamguide.tui.widgets.words import Foot, Words

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from kamguide.tui.screens.interview import InterviewScreen


class Stop(NamedTuple):
    """What is pointed at, and the pane that a narrow window must show for it."""

    at: str
    pane: str = ""
    is_line: bool = False
    """Whether it is a line or two, and not a pane with room for a frame."""


STOPS: Final = (
    Stop("#talk"),
    Stop("#prompt", is_line=True),
    Stop("#keys", is_line=True),
    Stop("#way", "show-way"),
    Stop("#live", "show-live"),
    Stop("#state", is_line=True),
    Stop("#head", is_line=True),
    Stop("#keys", is_line=True),
)
POINTED, LINE = "-pointed", "-pointed-line"


class TourScreen(ModalScreen[None]):
    """The stops one after another, over the interview that they show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "end_tour", priority=True, show=False),
        Binding("enter,right,space,down", "step(1)", priority=True, show=False),
        Binding("backspace,left,up", "step(-1)", priority=True, show=False),
    ]

    def __init__(self, shown: InterviewScreen, lang: str) -> None:
        super().__init__()
        self._shown = shown
        self._lang = lang
        self._at = 0

    def compose(self) -> ComposeResult:
        """What is pointed at, in words, and how to go on."""
        with Vertical():
            yield Words(id="tour-words")
            yield Foot(id="tour-keys", classes="foot")

    def on_mount(self) -> None:
        """Begin at the first stop."""
        self._show()

    def _show(self) -> None:
        stop = STOPS[self._at]
        self._unpoint()
        if stop.pane and not self._target(stop).display:
            self._shown.add_class(stop.pane)
        self._target(stop).add_class(LINE if stop.is_line else POINTED)
        self.set_class(stop.at in ("#prompt", "#keys", "#state"), "-above")
        words = say(f"tour.{self._at + 1}", self._lang)
        keys = say("tour.keys", self._lang, at=self._at + 1, of=len(STOPS))
        self.query_one("#tour-words", Words).put(words)
        self.query_one("#tour-keys", Words).put(keys)

    def _target(self, stop: Stop) -> Widget:
        return self._shown.query_one(stop.at)

    def _unpoint(self) -> None:
        self._shown.remove_class("show-way", "show-live")
        for stop in STOPS:
            self._target(stop).remove_class(POINTED, LINE)

    def action_step(self, by: int) -> None:
        """The next stop, or the one before; after the last one the tour is over."""
        if self._at + by >= len(STOPS):
            self.action_end_tour()
            return
        self._at = max(0, self._at + by)
        self._show()

    def action_end_tour(self) -> None:
        """Everything as it was."""
        self._unpoint()
        self.dismiss()


class OfferScreen(ModalScreen[bool]):
    """Offers the tour, once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", priority=True, show=False),
        Binding("escape,n,q", "answer(False)", priority=True, show=False),
    ]

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def compose(self) -> ComposeResult:
        """What is offered, and how to say yes or no."""
        with Vertical(classes="dialog"):
            yield Words(say("tour.offer", self._lang))
            yield Foot(say("tour.offer_keys", self._lang), classes="foot")

    def action_answer(self, wanted: bool) -> None:
        """Begin, or not now."""
        self.dismiss(wanted)
