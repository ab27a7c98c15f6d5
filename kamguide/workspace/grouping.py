"""Commands of a group on its plan: confirm, challenge, take away, how the group stands."""

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.text import folded
from kamguide.plan.wording import short_title
from kamguide.workspace.done import Done
from kamguide.workspace.groupwork import CHALLENGES, GroupTelling, Groupwork
from kamguide.workspace.remarking import Remarking


class Grouping(Remarking):
    """What members say to each other's answers."""

    def _group(self, rest: str) -> Done:
        del rest
        return Done((self._tell("\n".join(GroupTelling(self._session).lines())),))

    def _confirm(self, rest: str) -> Done:
        """Confirm an answer: the one that is named, the open one, or `all` of the step."""
        group = Groupwork(self._session)
        names = self._meant(rest, group)
        for name in names:
            group.confirm(name)
        titles = [short_title(self._session.flow, name, self._lang) for name in names]
        joint = say("course.semicolon", self._lang)
        return Done((self._note("group.confirmed", answers=joint.join(titles)),))

    def _meant(self, rest: str, group: Groupwork) -> tuple[str, ...]:
        turn = self._session.turn
        if rest.strip().casefold() in ("all", "全部"):
            if not isinstance(turn, Asked):
                raise UsageError("engine.nothing_open")
            mine = group.standing()
            actor = self._session.author().actor
            open_ = group.unconfirmed(turn.step)
            return tuple(one for one in open_ if folded(mine[one][0]) != folded(actor))
        return (self._question_named(rest) if rest else self._session.open_question(),)

    def _object(self, rest: str) -> Done:
        """Challenge the open answer from one of three sides: its number, then the words."""
        number, _, words = rest.strip().partition(" ")
        if number not in ("1", "2", "3"):
            raise UsageError("group.which_challenge")
        turn = self._session.turn
        question = turn.question.id if isinstance(turn, Asked) else ""
        Groupwork(self._session).challenge(CHALLENGES[int(number) - 1], question, words)
        return Done((self._note("group.challenged"),))

    def _conflict(self, rest: str) -> Done:
        """Show what members disagree about or, by two numbers, let one side count."""
        from kamguide.workspace.settling import Settling, SettlingTelling, numbers_in

        if not rest:
            return Done((self._tell("\n".join(SettlingTelling(self._session).lines())),))
        words = Settling(self._session).settle(*numbers_in(rest))
        left = SettlingTelling(self._session).remark()
        notes = [self._speaker.note(one) for one in (words, left) if one]
        return Done(tuple(notes), asks_again=True)

    def _takeaway(self, rest: str) -> Done:
        Groupwork(self._session).take_away(rest)
        return Done((self._note("group.taken_away"),))
