"""Every answer of a plan looked over: grouped as the plan, with its state in words.

What is not answered stands there as loud as what is; what is not asked says why.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from kamguide.engine.findings import Finding
from kamguide.engine.path import is_answered, is_begun, is_required, met_alternatives
from kamguide.messages import languages, say
from kamguide.model.answers import Answer, Open, State
from kamguide.model.conditions import Condition, sources
from kamguide.model.questions import Question
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.model.text import folded
from kamguide.plan.advice import finding_in_words
from kamguide.plan.belonging import ABOUT, ORDER, section_of
from kamguide.plan.wording import Wording, short_title, shortened
from kamguide.workspace.session import Session

Status = Literal[
    "answered", "doubted", "kept", "wrong", "open", "missing", "later", "draft", "begun", "free",
    "spared", "na", "unasked",
]  # fmt: skip
Choice = Literal["all", "unanswered", "open", "doubts"]
CHOICES: Final[Mapping[Choice, frozenset[Status] | None]] = {
    "all": None,
    "unanswered": frozenset(("missing", "later", "draft", "begun", "free")),
    "open": frozenset(("open",)),
    "doubts": frozenset(("doubted", "kept", "wrong")),
}
"""Which states each choice keeps; all of them where it keeps everything."""
SIGNS: Final[Mapping[Status, str]] = {
    "missing": "!",
    "later": "!",
    "draft": "!",
    "begun": "!",
    "free": "!",
    "wrong": "x",
    "open": "?",
    "doubted": "~",
    "kept": "~",
    "na": "-",
    "spared": "-",
    "unasked": "-",
}
"""A sign for each state that is not simply answered; its words stand beside it."""
MOST_NAMES: Final = 6
"""Rows of a table that are named."""
LONGEST: Final = 200
"""Cells of a line that is told."""


class Line(Struct, frozen=True):
    """One question, its answer and its state, in words."""

    question: str
    section: str
    title: str
    answer: str
    status: Status
    state: str
    remark: str = ""
    """What the coach finds, or why it is not asked."""

    @property
    def sign(self) -> str:
        """The sign of its state."""
        return SIGNS.get(self.status, " ")

    def has(self, words: str) -> bool:
        """Whether words stand in it."""
        text = f"{self.title} {self.answer} {self.state} {self.remark}".casefold()
        return all(word in text for word in words.casefold().split())


class Section(Struct, frozen=True):
    """A section of the plan with its questions, and how many of those asked are settled."""

    title: str
    lines: tuple[Line, ...]
    settled: int
    asked: int


class Overlook:
    """The questions of one plan, looked over once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._flow = session.flow
        self._lang = session.lang
        self._path = session.path
        self._wording = Wording(session.flow, session.path.standing, session.lang)
        self._asked = {one.id for one in session.path.asked}
        self._met = frozenset(met_alternatives(session.flow, session.path.standing))
        self._found: dict[str, list[Finding]] = {}
        for one in session.interview.findings:
            if one.severity != "info":
                self._found.setdefault(one.question, []).append(one)
        self.lines = tuple(map(self._line, session.flow.questions.values()))

    def sections(self, choice: Choice = "all", words: str = "") -> Iterator[Section]:
        """The sections of which there are questions of this kind and with these words."""
        kept = CHOICES[choice]
        for key in ORDER:
            every = [one for one in self.lines if one.section == key]
            shown = [one for one in every if (kept is None or one.status in kept)]
            shown = [one for one in shown if not words or one.has(words)]
            if shown:
                asked = [one.question for one in every if one.question in self._asked]
                yield Section(
                    self._title(key), tuple(shown), sum(map(self._settled, asked)), len(asked)
                )

    def count(self, choice: Choice) -> int:
        """How many questions there are of a kind."""
        kept = CHOICES[choice]
        return sum(1 for one in self.lines if kept is None or one.status in kept)

    def _settled(self, question: str) -> bool:
        return is_answered(self._flow, self._path.standing, self._flow.questions[question])

    def _title(self, section: str) -> str:
        return self._say("about") if section == ABOUT else say(f"plan.{section}", self._lang)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"answers.{key}", self._lang, **values)

    # One question

    def _line(self, question: Question) -> Line:
        answer = self._path.standing.get(question.id)
        status = self._status(question, answer)
        return Line(
            question.id,
            section_of(self._flow, question.id),
            short_title(self._flow, question.id, self._lang),
            self._answer(question, answer),
            status,
            self._state(status, question, answer),
            self._remark(status, question),
        )

    def _status(self, question: Question, answer: Answer | None) -> Status:
        if question.id not in self._asked:
            return "unasked"
        if answer is not None and answer.state is State.NOT_APPLICABLE:
            return "na"
        if not self._settled(question.id):
            return self._unsettled(question)
        if answer is not None and (answer.state is State.UNKNOWN or _open_cells(answer)):
            return "open"
        return self._judged(question, answer)

    def _unsettled(self, question: Question) -> Status:
        if question.id in self._met:
            return "spared"
        if is_begun(self._path.standing, question):
            return "begun"
        if self._session.proposal(question.id) is not None:
            return "draft"
        if question.id in self._session.interview.skipped:
            return "later"
        required = is_required(question, self._flow, self._path.standing, self._path.figures)
        return "missing" if required else "free"

    def _judged(self, question: Question, answer: Answer | None) -> Status:
        found = self._found.get(question.id, ())
        kept = answer.kept if answer is not None else frozenset()
        if any(one.severity == "block" for one in found):
            return "wrong"
        if any(one.rule not in kept for one in found):
            return "doubted"
        return "kept" if kept else "answered"

    def _state(self, status: Status, question: Question, answer: Answer | None) -> str:
        if status == "open" and answer is not None:
            if answer.state is not State.UNKNOWN:
                return self._say("state.open_cells", count=_open_cells(answer))
            told = [self._say(f"by.{name}", value=value) for name, value in _asked_of(answer)]
            return self._say("joint").join((self._say("state.open"), *told))
        if status == "na" and answer is not None and answer.why:
            return self._say("state.na_why", why=answer.why)
        del question
        return self._say(f"state.{status}")

    def _remark(self, status: Status, question: Question) -> str:
        if status == "unasked":
            return self._why_not(question)
        found = self._found.get(question.id, ())
        if status not in ("wrong", "doubted", "kept", "open") or not found:
            return ""
        words = finding_in_words(self._flow, self._wording, min(found, key=_gravity))
        if len(found) > 1:
            words = self._say("more", words=words, count=len(found) - 1)
        return words

    def _why_not(self, question: Question) -> str:
        """What decides whether a question is asked."""
        named = [self._named(kind, name) for kind, name in _read(question.when)]
        named = list(dict.fromkeys(filter(None, named)))
        if not named:
            return ""
        key = "kept_aside" if question.id in self._path.parked else "depends"
        return self._say(key, on=self._say("joint").join(named))

    def _named(self, kind: str, name: str) -> str:
        if kind == "answer" and name in self._flow.questions:
            return short_title(self._flow, name, self._lang)
        figure = self._flow.figures.get(name.partition(".")[0]) if kind == "figure" else None
        return figure.title(self._lang) if figure is not None else ""

    # Its answer

    def _answer(self, question: Question, answer: Answer | None) -> str:
        if answer is None or answer.state is not State.GIVEN:
            return ""
        if not isinstance(question, TableQuestion):
            return " ".join(self._wording.value(question, answer.value).split())
        if not answer.rows:
            return self._say("no_rows")
        named = self._names(question, answer)
        return self._say("rows", count=len(answer.rows), names=self._say("joint").join(named))

    def _names(self, table: TableQuestion, answer: Answer) -> Sequence[str]:
        """What the first rows are called; of a grid, what it is laid out by."""
        if isinstance(table.layout, FreeRows):
            names = [self._wording.row(table, row.key) for row in answer.rows[:MOST_NAMES]]
        else:
            first = table.laid_out[0]
            told = (self._wording.cell(table, row, first) for row in answer.rows)
            names = list(dict.fromkeys(told))[:MOST_NAMES]
        return [*names, "..."] if len(answer.rows) > MOST_NAMES else names


