"""Charts in characters: what holds for any chart, whatever people wrote."""

import re
from decimal import Decimal
from io import StringIO
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kamguide.export.charted.facts import facts_of
from kamguide.export.charted.frame import Frame
from kamguide.export.charted.kinds import LEAST, lines_of
from kamguide.export.charted.naming import charts_named, names_of
from kamguide.export.charted.pens import ASCII, LINES, pen_for
from kamguide.export.terminal import chart_lines, print_charts
from kamguide.model.text import clean
from kamguide.plan.blocks import Chart, Series
from tests.export.charts import ANY, KINDS, TABLE, WIDTHS, charts
from tests.export.conftest import HOSTILE, UNSAFE

PENS = st.sampled_from([ASCII, LINES])
LANGS = st.sampled_from(["en", "zh"])
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def drawn(chart: Chart, width: int = 60, pen: object = ASCII, lang: str = "en") -> list[str]:
    return [line.plain for line in lines_of(chart, Frame(width, pen, lang))]


@given(charts(ANY), WIDTHS, PENS, LANGS)
@settings(max_examples=120, deadline=None)
def test_no_line_is_wider_than_told_or_holds_what_a_terminal_would_obey(
    chart: Chart, width: int, pen: object, lang: str
) -> None:
    for line in drawn(chart, width, pen, lang):
        assert cell_len(line) <= width, line
        assert not CONTROL.search(line)


@given(charts(), WIDTHS, PENS)
@settings(max_examples=60, deadline=None)
def test_every_sign_is_one_that_a_chinese_font_has(chart: Chart, width: int, pen: object) -> None:
    for line in drawn(chart, width, pen, "zh"):
        line.encode("gb2312")


@given(charts(st.text("abcXYZ 012", min_size=1, max_size=30)), WIDTHS)
@settings(max_examples=60, deadline=None)
def test_in_ascii_nothing_but_ascii_is_drawn(chart: Chart, width: int) -> None:
    assert all(line.isascii() for line in drawn(chart, width))


@given(charts(), WIDTHS)
@settings(max_examples=30, deadline=None)
def test_without_colour_the_same_words_and_signs_stand_there(chart: Chart, width: int) -> None:
    shown = []
    for colours in (None, "truecolor"):
        out = StringIO()
        console = Console(file=out, width=width, color_system=colours, force_terminal=bool(colours))
        for line in lines_of(chart, Frame(width, ASCII, "en")):
            console.print(line)
        shown.append(re.sub(r"\x1b\[[\d;]*m", "", out.getvalue()))
    assert shown[0] == shown[1]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), WIDTHS)
def test_a_bar_is_as_long_as_its_value_within_a_cell(values: list[int], width: int) -> None:
    points = tuple(f"p{at}" for at in range(len(values)))
    series = Series("s", tuple(map(Decimal, values)))
    for line, value in zip(
        drawn(Chart("t", "forces", points, (series,), TABLE), width), values, strict=True
    ):
        filled, rest = line.count("#"), line.count(".")
        assert abs(filled - value * (filled + rest) / 5) <= 1


@given(st.lists(st.lists(st.integers(0, 900), min_size=3, max_size=3), min_size=1, max_size=5))
def test_each_part_of_a_bar_is_as_long_as_its_value_within_a_cell(rows: list[list[int]]) -> None:
    points = tuple(f"{at}" for at in range(len(rows)))
    columns = zip(*rows, strict=True)
    series = tuple(Series(name, tuple(map(Decimal, one))) for name, one in zip("xyz", columns))  # noqa: B905 - as many
    lines = drawn(Chart("t", "budget", points, series, TABLE), 100)[2:]
    most = max(map(sum, rows))
    room = max((sum(map(line.count, "ABC")) for line in lines), default=0)
    for line, row in zip(lines, rows, strict=True):
        for letter, value in zip("ABC", row, strict=True):
            assert abs(line.count(letter) - (value * room / most if most else 0)) <= 1


@given(charts(ANY), LANGS)
@settings(max_examples=80, deadline=None)
def test_a_fact_is_one_sentence_on_one_line(chart: Chart, lang: str) -> None:
    for fact in facts_of(chart, lang):
        assert fact.strip()
        assert not CONTROL.search(fact)


