"""All plans at once, from what was kept of each when it was last worked on: one line a plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final, NamedTuple

from msgspec import Struct

from kamguide.store.canonical import Json
from kamguide.store.lines import PlanLine, Summary
from kamguide.workspace.summary_kept import is_stale
from kamguide.workspace.together import Together, together

Pair = tuple[Decimal | None, Decimal | None]


class Money(NamedTuple):
    """What amounts are counted in."""

    unit: str
    """10000 for 万元."""
    currency: str

    def whole(self, amount: Decimal) -> Decimal:
        """An amount in the currency itself."""
        return amount * (int(self.unit) if self.unit.isdecimal() else 1)


class Position(Struct, frozen=True):
    """Where a plan puts its account among all candidate accounts, by its own criteria."""

    attractiveness: Decimal
    strength: Decimal
    """Ours against the best competitor's, as a ratio."""
    cutoff: Decimal
    type: str


class BoardLine(Struct, frozen=True):
    """One plan on the board; money in its own unit and currency, None where it is not known."""

    id: str
    name: str
    account: str
    owner: str
    flow: str
    status: str
    money: Money
    revenue: Pair
    """Today, and at T+3."""
    margin: Pair
    directions: Mapping[str, int]
    rubric: Decimal | None
    band: str
    evidence: Mapping[str, int]
    blocks: int
    open: int
    due: int
    """Actions and open items whose day has passed."""
    idle: int
    """Days since anything in the plan itself was changed."""
    answered: int
    applicable: int
    position: Position | None
    owed: Mapping[str, Sequence[str]]
    """By person, the days by which something is to be done; one without a day is empty."""
    changed_by: str
    seq: int
    """How far its log went when this was read."""
    is_stale: bool
    """Whether the plan was changed after this was worked out."""
    parent: str = ""
    """The plan that it goes on from, if any."""

    @property
    def counts(self) -> bool:
        """Whether it is added up with others: the plan of a later year counts for this one."""
        return self.status != "superseded"

    @property
    def party(self) -> str:
        """What the account is called; the plan itself where nobody said."""
        return self.account or self.name


class Board(Struct, frozen=True, dict=True):
    """Lines, and what they come to together."""

    lines: tuple[BoardLine, ...]
    today: date

    @cached_property
    def together(self) -> Together:
        """What they come to: totals, how much hangs on few, who has too much to do."""
        return together(self.lines, self.today)


Key = Callable[[BoardLine], object]
_NONE: Final = Decimal(-1)


def _money_of(value: Callable[[BoardLine], Decimal | None]) -> Key:
    """By currency, the largest first, whatever unit it is written in."""
    return lambda one: (one.money.currency, -one.money.whole(value(one) or Decimal(0)))


def _directions(one: BoardLine) -> str:
    return ",".join(sorted(one.directions, key=lambda name: (-one.directions[name], name)))


SORTS: Final[Mapping[str, Key]] = {
    "name": lambda one: one.name.casefold(),
    "account": lambda one: one.account.casefold(),
    "owner": lambda one: one.owner.casefold(),
    "status": lambda one: (one.status, one.name.casefold()),
    "revenue": _money_of(lambda one: one.revenue[1]),
    "revenue_now": _money_of(lambda one: one.revenue[0]),
    "margin": _money_of(lambda one: one.margin[1]),
    "margin_now": _money_of(lambda one: one.margin[0]),
    "directions": _directions,
    "rubric": lambda one: one.rubric if one.rubric is not None else _NONE,
    "evidence": lambda one: one.evidence.get("fact", 0) - one.evidence.get("guess", 0),
    "blocks": lambda one: -one.blocks,
    "due": lambda one: -one.due,
    "open": lambda one: -one.open,
    "idle": lambda one: -one.idle,
    "answered": lambda one: one.answered / one.applicable if one.applicable else 0,
}
"""Orders in which a manager looks: what needs a look comes first."""


def in_order(
    lines: Iterable[BoardLine], sort: str = "name", *, reverse: bool = False
) -> tuple[BoardLine, ...]:
    """The lines by one of `SORTS`, and within that by name."""
    by_name = sorted(lines, key=lambda one: (one.name.casefold(), one.id))
    return tuple(sorted(by_name, key=SORTS[sort], reverse=reverse))  # type: ignore[arg-type]


def lines_of(
    plans: Iterable[PlanLine], known: Mapping[str, Summary], today: date
) -> tuple[BoardLine, ...]:
    """A line for each plan.

    Args:
        plans: The plans of a store.
        known: What is kept of each, by id.
        today: The day on which items are due and plans idle.
    """
    return tuple(line_of(one, known.get(one.id), today) for one in plans)


def line_of(plan: PlanLine, summary: Summary | None, today: date) -> BoardLine:
    """One plan, from what is kept of it."""
    known = summary.content if summary is not None else {}
    stale = summary is None or is_stale(summary)
    dated, owed = known.get("dated"), known.get("owed")
    return BoardLine(
        id=plan.id,
        name=plan.name,
        account=_text(known.get("account")),
        owner=_text(known.get("owner")),
        flow=plan.flow,
        status=plan.status,
        money=Money(_text(known.get("unit")), _text(known.get("currency"))),
        revenue=_pair(known.get("revenue")),
        margin=_pair(known.get("margin")),
        directions=_counts(known.get("directions")),
        rubric=_number(known.get("rubric")),
        band=_text(known.get("band")),
        evidence=_counts(known.get("evidence")),
        blocks=_counts(known.get("findings")).get("block", 0),
        open=_whole(known.get("open")),
        due=_overdue(dated if isinstance(dated, list) else [], today),
        idle=max(0, (today - _worked(plan, "" if stale else known.get("worked"))).days),
        answered=_whole(known.get("answered")),
        applicable=_whole(known.get("applicable")),
        position=_position(known.get("place")),
        owed=_days(owed if isinstance(owed, dict) else {}),
        changed_by=plan.changed_by,
        seq=plan.seq,
        is_stale=stale,
        parent=plan.parent,
    )


def _worked(plan: PlanLine, kept: Json) -> date:
    try:
        worked = datetime.fromisoformat(_text(kept))
    except ValueError:
        worked = plan.changed_at
    return worked.astimezone().date()


def _position(kept: Json) -> Position | None:
    if not isinstance(kept, dict):
        return None
    found = [_number(kept.get(name)) for name in ("attractiveness", "strength", "cutoff")]
    if any(one is None for one in found):
        return None
    height, strength, cutoff = (one or Decimal(0) for one in found)
    return Position(height, strength, cutoff, _text(kept.get("type")))


def _days(owed: Mapping[str, Json]) -> dict[str, list[str]]:
    return {
        who: [_text(day) for day in days] for who, days in owed.items() if isinstance(days, list)
    }


def _overdue(dated: Sequence[Json], today: date) -> int:
    """How many days of the past these are; as they are kept, days stand in the order of time."""
    days = (_text(one.get("day")) for one in dated if isinstance(one, dict))
    return sum("" < day < today.isoformat() for day in days)


def _pair(value: Json) -> Pair:
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


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _counts(value: Json) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {name: count for name, count in value.items() if isinstance(count, int)}
