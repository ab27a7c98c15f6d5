"""What a person may ask for as a file: in which format, for whom, and where."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, get_args

from msgspec import Struct

from kamguide.errors import ExportError, UsageError
from kamguide.export import FORMATS
from kamguide.plan.views import FULL, View

Stage = Literal["start", "layout", "write"]
"""How far a file is: what writes it starts, the plan is laid out, it is written."""
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)

PACKET_SUFFIX: Final = ".kam"
WHOLE: Final = (".json", PACKET_SUFFIX)
"""Formats that hold every answer, and so have no views."""
TEMPLATED: Final = ".docx"
VIEWS: Final[tuple[View, ...]] = get_args(View)
_MOST: Final = (".docx", ".pptx", ".xlsx", ".pdf")
SUFFIXES: Final = (*_MOST, *sorted({*FORMATS} - {*_MOST}))
"""The formats that have views; what people ask for most comes first."""

_WORD: Final = re.compile(r'"[^"]*"|“[^”]*”|\S+')
"""A word behind a command, or several in quotes."""


class Order(Struct, frozen=True):
    """A file that is asked for."""

    target: Path
    view: View = FULL
    template: Path | None = None
    """A company's .docx, whose styles and header are kept."""
    force: bool = False
    """Whether a file that is there is replaced."""

    @property
    def suffix(self) -> str:
        """What says the format."""
        return self.target.suffix.lower()


def offered(view: View) -> tuple[str, ...]:
    """The formats that a view can be had in."""
    return (*SUFFIXES, *WHOLE) if view == FULL else SUFFIXES


def refuse_impossible(order: Order) -> None:
    """Refuse what can be seen to be impossible before anything is worked out.

    Raises:
        ExportError: The format is unknown or has no such view or no templates, or the file is
            there already and is not to be replaced.
    """
    if order.suffix not in (*SUFFIXES, *WHOLE):
        known = (*SUFFIXES, *WHOLE)
        raise ExportError("export.unknown_format", suffix=order.suffix, known=known)
    if order.template is not None and order.suffix != TEMPLATED:
        raise ExportError("export.no_template", suffix=order.suffix)
    if order.suffix not in offered(order.view):
        raise ExportError("export.no_view", suffix=order.suffix)
    if os.path.exists(order.target) and not order.force:  # noqa: PTH110 - False for what no file can be called
        raise ExportError("export.exists", path=str(order.target))


def order_in(words: str, otherwise: Path) -> Order:
    """The order in what stands behind `/export`: a file, `--view NAME`, `--force`.

    Args:
        words: As they were typed.
        otherwise: The file where none is named.

    Raises:
        UsageError: There is no such view or option.
    """
    named, options = _sorted_out(words)
    view = options.get("view", FULL)
    if view not in VIEWS or not options.keys() <= {"view", "force"}:
        raise UsageError("exporting.how", views=tuple(VIEWS))
    return Order(path_in(named) or otherwise, view, force="force" in options)


def _sorted_out(words: str) -> tuple[str, Mapping[str, str]]:
    """The words that name a file, and the options, wherever they stand."""
    named: list[str] = []
    options: dict[str, str] = {}
    rest = iter(_WORD.findall(words))
    for word in rest:
        if not word.startswith("--"):
            named.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        options[name] = next(rest, "") if name == "view" and not equals else value
    return " ".join(named), options


def path_in(words: str) -> Path | None:
    """The file that is named as people name it: in quotes, and with `~` for their folder."""
    bare = words.strip()
    for quote in ('""', "''", "“”"):
        if len(bare) > 1 and (bare[0], bare[-1]) == (quote[0], quote[1]):
            bare = bare[1:-1].strip()
    return _at_home(bare) if bare else None


def _at_home(words: str) -> Path:
    """A path with `~` for a person's folder; of nobody known here it is part of a name."""
    try:
        return Path(words).expanduser()
    except RuntimeError:
        return Path(words)


def work_folder() -> Path:
    """The folder a person works in; their own where nothing can be written there."""
    here = Path.cwd()
    return here if os.access(here, os.W_OK) and here != Path(here.anchor) else Path.home()


def shown(path: Path) -> str:
    """A path as people write it, with `~` for their own folder."""
    home = Path.home()
    whole = path.absolute()
    return str(Path("~") / whole.relative_to(home)) if whole.is_relative_to(home) else str(whole)


def endings(words: str) -> tuple[str, ...]:
    """What could stand where a path that is being typed ends: folders first."""
    typed = _at_home(words)
    folder, begun = (typed, "") if words.endswith(("/", os.sep)) else (typed.parent, typed.name)
    try:
        near = [one for one in folder.iterdir() if one.name.startswith(begun)]
    except OSError:
        return ()
    near.sort(key=lambda one: (not one.is_dir(), one.name))
    before = words[: len(words) - len(begun)]
    return tuple(
        f"{before}{one.name}{os.sep if one.is_dir() else ''}"
        for one in near
        if begun or not one.name.startswith(".")
    )
