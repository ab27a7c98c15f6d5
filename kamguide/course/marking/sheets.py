"""What markers judged: one file a marker in the folder `marks` of a class.

Two markers never write one file, so that folders of several laptops can be laid together.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kamguide.errors import UsageError
from kamguide.export.files import write_file
from kamguide.model.text import clean, folded
from kamguide.workspace.remarks import CommentKind

FOLDER: Final = "marks"
SHEETS: Final = "by"
"""The folder of the markers' files within it."""
Role = Literal["trainer", "peer", "settled"]
"""Whose judgement: of a trainer, of somebody of another group, or agreed on by the trainers."""
Level = Annotated[int, Field(ge=0, le=3)]


class Frozen(BaseModel):
    """A part of a file of marks."""

    model_config = ConfigDict(frozen=True)


class Pinned(Frozen):
    """A comment of a marker at a place in the plan; without a question it is about the line."""

    text: str
    kind: CommentKind = "consider"
    question: str = ""
    row: str = ""
    column: str = ""


class Judgement(Frozen):
    """What a marker says of one line of the rubric; without a level only the comments count."""

    level: Level | None = None
    reason: str = ""
    comments: tuple[Pinned, ...] = ()
    at: datetime


Judged = Mapping[str, Judgement]
"""Judgements by the id of their line."""


class Sheet(Frozen):
    """All that one marker judged in a class, by group and line."""

    version: Literal[1] = 1
    marker: str
    role: Role = "trainer"
    blind: bool = False
    """Whether names were hidden from the marker."""
    groups: dict[str, dict[str, Judgement]] = Field(default_factory=dict)

    def of(self, group: str) -> Judged:
        """The judgements about a group."""
        return self.groups.get(group, {})

    def with_judgement(self, group: str, line: str, one: Judgement | None) -> "Sheet":
        """The same sheet but for one judgement; None takes it away."""
        judged = {name: kept for name, kept in self.of(group).items() if name != line}
        if one is not None:
            judged[line] = one
        return self.model_copy(update={"groups": {**self.groups, group: judged}})


class Marks:
    """The files of the markers of one class."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self._known: dict[Path, tuple[tuple[int, int], Sheet]] = {}

    def all(self) -> tuple[Sheet, ...]:
        """Every sheet, by the name of the marker.

        Raises:
            UsageError: A file cannot be read; the others are as they were.
        """
        files = sorted((self.folder / SHEETS).glob("*.json"))
        return tuple(sorted(map(self._read, files), key=lambda one: (one.role, one.marker)))

    def sheet(self, marker: str, role: Role = "trainer") -> Sheet:
        """What a marker judged; an empty sheet where nothing was."""
        path = self._path(marker, role)
        return self._read(path) if path.exists() else Sheet(marker=marker, role=role)

    def _read(self, path: Path) -> Sheet:
        """A sheet, read again only when its file has changed."""
        found = path.stat()
        version = (found.st_mtime_ns, found.st_size)
        if path not in self._known or self._known[path][0] != version:
            self._known[path] = (version, read_sheet(path))
        return self._known[path][1]

    def keep(self, sheet: Sheet) -> None:
        """Write a sheet in place of the one before, whole or not at all."""
        path = self._path(sheet.marker, sheet.role)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = sheet.model_dump_json(indent=1, exclude_defaults=True) + "\n"
        write_file(path, lambda out: out.write(content.encode("utf-8")), force=True)
        self._known.pop(path, None)

    def _path(self, marker: str, role: Role) -> Path:
        name = re.sub(r"[^\w-]+", "_", folded(clean(marker))).strip("_")[:40]
        told_apart = sha256(f"{role}\n{clean(marker)}".encode()).hexdigest()[:6]
        return self.folder / SHEETS / f"{name or 'marker'}-{told_apart}.json"


def read_sheet(path: Path) -> Sheet:
    """The sheet in a file, its words made safe.

    Raises:
        UsageError: It is no sheet, or cannot be read.
    """
    try:
        return _cleaned(Sheet.model_validate_json(path.read_bytes()))
    except (OSError, ValidationError, ValueError) as error:
        raise UsageError("marking.broken_sheet", file=str(path)) from error


def _cleaned(sheet: Sheet) -> Sheet:
    groups = {
        group: {
            line: one.model_copy(
                update={
                    "reason": clean(one.reason),
                    "comments": tuple(
                        said.model_copy(update={"text": clean(said.text)}) for said in one.comments
                    ),
                }
            )
            for line, one in judged.items()
        }
        for group, judged in sheet.groups.items()
    }
    return sheet.model_copy(update={"marker": clean(sheet.marker), "groups": groups})
