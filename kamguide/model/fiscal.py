"""The financial year: when the years of a plan begin and end.

A plan year is called after the calendar year in which it begins.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from kamguide.model.answers import Json

SETTING: Final = "fiscal_year_start"
_ORDINARY: Final = 2027
"""A year without a 29 February: what starts a year must be there in every one."""
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAME: Final = r"(?P<name>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?",
        rf"{_NAME}(?:\s+{_DAY})?",
        rf"{_DAY}\s+(?:of\s+)?{_NAME}",
    )
)


class FiscalYear(Struct, frozen=True):
    """A year that begins on the same day each time."""

    month: int = 1
    day: int = 1

    def first(self, year: int) -> date:
        """The first day of the year called `year`."""
        return date(year, self.month, self.day)

    def last(self, year: int) -> date:
        """The last day of the year called `year`."""
        return self.first(year + 1) - timedelta(days=1)

    def of(self, day: date) -> int:
        """What the year is called in which a day lies."""
        return day.year if day >= self.first(day.year) else day.year - 1

    def name(self, year: int) -> str:
        """What the year is called in writing: 2027, or 2027/28 where it goes over into the next."""
        return str(year) if self.is_calendar else f"{year}/{(year + 1) % 100:02}"

    @property
    def is_calendar(self) -> bool:
        """Whether it is the calendar year."""
        return self.month == self.day == 1

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


def fiscal_year(settings: Mapping[str, Json]) -> FiscalYear:
    """The financial year of a plan by its settings; the calendar year where they say nothing."""
    setting = settings.get(SETTING)
    read = read_start(setting) if isinstance(setting, str) else None
    return read or FiscalYear()


def read_start(raw: str) -> FiscalYear | None:
    """The year that begins on a day such as 04-01, 4月1日 or 1 April; None for anything else.

    A month alone begins on its first day. 4/1 is two days, so it is none.
    """
    text = unicodedata.normalize("NFKC", raw).strip().lower()
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month(parts.get("name") or "")
    try:
        first = date(_ORDINARY, month, int(parts.get("day") or 1))
    except ValueError:
        return None
    return FiscalYear(first.month, first.day)


def _month(name: str) -> int:
    """The number of a month by its English name or the start of it; 0 for no month."""
    known = (name, "sep") if name == "sept" else (name,)
    fits = (full.startswith(known) for full in _MONTHS)
    return next((at for at, one in enumerate(fits, start=1) if one), 0)
