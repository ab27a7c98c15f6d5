"""Claims about what is asked: every question and branch is reached, and nothing looks ahead."""

from collections.abc import Iterator, Sequence

from kamguide.engine.drafts import proposal
from kamguide.engine.figures import Memory
from kamguide.engine.path import Path, path
from kamguide.engine.progress import progress
from kamguide.model.answers import Answer
from kamguide.model.conditions import sources
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.prove.changes import Changes
from kamguide.prove.claims import Failure, as_filled
from kamguide.prove.samples import Sample


def branches(flow: Flow, tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every question is asked at least once, and one with a condition once not."""
    asked = [{one.id for one in sample.path.asked} for sample in tried]
    fullest = max(tried, key=lambda one: len(one.answers))
    for name, question in flow.questions.items():
        on_path = [name in names for names in asked]
        if not any(on_path) and not _is_changed_by(fullest, question, asked_now=True):
            yield _branch(flow, question, "never_asked", fullest)
        elif all(on_path) and not _may_be_left_out(fullest, question):
            yield _branch(flow, question, "always_asked", fullest)


def _may_be_left_out(sample: Sample, question: Question) -> bool:
    return question.when is None or _is_changed_by(sample, question, asked_now=False)


def _is_changed_by(sample: Sample, question: Question, *, asked_now: bool) -> bool:
    """Whether another answer to what a condition rests on makes a question come or go.

    No answer is not another one: what is asked unless something is missing is always asked.
    """
    changes = Changes(sample.flow, sample.answers, sample.path.today)
    memory = Memory()
    return any(
        asked_now is (question in where.asked)
        for name in _conditions(sample.flow, question)
        for change in changes.of(name)
        if _is_given(change.answers.get(name))
        if (where := path(sample.flow, change.answers, today=sample.path.today, memory=memory))
    )


def _is_given(answer: Answer | None) -> bool:
    return answer is not None and (answer.value not in (None, "", ()) or bool(answer.rows))


def _conditions(flow: Flow, question: Question) -> tuple[str, ...]:
    """The questions that decide whether a question is asked."""
    if question.when is None:
        return ()
    read = dict.fromkeys(one for _, name in sources(question.when) for one in rests_on(flow, name))
    return tuple(name for name in read if name in flow.questions)


def _branch(flow: Flow, question: Question, claim: str, sample: Sample) -> Failure:
    answers = as_filled(flow, sample.answers, _conditions(flow, question))
    return Failure(flow.id, claim, {"question": question.id}, sample.case, answers)


def rests_on(flow: Flow, name: str) -> Iterator[str]:
    """The questions that a question or a figure rests on."""
    figure = flow.figures.get(name.partition(".")[0])
    if figure is None:
        yield name
        return
    for source in figure.takes.values():
        if isinstance(source, str):
            yield source
        elif "figure" in source:
            yield from rests_on(flow, source["figure"])


def cases_suffice(tried: Sequence[Sample]) -> Iterator[Failure]:
    """What a case answers is answered: enough rows, every cell that is needed."""
    for sample in tried:
        missing = progress(sample.flow, sample.path).missing if sample.case else ()
        for name in missing:
            if name in sample.answers:
                answers = as_filled(sample.flow, sample.answers, [name])
                values = {"question": name, "case": sample.case}
                yield Failure(sample.flow.id, "case_too_little", values, sample.case, answers)


def look_back(tried: Sequence[Sample]) -> Iterator[Failure]:
    """What is asked, drafted or worked out at a question stays, whatever is answered after it."""
    for sample in tried:
        if sample.case:
            yield from _looking_ahead(sample)


def _looking_ahead(sample: Sample) -> Iterator[Failure]:
    flow, names = sample.flow, list(sample.flow.questions)
    looked_at = [at for at, name in enumerate(names) if _derives(flow.questions[name])]
    for at in looked_at:
        question = flow.questions[names[at]]
        before = set(names[:at])
        early, late = (_path(sample, before), _path(sample, set(names) - {question.id}))
        if question.draft is not None:
            drafts = [proposal(flow, one, question.id, sample.lang) for one in (early, late)]
            if drafts[0] != drafts[1]:
                yield _ahead(sample, question, "draft_ahead")
        if isinstance(question, TableQuestion):
            yield from _cells_ahead(sample, question, before)


def _derives(question: Question) -> bool:
    if question.draft is not None:
        return True
    return isinstance(question, TableQuestion) and any(_figures(one) for one in question.columns)


def _figures(column: Column) -> tuple[str, ...]:
    return tuple(one.figure for one in (column.compute, column.suggest) if one is not None)


def _path(sample: Sample, names: set[str]) -> Path:
    return path(sample.flow, sample.answers.only(names), today=sample.path.today)


def _cells_ahead(sample: Sample, table: TableQuestion, before: set[str]) -> Iterator[Failure]:
    early = _path(sample, before | {table.id})
    for column in table.columns:
        if any(early.figures.get(one) != sample.path.figures.get(one) for one in _figures(column)):
            yield _ahead(sample, table, "cell_ahead", column.id)


def _ahead(sample: Sample, question: Question, claim: str, column: str = "") -> Failure:
    values = {"question": question.id, "column": column, "case": sample.case}
    answers = as_filled(sample.flow, sample.answers, [question.id])
    return Failure(sample.flow.id, claim, values, sample.case, answers)
