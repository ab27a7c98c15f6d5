"""Commands between author and reviewer: what was said, replies, and the plan's way to approval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.workspace.done import Done
from kamguide.workspace.helping import Helping
from kamguide.workspace.remarks import KINDS, CommentKind, Place
from kamguide.workspace.wordback.look import WORD

if TYPE_CHECKING:
    from kamguide.workspace.review import Review

COLONS: Final = ":："


class Remarking(Helping):
    """Remarks on one plan, and handing it to and fro."""

    @property
    def _review(self) -> Review:
        from kamguide.workspace.review import Review

        session = self._session
        return Review(session.store, session.author, session.facts.id)

    def _comments(self, rest: str) -> Done:
        from kamguide.workspace.review_telling import ReviewTelling

        del rest
        return Done((self._tell("\n".join(ReviewTelling(self._session).lines())),))

    def _comment(self, rest: str) -> Done:
        """Say something about the open question: `must: words`, or only words."""
        kind, words = self._kind_of(rest)
        turn = self._session.turn
        question = turn.question.id if isinstance(turn, Asked) else ""
        self._review.comment(words, Place(question=question), kind)
        return Done((self._note("review.commented", number=len(self._review.comments())),))

    def _kind_of(self, rest: str) -> tuple[CommentKind, str]:
        for kind in KINDS:
            for name in (kind, say(f"review.kind.{kind}", self._lang)):
                if rest.startswith(name) and rest[len(name) :].lstrip()[:1] in tuple(COLONS):
                    return kind, rest[len(name) :].lstrip()[1:]
        return "consider", rest

    def _reply(self, rest: str) -> Done:
        number, _, words = rest.partition(" ")
        self._review.answer(number, words)
        return Done((self._note("review.answered", number=number),))

    def _met(self, rest: str) -> Done:
        self._review.resolve(rest.strip())
        return Done((self._note("review.resolved", number=rest.strip()),))

    def _word(self, rest: str) -> Done:
        """Show what a Word file that came back proposes; one that is no such file is refused."""
        from kamguide.intake.word.opening import read_word
        from kamguide.workspace.wordback.proposals import returned_bytes

        if not rest.strip():
            raise UsageError("wordback.which_file")
        file = Path(rest.strip().strip("\"'")).expanduser()
        read_word(returned_bytes(file))
        return Done(look=f"{WORD}{file}")

    def _submit(self, rest: str) -> Done:
        if self._session.read_only:
            raise UsageError("review.not_submit")
        self._review.submit(self._session, rest)
        return self._handed_over("review.submitted")

    def _withdraw(self, rest: str) -> Done:
        del rest
        self._review.withdraw()
        return self._handed_over("review.withdrawn_here")

    def _return(self, rest: str) -> Done:
        self._review.give_back(rest)
        return self._handed_over("review.returned")

    def _approve(self, rest: str) -> Done:
        version = self._review.approve(reason=rest)
        return self._handed_over("review.approved", version=version)

    def _handed_over(self, key: str, **values: object) -> Done:
        self._session.hand_over(self._review.status)
        return Done((self._note(key, plan=self._session.facts.name, **values),))
