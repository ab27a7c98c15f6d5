"""Comments and the life of a plan in words, line by line, and as JSON."""

from collections.abc import Iterator
from textwrap import indent

from kamguide.messages import has, say
from kamguide.model.answers import Json
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.wording import Wording
from kamguide.store.states import Comment
from kamguide.workspace.remarks import Place, is_open
from kamguide.workspace.session import Session


class ReviewTelling:
    """What was said about a plan, and how it moved."""

    def __init__(self, session: Session) -> None:
        from kamguide.workspace.review import Review

        self._review = Review(session.store, session.author, session.facts.id)
        self._lang = session.lang
        self._flow = session.flow
        self._wording = Wording(session.flow, session.answers, session.lang)

    def lines(self, *, open_only: bool = False) -> Iterator[str]:
        """How the plan stands and came to, then each comment with its replies."""
        yield say("review.stands", self._lang, status=self._status(self._review.status))
        for move in self._review.moves():
            version = f" {move.version}" if move.version else ""
            status = self._status(move.status) + version
            key = "review.move_why" if move.reason else "review.move"
            yield say(
                key, self._lang, on=move.on, actor=move.actor, status=status, reason=move.reason
            )
        comments = self._review.comments()
        if not comments:
            yield say("review.no_comments", self._lang)
        for number, one in enumerate(comments, start=1):
            if not open_only or is_open(one):
                yield from self.comment(number, one)

    def _status(self, status: str) -> str:
        """A state in words; one of a newer version as it is called there."""
        key = f"status.{status}"
        return say(key, self._lang) if has(key, self._lang) else clean(status)

    def on(self, question: str) -> Iterator[str]:
        """What was said about a question and is not met."""
        for number, one in self._review.on(question):
            yield from self.comment(number, one)

    def comment(self, number: int, one: Comment) -> Iterator[str]:
        """A comment under its number: its kind, what it is about, the words, the replies."""
        kind = say(f"review.kind.{one.kind or 'consider'}", self._lang)
        yield f"{number}. [{kind}] {self.place(one)}{self._state(one)}"
        yield indent(self._said(one.actor, one.text), "   ")
        for reply in one.replies:
            yield indent(self._said(reply.actor, reply.text), "   > ")

    def _said(self, actor: str, text: str) -> str:
        return say("mark.pair", self._lang, head=actor, text=text)

    def _state(self, one: Comment) -> str:
        """Whether a comment is met; nothing of one that asks for nothing."""
        if one.resolved:
            return say("mark.aside", self._lang, text=say("review.is_met", self._lang))
        if not is_open(one):
            return ""
        return say("mark.aside", self._lang, text=say("review.is_open", self._lang))

    def place(self, one: Comment) -> str:
        """What a comment is about, in words."""
        return self.named(Place(one.section, one.question or "", one.row or "", one.column or ""))

    def named(self, one: Place) -> str:
        """A place in words."""
        if one.section:
            return say(f"plan.{one.section}", self._lang)
        question = self._flow.questions.get(one.question or "")
        if question is None:
            return clean(one.question or "") or say("review.whole_plan", self._lang)
        parts = [question.ask(self._lang)]
        if isinstance(question, TableQuestion) and one.row:
            parts.append(clean(self._wording.row(question, one.row)))
            if one.column:
                known = {column.id: column.label(self._lang) for column in question.columns}
                parts.append(known.get(one.column, clean(one.column)))
        return " / ".join(parts)

    def as_json(self) -> dict[str, Json]:
        """The same for programs."""
        return {
            "status": self._review.status,
            "moves": [
                {
                    "status": one.status,
                    "actor": one.actor,
                    "on": one.on,
                    "reason": one.reason,
                    "version": one.version,
                }
                for one in self._review.moves()
            ],
            "comments": [
                {
                    "number": number,
                    "kind": one.kind or "consider",
                    "section": one.section,
                    "question": one.question or "",
                    "row": one.row or "",
                    "column": one.column or "",
                    "text": one.text,
                    "actor": one.actor,
                    "at": one.at.isoformat(),
                    "resolved": one.resolved,
                    "replies": [
                        {"actor": reply.actor, "text": reply.text} for reply in one.replies
                    ],
                }
                for number, one in enumerate(self._review.comments(), start=1)
            ],
        }
