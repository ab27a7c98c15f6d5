"""Charts as pictures: what is proportional to what, and what can never happen on one."""

import re
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import ImageFont

from kamguide.export.draw import rules, svg
from kamguide.export.draw.canvas import CLASSES
from kamguide.export.draw.lettering import fitted, whole, width_of, wrapped
from kamguide.export.palette import DARK, LIGHT, PALETTE
from kamguide.export.typesetting import FONTS
from kamguide.plan.blocks import Chart, Series
from tests.plan.plans import plan_of

from .conftest import HOSTILE, UNSAFE
from .pictures import EMPTY, KINDS, NAMES, Written, charts, ground, parsed, shapes, written

MADE_OF = {"svg", "title", "desc", "pattern", "rect", "line", "path", "circle", "text"}
POINTING = re.compile(r"url\(#([^)]+)\)")
LANGS = ("en", pytest.param("zh", marks=pytest.mark.campaign))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def picture(chart: Chart, lang: str = "en", name: str = "c1") -> str:
    found = svg(chart, lang, name=name)
    assert found is not None
    return found


def chart(kind: str, *series: Series, points: int = 0, **notes: str) -> Chart:
    count = points or len(series[0].values)
    return Chart("A chart", kind, tuple(f"P{at}" for at in range(count)), series, EMPTY, notes)


def numbers(*values: float | None) -> tuple[Decimal | None, ...]:
    return tuple(None if one is None else Decimal(str(one)) for one in values)


# What holds for every picture


@many
@given(charts())
def test_a_picture_stands_alone_and_has_no_style_and_no_script(chart: Chart) -> None:
    found = svg(chart, "zh", name="c7")
    assume(found is not None)
    elements = list(parsed(found).iter())
    assert {one.tag.rpartition("}")[2] for one in elements} <= MADE_OF
    given = [(name, value) for one in elements for name, value in one.attrib.items()]
    assert not [name for name, _ in given if name == "style" or name.startswith("on")]
    assert "href" not in {name for name, _ in given}
    ids = [value for name, value in given if name == "id"]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("c7-") for one in ids)
    assert {one for _, value in given for one in POINTING.findall(value)} <= set(ids)


@many
@given(charts())
def test_no_text_leaves_a_picture_or_stands_on_another(chart: Chart) -> None:
    found = svg(chart, "zh", name="c1")
    assume(found is not None)
    whole_of, texts = ground(found), written(found)
    for one in texts:
        box = one.box
        assert box.x >= -0.5, one
        assert box.y >= -0.5, one
        assert box.right <= whole_of.right + 0.5, one
        assert box.bottom <= whole_of.bottom + 0.5, one
    level = [one for one in texts if not one.is_turned]
    assert not [(one, other) for one, other in combinations(level, 2) if _meet(one, other)]


def _meet(one: Written, other: Written) -> bool:
    return one.box.meets(other.box, -1)


@many
@given(charts())
def test_every_shape_lies_within_its_picture(chart: Chart) -> None:
    found = svg(chart, "en", name="c1")
    assume(found is not None)
    whole_of = ground(found)
    for one in shapes(found, "rect"):
        x, y, width, height = (float(one.get(name)) for name in ("x", "y", "width", "height"))
        assert min(x, y, width, height) >= 0
        assert x + width <= whole_of.right + 0.5
        assert y + height <= whole_of.bottom + 0.5
    for one in shapes(found, "circle"):
        x, y, radius = (float(one.get(name)) for name in ("cx", "cy", "r"))
        assert radius - 0.5 <= x <= whole_of.right - radius + 0.5
        assert radius - 0.5 <= y <= whole_of.bottom - radius + 0.5


@given(charts())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_chart_gives_the_same_picture(chart: Chart) -> None:
    assert svg(chart, "zh", name="c1") == svg(chart, "zh", name="c1")


@pytest.mark.parametrize("kind", KINDS)
def test_where_there_are_no_numbers_there_is_no_picture(kind: str) -> None:
    nothing = Series("Nothing", (None, None), "strength")
    assert svg(chart(kind, nothing, nothing), "en", name="c1") is None
    assert svg(replace(chart(kind, nothing), points=(), series=()), "en", name="c1") is None


@pytest.mark.parametrize("text", [*HOSTILE.values(), *UNSAFE.values()])
@pytest.mark.parametrize("kind", ["forces", "budget", "ratios"])
def test_what_a_person_typed_is_only_text(kind: str, text: str) -> None:
    bars = Series(text, numbers(1, 2))
    hostile = replace(chart(kind, bars, unit=text), title=text, points=(text, text))
    found = parsed(svg(hostile, "en", name=text))
    assert {one.tag.rpartition("}")[2] for one in found.iter()} <= MADE_OF
    assert not any("\x1b" in (one.text or "") for one in found.iter())


