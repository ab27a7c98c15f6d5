"""What any file of rows is made into: cells as text, each knowing where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kamguide.errors import IntakeError
from kamguide.model.context import Notice
from kamguide.model.text import clean

MOST_BYTES: Final = 10_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 200_000
LONGEST_CELL: Final = 32_767
"""Characters: as many as a spreadsheet lets anyone type."""


class Field(NamedTuple):
    """A cell of a file: its text, and its row and column from zero."""

    text: str
    row: int
    column: int
    fault: str = ""
    """The key of the reason why its value is not known."""

    @property
    def place(self) -> str:
        """What a spreadsheet calls it: `B7`."""
        return f"{letters(self.column)}{self.row + 1}"


Line = tuple[Field, ...]


class Form(StrEnum):
    """How a table was laid out in its file."""

    LIST = "list"
    TURNED = "turned"
    """Its rows stood side by side."""
    CROSSED = "crossed"
    """One side of a grid ran across."""


class Sheet(Struct, frozen=True):
    """A rectangle of cells."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False
    notices: tuple[Notice, ...] = ()
    form: Form = Form.LIST

    def turned(self) -> "Sheet":
        """The same with its rows as columns."""
        return replace(self, lines=tuple(zip(*self.lines, strict=True)), form=Form.TURNED)


def sheet_of(name: str, rows: Sequence[Sequence[str]], *notices: Notice) -> Sheet:
    """A sheet of rows of text, which may differ in length.

    Raises:
        IntakeError: There are more than anyone would bring.
    """
    width = max(map(len, rows), default=0)
    held_to_limits(len(rows), width)
    lines = (
        tuple(Field(_kept(text), at, n) for n, text in _numbered(row, width))
        for at, row in enumerate(rows)
    )
    return Sheet(name, tuple(lines), notices=notices)


def readable(readings: Iterable[Callable[[], Sheet]]) -> Iterator[Sheet]:
    """The sheets that can be read; where none can, why the first cannot.

    Raises:
        IntakeError: None of them can be read.
    """
    problems: list[IntakeError] = []
    found = False
    for read in readings:
        try:
            sheet = read()
        except IntakeError as problem:
            problems.append(problem)
            continue
        found = True
        yield sheet
    if problems and not found:
        raise problems[0]


def _numbered(row: Sequence[str], width: int) -> Iterator[tuple[int, str]]:
    padded = zip_longest(range(width), row, fillvalue="")
    return ((int(n), str(text)) for n, text in padded)


def _kept(text: str) -> str:
    return clean(text).strip()


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


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: A, B … Z, AA."""
    name, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name