OFTEN = ("matrix", "comparison", "swot", "gantt")
EVERY = [one if one in OFTEN else pytest.param(one, marks=pytest.mark.campaign) for one in KINDS]


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("text", [*HOSTILE.values(), *UNSAFE.values()], ids=[*HOSTILE, *UNSAFE])
def test_what_people_wrote_is_shown_and_is_nothing_but_words(kind: str, text: str) -> None:
    values = (Decimal(3), Decimal(2))
    roles = {"matrix": ("x", "y", "size"), "gantt": ("start", "end")}.get(kind, ("",))
    value = (Decimal(740000), Decimal(740090)) if kind == "gantt" else values
    series = tuple(Series(text, value, role) for role in roles)
    chart = Chart(text, kind, (text, "b"), series, TABLE, {"axis_x": text})
    out = StringIO()
    print_charts([chart], out, "en", width=60)
    shown = out.getvalue()
    assert not CONTROL.search(shown.replace("\n", ""))
    assert all(cell_len(line) <= 60 for line in shown.splitlines())
    first = "".join(clean(text).split())[:8]
    assert first in "".join("".join(drawn(chart)).split())
    assert any(first in "".join(one.split()) for one in facts_of(chart, "en"))


def matrix(x: tuple[str, str], y: tuple[str, str], size: str, **notes: str) -> Chart:
    values = (("x", x), ("y", y), ("size", (size, size)))
    series = [
        Series(name, (Decimal(pair[at]),), role)
        for at, name in enumerate(("T0", "T+3"))
        for role, pair in values
    ]
    return Chart("t", "matrix", ("P1 Crates",), tuple(series), TABLE, notes)


def test_strong_units_stand_on_the_left_and_attractive_ones_at_the_top() -> None:
    lines = drawn(matrix(("1.2", "0.8"), ("8", "2"), "100"))
    middle = next(at for at, line in enumerate(lines) if line.startswith("  5"))
    center = lines[middle].index("+", 5)
    now = next(at for at, line in enumerate(lines) if "((A))" in line)
    later = next(at for at, line in enumerate(lines) if "((a))" in line)
    assert now < middle < later
    assert lines[now].index("A") < center < lines[later].index("a")
    assert "star -> dog" in " ".join(lines)


def test_a_matrix_of_differences_has_nought_in_its_middle() -> None:
    lines = drawn(matrix(("0", "-1"), ("8", "8"), "1", axis="difference"))
    assert "star -> question mark" in " ".join(lines)
    assert any(re.fullmatch(r" +2\.5 +0 +-2\.5", line) for line in lines)


def test_units_at_the_same_place_are_all_seen() -> None:
    same = [Series(f"T{time}", (Decimal(1),) * 26, role) for time in "03" for role in ("x", "y")]
    size = [Series(f"T{time}", (Decimal(5),) * 26, "size") for time in "03"]
    chart = Chart("t", "matrix", tuple("1234567890" * 3)[:26], (*same, *size), TABLE)
    field = "".join(line for line in drawn(chart, LEAST) if line[3:4] == "|")
    assert all(field.count(letter) == 1 for letter in ascii_letters)


def test_below_its_least_width_a_chart_is_its_table() -> None:
    chart = matrix(("1", "1"), ("1", "1"), "1")
    assert drawn(chart, LEAST - 1) == []
    assert chart_lines(chart, "en", LEAST - 1)[-1].strip() == "x"
    assert drawn(chart, LEAST)


def test_charts_of_a_kind_are_told_apart_by_number_and_by_title() -> None:
    one = Chart("Products", "matrix", ("p",), (), TABLE)
    two = Chart("Markets", "matrix", ("p",), (), TABLE)
    assert names_of([one, two], "en") == ["dpm 1", "dpm 2"]
    assert charts_named([one, two], "矩阵") == [one, two]
    assert charts_named([one, two], "DPM 2") == [two]
    assert charts_named([one, two], "product") == [one]
    assert charts_named([one, two], "all") == [one, two]
    assert charts_named([one, two], "dpm 7") == charts_named([one], "") == []


@pytest.mark.parametrize(
    ("variables", "encoding", "platform", "pen"),
    [
        ({"LANG": "en_GB.UTF-8"}, "UTF-8", "linux", LINES),
        ({"LANG": "zh_CN.UTF-8"}, "utf-8", "linux", ASCII),
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "en_GB.UTF-8"}, "utf-8", "linux", ASCII),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "utf-8", "linux", ASCII),
        ({"LANG": "en_GB.UTF-8"}, "utf-8", "win32", ASCII),
        ({"LANG": "en_GB.UTF-8"}, "gbk", "linux", ASCII),
        ({"LANG": "en_GB.UTF-8"}, "", "linux", ASCII),
        ({"LANG": "zh_CN.UTF-8", "KAMGUIDE_CHARTS": "lines"}, "gbk", "win32", LINES),
        ({"KAMGUIDE_CHARTS": "ascii"}, "utf-8", "linux", ASCII),
    ],
)
def test_lines_are_drawn_only_where_they_are_surely_narrow(
    variables: dict[str, str], encoding: str, platform: str, pen: object
) -> None:
    assert pen_for(variables, encoding=encoding, platform=platform) is pen