def test_two_pictures_on_a_page_share_no_id() -> None:
    bars = chart("budget", Series("A", numbers(1)), Series("B", numbers(2)))
    ids = [
        {one.get("id") for one in parsed(picture(bars, name=name)).iter() if one.get("id")}
        for name in ("c1", "c2")
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_page_can_give_every_class_another_colour() -> None:
    said = rules()
    used = set()
    for kind in ("budget", "forces"):
        found = picture(chart(kind, Series("A", numbers(3, 4)), Series("B", numbers(1, 1))))
        used |= {name for one in parsed(found).iter() for name in one.get("class", "").split()}
    assert used
    assert used <= set(CLASSES)
    for name in CLASSES:
        assert f".{name} {{" in said


# The real charts


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_of_the_case_is_drawn_with_its_names_and_a_sentence(lang: str) -> None:
    found = [one for one in plan_of("full", lang).blocks if isinstance(one, Chart)]
    assert {one.kind for one in found} == set(KINDS) - {"spread"}  # of a class, not of a plan
    for number, one in enumerate(found):
        drawn = parsed(picture(one, lang, f"c{number}"))
        title, told = (drawn[at].text for at in (0, 1))
        assert title == one.title
        assert len(told) > 20
        assert "{" not in told
        assert "draw." not in told


# The matrix


def matrix(*units: tuple[float, float, float], later: tuple[float, float, float] | None = None):
    series = [
        Series(name, numbers(*(one[part] for one in each)), role)
        for name, each in (("T0", units), ("T+3", [later or one for one in units]))
        for part, role in enumerate(("x", "y", "size"))
    ]
    return chart("matrix", *series[: 6 if later else 3], threshold="5", ratio_max="3", axis="ratio")


def circles(found: str) -> list[tuple[float, float, float]]:
    """The solid circles of a matrix, without those of its key, the largest first."""
    solid = [one for one in shapes(found, "circle") if one.get("fill") != "none"]
    return [tuple(float(one.get(name)) for name in ("cx", "cy", "r")) for one in solid[1:]]


@many
@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=9))
def test_the_area_of_a_circle_is_its_revenue(sizes: list[int]) -> None:
    found = picture(matrix(*((1.1, 5, one) for one in sizes)))
    largest, *others = circles(found)
    for (_, _, radius), size in zip(others, sorted(sizes, reverse=True)[1:], strict=True):
        assert (radius / largest[2]) ** 2 == pytest.approx(size / max(sizes), abs=0.002)


def test_strong_is_left_and_attractive_is_up() -> None:
    found = circles(picture(matrix((1.2, 8, 3), (0.8, 8, 2), (1.2, 2, 1))))
    (strong, high, _), (weak, same, _), (_, low, _) = found
    assert strong < weak
    assert high == same < low


def test_steps_of_proportion_are_equal_on_both_sides_of_one() -> None:
    (left, _, _), (middle, _, _), (right, _, _) = circles(
        picture(matrix((1.25, 5, 3), (1, 5, 2), (0.8, 5, 1)))
    )
    assert middle - left == pytest.approx(right - middle, abs=0.05)


def test_differences_have_nought_in_the_middle() -> None:
    even = matrix((1, 5, 3), (-1, 5, 2), (0, 5, 1))
    even = replace(even, notes={**even.notes, "axis": "difference"})
    (left, _, _), (right, _, _), (middle, _, _) = circles(picture(even))
    assert left < middle < right
    assert middle - left == pytest.approx(right - middle, abs=0.05)


def test_a_unit_has_a_ring_where_it_is_wanted_and_an_arrow_there() -> None:
    still, moved = picture(matrix((0.9, 4, 9))), picture(matrix((0.9, 4, 9), later=(1.2, 7, 12)))
    assert len(shapes(moved, "path")) > len(shapes(still, "path"))
    rings = [one for one in shapes(moved, "circle") if one.get("stroke-width") == "2"]
    assert len(rings) == 2  # in the key and in the field
    assert float(rings[1].get("cx")) < circles(moved)[0][0]


def test_a_unit_that_sells_nothing_is_a_cross() -> None:
    assert not circles(picture(matrix((1.1, 6, 0))))


def test_twenty_five_units_in_one_place_are_all_named_once() -> None:
    units = matrix(*((1.1, 6, 5) for _ in range(25)))
    names = tuple(
        f"单位{at:02d} 全国性饮料与乳品集团及其下属灌装工厂和区域经销网络" for at in range(25)
    )
    texts = [one.text for one in written(picture(replace(units, points=names), "zh"))]
    assert all(sum(one.startswith(name[:4]) for one in texts) == 1 for name in names)


# Bars and lines


@many
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12))
def test_bars_are_as_long_as_their_values(values: list[int]) -> None:
    found = picture(chart("forces", Series("Strength", numbers(*values))))
    bars = [one for one in shapes(found, "rect") if one.get("class") is None]
    wide = [float(one.get("width")) for one in bars]
    for one, value in zip(wide, values, strict=True):
        assert one / max(wide) == pytest.approx(value / max(values), abs=0.002)


@many
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6))
def test_the_parts_of_a_column_are_as_high_as_their_values(values: list[int]) -> None:
    assume(sum(values))
    stacked = [Series(f"S{at}", numbers(one)) for at, one in enumerate(values)]
    found = picture(chart("budget", *stacked))
    parts = [one for one in shapes(found, "rect") if one.get("class") == "gap"]
    high = [float(one.get("height")) for one in parts]
    some = [one for one in values if one]
    for one, value in zip(high, some, strict=True):
        assert one / sum(high) == pytest.approx(value / sum(values), abs=0.01)