def _open_cells(answer: Answer) -> int:
    return sum(1 for row in answer.rows for one in row.cells.values() if one is Open.OPEN)


def _asked_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """Who could tell what is not known yet, and by when."""
    if answer.who:
        yield "who", answer.who
    if answer.by:
        yield "when", answer.by


def _gravity(finding: Finding) -> int:
    return ("block", "warn", "info").index(finding.severity)


def _read(condition: Condition | None) -> Iterator[tuple[str, str]]:
    if condition is not None:
        yield from sources(condition)


def told(session: Session, wanted: str = "") -> str:
    """The answers in lines: how many of each kind, then those that need a look, or are wanted.

    `wanted` is a kind of answers by its name in either language, or words that stand in them.
    """
    seen, lang = Overlook(session), session.lang
    choice = _choice_named(wanted) if wanted else "all"
    words = "" if choice is not None else wanted
    counts = [
        say("answers.counted", lang, name=say(f"answers.choice.{one}", lang), count=seen.count(one))
        for one in CHOICES
    ]
    lines = ["   ".join(counts)]
    number = {one.id: at for at, one in enumerate(session.path.asked, 1)}
    for section in seen.sections(choice or "all", words):
        shown = [one for one in section.lines if wanted or one.status not in _CALM]
        lines.append(headed(section, lang))
        lines += [_told(one, number.get(one.question), lang) for one in shown]
    return "\n".join((*lines, say("answers.how", lang)))


_CALM: Final[frozenset[Status]] = frozenset(("answered", "na", "spared", "unasked"))


def headed(section: Section, lang: str) -> str:
    """The head of a section: how many of its answers are settled."""
    return say(
        "answers.section", lang, title=section.title, settled=section.settled, asked=section.asked
    )


def _told(line: Line, number: int | None, lang: str) -> str:
    place = f"{number:>3}" if number is not None else "   "
    parts = (line.title, line.state, line.remark or line.answer)
    words = say("answers.joint_of_line", lang).join(filter(None, parts))
    return f"{line.sign} {place}  {shortened(words, LONGEST)}"


def _choice_named(words: str) -> Choice | None:
    wanted = folded(words)
    for one in CHOICES:
        names = {one, *(folded(say(f"answers.choice.{one}", lang)) for lang in languages())}
        if wanted in names:
            return one
    return None
