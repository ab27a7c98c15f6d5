"""All plans at once, from what was kept of each when it was last worked on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from kamguide.store.canonical import Json
from kamguide.store.lines import PlanLine, Summary
from kamguide.workspace.due import Due

HEAVY: Final = 5
"""More open items than this on one person are told."""


class Money(NamedTuple):
    """What amounts are counted in; sums are only made of the same."""

    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One plan on the board; money in its own unit and currency, None where it is not known."""

    id: str
    name: str
    account: str
    flow: str
    status: str
    unit: str
    """What its money is in: 10000 for 万元."""
    currency: str
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
    totals: Mapping[Money, tuple[Decimal, Decimal]]
    """Revenue today and at T+3 of the plans that know both, by what it is counted in."""
    largest_pct: Mapping[Money, Decimal]
    """The share of the largest plan in the revenue of T+3."""
    loaded: Mapping[str, int]
    """People with many open items, and how many."""


SORTS: Final[Mapping[str, Callable[[BoardLine], object]]] = {
    "name": lambda one: one.name.casefold(),
    "status": lambda one: (one.status, one.name.casefold()),
    "revenue": lambda one: (one.currency, -_whole_money(one)),
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
    dated = known.get("dated")
    return BoardLine(
        id=plan.id,
        name=plan.name,
        account=str(known.get("account") or ""),
        flow=plan.flow,
        status=plan.status,
        unit=str(known.get("unit") or ""),
        currency=str(known.get("currency") or ""),
        revenue=_pair(known.get("revenue")),
        margin=_pair(known.get("margin")),
        directions=_counts(known.get("directions")),
        rubric=_number(known.get("rubric")),
        band=str(known.get("band") or ""),
        evidence=_counts(known.get("evidence")),
        blocks=found.get("block", 0),
        open=_whole(known.get("open")),
        due=_overdue(dated if isinstance(dated, list) else [], today),
        idle=max(0, (today - plan.changed_at.date()).days),
        answered=_whole(known.get("answered")),
        applicable=_whole(known.get("applicable")),
        is_stale=summary is None or summary.stale,
    )


def _totals(
    lines: Iterable[BoardLine],
) -> tuple[dict[Money, tuple[Decimal, Decimal]], dict[Money, Decimal]]:
    by_unit: dict[Money, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for one in lines:
        now, later = one.revenue
        if now is not None and later is not None:
            by_unit[Money(one.unit, one.currency)].append((now, later))
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


def _overdue(dated: Sequence[Json], today: date) -> int:
    found = map(Due.from_json, dated)
    return sum(one is not None and one.day < today for one in found)


def _whole_money(one: BoardLine) -> Decimal:
    """The revenue of T+3 in whole money, so that units do not count."""
    return (one.revenue[1] or Decimal(0)) * (int(one.unit) if one.unit.isdigit() else 1)


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
