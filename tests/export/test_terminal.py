"""A plan in the terminal: as wide as the screen and no wider, Chinese in line, text inert."""

import re
from io import StringIO

import pytest

from kamguide.export.terminal import print_plan
from kamguide.model.text import clean, width
from kamguide.plan.blocks import Cell, Column, Cover, Plan, Table
from tests.plan.plans import LANGS, plan_of, texts

from .conftest import HOSTILE, UNSAFE, plan_with

WIDTHS = (40, 80, 100, 120)


def printed(plan: Plan, columns: int = 100) -> str:
    out = StringIO()
    print_plan(plan, out, width=columns)
    return out.getvalue()


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_wider_than_the_screen(lang: str, columns: int) -> None:
    lines = printed(plan_of("full", lang), columns).splitlines()
    assert max(map(width, lines)) <= columns


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_columns_are_in_line(lang: str, columns: int) -> None:
    lines = printed(plan_of("full", lang), columns).splitlines()
    rules = [at for at, line in enumerate(lines) if re.fullmatch(r"-+(\+-+)+", line)]
    assert len(rules) > 20
    for at in rules:
        wanted = [width(lines[at][:place]) for place, char in enumerate(lines[at]) if char == "+"]
        for line in (lines[at - 1], lines[at + 1]):
            cells = [place for place in wanted if _char_at(line, place) == "|"]
            assert cells == wanted, line


def _char_at(line: str, column: int) -> str:
    passed = 0
    for char in line:
        if passed == column:
            return char
        passed += width(char)
    return ""


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_every_number_and_word_is_there(lang: str, columns: int) -> None:
    plan = plan_of("full", lang)
    seen = printed(plan, columns)
    shown = set(re.sub(r"[\s|+-]", "", seen))
    for text in texts(plan):
        assert set(re.sub(r"[\s|+\u2013-]", "", text)) <= shown
    for number in ("5,400", "7,900", "673.3", "126.8%", "0.963", "1,429"):
        assert number in seen


def test_a_table_without_room_is_told_row_by_row() -> None:
    columns = tuple(Column(f"column{at}") for at in range(9))
    row = tuple(Cell(f"content{at}") for at in range(9))
    plan = Plan("en", Cover("t", "s", ()), (Table("Wide", columns, (row,)),))
    assert "  column3: content3" in printed(plan, 60)
    assert "| column3" in printed(plan, 120)


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE])
def test_hostile_text_is_only_text_and_whole(name: str) -> None:
    text = (HOSTILE | UNSAFE)[name]
    seen = printed(plan_with(text), 80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", seen)
    squeezed = re.sub(r"[\s|=-]", "", seen)
    assert squeezed.count(re.sub(r"[\s|=-]", "", clean(text))) >= 6
