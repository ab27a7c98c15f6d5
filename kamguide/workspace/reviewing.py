"""Commands of a review talk: what changed, what to ask, what is decided."""

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.workspace.done import Done
from kamguide.workspace.looks import CHANGES, SCRIPT
from kamguide.workspace.remarking import Remarking
from kamguide.workspace.remarks import Place


class Reviewing(Remarking):
    """A review by difference, its script and its decisions."""

    def _changes(self, rest: str) -> Done:
        """All that changed since the plan was returned, as a look; since a moment, in lines."""
        if not rest:
            return Done(look=CHANGES)
        from kamguide.workspace.changes import changes_since
        from kamguide.workspace.changes_telling import ChangesTelling

        telling = ChangesTelling(changes_since(self._session, rest))
        return Done((self._tell("\n".join(telling.lines())),))

    def _script(self, rest: str) -> Done:
        del rest
        return Done(look=SCRIPT)

    def _decide(self, rest: str) -> Done:
        """Record `what; who; day` about the open question; alone, list what was decided."""
        from kamguide.workspace.deciding import Decisions

        decisions = Decisions(self._session)
        if not rest:
            return Done((self._tell("\n".join(decisions.lines())),))
        parts = [one.strip() for one in rest.replace("；", ";").rsplit(";", 2)]
        if len(parts) != 3:  # noqa: PLR2004 - what, who, by when
            raise UsageError("decide.how")
        turn = self._session.turn
        place = Place(question=turn.question.id if isinstance(turn, Asked) else "")
        what, who, by = parts
        number = decisions.decide(what, who, by, place)
        words = decisions.told(decisions.all[number - 1])
        return Done((self._note("decide.kept", number=number, words=words),))

    def _settle(self, rest: str) -> Done:
        from kamguide.workspace.deciding import Decisions

        decisions = Decisions(self._session)
        return Done((self._note("decide.settled", words=decisions.told(decisions.settle(rest))),))
