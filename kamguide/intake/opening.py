"""Bytes of a file to sheets, by what they are and not by what the file is called."""

from collections.abc import Iterator

from kamguide.errors import IntakeError
from kamguide.intake.delimited import read_text
from kamguide.intake.packed import OLD_OR_LOCKED, PACKED
from kamguide.intake.sheets import MOST_BYTES, Sheet


def open_sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook, or the readings of a text.

    Raises:
        IntakeError: It is no table that we read, or larger than we take in.
    """
    if len(data) > MOST_BYTES:
        raise IntakeError("intake.too_large", most=MOST_BYTES // 1_000_000)
    if data.startswith(OLD_OR_LOCKED):
        raise IntakeError("intake.old_or_locked")
    if not data.strip():
        raise IntakeError("intake.empty")
    if not data.startswith(PACKED):
        return read_text(data)
    from kamguide.intake.workbook import read_workbook

    return read_workbook(data)