def test_the_strongest_force_is_told_though_another_is_not_known() -> None:
    three = chart("forces", Series("Strength", (None, Decimal(5), Decimal(2))))
    told = picture(replace(three, points=("Rivalry", "Entry", "Buyers")))
    told = told[told.index("<desc") : told.index("</desc>")]
    assert "Entry" in told
    assert "Rivalry" not in told


def test_what_is_lost_hangs_under_nought() -> None:
    found = picture(chart("scenarios", Series("Low", numbers(-50, 100))))
    down, up = [one for one in shapes(found, "rect") if one.get("class") is None][1:]
    assert float(down.get("y")) == pytest.approx(float(up.get("y")) + float(up.get("height")))
    assert float(down.get("height")) * 2 == pytest.approx(float(up.get("height")), abs=0.1)


def test_a_class_of_the_pareto_curve_ends_behind_its_last_customer() -> None:
    bars = Series("Share", numbers(50, 30, 15, 5), "bar")
    line = Series("Cumulative", numbers(50, 80, 95, 100), "line")
    cuts = {"cut.0": "2", "class.0": "A", "cut.1": "4", "class.1": "B"}
    found = picture(chart("pareto", bars, line, unit="%", **cuts))
    edge = next(one for one in shapes(found, "line") if one.get("stroke-dasharray"))
    bar = [one for one in shapes(found, "rect") if one.get("class") is None][1:]
    second, third = (float(one.get("x")) for one in bar[1:3])
    assert second < float(edge.get("x1")) < third
    assert any("A" in one.text and "80%" in one.text for one in written(found))


def test_the_line_of_a_ratio_is_held_against_the_industry() -> None:
    ratio = Series("Debt ratio", numbers(50, 53, 56))
    notes = {"industry": "Industry", "industry.0": "48", "judged.0": "worse"}
    found = picture(chart("ratios", ratio, **notes))
    assert {"Industry 48", "worse"} <= {one.text for one in written(found)}
    dashed = [one for one in shapes(found, "line") if one.get("stroke-dasharray")]
    points = [float(one.get("cy")) for one in shapes(found, "circle")][1:]
    assert float(dashed[-1].get("y1")) > max(points)


def test_an_action_begins_and_ends_in_its_place() -> None:
    days = [Decimal(739_900), Decimal(739_930), Decimal(739_960)]
    spans = chart(
        "gantt", Series("s", tuple(days[:2]), "start"), Series("e", tuple(days[1:]), "end")
    )
    first, second = [one for one in shapes(picture(spans), "rect") if one.get("rx")]
    assert float(first.get("width")) == pytest.approx(float(second.get("width")), abs=0.1)
    assert float(first.get("x")) < float(second.get("x"))


# Colours and letters


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paper", [LIGHT["paper"], DARK["paper"]])
def test_every_colour_stands_out_on_light_and_on_dark(paper: str) -> None:
    assert min(_contrast(one, paper) for one in PALETTE) > 2.6


def test_colours_next_to_each_other_differ_also_in_grey() -> None:
    assert all(_contrast(one, other) > 1.3 for one, other in pairwise(PALETTE[:6]))


def test_eight_series_have_eight_fillings_that_differ_without_colour() -> None:
    stacked = [Series(f"S{at}", numbers(9)) for at in range(8)]
    found = picture(chart("budget", *stacked))
    fills = {one.get("fill") for one in shapes(found, "rect") if one.get("class") == "gap"}
    strokes = {one[1].get("d") for one in shapes(found, "pattern")}
    assert len(fills) == 8
    assert len(strokes) == 7


TEXTS = (
    "P4 On-site packaging supply and line service",
    "全国性饮料与乳品集团（含乳品）",
    "1,234,567.8 → 98.5%",
    "WMQ@% ÀÉÎ “…” — · × ÷ T+3 (2029)",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("weight", "bold"), [("Regular", False), ("Bold", True)])
def test_text_takes_no_more_room_than_is_reckoned(text: str, weight: str, *, bold: bool) -> None:
    font = ImageFont.truetype(str(Path(FONTS) / f"KamguideSansSC-{weight}.otf"), 100)
    drawn, reckoned = font.getlength(text), width_of(text, 100, bold=bold)
    assert drawn <= reckoned <= drawn * 1.25


@given(NAMES, st.floats(1, 300), st.sampled_from((10.0, 12.0)), st.booleans())
def test_text_made_to_fit_fits(text: str, room: float, size: float, bold: bool) -> None:
    lines = (fitted(text, room, size, bold=bold), *wrapped(text, room, size, 3, bold=bold))
    assert all(width_of(one, size, bold=bold) <= room for one in lines)


def test_a_number_is_never_shown_in_part() -> None:
    assert whole("1,000,000", 200, 12) == "1,000,000"
    assert not whole("1,000,000", 20, 12)
