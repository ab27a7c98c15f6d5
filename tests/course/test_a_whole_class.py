"""A class of six groups from its list of names to released marks, by commands in both languages.

Every group works on a laptop of its own; what the trainer is told is held against the answers
that the groups were given, and against what their own laptops say.
"""

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kamguide.analysis.agreement import weighted_kappa
from kamguide.cli import kamguide
from kamguide.course.classroom import Classroom
from kamguide.course.marking.lines import criteria_of
from kamguide.course.packs import load_pack
from kamguide.course.replay import Replay, Shown
from kamguide.flowfile.cases import load_case
from kamguide.store.sqlite import SqliteStore
from kamguide.tui.classapp import ClassApp
from kamguide.tui.screens.marking import MarkingScreen
from kamguide.tui.screens.replaying import ReplayScreen
from kamguide.tui.single import SingleScreenApp
from tests.course.six_groups import BEGUN, FAR, GROUPS, Answers, changed, class_list
from tests.course.test_six_groups import shown
from tests.tui.conftest import settle

pytestmark = pytest.mark.campaign
TRAINERS = {"en": ("Wang", "Zhao"), "zh": ("王老师", "赵老师")}
ON_SCREEN = "zh"
"""Where the second trainer marks by keys; the first does by commands."""
LATE, SETTLED = "g03", "g02"
CUT, FIRST_CUT = "pareto_cut_a", 65
"""The far group thinks again before it hands in."""
PACKS = {"en": "muquan", "zh": "muquan_unit1"}
"""What each class works on: the whole case, and its first unit."""
APART = {"en": ("Q15", 1), "zh": ("Q02", 1)}
"""A line on which the second trainer is two levels off in one plan, before they agree."""
SEEN = {"en": {"Q03": 3, "Q05": 2, "Q13": 3, "Q24": 2}, "zh": {"Q03": 3, "Q24": 2}}
"""What the first trainer gives where nothing is counted."""
REMARKED = {"en": ("Q16", "obj_list.O1.statement"), "zh": ("Q01", "sel_candidates.X2")}
AGREED = 2
REASON = {"en": "Read it again together", "zh": "两人又一起看了一遍"}
REMARK = {"en": "Which figure proves it?", "zh": "哪个数据能证明这一点？"}


@dataclass
class Spring:
    """A class in a folder, and a laptop for each of its people beside it."""

    folder: Path
    lang: str
    cells: dict[str, Answers] = field(default_factory=dict)
    """By the id of a group, its answers as a case file has them."""
    handed: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the id of a group, what `hand-out` told: name, phrase, file."""
    told: dict[str, str] = field(default_factory=dict)
    """What commands said on stdout, by a name."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the rubric that its exercise is marked by."""
        return [one.id for one in criteria_of(load_pack(PACKS[self.lang]).flow())]

    @property
    def spring(self) -> Path:
        return self.folder / "spring"

    def run(self, who: str, *command: str, day: int = 24, fails: int = 0) -> Result:
        """A command as somebody types it on their laptop."""
        before = ["--store", str(self.folder / who / "plans.db"), "--lang", self.lang]
        before += ["--as", who, "--today", f"2026-11-{day}"]
        done = CliRunner().invoke(kamguide, [*before, *command])
        assert done.exit_code == fails, done.output
        return done

    def course(self, *command: str, at: int = 0, **more: int) -> str:
        """A command of a trainer on the class."""
        name, *rest = command
        done = self.run(
            TRAINERS[self.lang][at], "course", name, "--class", str(self.spring), *rest, **more
        )
        return done.output if more.get("fails") else done.stdout

    def told_json(self, *command: str, at: int = 0) -> Any:
        return json.loads(self.course(*command, "--json", at=at))

    def name(self, group: str) -> str:
        return self.handed[group]["name"]

    def member(self, group: str) -> str:
        return Classroom.at(self.spring).group(group).members[0]


def handed_out(folder: Path, lang: str) -> Spring:
    """A class made from its list, its packets written."""
    made = Spring(folder, lang)
    people = folder / "class.csv"
    people.write_bytes(class_list(lang))
    made.run(
        TRAINERS[lang][0], "course", "new", str(made.spring), "--list", str(people),
        "--title", "Spring", "--pack", PACKS[lang], "--deadline", "2026-11-24T23:59:59+00:00",
    )  # fmt: skip
    made.handed = {one["group"]: one for one in made.told_json("hand-out")}
    return made


