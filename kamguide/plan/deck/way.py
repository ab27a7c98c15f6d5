"""Slides on what will be achieved, and how."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from kamguide.model.answers import Row
from kamguide.plan.blocks import Paragraph, Table
from kamguide.plan.deck.desk import Desk
from kamguide.plan.paper import NOTHING, amount, change
from kamguide.plan.slides import Slide

OBJECTIVE: Final = (
    "statement",
    "baseline_t0",
    "target_t1",
    "target_t2",
    "target_t3",
    "due",
    "owner",
)
UNDONE: Final = ("done", "dropped")


def objectives(desk: Desk) -> Slide | None:
    """The objectives with their yearly targets."""
    table = desk.table("obj_list", only=OBJECTIVE)
    if table is None:
        return None
    rows = desk.rows("obj_list")
    forecast = desk.figure("forecast")
    values: dict[str, object] = {
        "counted": desk.counted("objectives", len(rows)),
        "year": desk.calendar(3),
    }
    moved = forecast.account.change if forecast is not None else None
    key = "objectives.count"
    if moved is not None:
        key = "objectives.growth"
        values["growth"] = change(moved, desk.money(moved))
    return desk.slide("objectives", desk.deck(key, **values), (), [table])


def strategies(desk: Desk) -> Slide | None:
    """Each strategy with what it serves, what it costs, and its next action."""
    rows = desk.rows("str_list")
    if not rows:
        return None
    actions = desk.rows("str_actions")
    budget = desk.figure("budget")
    key = "strategies.actions" if actions else "strategies.count"
    first = min((row["due"] for row in actions if isinstance(row["due"], date)), default=None)
    if actions and first is None:
        key = "strategies.undated"
    headline = desk.deck(
        key,
        strategies=desk.counted("strategies", len(rows)),
        actions=desk.counted("actions", len(actions)),
        first=_iso(first),
    )
    table = desk.grid(
        desk.deck("t.strategies", unit=desk.money_unit()),
        [
            desk.heads("strategy")[0],
            desk.deck("col.serves"),
            desk.say("row.budget"),
            desk.deck("col.next"),
        ],
        [_strategy(desk, row, budget) for row in rows],
    )
    points = list(_unused(desk, actions))
    return desk.slide("strategies", headline, points, [_without_empty(table)])


def _strategy(desk: Desk, row: Row, budget: Any) -> list[str]:
    spent = budget.by_strategy.get(row.key) if budget is not None else None
    return [
        f"{row.key} {desk.cell('str_list', row, 'how_text')}",
        desk.cell("str_list", row, "customer_objective"),
        amount(spent),
        _next_action(desk, row.key),
    ]


def _next_action(desk: Desk, strategy: str) -> str:
    """What is due first of what is still to do, by whom and when."""
    ahead = [
        row
        for row in desk.rows("str_actions")
        if row["str_id"] == strategy and row["status"] not in UNDONE
    ]
    if not ahead:
        return NOTHING
    row = min(ahead, key=lambda one: _iso(one["due"]) or "9")
    parts = [desk.cell("str_actions", row, name) for name in ("action", "owner", "due")]
    action, *rest = [one for one in parts if one] or [NOTHING]
    return desk.deck("aside", text=action, aside=desk.listed(rest)) if rest else action


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _unused(desk: Desk, actions: tuple[Row, ...]) -> Iterator[Paragraph]:
    """Strategies on which nobody acts."""
    acted = {row["str_id"] for row in actions}
    idle = [row.key for row in desk.rows("str_list") if row.key not in acted]
    if idle and actions:
        names = desk.listed([desk.words.named("str_list", one) for one in idle])
        yield from desk.point(desk.deck("strategies.idle", names=names))


def _without_empty(table: Table) -> Table:
    """A table without the columns that hold nothing."""
    kept = [
        at
        for at in range(len(table.columns))
        if at == 0 or any(row[at].text not in ("", NOTHING) for row in table.rows)
    ]
    return Table(
        table.title,
        tuple(table.columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.rows),
    )
