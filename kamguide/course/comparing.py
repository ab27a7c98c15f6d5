"""A learner's plan beside the model answer: each question, the figures, the score."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from kamguide.coach.judging import judge
from kamguide.coach.preview import Move, consequences, preview
from kamguide.coach.rubric import STRONG, Grade, Rubric, rubric
from kamguide.course.matching import Difference, differences
from kamguide.course.pack import Pack, pack_folders
from kamguide.course.packmodel import Fault
from kamguide.course.packplay import day_of
from kamguide.course.packs import load_pack, model_answers
from kamguide.course.planting import planted
from kamguide.engine.findings import Finding
from kamguide.engine.path import Path, is_answered, path
from kamguide.errors import AnswerError, UsageError
from kamguide.model.answers import Answer, State
from kamguide.model.coursework import News
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.questions.texts import LongTextValue, TextValue
from kamguide.plan.wording import Wording
from kamguide.workspace.coursing import assignment_of
from kamguide.workspace.session import Session

Verdict = Literal["same", "differs", "read", "open"]
"""Equal; not equal; words, to be compared by reading; not answered yet."""


class Compared(Struct, frozen=True):
    """One question: the learner's answer, the model's, and what differs."""

    question: str
    verdict: Verdict
    yours: str = ""
    model: str = ""
    differences: tuple[Difference, ...] = ()
    """Of a table: rows that one side lacks, cells that are not equal."""


class Score(Struct, frozen=True):
    """A line of the rubric, and what it counts."""

    grade: Grade
    model: int | None
    """The level of the model answer."""
    weight: int


class Comparison(Struct, frozen=True):
    """Everything that is told of a plan beside the model answer."""

    pack: Pack
    unit: int
    questions: tuple[Compared, ...]
    figures: tuple[Move, ...]
    """Parts of figures that are not equal: `before` is the learner's, `after` the model's."""
    equal_figures: int
    scores: tuple[Score, ...]
    percent: float
    model_percent: float
    findings: tuple[Finding, ...]
    """What the coach finds in the learner's own answers, the gravest first."""
    mended: tuple[Fault, ...]
    standing: tuple[Fault, ...]
    """Planted faults that are still there."""
    unheard: tuple[News, ...]
    """News that came, and after which nothing that it points at was touched."""


def weighted(graded: Rubric, weights: Mapping[str, int]) -> float:
    """A plan's points of those there could be, each line as much as it counts; 0 to 100."""
    most = sum(STRONG * weights.get(one.criterion.id, 1) for one in graded.grades)
    points = sum(one.level * weights.get(one.criterion.id, 1) for one in graded.grades)
    return 100 * points / most if most else 0.0


def pack_of(session: Session, source: str | None = None) -> Pack:
    """The pack that a plan was begun from, by its name or from `source`.

    Raises:
        UsageError: It was begun from none, or in a class, or the pack is not here.
        FlowError: It cannot be read.
    """
    assignment = assignment_of(session)
    if assignment is None:
        raise UsageError("compare.no_course")
    if not assignment.alone:
        raise UsageError("compare.in_class")
    if source is None and assignment.pack not in pack_folders():
        raise UsageError("compare.no_pack", pack=assignment.title(session.lang))
    return load_pack(source or assignment.pack)


def compared(pack: Pack, session: Session) -> Comparison:
    """A plan beside the model answer of the pack that it was begun from.

    Raises:
        UsageError: It was begun from no pack, or from another.
        FlowError: The model answer cannot be read.
    """
    assignment = assignment_of(session)
    if assignment is None or assignment.pack != pack.id:
        raise UsageError("compare.no_course")
    return _Comparing(pack, session, assignment.unit, assignment.lang).all(set(assignment.given))


