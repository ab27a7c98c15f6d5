"""One plan, open: replies and edits go in, are kept, and only then count."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from msgspec.structs import replace

from kamguide.engine.carrying import confirmation_of, is_under_review
from kamguide.engine.change import changed
from kamguide.engine.drafts import draft_of
from kamguide.engine.followup import progress_in
from kamguide.engine.life import Life, is_frozen
from kamguide.engine.reading import Read, with_origin
from kamguide.engine.turns import Asked, Completed, Turn
from kamguide.errors import AnswerError, UsageError
from kamguide.model.answers import Answers, Evidence, Json, Origin
from kamguide.model.context import Notice
from kamguide.model.edits import (
    ClearAnswer,
    Edit,
    GiveEvidence,
    KeepAnswer,
    MarkNotApplicable,
    MarkUnknown,
    OfPlan,
    SetInternal,
    SetSetting,
    WriteNote,
)
from kamguide.model.flow import Flow
from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.lines import Draft, DraftPlace
from kamguide.workspace.deeds import Deed, Deeds
from kamguide.workspace.drafting import Drafts
from kamguide.workspace.loading import answers_of
from kamguide.workspace.openplan import OpenPlan
from kamguide.workspace.outcome import Outcome
from kamguide.workspace.recording import change_of, cleaned, progress_of
from kamguide.workspace.vocabulary import INDUSTRY


class Session(OpenPlan):
    """A plan that is open for work by one person, or for reading."""

    saved: datetime | None = None

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed in this sitting and not sent yet."""
        return Drafts(self._store, self.facts.id, lambda: self._author().at)

    @cached_property
    def _deeds(self) -> Deeds:
        return Deeds()

    # Answering

    def reply(self, raw: str) -> Outcome:
        """Take a reply to the open question, keep it, and go on.

        A reply that cannot be read is an outcome, not a failure: the same question stands.
        """
        try:
            read = self.read(raw)
        except AnswerError as problem:
            return Outcome(self.turn, problem=problem, question=self.open_question())
        return self.answer(read)

    def read(self, raw: str) -> Read:
        """What a reply to the open question comes to; nothing is kept yet.

        Raises:
            AnswerError: It cannot be read.
            UsageError: No question is open.
        """
        return self.interview.read(raw)

    def answer(self, read: Read) -> Outcome:
        """Keep what was read at the open question, and go on."""
        return self._taken(self.open_question(), read, move=True)

    def enter(self, read: Read, question: str, *, origin: Origin = Origin.TYPED) -> Outcome:
        """Keep what was read elsewhere than at the open question: a cell, a block, a file.

        The coach says nothing to a single cell.
        """
        return self._taken(question, with_origin(read, origin), move=False, judges=False)

    def edit(self, *edits: Edit) -> Outcome:
        """Keep edits as they are."""
        question = next((one.question for one in edits if not isinstance(one, OfPlan)), "")
        return self._taken(question, Read(edits), move=False)

    def _taken(self, question: str, read: Read, *, move: bool, judges: bool = True) -> Outcome:
        if told := progress_in(self.flow, self.facts.status, read.edits):
            self._record([progress_of(self.flow, one) for one in told])
            notices = (*read.notices, Notice("followup.told"))
            return Outcome(self.turn, notices, saved=self.saved, question=question)
        before = self.interview.answers
        edits = tuple(_effective(before, read.edits))
        self._keep(edits, question, lambda: self._expect(edits, question if judges else ""))
        if edits:
            self._deeds.did(Deed(before, edits, question))
        self._follow_industry(edits)
        turn = self.interview.take(edits, move=move)
        findings = self.findings_on(question) if judges else ()
        return Outcome(turn, read.notices, findings, None, self.saved, question)

    def _follow_industry(self, edits: Sequence[Edit]) -> None:
        """Have the words of another industry count, where edits choose one."""
        if any(isinstance(one, SetSetting) and one.name == INDUSTRY for one in edits):
            self.flow = self.interview.flow = self._with_own_words(self.preview(edits))

    def _expect(self, edits: Sequence[Edit], question: str) -> None:
        """Work out what follows from edits while they are on their way to the disk."""
        after = self.interview.expect(edits)
        if question:
            self.judge_ahead(after, question)

    def _keep(
        self, edits: Sequence[Edit], question: str, meanwhile: Callable[[], None] | None = None
    ) -> None:
        """Keep edits; what was typed at their question and not sent is a draft no more."""
        sent = self.drafts.place_of(question)
        if edits:
            self.may_change()
            self._record([change_of(self.flow, edit) for edit in edits], sent, meanwhile)
        elif sent is not None:
            self._store.discard_draft(*sent)
        if sent is not None:
            self.drafts.sent()

    def _record(
        self,
        changes: Sequence[Change],
        sent: DraftPlace | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        """Write down what changes; it counts as saved once the store says so."""
        author = self._author()
        state = self._store.state(self.facts.id)
        safe = [replace(one, payload=cleaned(one.payload)) for one in changes]
        self._store.record(draw_up(state, safe, author), sent, meanwhile)
        self.saved = author.at

    def unknown(self, who: str = "", by: str = "") -> Outcome:
        """*Don't know yet*: the open question becomes an open item, and the talk goes on."""
        return self._marked(lambda name: MarkUnknown(name, who, by))

    def not_applicable(self, why: str = "") -> Outcome:
        """*Does not apply*, and on."""
        return self._marked(lambda name: MarkNotApplicable(name, why))

    def _marked(self, make: Callable[[str], Edit]) -> Outcome:
        name = self.open_question()
        edit = make(name)
        outcome = self._taken(name, Read((edit,)), move=False)
        return Outcome(self.interview.go_on(), saved=outcome.saved, question=name)

    def keep(self, question: str, rules: Sequence[str]) -> Outcome:
        """Keep an answer against the advice of these rules: it is weak from now on."""
        return self.edit(KeepAnswer(question, frozenset(rules)))

    def clear(self, question: str) -> Outcome:
        """Take an answer away; the log keeps what it was."""
        return self.edit(ClearAnswer(question))

    def note(self, question: str, text: str, place: str = "") -> Outcome:
        """Write a remark beside an answer."""
        return self.edit(WriteNote(question, text, place))

    def evidence(self, question: str, evidence: Evidence, place: str = "") -> Outcome:
        """Say what an answer rests on."""
        return self.edit(GiveEvidence(question, evidence, place))

    def internal(self, question: str, on: bool, place: str = "") -> Outcome:
        """Say whether a customer may see an answer or a row."""
        return self.edit(SetInternal(question, on, place))

    def setting(self, name: str, value: str | int | bool | None) -> Outcome:
        """Change a setting of the plan."""
        return self.edit(SetSetting(name, value))

    # Moving

    def close_table(self) -> Outcome:
        """Say that the open table has no more rows, and go on; too few rows are a problem."""
        name = self.open_question()
        try:
            edits = self.interview.close_edits()
        except AnswerError as problem:
            return Outcome(self.turn, problem=problem, question=name)
        outcome = self._taken(name, Read(edits), move=False)
        return Outcome(
            self.interview.go_on(), findings=outcome.findings, saved=self.saved, question=name
        )

    def skip(self) -> Turn:
        """Leave the open question for later."""
        return self.interview.go_on()

    def back(self) -> Turn:
        """Open the question before this one."""
        return self.interview.back()

    def goto(self, question: str) -> Turn:
        """Open any question of the path."""
        return self.interview.goto(question)

    def check_answers(self) -> Turn:
        """Look over the answers."""
        return self.interview.check_answers()

    def complete(self) -> Turn:
        """Complete the plan, and keep that it is.

        Raises:
            UsageError: Something required is missing, or a finding blocks.
        """
        if is_under_review(self.flow, self.answers):
            raise UsageError("annual.carry_first")
        turn = self.interview.complete()
        if isinstance(turn, Completed):
            self._status("completed")
        return turn

    def reopen(self) -> Turn:
        """Work on a complete plan again."""
        self._status("draft")
        return self.interview.reopen()

    def switch(self, flow: Flow) -> Turn:
        """Go on with the plan in another flow: every answer is kept, what is missing is asked."""
        self.may_change()
        payload: dict[str, Json] = {
            "flow": flow.id,
            "version": str(flow.version),
            "hash": flow.hash,
        }
        self._record([Change(Kind.FLOW_CHANGED, payload=payload)])
        self.facts = replace(self.facts, flow=flow.id)
        self._as_shipped = flow
        return self._begin_again()

    def take_changes(self, changes: Sequence[Change]) -> Turn:
        """Write down what changes in the log's own words, and go on at the same question."""
        self.may_change()
        turn = self.turn
        self._record(changes)
        self._begin_again()
        return self.goto(turn.question.id) if isinstance(turn, Asked) else self.turn

    def _begin_again(self) -> Turn:
        """Go on with what the log comes to now; nothing before it can be taken back."""
        state, earlier = self._store.state(self.facts.id), self.answers.earlier
        answers = answers_of(self._as_shipped, state, earlier)
        self.flow = self._with_own_words(answers)
        self.interview = self._interview(answers, self.lang)
        self._deeds.forget()
        return self.turn

    def may_change(self) -> None:
        """Refuse where answers are only read here.

        Raises:
            UsageError: Somebody else works on the plan, or its answers are closed.
        """
        if self.read_only:
            raise UsageError(self._why_closed(), plan=self.facts.name)

    def _why_closed(self) -> str:
        if not is_frozen(self.facts.status):
            return "workspace.read_only"
        return "review.frozen" if self.facts.status == Life.SUBMITTED else "review.closed_for_good"

    def _status(self, status: str) -> None:
        self.may_change()
        self._record([Change(Kind.STATUS_CHANGED, payload={"status": status})])

    # Taking back

    def undo(self) -> Outcome | None:
        """Take the last edits of this session back; None where there are none."""
        return self._taken_back(undone=False)

    def redo(self) -> Outcome | None:
        """Do again what was taken back last; None where nothing was."""
        return self._taken_back(undone=True)

    def taken_back_next(self, *, undone: bool = False) -> str:
        """The question whose last change would be taken back, or done again; empty for none."""
        deed = self._deeds.last(undone=undone)
        return deed.question if deed is not None else ""

    def _taken_back(self, *, undone: bool) -> Outcome | None:
        from kamguide.engine.undo import inverse

        if (deed := self._deeds.last(undone=undone)) is None:
            return None
        now, question = self.interview.answers, deed.question
        back = inverse(deed.before, deed.edits)
        self._keep(back, question)
        self._deeds.turned(Deed(now, back, question), undone=undone)
        self._follow_industry(back)
        self.interview.take(back)
        if question in {one.id for one in self.path.asked}:
            self.interview.goto(question)
        return Outcome(self.turn, saved=self.saved, question=question)

    @property
    def worked_on(self) -> frozenset[str]:
        """The questions whose answers were changed in this sitting."""
        return frozenset(self._deeds.questions())

    # Drafts of words not sent yet

    def draft(self) -> Draft | None:
        """What was typed at the open question and not sent, and in a table in which cell."""
        turn = self.turn
        return self.drafts.of(turn.question.id) if isinstance(turn, Asked) else None

    def keep_draft(self, text: str, row: str | None = None, column: str | None = None) -> None:
        """Keep what is being typed at the open question, in a table in this cell; one at a time."""
        turn = self.turn
        if isinstance(turn, Asked) and not self.read_only:
            self.drafts.keep(turn.question.id, text, row, column)

    # Looking back

    def hand_over(self, status: str) -> None:
        """From now on the plan stands so, and is only read here; others may take it up."""
        if not self.read_only:
            self._store.close_plan(self.facts.id)
        self.facts = replace(self.facts, status=status)
        self.read_only = True

    def confirm_draft(self, question: str, *, move: bool = True) -> Outcome | None:
        """Accept what is proposed or was carried over for a question; None where nothing is."""
        edit = draft_of(self.flow, self.path, question, self.lang) or confirmation_of(
            self.flow, self.path.standing, question
        )
        if edit is None:
            return None
        return self._taken(question, Read((edit,)), move=move)


def _effective(answers: Answers, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that change something."""
    for edit in edits:
        after = changed(answers, edit)
        if after is not answers:
            yield edit
        answers = after
