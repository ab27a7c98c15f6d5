"""Comments and the life of a plan in words, line by line, and as JSON."""

from collections.abc import Iterator

from kamguide.engine.life import Life
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang
from kamguide.plan.wording import Wording
from kamguide.store.states import Comment
from kamguide.workspace.loading import answers_of
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review import Review


class ReviewTelling:
    """What was said about a plan, and how it moved."""

    def __init__(self, workspace: Workspace, plan: str, lang: Lang) -> None:
        self._review = Review(workspace, plan)
        self._lang = lang
        state = workspace.store.state(self._review.plan)
        self._flow = load_flow(state.facts.flow)
        self._wording = Wording(self._flow, answers_of(self._flow, state), lang)

    def lines(self, *, open_only: bool = False) -> Iterator[str]:
        """How the plan stands and came to, then each comment with its replies."""
        yield say(
            "review.stands", self._lang, status=say(f"status.{self._review.status}", self._lang)
        )
        for move in self._review.moves():
            version = f" {move.version}" if move.version else ""
            status = say(f"status.{Life(move.status)}", self._lang) + version
            key = "review.move_why" if move.reason else "review.move"
            yield say(
                key, self._lang, on=move.on, actor=move.actor, status=status, reason=move.reason
            )
        comments = self._review.comments()
        if not comments:
            yield say("review.no_comments", self._lang)
        for number, one in enumerate(comments, start=1):
            if not (open_only and one.resolved):
                yield from self._comment(number, one)

    def _comment(self, number: int, one: Comment) -> Iterator[str]:
        kind = say(f"review.kind.{one.kind or 'consider'}", self._lang)
        state = say("review.is_met" if one.resolved else "review.is_open", self._lang)
        yield f"{number}. [{kind}] {self.place(one)} ({state})"
        yield f"   {one.actor}: {one.text}"
        for reply in one.replies:
            yield f"   > {reply.actor}: {reply.text}"

    def place(self, one: Comment) -> str:
        """What a comment is about, in words."""
        if one.section:
            return say(f"plan.{one.section}", self._lang)
        question = self._flow.questions.get(one.question or "")
        if question is None:
            return one.question or say("review.whole_plan", self._lang)
        parts = [question.ask(self._lang)]
        if isinstance(question, TableQuestion) and one.row:
            parts.append(self._wording.row(question, one.row))
            if one.column:
                parts.append(question.column(one.column).label(self._lang))
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
