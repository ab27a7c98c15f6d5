"""Bytes of a file to sheets, by what they are and not by what the file is called."""

from collections.abc import Iterator
from typing import Final

from kamguide.errors import IntakeError
from kamguide.intake.delimited import read_text
from kamguide.intake.sheets import MOST_BYTES, Sheet

_PACKED: Final = b"PK\3\4"
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""Workbooks of before 2007, and ones that a password locks."""


def open_sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook, or the readings of a text.

    Raises:
        IntakeError: It is no table that we read, or larger than we take in.
    """
    if len(data) > MOST_BYTES:
        raise IntakeError("intake.too_large", most=MOST_BYTES // 1_000_000)
    if data.startswith(_OLD_OR_LOCKED):
        raise IntakeError("intake.old_or_locked")
    if not data.strip():
        raise IntakeError("intake.empty")
    if not data.startswith(_PACKED):
        return read_text(data)
    from kamguide.intake.workbook import read_workbook  # noqa: PLC0415 - only for workbooks

    return read_workbook(data)
