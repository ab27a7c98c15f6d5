"""All accounts on one matrix: attractive on top, strong on the left, area as revenue.

Each plan puts its account there by its own criteria. Areas are only compared within a currency.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from kamguide.messages import say
from kamguide.messages.forms import money, number
from kamguide.model.text import Lang
from kamguide.plan.blocks import Cell, Chart, Column, Series, Table
from kamguide.workspace.board import BoardLine, Money, Position
from kamguide.workspace.board_cells import CELLS, unit_of

BOXES: Final = {
    "star": "strategic",
    "cash_cow": "status",
    "question_mark": "star",
    "dog": "streamline",
}
"""Types of accounts by the box of the matrix in which they stand."""
RATIO_MAX: Final = "3"
Placed = tuple[BoardLine, Position]


def matrices(lines: Iterable[BoardLine], lang: Lang, most: int) -> Iterator[Chart]:
    """A matrix for each currency, the one with the most accounts first.

    Args:
        lines: Plans; those that a later one took the place of are left out.
        lang: The language to speak.
        most: Accounts that are drawn at the most: those with the most revenue at T+3.
    """
    by_currency: dict[str, list[Placed]] = defaultdict(list)
    for one in lines:
        if one.counts and one.position is not None and None not in one.revenue:
            by_currency[one.money.currency].append((one, one.position))
    for _, placed in sorted(by_currency.items(), key=lambda one: (-len(one[1]), one[0])):
        yield _matrix(_largest(placed, most), len(placed), lang)


def unplaced(lines: Iterable[BoardLine]) -> int:
    """Plans of accounts that stand on no matrix: without a place, or without revenue."""
    counted = (one for one in lines if one.counts)
    return sum(one.position is None or None in one.revenue for one in counted)


def cutoffs(lines: Iterable[BoardLine]) -> tuple[Decimal, ...]:
    """The different totals from which plans call an account attractive."""
    places = (one.position for one in lines if one.counts)
    return tuple(sorted({one.cutoff for one in places if one is not None}))


def _largest(placed: Sequence[Placed], most: int) -> list[Placed]:
    by_size = sorted(placed, key=lambda one: -one[0].money.whole(one[0].revenue[1] or Decimal(0)))
    return by_size[:most]


def _matrix(placed: Sequence[Placed], known: int, lang: Lang) -> Chart:
    unit = Counter(one.money for one, _ in placed).most_common(1)[0][0]
    words = unit_of(unit, lang)
    title = say("board.matrix.title", lang, unit=words, count=known)
    if len(placed) < known:
        title = say("board.matrix.largest", lang, title=title, shown=len(placed))
    threshold = Counter(place.cutoff for _, place in placed).most_common(1)[0][0]
    notes = {
        "threshold": str(threshold),
        "ratio_max": RATIO_MAX,
        "axis": "ratio",
        "axis_x": say("board.matrix.across", lang),
        "axis_y": say("board.matrix.up", lang),
        "unit": words,
        "currency": unit.currency,
        "still": "1",
        **{f"box.{box}": say(f"plan.account.{name}", lang) for box, name in BOXES.items()},
    }
    points = tuple(one.party for one, _ in placed)
    return Chart(title, "matrix", points, tuple(_series(placed, unit)), _table(placed, lang), notes)


def _series(placed: Sequence[Placed], unit: Money) -> Iterator[Series]:
    """Places and sizes, today and at T+3; where the account stands then no plan says."""
    size = unit.whole(Decimal(1))
    for at, year in enumerate(("T0", "T+3")):
        yield Series(year, tuple(place.strength for _, place in placed), "x")
        yield Series(year, tuple(place.attractiveness for _, place in placed), "y")
        amounts = (one.money.whole(one.revenue[at] or Decimal(0)) / size for one, _ in placed)
        yield Series(year, tuple(amounts), "size")


def _table(placed: Sequence[Placed], lang: Lang) -> Table:
    heads = ("account", "name", "attractiveness", "strength", "type", "now", "later", "unit")
    numeric = {"attractiveness", "strength", "now", "later"}
    columns = tuple(
        Column(say(f"board.matrix.col.{one}", lang), numeric=one in numeric) for one in heads
    )
    rows = tuple(tuple(map(Cell, _row(one, place, lang))) for one, place in placed)
    return Table(say("board.matrix.table", lang), columns, rows)


def _row(one: BoardLine, place: Position, lang: Lang) -> tuple[str, ...]:
    return (
        one.party,
        CELLS["name"](one, lang),
        number(place.attractiveness),
        number(place.strength),
        say(f"plan.account.{place.type}", lang) if place.type else "",
        money(one.revenue[0]),
        money(one.revenue[1]),
        unit_of(one.money, lang),
    )
