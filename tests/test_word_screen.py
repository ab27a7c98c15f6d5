"""Proposals from a Word file on their screen and by their command, as a person decides them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from kamguide.cli import kamguide
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.proposals import ProposalsScreen
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.intake.wordfiles import answers, document
from tests.test_wordback import exported
from tests.tui.conftest import Small, Wide, screen, send, settle

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Came = Callable[[str], tuple[Path, Path]]


@pytest.fixture
def came(tmp_path: Path) -> Came:
    """A store with the quick plan of the case, and its file with two changes and a comment."""

    def made(lang: str) -> tuple[Path, Path]:
        store, file = tmp_path / "plans.db", tmp_path / "back.docx"
        workspace = Workspace.at(store, actor="Li", lang=lang, now=lambda: NOW)
        session = workspace.new("Muquan", "quick")
        Filling.from_case("muquan", session).keep()

        def edit(given: object) -> None:
            for at, words in enumerate(("First [b]words[/b]", "Second words")):
                answers(given)[at].runs[-1].text = words
            given.add_comment(answers(given)[2].runs, text="Why?", author="Wang", initials="W")  # type: ignore[attr-defined]

        file.write_bytes(document(edit, data=exported(session)))
        workspace.close(session)
        workspace.store.close()
        return store, file

    return made


def listed(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.screen.query_one("#wishes", OptionList)
    return [str(shown.get_option_at_index(at).prompt) for at in range(shown.option_count)]


def told(pilot: Pilot[None], part: str) -> str:
    return str(pilot.app.screen.query_one(part, Static).content)


@pytest.mark.parametrize(
    ("lang", "size"), [("en", Small), pytest.param("zh", Wide, marks=pytest.mark.campaign)]
)
async def test_proposals_are_accepted_and_rejected_by_keys_and_enter_goes_to_the_answer(
    came: Came, lang: str, size: tuple[int, int]
) -> None:
    store, file = came(lang)
    workspace = Workspace.at(store, actor="Li", lang=lang, now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang=lang, plan="Muquan")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        await send(pilot, f"/word {file}")
        await settle(pilot)
        assert isinstance(app.screen, ProposalsScreen)
        assert [line[0] for line in listed(pilot)] == ["-"] * 3
        assert "First [b]words[/b]" in told(pilot, "#proposal")
        await pilot.press("a")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert [line[0] for line in listed(pilot)] == ["√", "x", "-"]
        assert "First [b]words[/b]" in {answer.value for answer in session.answers.values()}
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert [line[0] for line in listed(pilot)] == ["√", "x", "-"]
        await pilot.press("A")
        await settle(pilot)
        assert [line[0] for line in listed(pilot)] == ["√", "x", "√"]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)


@pytest.mark.campaign
async def test_a_file_that_cannot_be_read_is_told_in_the_talk(came: Came, tmp_path: Path) -> None:
    store, _ = came("en")
    workspace = Workspace.at(store, actor="Li", lang="en", now=lambda: NOW)
    app = KamguideApp(lambda: workspace, lang="en", plan="Muquan")
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, f"/word {tmp_path / 'none.docx'}")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)


def run(store: Path, *words: str, fails: int = 0) -> Result:
    before = ["--store", str(store), "--lang", "en", "--as", "Li", "--today", "2026-11-24"]
    done = CliRunner().invoke(kamguide, [*before, "review", "word", "Muquan", *words])
    assert done.exit_code == fails, done.output
    return done


def test_the_command_lists_accepts_by_number_and_says_what_is_left(came: Came) -> None:
    store, file = came("en")
    assert "Second words" in run(store, str(file)).stdout
    accepted = run(store, str(file), "--accept", "2", "--json")
    assert "Accepted 1: 2" in accepted.stderr
    states = {one["number"]: one["state"] for one in json.loads(accepted.stdout)["proposals"]}
    assert states == {1: "open", 2: "done", 3: "open"}
    assert "Accepted 2: 1, 3" in run(store, str(file), "--accept", "all").stderr


@pytest.mark.campaign
def test_numbers_that_are_none_and_questions_to_nobody_are_refused(came: Came) -> None:
    store, file = came("en")
    assert "1 to 3" in run(store, str(file), "--accept", "2,9", fails=1).output
    assert "no list" in run(store, str(file), "--accept", "some", fails=1).output
    assert "--accept" in run(store, str(file), "--interactive", fails=1).output
