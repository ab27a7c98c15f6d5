"""What only a real terminal shows: an editor of one's own, and a paste of several lines."""

import os
import sys
from pathlib import Path

import pytest

from kamguide.workspace.taste import Taste, keep_taste
from tests.benchmarks.terminal import Terminal
from tests.tui.conftest import answered

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed"),
]


@pytest.fixture
def terminal(store_path: Path, tmp_path: Path) -> Terminal:
    """The interview, with an editor that adds a line to what it gets."""
    answered(store_path)
    keep_taste(store_path.parent, Taste(toured=True))
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho 来自芜湖厂 >> "$1"\n')
    editor.chmod(0o755)
    env = {**os.environ, "EDITOR": str(editor), "PYTHONPATH": str(Path(__file__).parents[2])}
    env.pop("VISUAL", None)
    command = [sys.executable, "-m", "kamguide", "--store", str(store_path), "--lang", "en"]
    command += ["--as", "Li"]
    return Terminal(command, env, tmp_path)


def open_plan(terminal: Terminal) -> None:
    terminal.until(lambda text: "Muquan" in text)
    terminal.type("\r")
    terminal.until(lambda text: "What is the account called?" in text)


def test_a_draft_goes_to_the_editor_and_comes_back(terminal: Terminal) -> None:
    with terminal:
        open_plan(terminal)
        terminal.type("plant controller")
        terminal.until(lambda text: "> plant controller" in text)
        terminal.type("\x07")
        terminal.until(lambda text: "Back from editor. Enter sends it." in text)
        assert "> plant controller" in terminal.text
        assert "来自芜湖厂" in terminal.text
        terminal.type("\x1a")
        terminal.until(lambda text: "> plant controller" in text and "来自芜湖厂" not in text)


def test_pasted_lines_are_one_draft(terminal: Terminal) -> None:
    with terminal:
        open_plan(terminal)
        terminal.type("\x1b[200~one\rtwo\rthree\x1b[201~")
        terminal.until(lambda text: "> one" in text and "three" in text)
        # The plan beside the talk names what is not answered yet; the talk asks one thing.
        assert terminal.text.count("What stage is it at?") == 1
        terminal.type("\r")
        terminal.until(lambda text: text.count("What stage is it at?") >= 1 and "> one" not in text)
