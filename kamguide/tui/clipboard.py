"""Copying, and saying honestly what happened.

A program of the system is asked first, for it says whether it did it. Without one the text is sent
to the terminal, which may take it or not and never says; some are known not to.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING, Final, NamedTuple

from kamguide.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import App

PATIENCE: Final = 2.0
"""Seconds that a program has to take a text."""


class Program(NamedTuple):
    """A program that takes a text for the clipboard, and in which encoding."""

    command: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """What the program is called."""
        return self.command[0]


def programs(env: Mapping[str, str], platform: str = sys.platform) -> Iterator[Program]:
    """The programs that reach the clipboard of the person, not of a machine far away."""
    is_far = bool(env.get("SSH_CONNECTION"))
    if platform == "darwin" and not is_far:
        yield Program(("pbcopy",))
    if (platform == "win32" or "WSL_DISTRO_NAME" in env) and not is_far:
        yield Program(("clip.exe",), "utf-16-le")
    if env.get("WAYLAND_DISPLAY"):
        yield Program(("wl-copy",))
    if env.get("DISPLAY"):
        yield Program(("xclip", "-selection", "clipboard"))
        yield Program(("xsel", "--clipboard", "--input"))
    if env.get("TMUX"):
        yield Program(("tmux", "load-buffer", "-w", "-"))


def copied_by(text: str, env: Mapping[str, str]) -> str:
    """Copy with the first program that does it; its name, or nothing where none did."""
    for program in programs(env):
        if which(program.name, path=env.get("PATH")) and _takes(program, text, env):
            return program.name
    return ""


def _takes(program: Program, text: str, env: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - one of the programs above, the text on its input
            program.command,
            input=text.encode(program.encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            env=dict(env),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def terminal_takes_none(env: Mapping[str, str]) -> bool:
    """Whether this terminal is known to take nothing that is sent to it for copying."""
    return env.get("TERM_PROGRAM") == "Apple_Terminal" or env.get("TERM") in ("linux", "dumb")


async def copied(app: App[None], text: str, lang: str) -> str:
    """Copy a text, and say what came of it."""
    env = dict(os.environ)
    by = "" if app.is_web else await asyncio.to_thread(copied_by, text, env)
    if by:
        key = "copy.tmux" if by == "tmux" else "copy.done"
    else:
        app.copy_to_clipboard(text)
        key = "copy.not" if terminal_takes_none(env) else "copy.sent"
    return say(key, lang, count=len(text.splitlines()), program=by.removesuffix(".exe"))
