"""A plan that is open: what is known of it, and what is asked now. Nothing changes here."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from kamguide.coach.judging import judge, judge_answers
from kamguide.engine.carrying import waits
from kamguide.engine.change import changed, replaces
from kamguide.engine.drafts import Proposal, is_out_of_date, proposal
from kamguide.engine.findings import Finding, Findings
from kamguide.engine.interview import Interview
from kamguide.engine.life import FROZEN, Life
from kamguide.engine.path import Path, is_answered
from kamguide.engine.progress import Progress
from kamguide.engine.reading import TableReader
from kamguide.engine.turns import Asked, Turn
from kamguide.errors import UsageError
from kamguide.model.answers import Answers
from kamguide.model.edits import Edit
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang
from kamguide.store.changes import Author
from kamguide.store.events import Event
from kamguide.store.log import Store
from kamguide.workspace.outcome import SessionFacts
from kamguide.workspace.vocabulary import INDUSTRY, Vocabulary

COMPLETE: Final = FROZEN | {Life.COMPLETED}
"""How a plan stands that nothing more is asked of."""


class Access(Struct, frozen=True):
    """Who opens a plan, in which language, and whether only to read it."""

    author: Callable[[], Author]
    """In whose name things are kept, and when."""
    lang: Lang
    words: Vocabulary
    """The words of the company and its industries, as they are when it is opened."""
    read_only: bool = False


class OpenPlan:
    """A plan that is open, to be read by one person in one language."""

    def __init__(
        self, store: Store, flow: Flow, answers: Answers, facts: SessionFacts, access: Access
    ) -> None:
        self._as_shipped = flow
        self.vocabulary = access.words
        """The words of the company and its industries, as they were when it was opened."""
        self.flow = self._with_own_words(answers)
        self.facts = facts
        self.read_only = access.read_only
        self._store = store
        self._judged: tuple[Path, tuple[str, ...], Findings] | None = None
        self._author = access.author
        self.interview = self._interview(answers, access.lang)

    def _with_own_words(self, answers: Answers) -> Flow:
        """The flow, its rules looking in the lists of the company and of the plan's industry."""
        return self.vocabulary.laid_over(self._as_shipped, answers.settings.get(INDUSTRY))

    @property
    def remark(self) -> str:
        """What is to be said of the words of the company and the industry; mostly nothing."""
        return self.vocabulary.remark(self.answers.settings.get(INDUSTRY), self.lang)

    def _interview(self, answers: Answers, lang: Lang) -> Interview:
        is_complete = self.facts.status in COMPLETE
        begun = Interview.of_complete_plan if is_complete else Interview
        return begun(self.flow, answers, today=self._author().at.date(), lang=lang, judge=judge)

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
        if self._judged is not None and self._judged[0] is self.path:
            _, known, found = self._judged
            if questions == known:
                return found
        return judge_answers(self.flow, self.path, questions)

    def judge_ahead(self, path: Path, *questions: str) -> None:
        """Find what the coach will be asked for once this is the path."""
        self._judged = (path, questions, judge_answers(self.flow, path, questions))

    def reader(self, table: str) -> TableReader:
        """What reads cells, rows and pasted blocks into a table.

        Raises:
            UsageError: There is no such table in this flow.
        """
        question = self.flow.questions.get(table)
        if not isinstance(question, TableQuestion):
            raise UsageError("workspace.no_table", question=table)
        return self.interview.reader(question)

    def open_question(self) -> str:
        """The id of the question that is open.

        Raises:
            UsageError: None is.
        """
        turn = self.turn
        if not isinstance(turn, Asked):
            raise UsageError("engine.nothing_open")
        return turn.question.id

    def corrects(self, question: str, edits: Sequence[Edit]) -> bool:
        """Whether edits would change what is answered already, not only add to it."""
        return self.is_answered(question) and any(replaces(self.answers, edit) for edit in edits)

    def is_answered(self, question: str) -> bool:
        """Whether a question is answered in full; one that is not in the flow never is."""
        spec = self.flow.questions.get(question)
        return spec is not None and is_answered(self.flow, self.path.standing, spec)

    def preview(self, edits: Sequence[Edit]) -> Answers:
        """What the answers would be after `edits`; nothing is kept."""
        answers = self.answers
        for edit in edits:
            answers = changed(answers, edit)
        return answers

    # The log

    @property
    def author(self) -> Callable[[], Author]:
        """Who works here, at the moment of asking."""
        return self._author

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
