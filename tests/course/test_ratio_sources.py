"""Where groups read a ratio differently, the wall says what each of them used."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from kamguide.course.classroom import Group
from kamguide.course.overlay import Overlay, overlay
from kamguide.course.readings import read_plan
from kamguide.course.wall import as_json, wall
from kamguide.model.edits import AddRow, Edit, SetCell, SetSetting
from kamguide.plan.blocks import Note, Table
from kamguide.workspace.plans import Workspace

YEARS = {"y1": (2024, 90, 200, 80), "y2": (2025, 110, 220, 121)}
"""Year, net sales, assets and liabilities."""


def read(workspace: Workspace, name: str, *edits: Edit, said: str = "yes") -> tuple[Group, object]:
    session = workspace.new(name, "full")
    for at, (key, (year, sales, assets, debts)) in enumerate(YEARS.items(), start=1):
        amounts = {"net_sales": sales, "net_profit": 9, "current_assets": 50,
                   "current_liabilities": 40, "total_assets": assets,
                   "total_liabilities": debts}  # fmt: skip
        cells = {"year": year, **{name: Decimal(one) for name, one in amounts.items()}}
        session.edit(AddRow("fin_statements", key, cells, Decimal(at)))
    reading = {"needs_improvement": said}
    session.edit(AddRow("fin_improvement", "debt_control", reading, Decimal(1)), *edits)
    found = read_plan(session)
    workspace.close(session)
    return Group(id=f"g0{len(name)}", name=name, members=(name,)), found


def shown(found: Overlay, lang: str = "en") -> tuple[list[list[str]], str]:
    """The table about debt, and what sets the groups apart."""
    blocks: Sequence[object] = wall(found, "Spring", lang, date(2026, 11, 24)).blocks
    for table, note in pairwise(blocks):
        if isinstance(table, Table) and any("121" in c.text for row in table.rows for c in row):
            assert isinstance(note, Note)
            return [[cell.text for cell in row] for row in table.rows], note.text
    raise AssertionError


@pytest.mark.parametrize(
    ("edits", "said", "blue", "apart"),
    [
        ((SetSetting("ratio_average", "true"),), "yes", ("2025: 100.5 / 210", "47.9%"),
         "different formulas"),
        ((SetCell("fin_statements", "y2", "total_liabilities", Decimal(132)),), "yes",
         ("2025: 132 / 220", "60%"), "different numbers were put in"),
        ((), "no", ("2025: 121 / 220", "55%"), "judge them differently"),
    ],
    ids=["formula", "numbers", "judgement"],
)  # fmt: skip
def test_the_wall_says_what_sets_two_readings_of_debt_apart(
    workspace: Workspace, edits: tuple[Edit, ...], said: str, blue: tuple[str, str], apart: str
) -> None:
    found = overlay([read(workspace, "R"), read(workspace, "Bl", *edits, said=said)])  # type: ignore[list-item]
    (red, other), note = shown(found)
    assert (red[0], red[2], red[3]) == ("R", "2025: 121 / 220", "55%")
    assert (other[0], other[2], other[3]) == ("Bl", *blue)
    assert apart in note
    told = as_json(found)["ratios"]
    assert isinstance(told, dict)
    assert told["debt_ratio"]["g01"]["inputs"] == ["121", "220"]  # type: ignore[call-overload, index]