class _Comparing:
    def __init__(self, pack: Pack, session: Session, unit: int, lang: str) -> None:
        self._pack, self._session, self._unit, self._lang = pack, session, unit, lang
        self._flow = session.flow
        self._mine = session.path
        answers = model_answers(pack, lang, unit=unit)
        self._model = path(self._flow, answers, today=day_of(pack.model(lang)))
        self._words = (self._wording(self._mine), self._wording(self._model))

    def _wording(self, where: Path) -> Wording:
        return Wording(self._flow, where.standing, self._session.lang)

    def all(self, given: set[str]) -> Comparison:
        """Compare everything but what was handed out and left as it was."""
        mine = rubric(self._flow, self._mine, self._session.interview.findings)
        best = rubric(self._flow, self._model, judge(self._flow, self._model))
        weights = self._pack.weights
        levels = {one.criterion.id: one.level for one in best.grades}
        moves, equal = self._figures()
        standing = tuple(self._standing()) if not self._unit else ()
        planted = self._pack.faults if not self._unit else ()
        return Comparison(
            pack=self._pack,
            unit=self._unit,
            questions=tuple(self._questions(given)),
            figures=moves,
            equal_figures=equal,
            scores=tuple(
                Score(one, levels.get(one.criterion.id), weights.get(one.criterion.id, 1))
                for one in mine.grades
            ),
            percent=weighted(mine, weights),
            model_percent=weighted(best, weights),
            findings=tuple(self._findings()),
            mended=tuple(one for one in planted if one not in standing),
            standing=standing,
            unheard=tuple(self._unheard()),
        )

    # Questions

    def _questions(self, given: set[str]) -> Iterator[Compared]:
        answered = self._model.standing
        for question in self._mine.asked:
            if not is_answered(self._flow, answered, question):
                continue
            made = self._question(question)
            if question.id not in given or made.verdict == "differs":
                yield made

    def _question(self, question: Question) -> Compared:
        if not is_answered(self._flow, self._mine.standing, question) and not (
            isinstance(question, TableQuestion) and self._mine.standing.rows(question.id)
        ):
            return Compared(question.id, "open")  # the model is seen by those who have tried
        if isinstance(question, TableQuestion):
            sides = (self._mine.standing, self._model.standing)
            found = tuple(differences(self._flow, question, sides, self._words))
            return Compared(question.id, "differs" if found else "same", differences=found)
        yours, model = (one.standing.value(question.id) for one in (self._mine, self._model))
        words = isinstance(question, TextValue | LongTextValue)
        verdict: Verdict = "same" if yours == model else "read" if words else "differs"
        return Compared(question.id, verdict, self._shown(question, 0), self._shown(question, 1))

    def _shown(self, question: Question, side: int) -> str:
        where, words = (self._mine, self._model)[side], self._words[side]
        if isinstance(question, TableQuestion):
            return ""
        return words.value(question, where.standing.value(question.id))

    # Figures

    def _figures(self) -> tuple[tuple[Move, ...], int]:
        """Parts of the learner's figures that differ, and how many are equal."""
        sides = [
            consequences(self._flow, one, judge, self._lang) for one in (self._mine, self._model)
        ]
        moves = preview(self._flow, *sides).moves
        known = [place for place, one in sides[0].headlines.items() if one is not None]
        told = tuple(one for one in moves if one.before is not None)
        return told, len(known) - len(told)

    # What to look at again

    def _findings(self) -> Iterator[Finding]:
        order = {"block": 0, "warn": 1}
        found = [one for one in self._session.interview.findings if one.severity in order]
        seen: set[tuple[str, str]] = set()
        for one in sorted(found, key=lambda one: order[one.severity]):
            if (one.rule, one.question) not in seen:
                seen.add((one.rule, one.question))
                yield one

    def _standing(self) -> Iterator[Fault]:
        """Planted faults of which nothing was changed, or that are found as before."""
        found = {one.rule for one in self._session.interview.findings}
        for fault in self._pack.faults:
            if found.issuperset(fault.found) or self._is_untouched(fault):
                yield fault

    def _is_untouched(self, fault: Fault) -> bool:
        """Whether planting it again would change nothing."""
        answers = self._session.answers
        try:
            again = planted((fault,), self._flow, answers, self._lang)
        except AnswerError:  # the row was taken away
            return False
        names = {one.question for one in fault.edits}
        return all(_content(again.get(one)) == _content(answers.get(one)) for one in names)

    def _unheard(self) -> Iterator[News]:
        assignment = assignment_of(self._session)
        news = {one.id: one for one in assignment.news} if assignment is not None else {}
        waiting: dict[str, News] = {}
        for event in self._session.events():
            if event.kind == "news_told" and (one := news.get(str(event.payload.get("news")))):
                waiting[one.id] = one
            elif event.question:
                waiting = {
                    k: one for k, one in waiting.items() if event.question not in one.look_at
                }
        yield from (one for one in waiting.values() if one.look_at)


def _content(answer: Answer | None) -> object:
    """What an answer says, whoever set it."""
    if answer is None or answer.state is not State.GIVEN:
        return None
    return answer.value, {row.key: dict(row.cells) for row in answer.rows}
