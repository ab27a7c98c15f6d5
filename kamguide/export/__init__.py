"""Plans as files: one writer a format, found by suffix, imported on use."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from kamguide.errors import ExportError

if TYPE_CHECKING:
    from kamguide.model.context import Notice
    from kamguide.plan.blocks import Plan

FORMATS: Final[Mapping[str, str]] = {
    ".docx": "kamguide.export.docx",
    ".html": "kamguide.export.html",
    ".md": "kamguide.export.markdown",
    ".pdf": "kamguide.export.pdf",
    ".pptx": "kamguide.export.pptx",
    ".xlsx": "kamguide.export.xlsx",
}
"""The module of each format's writer, by suffix."""

Writer: TypeAlias = "Callable[[Plan, BinaryIO], Sequence[Notice] | None]"
"""Writes a whole plan; what it could not do as wished, it says back."""


def writer(suffix: str) -> Writer:
    """What writes plans in the format of `suffix`.

    Raises:
        ExportError: We do not write that format.
    """
    module = FORMATS.get(suffix)
    if module is None:
        raise ExportError("export.unknown_format", suffix=suffix, known=tuple(FORMATS))
    write: Writer = import_module(module).write
    return write
