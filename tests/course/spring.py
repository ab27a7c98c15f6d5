"""A class of six groups worked by commands: each group on a laptop of its own, two trainers."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kamguide.cli import kamguide
from kamguide.course.classroom import Classroom
from kamguide.course.marking.lines import criteria_of
from kamguide.course.packs import load_pack
from kamguide.flowfile.cases import load_case
from kamguide.tui.classapp import ClassApp
from kamguide.tui.screens.marking import MarkingScreen
from tests.course.six_groups import BEGUN, FAR, Answers, changed, class_list
from tests.tui.conftest import settle, text_of

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
        lines = text_of(app).splitlines()
        for one in board:
            (line,) = (line for line in lines if line.strip().startswith(one["name"]))
            assert f"{one['answered']}/{one['applicable']}" in line
            assert f"{one['blocks']}/{one['warnings']}" in line
        await pilot.press("tab")
        await settle(pilot)
        wall = "".join(text_of(app).split())
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
