"""Claims about what is worked out: every figure, cell, draft and number has a value once."""

from collections.abc import Iterator, Mapping, Sequence

from kamguide.coach.rubric import rubric
from kamguide.engine.drafts import DRAFTS, proposal
from kamguide.engine.tables import standing_rows
from kamguide.model.flow import Flow, Headline
from kamguide.prove.asking import rests_on
from kamguide.prove.claims import Failure, as_filled
from kamguide.prove.samples import Sample

STRONG = 3


def figures(tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every figure is worked out once, and every part of it that people follow."""
    for figure in tried[0].flow.method.figures if tried else ():
        known = [one for one in tried if one.path.figures.get(figure.id) is not None]
        if not known:
            yield _never(tried, "figure_never", {"figure": figure.id}, figure.id)
            continue
        for headline in figure.headlines:
            if not any(_has(one, figure.id, headline) for one in known):
                values = {"figure": f"{figure.id}.{headline.path}"}
                yield _never(tried, "figure_never", values, figure.id)


def _has(sample: Sample, figure: str, headline: Headline) -> bool:
    whole, _, last = f"{figure}.{headline.path}".rpartition(".")
    if last != "*":
        return sample.path.figures.get(f"{whole}.{last}") is not None
    found = sample.path.figures.get(whole)
    return isinstance(found, Mapping) and any(one is not None for one in found.values())


def _never(
    tried: Sequence[Sample], claim: str, values: Mapping[str, object], *names: str
) -> Failure:
    """A claim that held on no sample, with the answers of the fullest one."""
    sample = max(tried, key=lambda one: (bool(one.case), len(one.answers)))
    needed = [one for name in names for one in rests_on(sample.flow, name)]
    answers = as_filled(sample.flow, sample.answers, needed)
    return Failure(sample.flow.id, claim, values, sample.case, answers)


def cells(flows: Sequence[Flow], tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every column that is worked out or suggested has a value in some row."""
    places = {
        (table.id, column.id): source
        for flow in flows
        for table in flow.tables.values()
        for column in table.columns
        if (source := column.compute or column.suggest) is not None
    }
    for (table, column), source in places.items():
        if not any(_is_worked_out(one, table, column) for one in tried):
            values = {"question": table, "column": column}
            yield _never(tried, "cell_never", values, table, source.figure)


def _is_worked_out(sample: Sample, table: str, column: str) -> bool:
    spec = sample.flow.tables.get(table)
    if spec is None or all(one.id != column for one in spec.columns):
        return False
    source = spec.column(column).compute or spec.column(column).suggest
    return source is not None and any(
        sample.path.figures.cell(source.figure, tuple(row[name] for name in source.by)) is not None
        for row in standing_rows(sample.flow, sample.path.standing, spec)
    )


def drafts(flows: Sequence[Flow], tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every draft is one we can draw, and is proposed once in each flow that has it."""
    for flow in flows:
        own = [one for one in tried if one.flow is flow]
        for question in flow.questions.values():
            if question.draft is None:
                continue
            if question.draft not in DRAFTS or not any(
                proposal(flow, one.path, question.id, one.lang) for one in own
            ):
                values = {"question": question.id, "draft": question.draft}
                yield _never(own, "draft_never", values, question.id)


def criteria(tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every criterion that is not left to a person is graded, and not always alike."""
    levels: dict[str, set[int]] = {}
    for sample in tried:
        for grade in rubric(sample.flow, sample.path, sample.findings).grades:
            levels.setdefault(grade.criterion.id, set()).add(grade.level)
    for criterion in tried[0].flow.method.rubric if tried else ():
        found = levels.get(criterion.id, set())
        if criterion.test and not found:
            values = {"criterion": criterion.id}
            yield _never(tried, "criterion_never", values, *criterion.needs)
        elif criterion.test and max(found) < STRONG - 1:
            values = {"criterion": criterion.id}
            yield _never(tried, "criterion_low", values, *criterion.needs)
