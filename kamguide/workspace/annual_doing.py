"""Commands of the annual review in a talk: carry the old plan over, still true, what changed."""

from typing import Final

from kamguide.engine.carrying import unconfirmed
from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.workspace.done import Done
from kamguide.workspace.looks import STILL
from kamguide.workspace.remarking import Remarking

_ONE: Final = ("1", "one", "此项", "一项")
_STEP: Final = ("step", "all", "本步", "全部")


class Following(Remarking):
    """The annual review of one plan."""

    def _roll(self, rest: str) -> Done:
        from kamguide.workspace.annual import carry_over
        from kamguide.workspace.annual_telling import carried_over

        del rest
        told = carried_over(carry_over(self._session), self._session)
        return Done((self._tell(told),), asks_again=True)

    def _still(self, rest: str) -> Done:
        """Confirm the open answer, or all of its step; without a word, look at what waits."""
        from kamguide.workspace.annual import waiting_in

        words = rest.strip().casefold()
        if words not in _ONE + _STEP:
            return Done(look=STILL)
        turn = self._session.turn
        if not isinstance(turn, Asked):
            raise UsageError("engine.nothing_open")
        if words in _ONE:
            return self._confirmed((turn.question.id,), is_one=True)
        return self._confirmed(waiting_in(self._session, turn.step.id), is_one=False)

    def _confirmed(self, names: tuple[str, ...], *, is_one: bool) -> Done:
        from kamguide.workspace.annual import confirm, go_on

        found = confirm(self._session, names)
        if not found:
            raise UsageError("annual.nothing_waits")
        if is_one:
            self._session.skip()
        else:
            go_on(self._session)
        left = sum(map(len, unconfirmed(self._session.flow, self._session.answers).values()))
        return Done((self._note("annual.confirmed", count=len(found), left=left),), asks_again=True)

    def _progress(self, rest: str) -> Done:
        """Tell what became of a place since the plan was approved; without one, what was told."""
        from kamguide.workspace.followup import Progress
        from kamguide.workspace.followup_telling import lines as progress_lines
        from kamguide.workspace.summary import keep_summary

        told = Progress(self._session)
        place, _, value = rest.strip().partition(" ")
        if not place:
            return Done((self._tell("\n".join(progress_lines(self._session, told.steps()))),))
        told.tell(place, value.strip())
        keep_summary(self._session)
        return Done((self._note("followup.told"),))

    def _changelog(self, rest: str) -> Done:
        from kamguide.workspace.annual_telling import change_lines

        del rest
        return Done((self._tell("\n".join(change_lines(self._session))),))
