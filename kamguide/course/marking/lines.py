"""The lines of the rubric as a marker meets them: weight, proposal, what the proposal rests on."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG, rubric
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.flow import Flow
from kamguide.model.rules import Criterion
from kamguide.model.text import Lang, clean, folded
from kamguide.workspace.checking import Telling
from kamguide.workspace.session import Session

MOST_FOUND: Final = 4
"""Findings that are told beside a proposal."""
ONE: Final = Decimal(1)
Weights = Mapping[str, Decimal]
"""What each line counts for; a line that is not named counts one."""


class Line(Struct, frozen=True):
    """One line of the rubric for one plan."""

    criterion: Criterion
    number: int
    """Its place in the rubric of this flow, from 1."""
    weight: Decimal
    proposal: int | None
    """The level that the coach proposes; None where it is left to a person."""
    reasons: tuple[str, ...]
    """Why, in the language that was asked for."""

    @property
    def id(self) -> str:
        """The id of the criterion."""
        return self.criterion.id

    @property
    def is_sure(self) -> bool:
        """Whether the proposal is a count that hardly anybody would see otherwise."""
        return self.proposal is not None and not self.criterion.proposed


def criteria_of(flow: Flow) -> tuple[Criterion, ...]:
    """The criteria that a flow can be judged by, those left to a person too."""
    asked = flow.questions
    return tuple(one for one in flow.method.rubric if all(name in asked for name in one.needs))


def lines_of(session: Session, lang: Lang, weights: Weights) -> tuple[Line, ...]:
    """The lines for one plan, with proposals and their reasons."""
    flow, where, findings = session.flow, session.path, session.interview.findings
    proposed = {one.criterion.id: one.level for one in rubric(flow, where, findings).grades}
    telling = Telling(session)
    return tuple(
        Line(
            one,
            number,
            weights.get(one.id, ONE),
            proposed.get(one.id),
            tuple(_reasons(one, proposed.get(one.id), session, telling, lang)),
        )
        for number, one in enumerate(criteria_of(flow), start=1)
    )


def _reasons(
    one: Criterion, level: int | None, session: Session, telling: Telling, lang: Lang
) -> Iterator[str]:
    """What the level means, what is missing for the next one, what was found in its answers."""
    if level is None:
        yield say("marking.by_person", lang)
        return
    yield one.levels[level](lang)
    if level < STRONG:
        yield say("rubric.next", lang, meaning=one.levels[level + 1](lang))
    found = [
        finding
        for finding in session.interview.findings
        if finding.question in one.needs and finding.severity != "info"
    ]
    yield from (telling.finding(finding) for finding in found[:MOST_FOUND])


def named(lines: tuple[Line, ...], asked: str) -> Line:
    """The line of this id (Q1 or Q01), number or title.

    Raises:
        UsageError: There is none.
    """
    wanted = folded(clean(asked)).strip()
    for one in lines:
        titles = {folded(title) for title in one.criterion.title.root.values()}
        short = f"q{int(one.id[1:])}"
        if wanted in {folded(one.id), short, str(one.number), *titles}:
            return one
    raise UsageError("marking.no_line", line=clean(asked), count=len(lines))
