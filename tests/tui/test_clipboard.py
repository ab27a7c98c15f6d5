"""Copying is said to have happened only where it has."""

from pathlib import Path

import pytest

from kamguide.tui.clipboard import copied_by, programs, terminal_takes_none


def program(folder: Path, name: str, *, fails: bool = False) -> None:
    """A program that takes a text, or fails after reading it."""
    file = folder / name
    file.write_text(f'#!/bin/sh\ncat > "{folder}/{name}.got"\nexit {int(fails)}\n')
    file.chmod(0o755)


def test_the_first_program_that_takes_the_text_is_named(tmp_path: Path) -> None:
    program(tmp_path, "wl-copy", fails=True)
    program(tmp_path, "xclip")
    env = {"PATH": f"{tmp_path}:/bin:/usr/bin", "WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}
    assert copied_by("沐泉 [/b]\n2", env) == "xclip"
    assert (tmp_path / "xclip.got").read_text() == "沐泉 [/b]\n2"


def test_without_a_program_that_does_it_nothing_is_claimed(tmp_path: Path) -> None:
    program(tmp_path, "xclip", fails=True)
    assert copied_by("a", {"PATH": f"{tmp_path}:/bin:/usr/bin", "DISPLAY": ":0"}) == ""
    assert copied_by("a", {"PATH": "/bin:/usr/bin"}) == ""


@pytest.mark.parametrize(
    ("platform", "env", "names"),
    [
        ("darwin", {}, ["pbcopy"]),
        ("win32", {}, ["clip.exe"]),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, ["clip.exe"]),
        ("darwin", {"SSH_CONNECTION": "far"}, []),
        ("linux", {"SSH_CONNECTION": "far", "TMUX": "t"}, ["tmux"]),
    ],
)
def test_only_the_clipboard_of_the_person_is_written_to(
    platform: str, env: dict[str, str], names: list[str]
) -> None:
    assert [one.name for one in programs(env, platform)] == names


def test_terminals_that_are_known_to_take_nothing_are_known() -> None:
    assert terminal_takes_none({"TERM_PROGRAM": "Apple_Terminal"})
    assert not terminal_takes_none({"TERM": "xterm-256color"})
