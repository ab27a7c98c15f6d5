"""The report of a class as a file: it does not leave the class folder before the marks are out."""

from functools import partial
from pathlib import Path

from kamguide.course.marking.record import record_of
from kamguide.errors import UsageError
from kamguide.export import writer
from kamguide.export.files import write_file
from kamguide.plan.blocks import Plan


def keep_report(folder: Path, document: Plan, target: Path, *, force: bool = False) -> None:
    """Write the report in the format of its suffix.

    Raises:
        UsageError: Marks are not out, and the file would lie outside the class folder.
        ExportError: The format is unknown, or the file is there or cannot be written.
    """
    inside = target.resolve().is_relative_to(folder.resolve())
    if not inside and not record_of(folder).is_released:
        raise UsageError("marking.held", folder=str(folder))
    write_file(target, partial(writer(target.suffix.lower()), document), force)