def works(made: Spring, group: str) -> None:
    """A group opens its packet on a laptop of its own, answers, allows its replay, hands in."""
    who, name, out = made.member(group), made.name(group), made.handed[group]
    made.run(who, "import", out["file"], "--phrase", out["phrase"])
    first, whole = made.folder / "first.json", made.folder / f"{group}.json"
    whole.write_text(json.dumps({"answers": made.cells[group]}), "utf-8")
    if group == FAR:
        first.write_text(json.dumps({CUT: FIRST_CUT}), "utf-8")
        made.run(who, "fill", name, str(first))
    made.run(who, "fill", name, str(whole))
    if group == FAR:
        made.run(who, "course", "replay", "--plan", name, "--allow")
    made.run(
        who, "course", "hand-in", name, "--phrase", out["phrase"],
        "--to", str(made.spring / "in"), day=25 if group == LATE else 24,
    )  # fmt: skip


def collected(folder: Path, lang: str) -> Spring:
    """The class until everything came in."""
    made = handed_out(folder, lang)
    case = dict(load_case("muquan", lang).answers)
    made.cells = {group: changed(case, group) for group in made.handed}
    for group in made.handed:
        works(made, group)
    made.told["collect"] = made.course("collect", "--json")
    made.told["board"] = made.course("board", "--json")
    made.told["wall"] = made.course("wall", "--json")
    return made


