"""Six groups from hand-out to wall: each number on board and wall is that of the plans."""

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from kamguide.course.board import class_board
from kamguide.course.board_telling import lines
from kamguide.course.debrief import questions
from kamguide.course.overlay import Numbers, Overlay
from kamguide.course.wall import as_json, overlaid, wall
from kamguide.export.html import write
from kamguide.export.terminal import print_plan
from kamguide.plan.blocks import Chart
from kamguide.tui.classapp import ClassApp
from kamguide.workspace.checking import report_on
from tests.course.six_groups import FAR, MINUTES, SITTINGS, SixGroups, six_groups
from tests.tui.conftest import text_of

pytestmark = pytest.mark.campaign
LATE = "g03"


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> SixGroups:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("six")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        return six_groups(folder, "en", late=LATE)


@pytest.fixture(scope="module")
def found(six: SixGroups) -> Overlay:
    return overlaid(six.classroom, six.workspace())


def numbers_of(found: Overlay, kind: str) -> dict[str, Numbers]:
    return {one.thing.name: one for one in found.numbers if one.thing.kind == kind}


def test_the_board_says_of_each_group_what_its_plan_says(six: SixGroups) -> None:
    workspace = six.workspace()
    board = class_board(six.classroom, workspace)
    for line in board.lines:
        session = workspace.open(line.group.name, read_only=True)
        report = report_on(session)
        assert (line.answered, line.applicable) == (
            report.progress.answered,
            report.progress.applicable,
        )
        assert line.open == len(report.open)
        assert line.blocks + line.warnings == sum(one.severity != "info" for one in report.findings)
        assert line.worked.total_seconds() == MINUTES * (SITTINGS - 1) * 60
        last = max(one.at for one in session.events() if one.actor == line.group.members[0])
        assert line.last == last
    late = [one.group.id for one in board.lines if one.receipt is not None and one.receipt.late]
    assert late == [LATE]


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_board_is_a_line_a_group(six: SixGroups, width: int, lang: str) -> None:
    told = list(lines(class_board(six.classroom, six.workspace(lang)), lang, width))
    for group in six.classroom.card.groups:
        assert sum(line.startswith(group.name) for line in told) == 1


def test_the_wall_has_the_numbers_that_the_groups_gave(six: SixGroups, found: Overlay) -> None:
    cuts = numbers_of(found, "pareto")["cut_a"].values
    weights = numbers_of(found, "weight")
    budgets = numbers_of(found, "budget")
    directions = {one.label["en"]: one.values for one in found.words}
    for group, cells in six.cells.items():
        assert cuts[group] == cells["pareto_cut_a"]
        for row in cells["csf_list"]:
            assert weights[row["name"].casefold()].values[group] == row["weight"]
        assert budgets["T+1"].values[group] == sum(row["t1"] for row in cells["bud_lines"])
        names = {row["segment_id"]: row["name"] for row in cells["seg_segments"]}
        for row in cells["dir_choices"]:
            assert directions[names[row["unit_id"]]][group] == row["direction"]


def test_a_circle_on_the_wall_lies_where_its_scores_put_it(six: SixGroups, found: Overlay) -> None:
    place = found.places[0]
    for group, cells in six.cells.items():
        weights = {
            one["csf_id"]: Decimal(one["weight"])
            for one in cells["dpm_csfs"]
            if one["unit_id"] == "S1"
        }
        totals: dict[str, Decimal] = {}
        for one in cells["dpm_csf_scores"]:
            if one["unit_id"] == "S1":
                part = weights[one["csf_id"]] * Decimal(str(one["score"])) / 100
                totals[one["supplier"]] = totals.get(one["supplier"], Decimal(0)) + part
        own = totals.pop("own")
        assert round(place.values[group].across, 6) == round(own / max(totals.values()), 6)


def test_the_group_that_is_far_off_and_no_other_stands_outside(found: Overlay) -> None:
    cut = numbers_of(found, "pareto")["cut_a"].spread
    assert cut.outliers == (FAR,)
    assert found.places[0].outliers == (FAR,)
    assert numbers_of(found, "budget")["T+1"].spread.outliers == (FAR,)


def test_three_questions_come_from_the_largest_disagreements_in_both_languages(
    found: Overlay,
) -> None:
    asked = questions(found)
    assert len({one.about.thing.kind for one in asked}) == 3
    kinds = ("pareto", "position", "weight", "ratio", "reading", "direction", "budget")
    tops = sorted((found.of(kind)[0].disagreement for kind in kinds), reverse=True)
    assert [one.disagreement for one in asked] == tops[:3]
    budget = next(one for one in asked if one.about.thing.kind == "budget")
    assert isinstance(budget.about, Numbers)
    for lang in ("en", "zh"):
        for value in (budget.about.spread.low, budget.about.spread.high):
            assert f"{value:,.0f}" in budget.put(lang)
        assert "Group 6" in budget.put(lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_number_is_in_the_lines_and_in_the_html_of_the_wall(
    six: SixGroups, found: Overlay, lang: str
) -> None:
    plan = wall(found, "Spring", lang, six.clock().date())
    out, page = StringIO(), BytesIO()
    print_plan(plan, out, width=100)
    write(plan, page)
    told = out.getvalue()
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 100
    html = page.getvalue().decode()
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", html)
    texts = Texts()
    texts.feed(html)
    for chart in (one for one in plan.blocks if isinstance(one, Chart)):
        for row in chart.table.rows:
            for cell in row[1:]:
                assert cell.text in texts.seen
                assert cell.text in told


class Texts(HTMLParser):
    """What stands in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.seen.add(data.strip())


def test_the_wall_for_programs_is_json(found: Overlay) -> None:
    told = json.loads(json.dumps(as_json(found)))
    assert len(told["questions"]) == 3
    assert set(told["questions"][0]["words"]) == {"en", "zh"}


@pytest.mark.parametrize(("lang", "tab"), [("en", "Wall"), ("zh", "对比墙")])
async def test_board_and_wall_are_tabs_of_a_screen(six: SixGroups, lang: str, tab: str) -> None:
    app = ClassApp(six.classroom.folder, "board", lang=lang, now=six.clock)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Group 6" in text_of(app)
        await pilot.press("tab")
        await pilot.pause()
        assert f"[2 {tab}]" in text_of(app)
        if lang == "en":
            await pilot.press("w", "c")
            await pilot.pause()
            assert (six.classroom.folder / "wall.html").is_file()
            assert "6 files looked at, 0 with something new" in text_of(app)
        await pilot.press("escape")


def test_files_of_a_class_are_for_the_trainer_only(six: SixGroups) -> None:
    every = [one for one in Path(six.classroom.folder).rglob("*") if one.is_file()]
    private = [one for one in every if "pack" not in one.relative_to(six.classroom.folder).parts]
    assert all(one.stat().st_mode & 0o077 == 0 for one in private)
