"""A draft in the person's own editor; whatever goes wrong there, no word of it is lost."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from kamguide.model.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "kamguide.txt"


class Edited(NamedTuple):
    """The draft as it came back, and the key of what there is to say about that."""

    text: str
    told: str


def editor_of(env: Mapping[str, str], platform: str = sys.platform) -> str:
    """The editor a person has chosen; nothing where none is, for not everybody can leave vi."""
    chosen = env.get("VISUAL", "").strip() or env.get("EDITOR", "").strip()
    return chosen or ("notepad" if platform == "win32" else "")


def name_of(editor: str) -> str:
    """What an editor is called, without its folder and what it is told."""
    return Path(editor.split(maxsplit=1)[0].strip("'\"")).name


def edited(text: str, editor: str) -> Edited:
    """Let a draft be edited; what was saved counts, even if the editor then failed."""
    with TemporaryDirectory(prefix="kamguide-") as folder:
        file = Path(folder) / FILE
        file.write_text(text + "\n" if text else "", encoding="utf-8")
        failed = False
        try:
            click.edit(filename=str(file), editor=editor)
        except (click.ClickException, OSError):
            failed = True
        now = _read(file, text)
    if now != text:
        return Edited(now, "editor.taken")
    return Edited(text, "editor.failed" if failed else "editor.unchanged")


def _read(file: Path, before: str) -> str:
    """What the file holds now; the draft as it was, where the file cannot be read."""
    try:
        return clean(file.read_text(encoding="utf-8-sig", errors="replace")).rstrip("\n")
    except OSError:
        return before