@pytest.fixture(scope="module", params=["en", "zh"])
def six(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Spring]:
    """The class in one language, everything collected; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp(f"whole_{request.param}")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield collected(folder, request.param)


def values(told: Any, part: str, kind: str = "") -> dict[str, dict[str, Any]]:
    """What the wall says of each thing of a kind, by its name and then by group."""
    return {one["name"]: one["values"] for one in told[part] if one.get("kind", "") == kind}


def by_group(six: Spring, value: Any) -> dict[str, Any]:
    """Something of the answers of each group."""
    return {group: value(cells) for group, cells in six.cells.items()}


def exact(told: dict[str, str]) -> dict[str, Decimal]:
    return {group: Decimal(one) for group, one in told.items()}


def test_everything_came_in_and_one_group_is_late(six: Spring) -> None:
    files = {one["group"]: one for one in json.loads(six.told["collect"])["files"]}
    assert len(files) == GROUPS
    assert {one["came"] for one in files.values()} == {"new"}
    assert [group for group, one in files.items() if one["late"]] == [LATE]
    assert {group: one["by"] for group, one in files.items()} == {
        group: six.member(group) for group in files
    }


def test_the_board_says_what_the_laptop_of_each_group_says(six: Spring) -> None:
    lines = {one["group"]: one for one in json.loads(six.told["board"])["groups"]}
    assert set(lines) == set(six.cells)
    for group, line in lines.items():
        told = json.loads(six.run(six.member(group), "check", six.name(group), "--json").stdout)
        severities = [one["severity"] for one in told["findings"]]
        assert (line["blocks"], line["warnings"]) == (
            severities.count("block"),
            severities.count("warn"),
        )
        assert line["open"] == len(told["open"])
        assert (line["answered"], line["applicable"]) == (told["answered"], told["applicable"])
        assert line["late"] == (group == LATE)
        assert not line["empty"]
        assert line["disputes"] == line["unknown"] == 0


def test_every_number_of_the_wall_is_in_the_answers_of_the_group(six: Spring) -> None:
    told = json.loads(six.told["wall"])
    pareto = values(told, "numbers", "pareto")
    assert exact(pareto["cut_a"]) == by_group(six, lambda one: one[CUT])
    assert exact(pareto["cut_b"]) == by_group(six, lambda one: one["pareto_cut_b"])
    assert exact(pareto["class_a"]) == by_group(six, customers_in_class_a)
    names = {one["segment_id"]: one["name"] for one in six.cells[FAR]["seg_segments"]}
    for at, row in enumerate(six.cells[FAR]["dir_choices"]):
        given = by_group(six, lambda one, at=at: one["dir_choices"][at]["direction"])
        assert values(told, "words", "direction")[names[row["unit_id"]].casefold()] == given


@pytest.mark.parametrize("six", ["en"], indirect=True)
def test_money_weights_and_ratios_of_the_wall_are_those_of_the_whole_plan(six: Spring) -> None:
    told = json.loads(six.told["wall"])
    weights = values(told, "numbers", "weight")
    for at, row in enumerate(six.cells[FAR]["csf_list"]):
        given = by_group(six, lambda one, at=at: one["csf_list"][at]["weight"])
        assert exact(weights[row["name"].casefold()]) == given
    budgets = values(told, "numbers", "budget")
    for year in (1, 2, 3):
        given = by_group(six, lambda one, y=year: sum(row[f"t{y}"] for row in one["bud_lines"]))
        assert exact(budgets[f"T+{year}"]) == given
    ratios = values(told, "numbers", "ratio")
    last = max(six.cells[FAR]["fin_statements"], key=lambda one: one["year"])
    assert set(exact(ratios["current_ratio"]).values()) == {
        Decimal(last["current_assets"]) / last["current_liabilities"]
    }
    for at, row in enumerate(six.cells[FAR]["fin_improvement"]):
        given = by_group(six, lambda one, at=at: one["fin_improvement"][at]["needs_improvement"])
        assert values(told, "words", "reading")[row["ratio"]] == given


def customers_in_class_a(cells: Answers) -> int:
    """The largest customers up to the cut, the one that crosses it among them."""
    revenues = sorted(Decimal(str(one["revenue"])) for one in cells["pareto_customers"])[::-1]
    below = [sum(revenues[:at]) for at in range(len(revenues))]
    whole = sum(revenues)
    return sum(100 * before < cells[CUT] * whole for before in below)


def test_every_circle_of_the_wall_lies_where_the_scores_of_the_group_put_it(six: Spring) -> None:
    told = values(json.loads(six.told["wall"]), "places", "position")
    names = {one["segment_id"]: one["name"] for one in six.cells[FAR]["seg_segments"]}
    for group, cells in six.cells.items():
        for unit in cells["dpm_units"]:
            spot = told[names[unit["unit_id"]].casefold()][group]
            across, up = place(cells, unit["unit_id"])
            assert round(Decimal(spot["across"]), 9) == round(across, 9)
            assert round(Decimal(spot["up"]), 9) == round(up, 9)
            assert Decimal(spot["size"]) == unit["revenue_t0"]


def place(cells: Answers, unit: str) -> tuple[Decimal, Decimal]:
    """Our strength against the best rival's, and how attractive a market is."""
    weights = {
        one["csf_id"]: Decimal(one["weight"]) for one in cells["dpm_csfs"] if one["unit_id"] == unit
    }
    totals: dict[str, Decimal] = {}
    for one in cells["dpm_csf_scores"]:
        if one["unit_id"] == unit:
            part = weights[one["csf_id"]] * Decimal(str(one["score"])) / 100
            totals[one["supplier"]] = totals.get(one["supplier"], Decimal(0)) + part
    own = totals.pop("own")
    factors = {one["factor_id"]: Decimal(one["weight"]) for one in cells["dpm_attr_factors"]}
    scores = (one for one in cells["dpm_attr_scores"] if one["unit_id"] == unit)
    up = sum(factors[one["factor_id"]] * Decimal(str(one["score"])) / 100 for one in scores)
    return own / max(totals.values()), Decimal(up)


# Marking, by both trainers and by other groups

Levels = dict[str, dict[str, int]]
"""By group, then by line of the rubric."""


@dataclass
class Released:
    """A class whose marks are out, and what was said on the way."""

    six: Spring
    given: dict[str, Levels] = field(default_factory=dict)
    """By trainer."""
    drawn: dict[str, list[str]] = field(default_factory=dict)
    peer: tuple[str, str] = ("", "")
    """Who read whose plan."""
    too_early: str = ""
    compared: Any = None
    out: Any = None
    report: Any = None
    weights: dict[str, Decimal] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.six.spring / "released"

    def counts(self, group: str, line: str) -> Decimal:
        """What counts: what was agreed on, else the mean of both trainers."""
        if (group, line) == (SETTLED, APART[self.six.lang][0]):
            return Decimal(AGREED)
        levels = [given[group][line] for given in self.given.values()]
        return Decimal(sum(levels)) / len(levels)

    def percent(self, group: str) -> Decimal:
        points = sum(w * self.counts(group, line) for line, w in self.weights.items())
        return 100 * points / (3 * sum(self.weights.values()))


def judge(six: Spring, at: int) -> None:
    """A trainer judges every plan: the counted proposals, and what each sees otherwise."""
    for group in six.cells:
        levels = own_levels(six, at, group)
        lines = [f"--line={line}={level}" for line, level in levels.items()]
        six.course("mark", six.name(group), "--accept", *lines, "--reason", REASON[six.lang], at=at)


