"""What a plan still needs: what is missing, what the coach finds, what is open and with whom."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG, rubric
from kamguide.coach.rubric.grades import Grade, Rubric
from kamguide.engine.findings import Finding, Findings
from kamguide.engine.progress import Progress
from kamguide.engine.turns import Checking
from kamguide.messages import say, span
from kamguide.model.answers import Json, Open, State
from kamguide.model.rules import Severity
from kamguide.plan.advice import finding_in_words
from kamguide.plan.wording import Wording
from kamguide.workspace.challenges import ChallengeTelling
from kamguide.workspace.entries import Entry
from kamguide.workspace.session import Session

MOST_MISSING: Final = 12
"""As many as fit a small window."""


class OpenItem(Struct, frozen=True):
    """Something its owner does not know yet: a question, or one cell; who could tell, by when.

    With words it was decided in a review, and is to be done by its owner.
    """

    question: str
    row: str = ""
    column: str = ""
    who: str = ""
    by: str = ""
    words: str = ""


class Report(Struct, frozen=True):
    """The state of a plan, in no language."""

    progress: Progress
    findings: Findings
    rubric: Rubric
    open: tuple[OpenItem, ...]

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """Findings with which a plan cannot be completed."""
        return tuple(one for one in self.findings if one.severity == "block")


def report_on(session: Session) -> Report:
    """Look a whole plan over."""
    findings = session.interview.findings
    graded = rubric(session.flow, session.path, findings)
    open_items = (*_open_items(session), *_decided(session))
    return Report(session.progress, findings, graded, open_items)


def _open_items(session: Session) -> Iterator[OpenItem]:
    for question in session.path.asked:
        answer = session.path.standing.get(question.id)
        if answer is None:
            continue
        if answer.state is State.UNKNOWN:
            yield OpenItem(question.id, who=answer.who, by=answer.by)
        for row in answer.rows:
            for column, cell in row.cells.items():
                if isinstance(cell, Open):
                    yield OpenItem(question.id, row.key, column)


def _decided(session: Session) -> Iterator[OpenItem]:
    for one in session.answers.decisions.values():
        if not one.is_done:
            by = one.by.isoformat()
            yield OpenItem(one.question, one.row, one.column, one.owner, by, one.text)


class Telling:
    """A report in words, line by line, and as JSON."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lang = session.lang
        self._flow = session.flow
        self._wording = Wording(session.flow, session.path.standing, session.lang)

    def title(self, question: str) -> str:
        """A question in words."""
        return self._flow.questions[question].ask(self._lang)

    def finding(self, finding: Finding) -> str:
        """A finding in words."""
        return finding_in_words(self._flow, self._wording, finding)

    def lines(self, report: Report) -> Iterator[str]:
        """Everything, what forbids to complete the plan first."""
        yield from (one.text for one in self.entries(report))
        graded = list(self.graded(report.rubric))
        yield from (one.text for one in self._headed("rubric", graded))

    def at_the_end(self, turn: Checking) -> str:
        """What stands between a plan whose questions are all asked and its completion."""
        lines = [say("talk.checking", self._lang)]
        if turn.missing:
            lines.append(say("talk.missing", self._lang, count=len(turn.missing)))
            lines += [f"- {self.title(name)}" for name in turn.missing[:MOST_MISSING]]
            if len(turn.missing) > MOST_MISSING:
                left = len(turn.missing) - MOST_MISSING
                lines.append(say("talk.and_more", self._lang, count=left))
        blocks = [one for one in turn.findings if one.severity == "block"]
        for name in dict.fromkeys(one.question for one in blocks):
            lines.append(f"- {self.title(name)}")
            lines += [f"  ! {self.finding(one)}" for one in blocks if one.question == name]
        key = "talk.may_complete" if not turn.missing and not blocks else "talk.how_to_mend"
        lines.append(say(key, self._lang))
        return "\n".join(lines)

    def entries(self, report: Report) -> Iterator[Entry]:
        """What is missing, found and open, what forbids to complete the plan first."""
        known = report.progress
        yield Entry(
            say(
                "list.in_all",
                self._lang,
                answered=known.answered,
                applicable=known.applicable,
                missing=len(known.missing),
                time=span(known.minutes_left, self._lang),
            )
        )
        missing = [Entry(f"- {self.title(one)}", one) for one in known.missing]
        yield from self._headed("missing", missing)
        for severity in ("block", "warn", "info"):
            yield from self._headed(severity, list(self._found(report.findings, severity)))
        yield from self._headed("open", [self._open(one) for one in report.open])

    def graded(self, graded: Rubric) -> Iterator[Entry]:
        """The total and what it means, then the criteria, the two lowest first."""
        yield Entry(
            say(
                "rubric.total",
                self._lang,
                points=graded.points,
                most=graded.most,
                percent=round(graded.percent),
                band=say(f"rubric.band.{graded.band}", self._lang),
            )
        )
        first = graded.lowest
        for one in (*first, *(one for one in graded.grades if one not in first)):
            place = next(iter(one.criterion.needs), "")
            yield Entry(f"- {self._grade(one)}", place)
            if one.level < STRONG:
                better = one.criterion.levels[one.level + 1](self._lang)
                yield Entry(f"  {say('rubric.next', self._lang, meaning=better)}", place)

    def _grade(self, grade: Grade) -> str:
        key = "rubric.proposed" if grade.criterion.proposed else "rubric.grade"
        level = say(f"rubric.level.{grade.level}", self._lang)
        return say(
            key,
            self._lang,
            title=grade.criterion.title(self._lang),
            level=level,
            meaning=grade.criterion.levels[grade.level](self._lang),
        )

    def _headed(self, name: str, entries: Sequence[Entry]) -> Iterator[Entry]:
        if entries:
            yield Entry("")
            yield Entry(say(f"check.{name}", self._lang))
            yield from entries

    def _found(self, findings: Findings, severity: Severity) -> Iterator[Entry]:
        """The findings of one severity, by question."""
        chosen = [one for one in findings if one.severity == severity]
        for question in dict.fromkeys(one.question for one in chosen):
            yield Entry(f"- {self.title(question)}", question)
            for one in chosen:
                if one.question == question:
                    yield Entry(f"  {self.finding(one)}", question, one.row, one.column)

    def _open(self, item: OpenItem) -> Entry:
        if item.words:
            told = say("check.decided", self._lang, text=item.words, who=item.who, by=item.by)
            return Entry(f"- {told}", item.question, item.row, item.column)
        table = self._flow.tables.get(item.question)
        place = ""
        if item.column and table is not None:
            label = table.column(item.column).label(self._lang)
            place = f"{self._wording.row(table, item.row)} / {label}"
        told = " ".join(part for part in (place, item.who, item.by) if part)
        words = f"- {self.title(item.question)}" + (
            say("mark.aside", self._lang, text=told) if told else ""
        )
        return Entry(words, item.question, item.row, item.column)

    def as_json(self, report: Report) -> dict[str, Json]:
        """The same for programs; ids stay ids, and words stand beside them."""
        known, facts = report.progress, self._session.facts
        return {
            "plan": facts.name,
            "flow": facts.flow,
            "status": facts.status,
            "answered": known.answered,
            "applicable": known.applicable,
            "minutes_left": known.minutes_left,
            "missing": [*known.missing],
            "findings": [self._finding_as_json(one) for one in report.findings],
            "rubric": self._rubric_as_json(report.rubric),
            "open": [
                {
                    "question": one.question,
                    "row": one.row,
                    "column": one.column,
                    "who": one.who,
                    "by": one.by,
                    "words": one.words,
                }
                for one in report.open
            ],
            **ChallengeTelling(self._session).as_json(),
        }

    def _rubric_as_json(self, graded: Rubric) -> Json:
        return {
            "points": graded.points,
            "most": graded.most,
            "percent": str(round(graded.percent, 1)),
            "band": graded.band,
            "levels": {one.criterion.id: one.level for one in graded.grades},
        }

    def _finding_as_json(self, finding: Finding) -> Json:
        answer = self._session.answers.get(finding.question)
        return {
            "id": finding.rule,
            "severity": finding.severity,
            "question": finding.question,
            "row": finding.row,
            "column": finding.column,
            "kept": answer is not None and finding.rule in answer.kept,
            "rests_on": [*finding.rests_on],
            "words": self.finding(finding),
        }
