"""What any file of rows is made into: cells as text, and what was seen of them on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kamguide.errors import IntakeError
from kamguide.model.context import Notice

MOST_BYTES: Final = 10_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 400_000
LONGEST_CELL: Final = 32_767
"""Characters: as many as a spreadsheet lets anyone type."""

Place = tuple[int, int]
"""Row and column, from zero."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of cells as text; rows and columns stand where they stand in the file."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...] = ()
    unread: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))
    """Cells whose value is not in the file, each with the key of the reason."""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; nothing where there is none."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a file, and whether it is hidden from whoever opens it."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file of one or several sheets, each read when it is asked for."""

    sheets: tuple[SheetName, ...]
    read: Callable[[int], Sheet]
    """The sheet with this number, from zero; raises IntakeError where it cannot be taken in."""


def held_to_limits(rows: int, columns: int) -> None:
    """Refuse what is larger than a table that a person would bring.

    Raises:
        IntakeError: It is.
    """
    if rows > MOST_ROWS:
        raise IntakeError("intake.too_many_rows", most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise IntakeError("intake.too_many_columns", most=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise IntakeError("intake.too_many_cells", most=MOST_CELLS)
