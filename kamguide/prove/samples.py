"""The plans that claims are tried on: worked cases, and interviews led with made-up answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Final

from msgspec import Struct

from kamguide.coach.judging import judge
from kamguide.engine.findings import Findings
from kamguide.engine.path import Path, path
from kamguide.errors import AnswerError
from kamguide.flowfile.cases import AnswersFile, case_answers
from kamguide.model.answers import Answers, Earlier
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.prove.claims import Failure
from kamguide.prove.replies import Replies
from kamguide.prove.walking import LANG, Walker

SEEDS: Final = range(6)
SPARSE: Final = 1
"""The seed whose walk answers only what is needed."""
DAY: Final = date(2026, 11, 23)
"""The day of walks where no case names one."""


class Sample(Struct, frozen=True):
    """One plan: its flow, the case it comes from if any, and what the coach finds in it."""

    flow: Flow
    lang: Lang
    answers: Answers
    path: Path
    findings: Findings
    case: str = ""
    """As `name/language`; nothing for a walk."""
    expected: frozenset[str] = frozenset()
    """Of a case, the findings that it is meant to have."""
    is_own: bool = False
    """Of a case, whether it was written for this flow."""


class Samples(Struct, frozen=True):
    """Everything that was tried on each flow, and what stopped it."""

    of: Mapping[str, Sequence[Sample]]
    """By flow: its cases first."""
    failures: Sequence[Failure]

    @property
    def all(self) -> tuple[Sample, ...]:
        """Every sample of every flow."""
        return tuple(one for several in self.of.values() for one in several)


def samples(flows: Sequence[Flow], cases: Mapping[tuple[str, Lang], AnswersFile]) -> Samples:
    """Fill every flow with each case, and walk it with made-up answers."""
    days = [_day(file) for file in cases.values()]
    today = days[0] if days else DAY
    of: dict[str, list[Sample]] = {}
    failures: list[Failure] = []
    for flow in flows:
        made = of.setdefault(flow.id, [])
        for (name, lang), file in cases.items():
            try:
                made.append(_filled(flow, f"{name}/{lang}", lang, file))
            except AnswerError as problem:
                values = {"case": f"{name}/{lang}", "problem": problem.key, **problem.values}
                failures.append(Failure(flow.id, "unreadable_case", values, f"{name}/{lang}"))
        for seed, before in product(SEEDS, _beginnings(flow, made)):
            replies, sparse = Replies(seed), seed == SPARSE
            walk = Walker(flow, replies, today=today, sparse=sparse, before=before).walk()
            failures += walk.failures
            found = judge(flow, walk.path)
            made.append(Sample(flow, LANG, walk.answers, walk.path, found))
    return Samples(of, failures)


def _beginnings(flow: Flow, cases: Sequence[Sample]) -> Iterator[Answers]:
    """From what a walk sets out: nothing, and in a review the plan before it, a worked case."""
    yield Answers()
    if flow.again and cases:
        told = cases[0].answers
        kept = {name: one for name, one in told.items() if name not in flow.afresh}
        yield Answers().following(Earlier(kept))


def _day(file: AnswersFile) -> date:
    return date.fromisoformat(str(file.meta.get("generated", DAY)))


def _filled(flow: Flow, case: str, lang: Lang, file: AnswersFile) -> Sample:
    answers = case_answers(flow, file)
    where = path(flow, answers, today=_day(file))
    expected = file.meta.get("findings", [])
    return Sample(
        flow,
        lang,
        answers,
        where,
        judge(flow, where),
        case,
        frozenset(map(str, expected if isinstance(expected, list) else ())),
        file.answers.get("setup_flow") == flow.id,
    )
