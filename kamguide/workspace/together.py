"""What plans come to together: totals, how much hangs on few, who has too much to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.analysis.concentration import HIGH, herfindahl
from kamguide.model.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kamguide.workspace.board import BoardLine, Pair

APPROVED: Final = "approved"
MANY: Final = 10
"""More things to do than this are too many for one person."""
LATE: Final = 3
"""So many that are overdue are too many."""
SEVERAL: Final = 2
"""Plans from which on a person's load is nobody's to see but the manager's."""


class Total(Struct, frozen=True):
    """What plans in one currency come to, in its unit that most of them use."""

    currency: str
    unit: str
    plans: int
    revenue: tuple[Decimal, Decimal]
    """Today and at T+3, of the plans that know both."""
    margin: tuple[Decimal, Decimal]
    largest: str
    """The account with the most revenue at T+3."""
    largest_pct: tuple[Decimal | None, Decimal | None]
    """Its share of the revenue, today and at T+3."""
    hhi: tuple[Decimal | None, Decimal | None]
    """The Herfindahl-Hirschman index of the accounts, today and at T+3."""

    @property
    def is_concentrated(self) -> bool:
        """Whether much hangs on few at T+3."""
        return self.hhi[1] is not None and self.hhi[1] > HIGH


class Load(Struct, frozen=True):
    """A person with too much to do."""

    name: str
    plans: int
    things: int
    late: int


class Together(Struct, frozen=True):
    """All of it, from the plans that count."""

    totals: tuple[Total, ...]
    """By currency, the one with the most plans first."""
    loads: tuple[Load, ...]
    """Whoever has more than `MANY` things to do, or `LATE` overdue, over `SEVERAL` plans."""
    without_money: int
    """Plans that do not know their revenue yet, and are in no total."""
    not_counted: int
    """Plans that a later one took the place of."""
    repeated: tuple[str, ...]
    """Accounts that stand in several plans, and so are added up more than once."""
    waiting: tuple[str, ...] = ()
    """Plans of the next year that are not approved: the approved one is added up instead."""


def together(lines: Iterable[BoardLine], today: date) -> Together:
    """What these plans come to.

    Args:
        lines: The plans; those that a later one took the place of are left out, and those
            that follow an approved one and are not approved yet.
        today: The day on which things are overdue.
    """
    every = list(lines)
    waiting = _waiting(every)
    counted = [one for one in every if one.counts and one.id not in waiting]
    valued = [one for one in counted if None not in one.revenue]
    by_currency: dict[str, list[BoardLine]] = defaultdict(list)
    for one in valued:
        by_currency[one.money.currency].append(one)
    totals = sorted(
        (_total(name, some) for name, some in by_currency.items()),
        key=lambda one: (-one.plans, one.currency),
    )
    accounts = Counter(folded(one.account) for one in valued if one.account)
    names = {folded(one.account): one.account for one in valued}
    return Together(
        tuple(totals),
        tuple(_loads(counted, today)),
        len(counted) - len(valued),
        sum(not one.counts for one in every),
        tuple(sorted(names[one] for one, count in accounts.items() if count > 1)),
        tuple(sorted(waiting.values())),
    )


def _waiting(lines: Sequence[BoardLine]) -> dict[str, str]:
    """The names of plans that follow one that is approved and counts until they are, by id."""
    approved = {one.id for one in lines if one.status == APPROVED}
    return {
        one.id: one.name
        for one in lines
        if one.counts and one.status != APPROVED and one.parent in approved
    }


def _total(currency: str, lines: Sequence[BoardLine]) -> Total:
    unit = Counter(one.money.unit for one in lines).most_common(1)[0][0]
    size = Decimal(unit) if unit.isdecimal() else Decimal(1)
    accounts: dict[str, list[Decimal]] = {}
    names: dict[str, str] = {}
    for one in lines:
        key = folded(one.party)
        names.setdefault(key, one.party)
        known = accounts.setdefault(key, [Decimal(0), Decimal(0)])
        for at, value in enumerate(_whole(one, one.revenue)):
            known[at] += value / size
    margins = [_whole(one, one.margin) for one in lines]
    sides = [[one[at] for one in accounts.values()] for at in (0, 1)]
    largest = max(accounts, key=lambda name: (accounts[name][1], accounts[name][0]))
    sums = (sum(sides[0], Decimal(0)), sum(sides[1], Decimal(0)))
    return Total(
        currency,
        unit,
        len(lines),
        sums,
        (_sum(margins, 0) / size, _sum(margins, 1) / size),
        names[largest],
        (_share(accounts[largest][0], sums[0]), _share(accounts[largest][1], sums[1])),
        (herfindahl(sides[0]), herfindahl(sides[1])),
    )


def _whole(line: BoardLine, pair: Pair) -> tuple[Decimal, Decimal]:
    """Two amounts in the currency itself, nothing where one is not known."""
    now, later = (line.money.whole(one or Decimal(0)) for one in pair)
    return now, later


def _sum(pairs: Iterable[tuple[Decimal, Decimal]], at: int) -> Decimal:
    return sum((one[at] for one in pairs), Decimal(0))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return 100 * part / whole if whole else None


def _loads(lines: Iterable[BoardLine], today: date) -> Iterable[Load]:
    """Whoever has too much, the one with the most first."""
    names: dict[str, str] = {}
    days: dict[str, list[str]] = defaultdict(list)
    plans: Counter[str] = Counter()
    for one in lines:
        for who, some in one.owed.items():
            key = folded(who)
            names.setdefault(key, who)
            days[key] += some
            plans[key] += 1
    found = [Load(names[key], plans[key], len(days[key]), _late(days[key], today)) for key in days]
    heavy = (one for one in found if one.plans >= SEVERAL and _is_much(one))
    return sorted(heavy, key=lambda one: (-one.things, -one.late, one.name))


def _is_much(load: Load) -> bool:
    return load.things > MANY or load.late >= LATE


def _late(days: Iterable[str], today: date) -> int:
    """ISO days stand in the order of time."""
    return sum("" < day < today.isoformat() for day in days)
