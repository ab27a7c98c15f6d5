"""Pictures of charts, read back: their texts as boxes, their shapes; and charts to be drawn."""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin
from typing import Any, get_args

from hypothesis import strategies as st
from lxml import etree

from kamguide.export.draw.canvas import Box
from kamguide.export.draw.lettering import width_of
from kamguide.plan.blocks import Cell, Chart, ChartKind, Column, Series, Table

SVG = "{http://www.w3.org/2000/svg}"
ASCENT, DESCENT = 0.8, 0.2
"""Of the size, above and under the line that letters stand on."""
TURN = "rotate(-45 "


@dataclass(frozen=True)
class Written:
    """A line of text in a picture, and the box it takes."""

    text: str
    box: Box
    is_turned: bool


def parsed(picture: str) -> Any:
    return etree.fromstring(picture.encode())


def shapes(picture: str, tag: str) -> list[Any]:
    return parsed(picture).findall(f".//{SVG}{tag}")


def written(picture: str) -> list[Written]:
    return [_written(one) for one in shapes(picture, "text")]


def _written(element: Any) -> Written:
    size, x, y = (float(element.get(name)) for name in ("font-size", "x", "y"))
    wide = width_of(element.text, size, bold=element.get("font-weight") == "bold")
    part = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
    if (element.get("transform") or "").startswith(TURN):
        reach = wide * cos(pi / 4)
        box = Box(x - reach, y - size * 0.35, reach, reach * sin(pi / 4) / cos(pi / 4))
        return Written(element.text, box, is_turned=True)
    box = Box(x - wide * part, y - size * ASCENT, wide, size * (ASCENT + DESCENT))
    return Written(element.text, box, is_turned=False)


def ground(picture: str) -> Box:
    """The whole of a picture."""
    return Box(*map(float, parsed(picture).get("viewBox").split()))


# Charts

KINDS: tuple[ChartKind, ...] = get_args(ChartKind)
EMPTY = Table("", (Column(""),), ((Cell(""),),))
NAMES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        (
            "P1 Corrugated trays and cartons",
            "S4 " + "全国性饮料与乳品集团及其下属灌装工厂和区域经销网络" * 2,
            "C01 恒涧乳业",
            "W" * 60,
            "<b style='x'>&amp;</b>]]>",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z",
            "😀😀😀",
        )
    ),
)
NUMBERS = st.one_of(
    st.none(),
    st.sampled_from([Decimal(one) for one in ("0", "1", "5", "10", "-3", "1000000000", "-1E9")]),
    st.decimals(-1_000_000_000, 1_000_000_000, places=2),
    st.decimals(0, 10, places=1),
)
DAYS = st.one_of(st.none(), st.integers(738_000, 742_000).map(Decimal))
ROLES: dict[str, tuple[str, ...]] = {
    "pareto": ("bar", "line"),
    "revenue": ("bar", "bar", "bar", "line"),
    "comparison": ("", "", "target"),
    "gantt": ("start", "end"),
    "swot": ("strength", "weakness", "opportunity", "threat"),
    "relationship": ("us", "customer"),
    "stages": ("us", "customer", "today", "target"),
    "dmu": ("covered", "uncovered", "covered"),
    "matrix": ("x", "y", "size") * 2,
}
NOTES: dict[str, dict[str, str]] = {
    "pareto": {"unit": "%", "cut.0": "1", "class.0": "A", "cut.1": "3", "class.1": "B"},
    "revenue": {"unit": "万元", "wallet": "-120.5", "share": "900", "wallet_name": "their spend"},
    "dmu": {"attitude.0": "-2", "influence.0": "5", "status.0": "skipped", "status.1": "now"},
    "swot": {"pair.0": "0,1", "pair_text.0": "PR1 both at once", "pair.1": "9,x,0"},
    "relationship": {
        "level": "2",
        "target": "5",
        "stage.1": "Exploratory",
        "stage.4": "相互依存期",
    },
    "ratios": {"industry": "Industry", "industry.0": "12.5", "judged.0": "worse, deteriorating"},
    "matrix": {"threshold": "5.3", "ratio_max": "3", "axis": "ratio"},
}


@st.composite
def charts(draw: st.DrawFn, kind: ChartKind | None = None) -> Chart:
    """A chart of any kind, with all that may be wrong with its numbers and names."""
    kind = kind or draw(st.sampled_from(KINDS))
    count = draw(st.sampled_from((1, 2, 3, 5, 9, 25)))
    points = tuple(draw(st.lists(NAMES, min_size=count, max_size=count)))
    roles = ROLES.get(kind, ("",) * draw(st.integers(1, 5)))
    values = DAYS if kind == "gantt" else NUMBERS
    length = 1 if kind == "stages" else count
    series = [
        Series(
            ("T0", "T+3")[at // 3] if kind == "matrix" else draw(NAMES),
            tuple(draw(st.lists(values, min_size=length, max_size=length))),
            role,
        )
        for at, role in enumerate(roles)
    ]
    return Chart(draw(NAMES), kind, points, tuple(series), EMPTY, NOTES.get(kind, {}))
