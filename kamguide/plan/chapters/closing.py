"""Appendix E: all that is open, weak or missing, the checks, the sections, the sources."""

from collections.abc import Iterator, Sequence
from typing import Final

from kamguide.engine.drafts import is_out_of_date
from kamguide.engine.path import is_answered, is_required, met_alternatives
from kamguide.model.answers import State
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.rules import Check
from kamguide.plan.blocks import Block, Bullets, Paragraph
from kamguide.plan.known import CHECK
from kamguide.plan.paper import NOTHING, Paper
from kamguide.plan.wording import day_text

PLAN_SECTIONS: Final = ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "sA", "sB", "sC", "sD")

TABLES: Final = (
    "plan_review_dates",
    "plan_signoff",
    "setup_team",
    "setup_products",
    "setup_sources",
)
"""What belongs to the plan as a whole."""
BASIS: Final = (
    "setup_account_alias",
    "setup_base_year",
    "setup_base_is_estimate",
    "setup_currency",
    "setup_money_unit",
)
"""What every number of the plan is to be read by."""
LAST: Final = {*TABLES, *BASIS, "setup_learning_goals"}


def chapter(paper: Paper) -> Iterator[Block]:
    """What is still to do, first; then what the plan was held against and rests on."""
    yield from _bullets(paper, "h.open", [*_open(paper), *_decided(paper)])
    if since := list(_since(paper)):
        yield from _bullets(paper, "h.since", since)
    yield from _bullets(paper, "h.weak", list(_weak(paper)))
    yield from _bullets(paper, "h.missing", [paper.title(one) for one in _missing(paper)])
    for key, points in (("h.correct", _to_correct(paper)), ("h.stale", _stale(paper))):
        if found := list(points):
            yield from _bullets(paper, key, found)
    yield from _sections(paper)
    yield from _checks(paper)
    yield from paper.tables(*TABLES)
    yield from paper.prose(*BASIS, "setup_learning_goals")


def signing(paper: Paper) -> Iterator[Block]:
    """What both sides agree on: when the plan is looked at again, who signs, who is in the team."""
    yield from paper.tables("plan_review_dates", "plan_signoff", "setup_team")


def _bullets(paper: Paper, key: str, points: Sequence[str]) -> Iterator[Block]:
    yield paper.heading(key)
    yield Bullets(tuple(map(Paragraph, points or (paper.say("none"),))))


def _open(paper: Paper) -> Iterator[str]:
    """Questions and cells that their owner does not know yet, with who could tell, and by when."""
    known = {(one.question, one.row, one.column) for one in paper.path.since}
    for question in paper.path.asked:
        answer = paper.answers.get(question.id)
        if answer is None or (question.id, "", "") in known:
            continue
        title = paper.title(question.id)
        if answer.state is State.UNKNOWN:
            told = [one for one in (answer.who, answer.by) if one]
            yield paper.say("card", label=title, text=paper.listed(told) or NOTHING)
        elif isinstance(question, TableQuestion):
            heads = {column.id: column.label(paper.lang) for column in question.columns}
            for (row, column), mark in paper.cell_marks(question.id).items():
                if mark == "open" and (question.id, row, column) not in known:
                    text = f"{_row_name(paper, question, row)} {heads[column]}".strip()
                    yield paper.say("card", label=title, text=text)


def _since(paper: Paper) -> Iterator[str]:
    """What was reached and spent, and what open items turned out to be, once it was approved."""
    for one in paper.path.since:
        question = paper.flow.questions.get(one.question)
        label = paper.title(one.question)
        if isinstance(question, TableQuestion) and one.row:
            heads = {column.id: column.label(paper.lang) for column in question.columns}
            row = _row_name(paper, question, one.row)
            label = f"{label} {row} {heads.get(one.column, '')}".rstrip()
        said = [one for one in (one.actor, day_text(one.on, paper.lang), one.note) if one]
        yield paper.say("since", label=label, text=one.words, said=paper.listed(said))


def _decided(paper: Paper) -> Iterator[str]:
    """What reviews decided and is not done, with who sees to it and by when."""
    for one in paper.answers.decisions.values():
        if not one.is_done:
            told = [one.owner, day_text(one.by, paper.lang)]
            yield paper.say("card", label=one.text, text=paper.listed(told))


