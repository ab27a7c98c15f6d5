"""All plans at once, from what was kept of each when it was last worked on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from kamguide.store.canonical import Json
from kamguide.store.lines import PlanLine, Summary

HEAVY: Final = 5
"""More open items than this on one person are told."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One plan on the board; money in its own unit, None where it is not known."""

    id: str
    name: str
    account: str
    flow: str
    status: str
    unit: str
    revenue: tuple[Decimal | None, Decimal | None]
    margin: tuple[Decimal | None, Decimal | None]
    directions: Mapping[str, int]
    rubric: Decimal | None
    band: str
    evidence: Mapping[str, int]
    blocks: int
    open: int
    due: int
    """Open items whose day has passed."""
    idle: int
    """Days since the last change."""
    answered: int
    applicable: int
    is_stale: bool
    """Whether the plan was changed after this was worked out."""


@dataclass(frozen=True, slots=True)
class Board:
    """All lines, and what they come to together."""

    lines: tuple[BoardLine, ...]
    totals: Mapping[str, tuple[Decimal, Decimal]]
    """Revenue today and at T+3 by money unit, of the plans that know both."""
    largest_pct: Mapping[str, Decimal]
    """The share of the largest plan in the revenue of T+3, by money unit."""
    loaded: Mapping[str, int]
    """People with many open items, and how many."""


SORTS: Final[Mapping[str, Callable[[BoardLine], object]]] = {
    "name": lambda one: one.name.casefold(),
    "status": lambda one: (one.status, one.name.casefold()),
    "revenue": lambda one: -(one.revenue[1] or Decimal(0)),
    "rubric": lambda one: one.rubric if one.rubric is not None else Decimal(-1),
    "blocks": lambda one: -one.blocks,
    "due": lambda one: -one.due,
    "idle": lambda one: -one.idle,
}
"""Orders in which a manager looks: what needs a look comes first."""


def board(
    plans: Sequence[PlanLine],
    known: Mapping[str, Summary],
    today: date,
    *,
    sort: str = "name",
    status: str = "",
) -> Board:
    """The board of these plans.

    Args:
        plans: The plans of a store.
        known: What is kept of each, by id.
        today: The day on which items are due and plans idle.
        sort: One of `SORTS`.
        status: Only plans that stand so.
    """
    chosen = [one for one in plans if status in ("", one.status)]
    lines = [_line(one, known.get(one.id), today) for one in chosen]
    lines.sort(key=lambda one: one.name.casefold())
    lines.sort(key=SORTS[sort])  # type: ignore[arg-type]
    totals, largest = _totals(lines)
    waiting: Counter[str] = Counter()
    for plan in chosen:
        if (summary := known.get(plan.id)) is not None:
            waiting.update(_counts(summary.content.get("waiting")))
    heavy = {name: count for name, count in waiting.most_common() if count > HEAVY}
    return Board(tuple(lines), totals, largest, heavy)


def _line(plan: PlanLine, summary: Summary | None, today: date) -> BoardLine:
    known = summary.content if summary is not None else {}
    found = _counts(known.get("findings"))
    due = known.get("due")
    return BoardLine(
        id=plan.id,
        name=plan.name,
        account=str(known.get("account") or ""),
        flow=plan.flow,
        status=plan.status,
        unit=str(known.get("unit") or ""),
        revenue=_pair(known.get("revenue")),
        margin=_pair(known.get("margin")),
        directions=_counts(known.get("directions")),
        rubric=_number(known.get("rubric")),
        band=str(known.get("band") or ""),
        evidence=_counts(known.get("evidence")),
        blocks=found.get("block", 0),
        open=_whole(known.get("open")),
        due=sum(str(day) < today.isoformat() for day in due) if isinstance(due, list) else 0,
        idle=max(0, (today - plan.changed_at.date()).days),
        answered=_whole(known.get("answered")),
        applicable=_whole(known.get("applicable")),
        is_stale=summary is None or summary.stale,
    )


def _totals(
    lines: Iterable[BoardLine],
) -> tuple[dict[str, tuple[Decimal, Decimal]], dict[str, Decimal]]:
    by_unit: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for one in lines:
        now, later = one.revenue
        if now is not None and later is not None:
            by_unit[one.unit].append((now, later))
    totals = {
        unit: (sum((now for now, _ in some), Decimal(0)), sum((end for _, end in some), Decimal(0)))
        for unit, some in by_unit.items()
    }
    largest = {
        unit: 100 * max(end for _, end in some) / totals[unit][1]
        for unit, some in by_unit.items()
        if totals[unit][1]
    }
    return totals, largest


def _pair(value: Json) -> tuple[Decimal | None, Decimal | None]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - T0 and T+3
        return None, None
    return _number(value[0]), _number(value[1])


def _number(value: Json) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _counts(value: Json) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {name: count for name, count in value.items() if isinstance(count, int)}
