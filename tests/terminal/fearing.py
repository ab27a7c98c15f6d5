"""Hostile texts on every screen: pasted by somebody, and kept in a plan that is looked at.

`python -m tests.terminal.fearing FOLDER COUNT START ...` prints what came on the wire that was not
ours, and what was lost, as JSON.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from kamguide.model.edits import SetCell, SetValue
from tests.hostile import MARK, hostile, visible

from .killing import PLAN, environment, plans
from .sitting import Sitting

SCREENS = (
    "\x1bOQ",
    "\x1bOQ",
    "\x1bOR",
    "\x1bOR",
    "\x1b[15~",
    "\x1b",
    "\x1b[17~",
    "\x1b",
    "\x1b[20~",
)
"""The way, the plan, the check, the settings, home."""
OURS = re.compile(
    rb"\x1b\[[?>=<]?[0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|[\r\n]|\x1b\]22;[a-z]*\x07|\x1b\]1[01];\?\x1b\\"
)
"""What a screen of ours writes besides words."""
UNFINISHED = re.compile(rb"\x1b(\[[?>=<]?[0-9;]*)?$")
"""The beginning of one of these, the rest of which has not come yet."""
THEIRS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\x1b")
UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufff9-\ufffb]")
MOST = 4000
"""Characters of a paste; a whole one of 100 KB is pasted elsewhere."""


def faults_on(wire: bytes) -> Iterator[str]:
    """What a terminal would obey that is not ours, or that a reader would be fooled by."""
    if re.search(rb"\x1b[^A-Za-z]{0,3}" + MARK.encode(), wire):
        yield "an escape code of theirs"
    rest = UNFINISHED.sub(b"", OURS.sub(b"", wire))
    if found := THEIRS.search(rest):
        yield f"{rest[max(0, found.start() - 20) : found.end() + 20]!r}"
    if unseen := UNSEEN.search(rest.decode("utf-8", "replace")):
        yield f"unseen {unseen.group()!r}"


def keep(folder: Path, texts: Sequence[str]) -> None:
    """Keep a plan with these texts wherever one can be."""
    with plans(folder) as workspace:
        session = workspace.new(f"{PLAN} {visible(texts[0])[:20]}", "quick")
        session.edit(SetValue("setup_supplier_name", texts[0][:200]))
        for number, text in enumerate(texts):
            session.edit(SetCell("setup_team", f"M{number}", "name", text[:300]))
        workspace.keep_card(session)
        workspace.close(session)


def look(folder: Path, texts: Sequence[str]) -> Iterator[str]:
    """See the plan on every screen, then paste each text."""
    sitting = Sitting((), environment(folder))
    try:
        sitting.until(lambda one: b"Ctrl+Z" in one.wire)
        sitting.rest(0.1)
        sitting.type("/goto setup_account_name\r")
        sitting.rest(0.2)
        for text in texts:
            yield from _pasted(sitting, text.replace("\x1b[201~", "")[:MOST])
        yield from _broken(sitting)
        sitting.type("/goto setup_team\r")
        for key in (*SCREENS, "\r"):
            sitting.rest(0.1)
            sitting.type(key)
        sitting.rest(0.2)
        yield from faults_on(bytes(sitting.wire))
        if sitting.is_gone:
            yield f"it ended: {sitting.status}"
    except AssertionError as fault:
        yield f"never seen: {fault}"
    finally:
        sitting.end("SIGTERM")
        sitting.close()


def _pasted(sitting: Sitting, text: str) -> Iterator[str]:
    sitting.type(b"\x1b[200~" + text.encode() + b"\x1b[201~")
    sitting.rest(0.05)
    yield from (f"pasted {text[:80]!r}: {one}" for one in faults_on(bytes(sitting.wire)))
    sitting.type("\x1a")
    sitting.rest(0.05)
    sitting.forget()


def _broken(sitting: Sitting) -> Iterator[str]:
    """Bytes that are no text, in the middle of a word, and a character in two halves."""
    sitting.type(b"be\xff\xfe\xc3(\x00hind \xe8\x93")
    sitting.rest(0.1)
    sitting.type(b"\x9d")
    sitting.until(lambda one: "hind 蓝" in " ".join(one.text.split()))
    yield from faults_on(bytes(sitting.wire))
    sitting.type("\x1a" * 4)


def _from(folder: Path, count: int, start: int) -> list[str]:
    own = folder / f"from{start}"
    own.mkdir()
    os.environ.update(environment(own))
    texts = list(hostile())[start : start + count]
    keep(own, texts)
    return list(look(own, texts))


def main(folder: Path, count: int, starts: Sequence[int]) -> None:
    """Some of the texts from each start on, in a plan of their own, side by side."""
    with get_context("fork").Pool(len(starts)) as sitters:
        found = sitters.starmap(_from, [(folder, count, start) for start in starts])
    print(json.dumps({"faults": [fault for one in found for fault in one]}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [*map(int, sys.argv[3:])])
