"""One plan, open: replies and edits go in, are kept, and only then count."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kamguide.coach import judge, judge_answers
from kamguide.engine.carrying import confirmation_of, is_under_review, waits
from kamguide.engine.change import changed, replaces
from kamguide.engine.drafts import Proposal, draft_of, is_out_of_date, proposal
from kamguide.engine.findings import Finding, Findings
from kamguide.engine.followup import progress_in
from kamguide.engine.interview import Asked, Completed, Interview, Turn
from kamguide.engine.life import Life, is_frozen
from kamguide.engine.path import Path, is_answered
from kamguide.engine.progress import Progress
from kamguide.engine.reading import Read, TableReader, with_origin
from kamguide.engine.undo import inverse
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
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.lines import Draft, DraftPlace
from kamguide.store.log import Store
from kamguide.workspace.drafting import Drafts
from kamguide.workspace.loading import answers_of
from kamguide.workspace.recording import change_of, cleaned, progress_of
from kamguide.workspace.vocabulary import INDUSTRY, Vocabulary


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reply: what is asked now, what is said back, what the coach found.

    `problem` is set where the reply could not be read: nothing was kept, the question stands.
    `saved` is the moment the store acknowledged it.
    """

    turn: Turn
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: AnswerError | None = None
    saved: datetime | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan is, besides its answers."""

    id: str
    name: str
    flow: str
    status: str
    actor: str


class Session:
    """A plan that is open for work by one person, or for reading."""

    def __init__(  # noqa: PLR0913 - what a session needs, each from elsewhere
        self,
        store: Store,
        flow: Flow,
        answers: Answers,
        facts: PlanFacts,
        *,
        lang: Lang,
        author: Callable[[], Author],
        read_only: bool = False,
        words: Vocabulary,
    ) -> None:
        self._as_shipped = flow
        self.vocabulary = words
        """The words of the company and its industries, as they were when it was opened."""
        self.flow = self._with_own_words(answers)
        self.facts = facts
        self.read_only = read_only
        self._store = store
        self._author = author
        self._done: list[tuple[Answers, tuple[Edit, ...], str]] = []
        self._undone: list[tuple[Answers, tuple[Edit, ...], str]] = []
        self.drafts = Drafts(store, facts.id, lambda: author().at)
        self.saved: datetime | None = None
        self.interview = self._interview(answers, lang)

    def _with_own_words(self, answers: Answers) -> Flow:
        """The flow, its rules looking in the lists of the company and of the plan's industry."""
        return self.vocabulary.laid_over(self._as_shipped, answers.settings.get(INDUSTRY))

    @property
    def remark(self) -> str:
        """What is to be said of the words of the company and the industry; mostly nothing."""
        return self.vocabulary.remark(self.answers.settings.get(INDUSTRY), self.lang)

    def _interview(self, answers: Answers, lang: Lang) -> Interview:
        return Interview(
            self.flow,
            answers,
            today=self._author().at.date(),
            lang=lang,
            judge=judge,
            completed=self.facts.status in ("completed", "submitted", "approved"),
        )

    # What is known now

    @property
    def lang(self) -> Lang:
        """The language the person is spoken to in."""
        return self.interview.lang

    def speak(self, lang: Lang) -> None:
        """Go on in another language, at the same place."""
        self.interview.lang = lang

    @property
    def today(self) -> date:
        """The day of the session."""
        return self.interview.today

    @property
    def path(self) -> Path:
        """The path, the answers that stand, and their figures."""
        return self.interview.path

    @property
    def answers(self) -> Answers:
        """Every answer, parked ones too."""
        return self.interview.answers

    @property
    def progress(self) -> Progress:
        """How far the plan is."""
        return self.interview.progress

    @property
    def turn(self) -> Turn:
        """What is asked now."""
        return self.interview.turn()

    def findings_on(self, question: str) -> tuple[Finding, ...]:
        """What the coach says of one question, without what was kept against its advice."""
        answer = self.answers.get(question)
        kept = answer.kept if answer is not None else frozenset()
        return tuple(one for one in self.findings_in((question,)) if one.rule not in kept)

    def findings_in(self, questions: Collection[str]) -> Findings:
        """What the coach finds in the answers to these questions."""
        return judge_answers(self.flow, self.path, questions)

    def reader(self, table: str) -> TableReader:
        """What reads cells, rows and pasted blocks into a table.

        Raises:
            UsageError: There is no such table in this flow.
        """
        question = self.flow.questions.get(table)
        if not isinstance(question, TableQuestion):
            raise UsageError("workspace.no_table", question=table)
        return self.interview.reader(question)

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

    def corrects(self, question: str, edits: Sequence[Edit]) -> bool:
        """Whether edits would change what is answered already, not only add to it."""
        spec = self.flow.questions.get(question)
        standing = self.path.standing
        return (
            spec is not None
            and is_answered(self.flow, standing, spec)
            and any(replaces(self.answers, edit) for edit in edits)
        )

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
        self._keep(edits, question)
        if edits:
            self._done.append((before, edits, question))
            self._undone.clear()
        self._follow_industry(edits)
        turn = self.interview.take(edits, move=move)
        findings = self.findings_on(question) if judges else ()
        return Outcome(turn, read.notices, findings, None, self.saved, question)

    def _follow_industry(self, edits: Sequence[Edit]) -> None:
        """Have the words of another industry count, where edits choose one."""
        if any(isinstance(one, SetSetting) and one.name == INDUSTRY for one in edits):
            self.flow = self.interview.flow = self._with_own_words(self.preview(edits))

    def _keep(self, edits: Sequence[Edit], question: str) -> None:
        """Keep edits; what was typed at their question and not sent is a draft no more."""
        sent = self.drafts.place_of(question)
        if edits:
            self.may_change()
            self._record([change_of(self.flow, edit) for edit in edits], sent)
        elif sent is not None:
            self._store.discard_draft(*sent)
        if sent is not None:
            self.drafts.sent()

    def _record(self, changes: Sequence[Change], sent: DraftPlace | None = None) -> None:
        """Write down what changes; it counts as saved once the store says so."""
        author = self._author()
        state = self._store.state(self.facts.id)
        safe = [replace(one, payload=cleaned(one.payload)) for one in changes]
        self._store.record(draw_up(state, safe, author), sent)
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

    def open_question(self) -> str:
        """The id of the question that is open.

        Raises:
            UsageError: None is.
        """
        turn = self.turn
        if not isinstance(turn, Asked):
            raise UsageError("engine.nothing_open")
        return turn.question.id

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
        self._done.clear()
        self._undone.clear()
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
        return self._taken_back(self._done, self._undone)

    def redo(self) -> Outcome | None:
        """Do again what was taken back last; None where nothing was."""
        return self._taken_back(self._undone, self._done)

    def _taken_back(
        self,
        source: list[tuple[Answers, tuple[Edit, ...], str]],
        target: list[tuple[Answers, tuple[Edit, ...], str]],
    ) -> Outcome | None:
        if not source:
            return None
        before, edits, question = source.pop()
        back = inverse(before, edits)
        now = self.interview.answers
        self._keep(back, question)
        target.append((now, back, question))
        self._follow_industry(back)
        self.interview.take(back)
        if question in {one.id for one in self.path.asked}:
            self.interview.goto(question)
        return Outcome(self.turn, saved=self.saved, question=question)

    @property
    def worked_on(self) -> frozenset[str]:
        """The questions whose answers were changed in this sitting."""
        return frozenset(question for _, _, question in self._done)

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

    @property
    def author(self) -> Callable[[], Author]:
        """Who works here, at the moment of asking."""
        return self._author

    def hand_over(self, status: str) -> None:
        """From now on the plan stands so, and is only read here; others may take it up."""
        if not self.read_only:
            self._store.close_plan(self.facts.id)
        self.facts = replace(self.facts, status=status)
        self.read_only = True

    @property
    def store(self) -> Store:
        """Where the plan is kept."""
        return self._store

    def events(self) -> Iterator[Event]:
        """The log of the plan, oldest first."""
        yield from self._store.events(self.facts.id)

    @property
    def last_event(self) -> str:
        """The id of the last event of the plan's log."""
        return self._store.state(self.facts.id).last

    def proposal(self, question: str) -> Proposal | None:
        """What is proposed for a question that is not answered yet; None where nothing is."""
        answer = self.answers.get(question)
        if answer is not None and (answer.value is not None or answer.rows):
            return None
        return proposal(self.flow, self.path, question, self.lang)

    @property
    def still_asks(self) -> bool:
        """Whether the open answer was carried over and only waits to be confirmed."""
        turn = self.turn
        if not isinstance(turn, Asked) or not waits(self.answers, turn.question.id):
            return False
        return turn.place is None or (turn.place.column is None and turn.may_close)

    def looks_again(self, question: str) -> bool:
        """Whether a confirmed draft was drawn from something that has changed since."""
        return is_out_of_date(self.flow, self.path, question, self.lang)

    def confirm_draft(self, question: str, *, move: bool = True) -> Outcome | None:
        """Accept what is proposed or was carried over for a question; None where nothing is."""
        edit = draft_of(self.flow, self.path, question, self.lang) or confirmation_of(
            self.flow, self.path.standing, question
        )
        if edit is None:
            return None
        return self._taken(question, Read((edit,)), move=move)

    def preview(self, edits: Sequence[Edit]) -> Answers:
        """What the answers would be after `edits`; nothing is kept."""
        answers = self.answers
        for edit in edits:
            answers = changed(answers, edit)
        return answers


def _effective(answers: Answers, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that change something."""
    for edit in edits:
        after = changed(answers, edit)
        if after is not answers:
            yield edit
        answers = after