def _row_name(paper: Paper, table: TableQuestion, row: str) -> str:
    """A row in words; hidden numbers say nothing."""
    if not table.key_columns:
        found = paper.answers[table.id].row(row)
        return paper.cell(table.id, found, table.main.id) if found else ""
    return paper.words.named(table.id, row)


def _weak(paper: Paper) -> Iterator[str]:
    """Answers that were kept against advice, and the advice."""
    for question in paper.path.asked:
        answer = paper.answers.get(question.id)
        if answer is not None and answer.kept:
            rules = [paper.flow.rules.get(one) for one in sorted(answer.kept)]
            titles = [rule.title(paper.lang) for rule in rules if rule is not None]
            label = paper.title(question.id)
            yield paper.say("card", label=label, text=paper.listed(titles) or NOTHING)


def _to_correct(paper: Paper) -> Iterator[str]:
    for one in paper.findings:
        if one.severity == "block" and one.rule[0] != CHECK:
            label = paper.title(one.question)
            yield paper.say("card", label=label, text=paper.finding(one))


def _stale(paper: Paper) -> Iterator[str]:
    """Confirmed drafts that were drawn from something that has changed since."""
    for question in paper.path.asked:
        if is_out_of_date(paper.flow, paper.path, question.id, paper.lang):
            yield paper.title(question.id)


def _missing(paper: Paper) -> Iterator[str]:
    met = set(met_alternatives(paper.flow, paper.answers))
    for question in paper.path.asked:
        if question.id not in met and _is_missing(paper, question):
            yield question.id


def _is_missing(paper: Paper, question: Question) -> bool:
    needed = is_required(question, paper.flow, paper.answers, paper.path.figures)
    return needed and not is_answered(paper.flow, paper.answers, question)


def _sections(paper: Paper) -> Iterator[Block]:
    """Whether each section is complete: all that it needs is there, and no check forbids it."""
    missing = set(_missing(paper))
    blocked = {
        question
        for one in paper.findings
        if one.severity == "block"
        for question in (one.question, *one.rests_on)
    }
    rows = []
    for key in PLAN_SECTIONS:
        asked = [one for one in paper.sections.get(key, ()) if one in paper.flow.questions]
        marks = [paper.mark(one) for one in asked]
        gone, bad = len(missing.intersection(asked)), len(blocked.intersection(asked))
        state = "complete" if asked and not gone and not bad else "incomplete"
        counts = [str(one) for one in (gone, marks.count("open"), marks.count("weak"), bad)]
        rows.append([paper.say(key), paper.say(f"state.{state if asked else 'left_out'}"), *counts])
    heads = paper.heads("section", "state", "missing", "open", "weak", "correct")
    yield paper.grid(paper.say("t.sections"), heads, rows)


def _checks(paper: Paper) -> Iterator[Block]:
    """Each check that could run, and what it found."""
    found: dict[str, list[str]] = {one.id: [] for one in paper.flow.method.checks}
    for one in paper.findings:
        if one.rule in found:
            label = paper.title(one.question)  # several tables may fail the same check
            found[one.rule].append(paper.say("card", label=label, text=paper.finding(one)))
    rows = []
    for check in paper.flow.method.checks:
        told = found[check.id]
        if told:
            state = f"severity.{check.severity}"
        else:
            state = "state.passed" if _could_run(paper, check) else "state.not_run"
        rows.append([check.title(paper.lang), paper.say(state), " ".join(told) or NOTHING])
    if rows:
        heads = paper.heads("check", "result", "found")
        yield paper.grid(paper.say("t.checks"), heads, rows, internal=True)


def _could_run(paper: Paper, check: Check) -> bool:
    """Whether everything that a check needs is asked and answered, and every figure is there."""
    return all(_is_there(paper, name) for name in check.needs)


def _is_there(paper: Paper, name: str) -> bool:
    """Whether a question is answered, a table has a column, or a figure is known."""
    table, _, column = name.partition(".")
    question = paper.flow.questions.get(table)
    if question is None:
        return paper.path.figures.get(name) is not None
    if not is_answered(paper.flow, paper.answers, question):
        return False
    return not column or (
        isinstance(question, TableQuestion) and any(one.id == column for one in question.columns)
    )
