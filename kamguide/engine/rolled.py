"""The answers of a plan carried into the one that follows it: moved on by a year, closed, pruned.

A pure function of the old plan and of the review; ids of rows survive.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from kamguide.analysis.annual import Actual, NewFarYear, ObjectiveActual, PlannedObjective
from kamguide.analysis.budget import BudgetLine, ServiceCost
from kamguide.analysis.csf import FactorScore
from kamguide.analysis.money import ForecastRow, HistoryRow
from kamguide.analysis.rolling import PreviousPlan, RolledPlan, YearReview, roll
from kamguide.engine.carrying import is_set_up
from kamguide.engine.change import RANK_STEP, changed, edits_of
from kamguide.engine.figures import rows_as
from kamguide.model.answers import Answer, Answers, Cell, Origin, Row, State
from kamguide.model.edits import Edit, RemoveRow, SetSetting
from kamguide.model.flow import Flow
from kamguide.model.questions.refs import RefColumn, RefsColumn
from kamguide.model.questions.table import TableQuestion

BASE_YEAR: Final = "setup_base_year"
_GONE_STATUSES: Final = ("done", "dropped")
_WITH_THEIR_STRATEGY: Final = ("str_actions", "bud_lines")

Gone = Mapping[str, frozenset[str]]
"""Ids of the rows that are not carried over, by table."""


def rolled_answers(flow: Flow, answers: Answers) -> Mapping[str, Answer]:
    """What a plan starts from, given the plan before it and its own review of the closed year.

    Args:
        flow: The flow of the new plan.
        answers: Its answers, of which only the review counts, and those of the plan before.

    Returns:
        Answers by question; what is not carried over is not among them.
    """
    old = answers.earlier.answers if answers.earlier is not None else {}
    carried = {
        name: replace(one, origin=Origin.ROLLED)
        for name, one in old.items()
        if name in flow.questions and name not in flow.of_the_review and name not in flow.afresh
    }
    year = old[BASE_YEAR].value if BASE_YEAR in old else None
    if isinstance(year, int):
        result = _roll(old, answers, year)
        carried[BASE_YEAR] = replace(carried[BASE_YEAR], value=result.base_year)
        carried |= dict(_moved_on(flow, carried, result))
    gone = _gone(answers, old)
    pruned = ((name, _pruned(flow, name, one, gone)) for name, one in carried.items())
    return {name: one for name, one in pruned if one.rows or not carried[name].rows}


def _rows(answers: Mapping[str, Answer], table: str) -> tuple[Row, ...]:
    found = answers.get(table)
    return found.rows if found is not None and found.state is State.GIVEN else ()


def _roll(old: Mapping[str, Answer], review: Answers, year: int) -> RolledPlan:
    previous = PreviousPlan(
        year,
        rows_as(_rows(old, "fc_products"), ForecastRow),
        rows_as(_rows(old, "prof_history"), HistoryRow),
        rows_as(_rows(old, "obj_list"), PlannedObjective),
        rows_as(_rows(old, "bud_lines"), BudgetLine),
        rows_as(_rows(old, "fc_cost_to_serve"), ServiceCost),
    )
    return roll(
        previous,
        YearReview(
            rows_as(review.rows("rev_actuals"), Actual),
            rows_as(review.rows("rev_new_t3"), NewFarYear),
            rows_as(review.rows("rev_csf_rescore"), FactorScore),
            rows_as(review.rows("rev_objective_status"), ObjectiveActual),
        ),
    )


def _moved_on(
    flow: Flow, carried: Mapping[str, Answer], result: RolledPlan
) -> Iterator[tuple[str, Answer]]:
    """The tables whose years move, or that the review scores anew."""
    laid: Mapping[str, tuple[Iterable[object], bool]] = {
        "fc_products": (result.forecast, True),
        "prof_history": (result.history, True),
        "obj_list": (result.objectives, False),
        "bud_lines": (result.budget, False),
        "fc_cost_to_serve": (result.service, True),
        "csf_scores": (result.csf_scores, False),
    }
    for name, (lines, replaces) in laid.items():
        table = flow.tables.get(name)
        if table is not None and name in carried:
            yield name, _laid_over(table, carried[name], lines, replaces=replaces)


def _laid_over(
    table: TableQuestion, answer: Answer, lines: Iterable[object], *, replaces: bool
) -> Answer:
    """An answer with what is worked out laid over its rows, or only that where it replaces them."""
    known = {row.key: row for row in answer.rows}
    made: dict[str, Row] = {} if replaces else dict(known)
    for at, line in enumerate(lines, start=1):
        cells = _cells(table, line)
        key = table.row_key({name: cell for name, cell in cells.items() if cell is not None})
        old = known.get(key) or Row(key, {}, RANK_STEP * at)
        after: dict[str, Cell | None] = {**old.cells, **cells}
        filled = {name: cell for name, cell in after.items() if cell not in (None, "")}
        made[key] = replace(old, cells=filled)
    return replace(answer, rows=tuple(made.values()))


def _cells(table: TableQuestion, line: Any) -> dict[str, Cell | None]:
    shown = {column.id for column in table.columns}
    return {name: getattr(line, name) for name in line.__struct_fields__ if name in shown}


# What ends with the old plan


def _gone(review: Answers, old: Mapping[str, Answer]) -> Gone:
    """What was closed, stopped, done or dropped, with what hangs on a strategy that stops."""
    status = review.rows("rev_objective_status")
    objectives = {str(row["obj_id"]) for row in status if row["status"] == "closed"}
    decided = review.rows("rev_strategy_status")
    strategies = {str(row["str_id"]) for row in decided if row["decision"] == "stop"}
    outcomes = outcomes_of(review, old)
    actions = {key for key, one in outcomes.items() if one in _GONE_STATUSES}
    hanging = {
        table: {row.key for row in _rows(old, table) if row["str_id"] in strategies}
        for table in _WITH_THEIR_STRATEGY
    }
    return {
        "obj_list": frozenset(objectives),
        "str_list": frozenset(strategies),
        "str_actions": frozenset(actions | hanging["str_actions"]),
        "bud_lines": frozenset(hanging["bud_lines"]),
    }


def outcomes_of(review: Answers, old: Mapping[str, Answer]) -> Mapping[str, str]:
    """What became of each action: as the review says, else as the old plan recorded it."""
    said = {
        str(row["action_id"]): str(row["outcome"])
        for row in review.rows("rev_action_status")
        if row["outcome"] is not None
    }
    recorded = {row.key: str(row["status"] or "planned") for row in _rows(old, "str_actions")}
    return {**recorded, **said}


def _pruned(flow: Flow, name: str, answer: Answer, gone: Gone) -> Answer:
    """An answer without rows that ended, and without pointing at any."""
    table = flow.tables.get(name)
    if table is None or not answer.rows:
        return answer
    pointing = [
        column
        for column in table.columns
        if isinstance(column, RefColumn | RefsColumn) and any(gone.get(to) for to in column.to)
    ]
    ended = gone.get(name, frozenset())
    kept = (row for row in answer.rows if row.key not in ended)
    rows = tuple(_unpointed(row, pointing, gone) for row in kept)
    laid = {column.id for column in pointing} & set(table.laid_out)
    if laid:
        rows = tuple(row for row in rows if all(one in row.cells for one in laid))
    left = {row.key for row in answer.rows} - {row.key for row in rows}
    return replace(answer, rows=rows, **_beside(answer, left))


def _beside(answer: Answer, left: Collection[str]) -> dict[str, Any]:
    """What was said beside the rows that stay."""
    return {
        part: {
            place: one
            for place, one in getattr(answer, part).items()
            if place.partition(".")[0] not in left
        }
        for part in ("evidence", "notes", "internal")
    }


def _unpointed(row: Row, columns: Iterable[RefColumn | RefsColumn], gone: Gone) -> Row:
    cells = dict(row.cells)
    for column in columns:
        ended = frozenset[str]().union(*(gone.get(to, frozenset()) for to in column.to))
        value = cells.get(column.id)
        if isinstance(value, tuple):
            left = tuple(one for one in value if one not in ended)
            cells |= {column.id: left} if left != value else {}
            if not left:
                cells.pop(column.id)
        elif value in ended:
            cells.pop(column.id)
    return row if cells == row.cells else replace(row, cells=cells)


# As edits


def roll_edits(flow: Flow, answers: Answers) -> tuple[Edit, ...]:
    """The edits that carry the old plan over; what somebody answered here already stays.

    Args:
        flow: The flow of the new plan.
        answers: As for `rolled_answers`.
    """
    edits: list[Edit] = []
    for name, answer in rolled_answers(flow, answers).items():
        now = answers.get(name)
        if now is None or now.is_carried:
            edits += _given_anew(name, now, answer)
    return tuple(edits)


def set_up_edits(flow: Flow, answers: Answers) -> tuple[Edit, ...]:
    """The edits with which a review begins: the old settings and the old set-up, a year on."""
    settings = answers.earlier.settings if answers.earlier is not None else {}
    edits: list[Edit] = [SetSetting(name, value) for name, value in settings.items()]
    for name, answer in rolled_answers(flow, answers).items():
        if is_set_up(flow, name):
            edits += edits_of(name, answer, Origin.ROLLED)
    return tuple(edits)


def _given_anew(name: str, now: Answer | None, wanted: Answer) -> Iterator[Edit]:
    """The edits for one answer; nothing where it stands as it should."""
    after = Answers({name: now} if now is not None else {})
    edits = tuple(edits_of(name, wanted, Origin.ROLLED))
    keys = {row.key for row in wanted.rows}
    gone = tuple(
        RemoveRow(name, row.key) for row in (now.rows if now else ()) if row.key not in keys
    )
    for edit in (*gone, *edits):
        after = changed(after, edit)
    if now is None or after.get(name) != now:
        yield from gone
        yield from edits
