"""How the screen looks, as it is said on the command line, and kept."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.cli.look import is_still
from kamguide.tui.app import KamguideApp
from kamguide.tui.colours import Look
from kamguide.workspace.taste import Taste, keep_taste, read_taste
from tests.conftest import CaseStore


def shown(store: Path, *options: str) -> str:
    arguments = ["--store", str(store), *options, "show", "Muquan", "--chart", "all"]
    result = CliRunner().invoke(kamguide, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_ascii_is_said_once_for_everything(
    case_store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMGUIDE_CHARTS", "lines")
    store = case_store("en")
    assert "│" in shown(store)
    assert "│" not in shown(store, "--ascii")


def test_a_colour_that_is_none_is_a_mistake_of_use() -> None:
    result = CliRunner().invoke(kamguide, ["--theme", "pink", "plans"])
    assert result.exit_code == 2
    assert "pink" in result.output


@pytest.mark.parametrize(
    ("said", "environment", "still"),
    [
        ({}, {}, False),
        ({"kamguide.still": True}, {}, True),
        ({"kamguide.still": False}, {"SSH_CONNECTION": "10.0.0.1 22"}, True),
    ],
)
def test_nothing_moves_where_it_is_asked_for_and_over_ssh(
    said: dict[str, object], environment: dict[str, str], still: bool
) -> None:
    assert is_still(said, environment) is still
    app = KamguideApp(lambda: pytest.fail("not loaded"), lang="en", look=Look(is_still=still))
    assert app.animation_level == ("none" if still else "basic")


@pytest.mark.parametrize(
    "taste", [Taste(), Taste("dark", True, True), Taste("light", paper="dark")]
)
def test_what_was_chosen_is_there_next_time(tmp_path: Path, taste: Taste) -> None:
    keep_taste(tmp_path, taste)
    assert read_taste(tmp_path) == taste


def test_a_damaged_choice_is_no_choice(tmp_path: Path) -> None:
    (tmp_path / "screen.json").write_text('{"theme": "pink", "ascii": 3', encoding="utf-8")
    assert read_taste(tmp_path) == Taste()
