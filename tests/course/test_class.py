"""A class from hand-out to collection, by commands: what comes back is told for what it is."""

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.course.board import class_board
from kamguide.course.classroom import Classroom
from kamguide.model.edits import MarkUnknown, SetValue
from kamguide.workspace.groupwork import GroupTelling, Groupwork
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A folder with a class in `spring`, and laptops of its people."""

    folder: Path

    @property
    def spring(self) -> Path:
        return self.folder / "spring"

    def run(self, *command: str, who: str = "Wang", lang: str = "en") -> Result:
        """A command as somebody types it on their laptop."""
        store = str(self.folder / who / "plans.db")
        asked = ["--store", store, "--as", who, "--lang", lang, "--today", "2026-11-24", *command]
        return CliRunner().invoke(kamguide, asked)

    def on(self, who: str) -> Workspace:
        """The plans of somebody."""
        return Workspace.at(self.folder / who / "plans.db", actor=who, lang="en", now=lambda: NOW)

    def phrase(self, group: str) -> str:
        """What the trainer tells a group."""
        return self.run("course", "phrase", "--class", str(self.spring), group).output.strip()

    def packet(self, group: str) -> str:
        return str(next((self.spring / "packets").glob(f"{group}-*")))

    def works(self, who: str, act: Callable[[Session], object]) -> None:
        """Somebody opens the packet of the first group, and does something in the plan."""
        done = self.run("import", self.packet("g01"), "--phrase", self.phrase("g01"), who=who)
        assert done.exit_code == 0, done.output
        workspace = self.on(who)
        session = workspace.open("Red")
        act(session)
        workspace.close(session)
        workspace.store.close()

    def hands_in(self, who: str) -> Path:
        """Somebody hands the plan of the first group in."""
        to = str(self.spring / "in")
        phrase = self.phrase("g01")
        done = self.run("course", "hand-in", "Red", "--phrase", phrase, "--to", to, who=who)
        assert done.exit_code == 0, done.output
        return Path(done.stdout.strip())

    def collects(self) -> dict[str, dict[str, object]]:
        """What the trainer is told of each file."""
        done = self.run("course", "collect", "--class", str(self.spring), "--json")
        assert done.exit_code == 0, done.output
        return {one["file"]: one for one in json.loads(done.stdout)["files"]}

    def told(self, lang: str = "en") -> str:
        return self.run("course", "collect", "--class", str(self.spring), lang=lang).output


@pytest.fixture(scope="session")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two groups of two, their packets written; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("desk")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        (folder / "class.csv").write_text("Name,Group\nAnn,Red\nBob,Red\nCy,Blue\nDi,Blue\n")
        desk = Desk(folder)
        people = str(folder / "class.csv")
        done = desk.run(
            "course", "new", str(desk.spring), "--list", people, "--title", "Spring",
            "--pack", "muquan_unit1", "--deadline", "2026-11-24T23:59:59+00:00",
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        done = desk.run("course", "hand-out", "--class", str(desk.spring))
        assert done.exit_code == 0, done.output
        assert "2^66" in done.output
        yield folder


@pytest.fixture
def desk(handed_out: Path, tmp_path: Path) -> Desk:
    copytree(handed_out, tmp_path / "desk")
    return Desk(tmp_path / "desk")


def cut_at(value: int) -> Callable[[Session], object]:
    return lambda session: session.edit(SetValue("pareto_cut_a", value))


def test_what_members_answered_is_merged_by_cell_and_a_true_conflict_is_shown(desk: Desk) -> None:
    desk.works("Ann", cut_at(80))
    desk.works(
        "Bob", lambda one: one.edit(SetValue("pareto_cut_a", 75), MarkUnknown("mkt_definition"))
    )
    ann, bob = desk.hands_in("Ann"), desk.hands_in("Bob")
    told = desk.collects()
    assert (told[ann.name]["came"], told[bob.name]["came"]) == ("new", "new")
    workspace = Classroom.at(desk.spring).workspace(lambda: NOW)
    state = workspace.store.state(workspace.store.find_plan("Red"))
    assert state.answers["mkt_definition"].state == "unknown"
    assert {one.question for one in state.conflicts} == {"pareto_cut_a"}
    words = desk.told()
    assert "Ann: 80%" in words
    assert "Bob: 75%" in words
    assert "Blue" in words
    line = class_board(Classroom.at(desk.spring), workspace).lines[0]
    assert (line.unknown, line.disputes, line.receipt is not None) == (1, 1, True)


def test_late_empty_doubled_foreign_and_broken_files_are_named(desk: Desk) -> None:
    desk.works("Ann", lambda _: None)
    empty = desk.hands_in("Ann")
    desk.works("Bob", cut_at(70))
    whole = desk.hands_in("Bob")
    copyfile(whole, whole.with_name(f"{whole.stem} (Bob's conflicted copy).kam"))
    cut = whole.with_name("cut.kam")
    cut.write_bytes(whole.read_bytes()[:-9])
    whole.with_name("notes.txt").write_text("hello")
    told = desk.collects()
    assert {name: one["came"] for name, one in told.items()} == {
        empty.name: "empty",
        whole.name: "new",
        f"{whole.stem} (Bob's conflicted copy).kam": "double",
        "cut.kam": "broken",
        "notes.txt": "foreign",
    }
    assert told[f"{whole.stem} (Bob's conflicted copy).kam"]["looks_copied"]
    again = desk.collects()
    assert again[whole.name]["came"] == "known"
    chinese = desk.told("zh")
    for word in ("空白", "已损坏", "不属于本班", "同步软件", "还有 1 个组没有提交"):
        assert word in chinese


def test_what_is_sealed_after_the_deadline_is_late(desk: Desk) -> None:
    desk.works("Ann", cut_at(80))
    card = Classroom.at(desk.spring).card
    early = card.model_copy(update={"deadline": datetime(2026, 11, 23, tzinfo=UTC)})
    Classroom(desk.spring, early).keep()
    file = desk.hands_in("Ann")
    assert desk.collects()[file.name]["late"]


def test_the_phrase_of_one_group_does_not_open_the_packet_of_another(desk: Desk) -> None:
    done = desk.run("import", desk.packet("g02"), "--phrase", desk.phrase("g01"), who="Ann")
    assert done.exit_code == 1
    assert "does not open the packet of Blue" in done.output
    assert desk.on("Ann").plans() == ()


def test_a_class_with_another_master_key_tells_no_phrase(desk: Desk) -> None:
    before = desk.phrase("g01")
    assert len(before.split()) == 6
    key = desk.spring / "master.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    assert "master key" in desk.phrase("g01")


def test_handing_out_again_keeps_the_phrases(desk: Desk) -> None:
    before = desk.phrase("g02")
    done = desk.run("course", "hand-out", "--class", str(desk.spring), "--json")
    assert json.loads(done.stdout)[1]["phrase"] == before


def test_a_member_confirms_what_another_answered_and_challenges_it(desk: Desk) -> None:
    desk.works("Ann", cut_at(80))
    file = desk.hands_in("Ann")
    desk.run("import", str(file), "--phrase", desk.phrase("g01"), who="Bob")
    bob = Groupwork(desk.on("Bob").open("Red"))
    assert (bob.name, bob.members) == ("Red", ("Ann", "Bob"))
    bob.confirm("pareto_cut_a")
    assert bob.standing()["pareto_cut_a"] == ("Ann", ("Bob",))
    bob.challenge("competitor", "pareto_cut_a", "They cut at 70")
    bob.take_away("Ask for the figures first")
    assert bob.without_takeaway() == ("Ann",)


def test_nobody_confirms_their_own_answer_and_a_change_lets_a_confirmation_lapse(
    desk: Desk,
) -> None:
    def act(session: Session) -> None:
        session.edit(SetValue("pareto_cut_a", 80))
        with pytest.raises(Exception, match="own_answer"):
            Groupwork(session).confirm("pareto_cut_a")

    desk.works("Ann", act)
    file = desk.hands_in("Ann")
    desk.run("import", str(file), "--phrase", desk.phrase("g01"), who="Bob")
    session = desk.on("Bob").open("Red")
    Groupwork(session).confirm("pareto_cut_a")
    session.edit(SetValue("pareto_cut_a", 70))
    assert Groupwork(session).standing()["pareto_cut_a"] == ("Bob", ())
    assert any("Ann" in line for line in GroupTelling(session).lines())


def test_a_group_does_not_see_the_model_answer(desk: Desk) -> None:
    desk.works("Ann", lambda session: session.edit(SetValue("setup_planner", "Ann")))
    told = desk.run("practise", "--compare", "Red", who="Ann")
    assert told.exit_code != 0
    assert "your trainer shows" in told.output


def test_a_packet_of_a_plan_that_has_another_name_here_tells_that_name(desk: Desk) -> None:
    phrase = desk.phrase("g01")
    for more in (["--as-plan", "Ours"], []):
        told = desk.run("import", desk.packet("g01"), "--phrase", phrase, *more, who="Ann")
        assert "“Ours”" in told.output
