"""Charts of every kind, as hypothesis makes them up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from kamguide.plan.blocks import Cell, Chart, ChartKind, Column, Series, Table

KINDS: Sequence[ChartKind] = get_args(ChartKind)
TABLE = Table("t", (Column("c"),), ((Cell("x"),),))
WIDTHS = st.integers(40, 130)
PLAIN = st.text("abc XYZ 0123456789 客户计划（），、毛利率", min_size=1, max_size=40)
"""Words that every Chinese terminal shows."""
ANY = st.text(max_size=60)
"""Whatever somebody may have typed or pasted."""
AMOUNTS = st.none() | st.decimals(-(10**4), 10**7, places=2)
LEVELS = st.none() | st.integers(0, 5).map(Decimal)
RATIOS = st.none() | st.decimals("0.01", 20, places=3)
LEVELLED = {"forces", "swot", "relationship", "stages"}
HEIGHTS = st.none() | st.decimals(0, 10, places=2)
SHARES = st.none() | st.decimals(0, 100, places=2)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2032, 12, 31)).map(
    lambda day: Decimal(day.toordinal())
)


def series_of(kind: ChartKind, count: int, words: st.SearchStrategy[str]) -> st.SearchStrategy:
    """Series as the plan fills them for a kind."""

    def one(role: str, values: st.SearchStrategy, name: str | None = None) -> st.SearchStrategy:
        named = words if name is None else st.just(name)
        filled = st.lists(values, min_size=count, max_size=count).map(tuple)
        return st.builds(Series, named, filled, st.just(role))

    def many(values: st.SearchStrategy, role: str = "") -> st.SearchStrategy:
        return st.lists(one(role, values), min_size=1, max_size=5)

    roles: dict[str, st.SearchStrategy] = {"x": RATIOS, "y": HEIGHTS, "size": AMOUNTS}
    fixed: dict[str, st.SearchStrategy] = {
        "matrix": st.tuples(*(one(role, roles[role], time) for time in "01" for role in roles)),
        "gantt": st.tuples(one("start", DAYS), one("end", DAYS)),
        "pareto": st.tuples(one("bar", SHARES), one("line", SHARES)),
        "revenue": st.tuples(one("bar", AMOUNTS), one("bar", AMOUNTS), one("line", AMOUNTS)),
        "dmu": many(LEVELS, "uncovered"),
    }
    return fixed[kind] if kind in fixed else many(LEVELS if kind in LEVELLED else AMOUNTS)


@st.composite
def charts(
    draw: st.DrawFn, words: st.SearchStrategy[str] = PLAIN, kinds: Sequence[ChartKind] = KINDS
) -> Chart:
    """A chart of some kind, filled somehow."""
    kind = draw(st.sampled_from(kinds))
    points = draw(st.lists(words, min_size=1, max_size=7))
    series = draw(series_of(kind, len(points), words))
    notes = {"pair.0": "0", "pair_text.0": draw(words), "level": "3", "stage.3": draw(words)}
    notes |= {"cut.0": "1", "class.0": "A", "attitude.0": "-2", "influence.0": "5"}
    notes |= {"wallet": "12", "share": "-3", "wallet_name": draw(words), "share_name": draw(words)}
    return Chart("title", kind, tuple(points), tuple(series), TABLE, notes)
