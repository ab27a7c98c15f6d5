"""One fault of a file: where it is, what it is, and what would mend it, by key.

A problem never carries a sentence; `said` words it in the reader's language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from kamguide.errors import FlowError
from kamguide.flowfile.lookalikes import confusable_in
from kamguide.messages import say

MOST: Final = 100
"""More problems of one file than this are not listed: the rest follow from the first."""

_LISTED: Final = 12
_SHORT: Final = 3


class Place(Protocol):
    """Anything that stands at a line and a column of a file, both from 1."""

    @property
    def line(self) -> int:
        """Which line."""

    @property
    def column(self) -> int:
        """Which character of the line."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault; `key` and `fix` name its two sentences, `values` fill both."""

    file: str
    line: int
    column: int
    key: str
    values: tuple[tuple[str, object], ...] = field(default=(), compare=False)
    fix: str = field(default="", compare=False)

    def said(self, lang: str) -> str:
        """Where and what on one line, and how to mend it on a second."""
        values = dict(self.values)
        what = say(self.key, lang, **values)
        how = say(self.fix or f"{self.key}.fix", lang, **values)
        label = say("flow.fix_label", lang)
        return f"{self.file}:{self.line}:{self.column}: {what}\n  {label} {how}"

    @property
    def suggestion(self) -> str:
        """The name that was probably meant, if there is a near one."""
        return str(dict(self.values).get("near", ""))


class Start(Struct, frozen=True):
    """A place: the start of a file, or where a reader stopped."""

    line: int = 1
    column: int = 1


class Problems:
    """The problems of one file, as they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, at: Place, key: str, /, *, fix: str = "", **values: object) -> None:
        """Note a problem at a place; too many of one file are not noted."""
        if len(self.found) < MOST:
            entries = tuple(values.items())
            self.found.append(Problem(self.file, at.line, at.column, key, entries, fix))

    def unknown(self, at: Place, kind: str, name: str, known: Iterable[str]) -> None:
        """Note a name that means nothing here, with the nearest one that does.

        Args:
            at: Where the name stands.
            kind: What it should name: `key`, `question`, `column` and so on.
            name: The name as it is written.
            known: The names that there are.
        """
        if mark := confusable_in(name):
            self.add(at, f"flow.yaml.{mark}")
            return
        if len(self.found) >= MOST:
            return
        names = sorted(set(known))
        near = nearest(name, names)
        fix = "flow.unknown.near" if near else "flow.unknown.known"
        self.add(
            at, f"flow.unknown.{kind}", fix=fix, name=name, near=near, known=listed(names, name)
        )


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name that `name` was probably meant to be, or nothing."""
    cutoff = 0.5 if len(name) <= _SHORT else 0.6
    folded = {one.casefold(): one for one in reversed(known)}
    found = get_close_matches(name.casefold()[:80], list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def listed(names: Sequence[str], like: str = "") -> str:
    """The names in a sentence; of a long list only some, those that start like `like` first."""
    if len(names) <= _LISTED:
        return ", ".join(names)
    alike = [name for name in names if name[:_SHORT] == like[:_SHORT]]
    rest = [name for name in names if name not in alike]
    return ", ".join([*alike, *rest][:_LISTED]) + " …"


class FlowFaultError(FlowError):
    """A flow cannot be used because of the problems of its files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            "flow.faulty",
            file=first.file,
            line=first.line,
            count=len(problems),
        )
        self.problems = tuple(sorted(problems))


def shown_path(path: Path, base: Path | None = None) -> str:
    """A path as it is shown: from the present folder or from `base`, where it lies below them."""
    for root in (Path.cwd(), base):
        if root is not None and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.as_posix()
