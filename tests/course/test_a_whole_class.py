"""A class of six groups from its list of names to released marks, by commands in both languages.

Every group works on a laptop of its own; what the trainer is told is held against the answers
that the groups were given, and against what their own laptops say.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from textual.widgets import OptionList, Static

from kamguide.analysis.agreement import weighted_kappa
from kamguide.cli import kamguide
from kamguide.course.classroom import Classroom
from kamguide.course.consent import give_consent
from kamguide.course.replay import Replay, Shown
from kamguide.flowfile.cases import load_case
from kamguide.messages import say
from kamguide.store.changes import Author
from kamguide.store.ids import IdSource
from kamguide.tui.classapp import ClassApp
from kamguide.tui.screens.marking import MarkingScreen
from kamguide.tui.screens.replaying import ReplayScreen
from kamguide.tui.single import SingleScreenApp
from tests.course.six_groups import BEGUN, FAR, GROUPS, Answers, changed, class_list
from tests.course.test_six_groups import shown
from tests.tui.conftest import settle

pytestmark = pytest.mark.campaign
TRAINERS = {"en": ("Wang", "Zhao"), "zh": ("王老师", "赵老师")}
LATE, SETTLED = "g03", "g02"
CUT, FIRST_CUT = "pareto_cut_a", 65
"""The far group thinks again before it hands in."""
APART = ("Q15", 3, 1)
"""A line on which the second trainer is two levels off in one plan, before they agree."""
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
        "--title", "Spring", "--pack", "muquan", "--deadline", "2026-11-24T23:59:59+00:00",
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
def six(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spring]:
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
    names = {one["segment_id"]: one["name"] for one in six.cells[FAR]["seg_segments"]}
    for at, row in enumerate(six.cells[FAR]["dir_choices"]):
        given = by_group(six, lambda one, at=at: one["dir_choices"][at]["direction"])
        assert values(told, "words", "direction")[names[row["unit_id"]].casefold()] == given


def customers_in_class_a(cells: Answers) -> int:
    """The largest customers up to the cut, the one that crosses it among them."""
    revenues = sorted((Decimal(str(one["revenue"])) for one in cells["pareto_customers"]))[::-1]
    below = [sum(revenues[:at]) for at in range(len(revenues))]
    whole = sum(revenues)
    return sum(100 * before < cells[CUT] * whole for before in below)


def test_every_circle_of_the_wall_lies_where_the_scores_of_the_group_put_it(six: Spring) -> None:
    told = values(json.loads(six.told["wall"]), "places")
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


@dataclass
class Marked:
    """What a class was given, level by level."""

    six: Spring
    given: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    """By trainer, by group, by line of the rubric."""


def judge(six: Spring) -> dict[str, dict[str, dict[str, int]]]:
    """Both trainers judge every plan: the proposals, and what each sees otherwise."""
    given: dict[str, dict[str, dict[str, int]]] = {}
    for at, who in enumerate(TRAINERS[six.lang]):
        for group in six.cells:
            lines = ["--line", f"Q24={2 - at}"]
            if at and group == SETTLED:
                lines += ["--line", "{}={}".format(APART[0], APART[2])]
            six.course("mark", six.name(group), "--accept", *lines, "--reason", "!", at=at)
            told = six.told_json("mark", six.name(group), at=at)
            given.setdefault(who, {})[group] = {one["id"]: one["level"] for one in told["lines"]}
    return given


@pytest.fixture(scope="module")
def marked(six: Spring) -> Marked:
    return Marked(six, judge(six))


def test_x(marked: Marked) -> None:
    print(marked.given)