def own_levels(six: Spring, at: int, group: str) -> dict[str, int]:
    """What a trainer gives where nothing is counted, or where it is seen otherwise."""
    levels = dict(SEEN[six.lang])
    if at:
        levels["Q24"] -= 1
    if at and group == SETTLED:
        line, level = APART[six.lang]
        levels[line] = level
    return levels


async def judge_on_screen(six: Spring) -> None:
    """The second trainer reads board and wall of the class, then judges by keys."""
    board = json.loads(six.told["board"])["groups"]
    asked = json.loads(six.told["wall"])["questions"]
    app = ClassApp(
        six.spring, "board", lang=six.lang, actor=TRAINERS[six.lang][1], now=lambda: BEGUN
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        lines = shown(app).splitlines()
        for one in board:
            (line,) = (line for line in lines if line.strip().startswith(one["name"]))
            assert f"{one['answered']}/{one['applicable']}" in line
            assert f"{one['blocks']}/{one['warnings']}" in line
        await pilot.press("tab")
        await settle(pilot)
        wall = "".join(shown(app).split())
        for one in asked:
            assert "".join(one["words"][six.lang].split())[:20] in wall
        await pilot.press("m")
        await settle(pilot)
        assert isinstance(app.screen, MarkingScreen)
        for group in six.cells:
            assert six.name(group) in told_name(app)
            await press_levels(pilot, six, own_levels(six, 1, group))
            await pilot.press("A", "right_square_bracket")
            await pilot.pause()
        assert f"{len(six.lines)}/{len(six.lines)}" in told_name(app)


def told_name(app: ClassApp) -> str:
    """Whose plan is on the screen, and how far it is judged."""
    return str(app.screen.query_one("#name", Static).content)


async def press_levels(pilot: Pilot[None], six: Spring, levels: dict[str, int]) -> None:
    """Give lines their levels, going to each by the arrow keys; why, where it is asked."""
    lines = pilot.app.screen.query_one("#lines", OptionList)
    for line, level in levels.items():
        at = six.lines.index(line)
        while lines.highlighted != at:
            await pilot.press("down" if (lines.highlighted or 0) < at else "up")
        await pilot.press(str(level))
        await pilot.pause()
        if not isinstance(pilot.app.screen, MarkingScreen):
            await pilot.press(*"why", "enter")
            await pilot.pause()


def given(six: Spring) -> dict[str, Levels]:
    """What stands in the files of the markers."""
    found = {}
    for file in (six.spring / "marks" / "by").iterdir():
        kept = json.loads(file.read_text("utf-8"))
        found[kept["marker"]] = {
            group: {line: one["level"] for line, one in lines.items()}
            for group, lines in kept["groups"].items()
        }
    return found


def read_by_a_peer(done: Released) -> None:
    """Each group is given one plan; the first reader judges it."""
    six = done.six
    done.drawn = six.told_json("peer", "--each", "1", "--seed", "3")
    reader = six.name(FAR)
    member, group = six.member(FAR), done.drawn[reader][0]
    done.peer = (reader, group)
    command = ["course", "mark", "--class", str(six.spring), group, "--accept"]
    six.run(member, *command)


@pytest.fixture(scope="module")
def released(six: Spring) -> Released:
    """The class marked, read by other groups, agreed on and released, by commands."""
    done = Released(six)
    judge(six, 0)
    if six.lang == ON_SCREEN:
        asyncio.run(judge_on_screen(six))
    else:
        judge(six, 1)
    line, at_place = REMARKED[six.lang]
    six.course(
        "mark", six.name(SETTLED), "--line", line, "--comment", REMARK[six.lang],
        "--kind", "must", "--at", at_place,
    )  # fmt: skip
    done.given = given(six)
    told = six.told_json("mark", six.name(FAR))["lines"]
    done.weights = {one["id"]: Decimal(one["weight"]) for one in told}
    done.too_early = six.course("release", fails=1)
    done.compared = six.told_json("mark", "--compare")
    read_by_a_peer(done)
    six.course(
        "mark", six.name(SETTLED), "--line", f"{APART[six.lang][0]}={AGREED}", "--settle",
        "--reason", REASON[six.lang],
    )  # fmt: skip
    done.out = six.told_json("release")
    done.report = six.told_json("report")
    return done


def test_marks_are_held_until_what_trainers_see_far_apart_is_agreed_on(released: Released) -> None:
    six = released.six
    assert six.name(SETTLED) in released.too_early
    assert [(one["group"], one["line"]) for one in released.compared["apart"]] == [
        (SETTLED, APART[six.lang][0])
    ]
    assert released.report["apart"] == []
    first, second = (released.given[who] for who in TRAINERS[six.lang])
    pairs = [(first[group][line], second[group][line]) for group in first for line in first[group]]
    assert len(pairs) == GROUPS * len(released.weights)
    (agreed,) = released.compared["agreement"]
    assert agreed["count"] == len(pairs)
    assert float(agreed["kappa_quadratic"]) == pytest.approx(weighted_kappa(pairs, 4), abs=1e-3)
    exact = sum(one == other for one, other in pairs) / len(pairs)
    assert float(agreed["exact"]) == pytest.approx(exact, abs=1e-3)


def test_every_mark_in_report_and_list_comes_from_what_the_trainers_gave(
    released: Released,
) -> None:
    six = released.six
    reported = {one["id"]: one for one in released.report["groups"]}
    rows = list(csv.reader(io.StringIO((released.folder / "marks.csv").read_text("utf-8-sig"))))
    listed = {row[0]: row for row in rows[1:]}
    for group in six.cells:
        for line in released.weights:
            assert Decimal(reported[group]["levels"][line]) == released.counts(group, line)
        percent = released.percent(group)
        assert float(reported[group]["percent"]) == pytest.approx(float(percent), abs=1e-3)
        row = listed[six.name(group)]
        levels = list(map(Decimal, row[2 : 2 + len(released.weights)]))
        assert levels == [released.counts(group, line) for line in released.weights]
        assert row[2 + len(released.weights)] == f"{percent:.1f}"
    reader, read = released.peer
    assert read != reader
    assert {one for plans in released.drawn.values() for one in plans} == set(listed)
    assert released.report["lines"][0]["peers"] == "3"


def test_every_group_gets_a_sheet_and_its_plan_which_it_alone_opens(released: Released) -> None:
    six = released.six
    assert released.out["groups"] == [six.name(group) for group in six.cells]
    sheet = next(released.folder.glob(f"{SETTLED}-*.docx"))
    text = "\n".join(one.text for one in Document(str(sheet)).paragraphs)
    assert REMARK[six.lang] in text
    assert REASON[six.lang] in text
    page = next(released.folder.glob(f"{SETTLED}-*.html")).read_text("utf-8")
    assert f"{released.percent(SETTLED):.0f}%" in page.replace(" %", "%")
    packet = str(next(released.folder.glob(f"{SETTLED}-*.kam")))
    phrases = {group: one["phrase"] for group, one in six.handed.items()}
    who = six.member(SETTLED)
    six.run(who, "import", packet, "--phrase", phrases[FAR], fails=1)
    six.run(who, "import", packet, "--phrase", phrases[SETTLED])
    comments = json.loads(six.run(who, "review", "comments", six.name(SETTLED), "--json").stdout)
    (told,) = comments["comments"]
    assert (told["kind"], told["text"]) == ("must", REMARK[six.lang])


def test_the_way_of_a_group_is_shown_where_it_allowed_it(released: Released) -> None:
    six = released.six
    told = six.told_json("replay", six.name(FAR))
    (revised,) = (one for one in told["entries"] if one["question"] == CUT and one["before"])
    assert str(FIRST_CUT) in revised["before"]
    assert str(six.cells[FAR][CUT]) in revised["after"]
    assert told["revisions"] == 1
    assert told["people"] == [TRAINERS[six.lang][0], six.member(FAR)]
    assert six.name("g01") in six.course("replay", six.name("g01"), fails=1)


@pytest.mark.parametrize("six", ["en"], indirect=True)
async def test_the_way_of_a_group_is_stepped_through_on_the_screen(released: Released) -> None:
    six = released.six
    store = SqliteStore(six.spring / "plans.db", lambda: BEGUN, read_only=True)
    replay = Replay(store, store.find_plan(six.name(FAR)), six.lang, Shown())
    app = SingleScreenApp(lambda: ReplayScreen(replay), six.workspace, six.lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        told = "\n".join(str(one.content) for one in app.screen.query(Static))
        assert str(FIRST_CUT) in told
        assert str(six.cells[FAR][CUT]) in told
    store.close()
