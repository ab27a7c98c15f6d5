"""A replay entry by entry: what was done where, what stood there before, why, after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kamguide.course.replay_telling import GONE, ReplayTelling, clock
from kamguide.messages import moment, say
from kamguide.plan.wording import shortened
from kamguide.workspace.coursing import PAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.course.replay import Frame, Replay


class ReplayScreen(Screen[None]):
    """One entry of a log at a time; the arrows go on and back."""

    DEFAULT_CSS = """
    ReplayScreen {
        #entry { height: 1fr; padding: 1 2; }
        #what { max-width: 110; }
        #line { background: $panel; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("right,down,space", "step(1)", priority=True, show=False),
        Binding("left,up", "step(-1)", priority=True, show=False),
        Binding("pagedown", "step(10)", priority=True, show=False),
        Binding("pageup", "step(-10)", priority=True, show=False),
        Binding("home", "end(0)", priority=True, show=False),
        Binding("end", "end(1)", priority=True, show=False),
        Binding("r,n", "revision", show=False),
    ]

    def __init__(self, replay: Replay) -> None:
        super().__init__()
        self._replay = replay
        self._telling = ReplayTelling(replay)
        self._lang = replay.lang
        self._at = 0

    def compose(self) -> ComposeResult:
        """The plan, the entry, where it stands in the whole, and the keys."""
        yield Static(Content(next(self._telling.head())), classes="head title")
        with VerticalScroll(id="entry"):
            yield Static(id="what", markup=False)
        yield Static(id="line", classes="foot", markup=False)
        yield Static(Content(self._say("keys")), id="keys", classes="foot")

    def on_mount(self) -> None:
        """Begin with the first entry."""
        self._show()

    def on_resize(self) -> None:
        """Draw the way through the log anew."""
        self._show()

    def _show(self, remark: str = "") -> None:
        frames = self._replay.frames
        if not frames:
            self.query_one("#what", Static).update(Content(self._say("nothing")))
            return
        one = frames[self._at]
        self.query_one("#what", Static).update(Content("\n").join(self._drawn(one)))
        place = self._say("at", number=one.number, count=len(frames))
        width = max(10, self.size.width - 2)
        words = remark or f"{place}  {self._way(width - len(place) * 2 - 4)}"
        self.query_one("#line", Static).update(Content(shortened(words, width)))

    def _drawn(self, one: Frame) -> Iterator[Content]:
        """The entry, its words in blocks."""
        when = self._say("when", time=clock(one.since), moment=moment(one.at, self._lang))
        yield Content.styled(when, "$foreground 85%")
        if one.pause > PAUSE:
            yield Content.styled(self._say("pause", time=clock(one.pause)), "bold")
        else:
            yield Content.styled(self._say("waited", time=clock(one.pause)), "$foreground 85%")
        yield Content("")
        yield Content.styled(f"{one.actor}  {self._telling.deed(one)}", "bold")
        yield Content.styled(one.place, "bold $primary")
        if one.is_revision:
            yield from self._block("before", one.before)
            yield from self._block("now", one.after or GONE)
        elif one.after:
            yield from self._block("now", one.after)
        if one.reason:
            yield from self._block("reason", one.reason)

    def _block(self, key: str, text: str) -> Iterator[Content]:
        yield Content("")
        yield Content.styled(self._say(key), "$foreground 85%")
        yield Content(text)

    def _way(self, width: int) -> str:
        """How far through the log one is, in characters."""
        whole = max(10, min(60, width))
        done = round(whole * (self._at + 1) / len(self._replay.frames))
        return "=" * done + "-" * (whole - done)

    def action_step(self, by: int) -> None:
        """Some entries on or back."""
        last = len(self._replay.frames) - 1
        self._at = max(0, min(last, self._at + by))
        self._show()

    def action_end(self, last: int) -> None:
        """The first entry, or the last."""
        self._at = max(0, len(self._replay.frames) - 1) if last else 0
        self._show()

    def action_revision(self) -> None:
        """The next entry that changed what stood there."""
        frames = self._replay.frames
        later = (at for at in range(self._at + 1, len(frames)) if frames[at].is_revision)
        found = next(later, None)
        self._at = self._at if found is None else found
        self._show(self._say("no_more_changes") if found is None else "")

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"replay.{key}", self._lang, **values)
