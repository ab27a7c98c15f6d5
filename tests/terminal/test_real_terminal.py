"""The program in a terminal of its own: killed, left, and left alone."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from . import hurrying, killing, watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
CHECKOUT = Path(__file__).parents[2]


def _begin(module: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """A process of its own, from which the program is forked."""
    argv = [sys.executable, "-m", f"tests.terminal.{module}", *map(str, arguments)]
    return subprocess.Popen(argv, cwd=CHECKOUT, stdout=subprocess.PIPE)


def _told(process: "subprocess.Popen[bytes]") -> Any:
    out, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(out)


def _kill(folder: Path, seeds: Sequence[int], count: int) -> int:
    killing.fill(folder)
    begun = [_begin("killing", folder, seed, count) for seed in seeds]
    told = [_told(one) for one in begun]
    assert [fault for one in told for fault in one["faults"]] == []
    return sum(one["taken"] for one in told)


def test_no_word_is_lost_to_a_kill(tmp_path: Path) -> None:
    assert _kill(tmp_path, (1, 2), 2) > 0


@pytest.mark.campaign
def test_no_word_is_lost_to_fifty_kills(tmp_path: Path) -> None:
    assert _kill(tmp_path, range(100, 105), 10) > 5


@pytest.mark.by_hand
def test_no_word_is_lost_to_two_hundred_kills(tmp_path: Path) -> None:
    assert _kill(tmp_path, range(8), 25) > 20


def _feared(folder: Path, count: int, *starts: int) -> list[str]:
    faults: list[str] = _told(_begin("fearing", folder, count, *starts))["faults"]
    return faults


@pytest.mark.campaign
def test_nobody_is_obeyed_on_any_screen(tmp_path: Path) -> None:
    assert _feared(tmp_path, 18, 66) == []


@pytest.mark.parametrize(
    "start",
    [
        *(pytest.param(start, marks=pytest.mark.campaign) for start in (0, 500)),
        *(pytest.param(start, marks=pytest.mark.by_hand) for start in (250, 750)),
    ],
)
def test_nobody_of_a_thousand_is_obeyed_on_any_screen(tmp_path: Path, start: int) -> None:
    assert _feared(tmp_path, 50, *range(start, start + 250, 50)) == []


def test_what_is_typed_before_anything_is_loaded_is_there(tmp_path: Path) -> None:
    for one in _told(_begin("hurrying", tmp_path, 2)):
        assert one["shown"] == hurrying.EXPECTED


@pytest.mark.by_hand
def test_what_is_typed_at_any_moment_of_the_start_is_there(tmp_path: Path) -> None:
    for one in _told(_begin("hurrying", tmp_path, 25)):
        assert one["shown"] == hurrying.EXPECTED


def test_nothing_moves_while_nobody_does_anything(tmp_path: Path) -> None:
    for place, (woken, came) in _told(_begin("watching", tmp_path)).items():
        assert woken <= watching.QUIET, place
        assert came == 0, place
