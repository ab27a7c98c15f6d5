"""Looks at the whole plan from the talk: shown on top of it, left for an answer, come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.tui.trips import Trips, entry_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from kamguide.engine.turns import Turn
    from kamguide.tui.looks import Left
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said


class Looking:
    """The looks of one conversation, and the ways from them to answers."""

    def __init__(
        self,
        session: Session,
        screen: InterviewScreen,
        go: Callable[[Entry], None],
        ask: Callable[[], Sequence[Said]],
    ) -> None:
        """`go` goes to an answer, `ask` says what is asked now."""
        self._session = session
        self._screen = screen
        self._go = go
        self._ask = ask
        self._trips = Trips(session)
        self._before = session.answers
        self._comes_again = False
        """Whether the look that is being left is shown once more, in the other language."""

    def show(self, name: str) -> None:
        """Show a look, where it was left last time."""
        mark = self._trips.marks.get(name)
        self._before = self._session.answers
        self._screen.app.show_look(self._session, name, self._left, mark)  # type: ignore[attr-defined]  # ours

    def _left(self, left: Left | None) -> None:
        """Keep where somebody was in a look; go where a line of it leads, or to another look."""
        if left is None:
            return
        self._trips.left(left.look, left.mark)
        if self._comes_again:
            self._comes_again = False
            self._screen.action_command("lang")
            self.show(left.look)
        elif left.next:
            self.show(left.next)
        elif left.entry is not None and left.entry.question:
            self._trips.begin(left.look, left.entry.question)
            self._go(left.entry)
        elif self._session.answers is not self._before:  # they can be changed in some looks
            self._screen.say(*self._ask())
            self._screen.show_turn()

    def switch(self, look: Screen[Left]) -> None:
        """Show a look in the other language, at the place where one is in it."""
        self._comes_again = True
        leave = getattr(look, "action_other", None)
        if leave is not None:
            leave("")
        else:
            look.action_back()  # type: ignore[attr-defined]  # every look has it

    def go_to(self, place: str) -> None:
        """Go to an answer that stands in the plan beside the talk, and come back from it."""
        entry = entry_at(place)
        if entry.question in {one.id for one in self._session.path.asked}:
            self._trips.begin("live", entry.question)
            self._go(entry)

    def hear(self, command: str) -> None:
        """A command was given."""
        self._trips.hear(command)

    def after(self, turn: Turn) -> None:
        """Come back by oneself, once the answer was given."""
        if self._trips.is_over(turn):
            self._back()

    def come_back(self) -> None:
        """Leave the answer as it is, and come back; if one came from any look."""
        if self._trips.look:
            self._screen.put_away()
            self._back()

    def _back(self) -> None:
        """Ask what was asked before the look, and show the look again."""
        look = self._trips.back()
        if look:
            self._screen.say(*self._ask())
            self._screen.show_turn()
        if look not in ("", "live"):
            self.show(look)

    def hint(self) -> str:
        """How to come back, while one is on the way."""
        return self._trips.hint()
