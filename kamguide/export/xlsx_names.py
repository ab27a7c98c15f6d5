"""Names of sheets that every spreadsheet takes, and addresses of cells on them."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from kamguide.model.text import clean
from kamguide.plan.workbook import Area, Sheet, Spot

LONGEST: Final = 31
"""Characters of a name, counted as spreadsheets count: those beyond the first plane twice."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffd]+")
_RESERVED: Final = "history"


def sheet_names(sheets: Iterable[Sheet]) -> dict[str, str]:
    """A name for each sheet by its key: its title, made safe, short, and different from others."""
    names: dict[str, str] = {}
    taken: set[str] = {_RESERVED}
    for sheet in sheets:
        plain = " ".join(_FORBIDDEN.sub(" ", clean(sheet.title)).split()).strip("' ") or sheet.key
        name, count = _cut(plain, LONGEST), 1
        while name.casefold() in taken:
            count += 1
            ending = f" {count}"
            name = _cut(plain, LONGEST - len(ending)) + ending
        taken.add(name.casefold())
        names[sheet.key] = name
    return names


def _cut(text: str, room: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > room:
        text = text[:-1]
    return text.strip("' ")


@lru_cache(maxsize=256)
def quoted(name: str) -> str:
    """A sheet's name as it stands in formulas."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def addressed(place: Spot | Area, names: Mapping[str, str], own: str = "") -> str:
    """The address of a place; that of another sheet begins with its name."""
    first, last = (place, None) if isinstance(place, Spot) else (place.first, place.last)
    name = names[first.sheet]
    text = xl_rowcol_to_cell(first.row, first.column)
    if last is not None:
        text = f"{text}:{xl_rowcol_to_cell(last.row, last.column)}"
    return text if name == own else f"{quoted(name)}!{text}"
