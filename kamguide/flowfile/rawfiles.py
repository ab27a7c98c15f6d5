"""The files of a method and of a flow as they lie there, and what tells them from any others."""

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from kamguide.flowfile.places import GLOSSARY
from kamguide.flowfile.problems import shown_path
from kamguide.model.flow import DraftTemplate, Figure
from kamguide.model.rules import Challenge, Check, Criterion, Rule

PARTS: Final[dict[str, Any]] = {
    "figures": tuple[Figure, ...],
    "rules": tuple[Rule, ...],
    "checks": tuple[Check, ...],
    "challenges": tuple[Challenge, ...],
    "rubric": tuple[Criterion, ...],
    "words": dict[str, tuple[str, ...]],
    "drafts": tuple[DraftTemplate, ...],
}
"""The parts of a method that have a file of their own, and what each holds."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


class RawFile(Struct, frozen=True, dict=True):
    """A file's bytes, and what it holds: `step`, `flow`, a part of the method, an overlay."""

    path: Path
    kind: str
    raw: bytes
    base: Path

    @property
    def shown(self) -> str:
        """The path as it is shown."""
        return shown_path(self.path, self.base)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of its name and bytes."""
        return hashlib.sha256(self.path.name.encode() + b"\0" + self.raw).digest()


def method_files(folder: Path) -> list[RawFile]:
    """The files of a method and its overlays, in one order.

    Raises:
        OSError: One of them cannot be read.
    """
    found = [(path, "step") for path in sorted((folder / "steps").glob("*.yaml"))]
    found += [(path, _kind_of(path)) for path in sorted(folder.glob("*.yaml"))]
    return [_file(path, kind, folder) for path, kind in found]


def glossary_files(folder: Path) -> list[RawFile]:
    """The glossary beside a method, if there is one.

    Raises:
        OSError: It cannot be read.
    """
    path = folder.parent / GLOSSARY
    return [_file(path, "terms", folder)] if path.is_file() else []


def _file(path: Path, kind: str, method: Path) -> RawFile:
    return RawFile(path, kind, path.read_bytes(), method.parent.parent)


def flow_file(path: Path) -> RawFile:
    """A flow file.

    Raises:
        OSError: It cannot be read.
    """
    return RawFile(path, "flow", path.read_bytes(), path.parent.parent)


def _kind_of(path: Path) -> str:
    if path.stem in PARTS:
        return path.stem
    return "overlay" if _LANGUAGE.fullmatch(path.stem) else "unknown"


def digest(files: list[RawFile]) -> str:
    """SHA-256 of the names and contents of files, in hexadecimal digits."""
    return hashlib.sha256(b"".join(one.digest for one in files)).hexdigest()
