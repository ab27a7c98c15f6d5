"""Days and years as people write them, in either language.

A month, a quarter or a year stands for its last day; whatever is not a full date is said back,
and what has two readings is asked.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from kamguide.errors import AnswerError
from kamguide.model.context import Context, Notice
from kamguide.model.numerals import number, plain, positions, shortened

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_DECEMBER: Final = 12
_HALF: Final = 6
_QUARTER: Final = 3
_YEARS_TO_A_LEAP_DAY: Final = 9

Span = tuple[date, date]
_Found = re.Match[str]

_MONTHS: Final = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
_MON: Final = rf"(?P<mon>{'|'.join(_MONTHS)})\.?"
_Y: Final = "(?P<y>[0-9]{4})"
_M: Final = "(?P<m>[0-9]{1,2})"
_D: Final = "(?P<d>[0-9]{1,2})"
_DTH: Final = f"{_D}(?:st|nd|rd|th)?"

_FULL: Final = (
    rf"{_Y}(?P<sep>[-/.]){_M}(?P=sep){_D}(?:[t ]00:00(?::00)?)?",
    rf"{_Y} ?年 ?{_M} ?月 ?{_D} ?[日号]?",
    "(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    rf"{_DTH}[- ]?(?:of )?{_MON},?[- ]?{_Y}",
    rf"{_MON}[- ]?{_DTH},? ?{_Y}",
)
_WITHOUT_YEAR: Final = (
    rf"{_M} ?月 ?{_D} ?[日号]?",
    rf"(?:the )?{_DTH}[- ]?(?:of )?{_MON}",
    rf"{_MON}[- ]?(?:the )?{_DTH}",
)
_PERIODS: Final = (
    rf"{_Y} ?年?(?:度)?",
    rf"{_Y} ?[-/.年] ?{_M} ?月?份?",
    rf"{_M}[/.]{_Y}",
    rf"{_MON}(?: of)?,?[- ]?{_Y}",
    rf"{_Y} {_MON}",
    rf"(?:the )?(?P<month>{'|'.join(_MONTHS)})\.?",
    "(?P<m>[0-9]{1,2}) ?月份?",
    rf"q ?(?P<q>[1-4])(?: of|,)?[ /-]?{_Y}",
    rf"{_Y} ?年?[ /-]?q(?P<q>[1-4])",
    rf"(?P<q>[1-4])q[ /-]?{_Y}",
    rf"{_Y} ?年? ?第?(?P<q>[1-4])季度?",
    rf"h ?(?P<h>[12])(?: of|,)?[ /-]?{_Y}",
    rf"{_Y} ?年?[ /-]?h(?P<h>[12])",
    rf"{_Y} ?年? ?(?P<han_half>[上下])半年",
    "q(?P<q>[1-4])|第?(?P<han_q>[1-4])季度?",
    "h(?P<h>[12])|(?P<han_half>[上下])半年",
)
_NOW: Final = (
    "(?P<now>本|这个?|当)(?P<span>月|季度?|周|星期|年)",
    "(?P<later>下个?)(?P<span>月|季度?|周|星期|年)",
    "(?P<now>this |the |)(?P<span>month|quarter|week|year)",
    "(?P<later>next |the next )(?P<span>month|quarter|week)",
    "(?P<now>)(?P<span>月|季度?|)",
)
_WEEKDAY: Final = re.compile("(?P<now>本|这个?|)(?P<later>下个?|)(?:周|星期|礼拜)(?P<wd>[1-6日天])")
_AFTER: Final = (
    r"(?:in|within) (?P<n>[0-9]{1,3}|an?|one|two|three|four|six) (?P<unit>day|week|month|year)s?",
    r"(?P<n>[0-9]{1,3}) (?P<unit>day|week|month|year)s? (?:from (?:now|today)|later)",
    "(?P<n>[0-9]{1,3}) ?(?P<unit>天|日|周|个?星期|个月|年)(?:之?后|以后|之?内|以内)",
)
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_DAYS: Final = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
}
_YEARS: Final = {
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
    "去年": -1,
    "前年": -2,
    "this year": 0,
    "next year": 1,
    "last year": -1,
    "the current year": 0,
}
_YEAR_WORD: Final = re.compile(rf"(?:{'|'.join(_YEARS)})(?:的|度)?")
_PLAN_YEAR: Final = re.compile(r"(?<![a-z0-9])t(?: ?(?P<sign>[+-]) ?(?P<n>[0-9])|0)(?![0-9])")
_HAN: Final = re.compile("[零一二三四五六七八九十]+")
_LEAD: Final = re.compile(
    r"(?:(?:by|on|at|in|until) )?(?:the )?(?=end|mid|start|begin|close)|(?:by|on|until) "
)
_PARTS: Final = {
    "end": ("end", "close", "底", "末", "年底", "年末", "-end", " end"),
    "start": ("start", "beginning", "初", "年初"),
    "mid": ("mid", "middle", "中", "年中"),
}
_PART_FIRST: Final = re.compile(
    "(?P<part>end|close|start|beginning|mid|middle)(?:[ -](?:of )?(?:the )?)(?P<span>.+)"
)
_PART_LAST: Final = re.compile(r"(?P<span>.*?)(?P<part>年?[底末中初]|[ -]end)")
_YEAR_END: Final = re.compile(r"year[- ]end[ -]?(?P<y>[0-9]{4})?")


def read_date(raw: str, context: Context) -> tuple[date, tuple[Notice, ...]]:
    """Read a day; one that was not written out in full is said back.

    Args:
        raw: A date, a period with or without its end or middle, a year of the plan (`T+1`), or
            a time from today.
        context: Today, and the plan's base year.

    Returns:
        The day, and what to say back about the reading.

    Raises:
        AnswerError: It is no day from 1900 to 2199 (`answer.date.unreadable`), has two
            readings (`answer.date.two_readings`), or needs the plan's base year, which is not
            known yet (`answer.date.no_base_year`).
    """
    text = _simple(raw)
    try:
        dated = _with_years(text, context, raw)
        exact = _full(dated)
        day = exact or _loose(dated, context, raw)
    except (ValueError, OverflowError):
        day = exact = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise AnswerError("answer.date.unreadable", raw=shortened(raw))
    if exact is not None and dated == text:
        return day, ()
    said = (("raw", shortened(raw)), ("value", day.isoformat()))
    return day, (Notice("answer.date.read_as", said),)


def read_year(raw: str, context: Context) -> tuple[int, tuple[Notice, ...]]:
    """Read a calendar year; one that was not written out in full is said back.

    Raises:
        AnswerError: It is no year from 1900 to 2199 (`answer.year.unreadable`), or needs the
            plan's base year, which is not known yet (`answer.date.no_base_year`).
    """
    text = _simple(raw)
    dated = _with_years(text, context, raw)
    found = re.fullmatch(r"(?:fy ?)?(?P<y>[0-9]{4}) ?(?:财?年度?)?", dated)
    short = re.fullmatch(r"(?:'|fy ?'?)(?P<y>[0-9]{2})|(?P<y2>[0-9]{2})年度?", dated)
    year = int(found["y"]) if found else 0
    if short:
        year = context.today.year // 100 * 100 + int(short["y"] or short["y2"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise AnswerError("answer.year.unreadable", raw=shortened(raw))
    if dated == text and not short:
        return year, ()
    return year, (Notice("answer.year.read_as", (("raw", shortened(raw)), ("value", year))),)


def _simple(raw: str) -> str:
    """`raw` in one form: digits for Chinese numerals, single blanks, no words around it."""
    text = _HAN.sub(lambda found: _digits(found[0]), plain(raw) or "")
    text = " ".join(text.split()).strip(" .,;")
    return _LEAD.sub("", text, count=1) if _LEAD.match(text) else text


def _digits(han: str) -> str:
    value = positions(han)
    if value is not None:
        return str(value)
    counted = number(han)
    return han if counted is None else str(counted)


def _with_years(text: str, context: Context, raw: str) -> str:
    """`text` with the year in digits that *this year*, 明年 or `T+1` means."""

    def plan_year(found: _Found) -> str:
        if context.base_year is None:
            raise AnswerError("answer.date.no_base_year", raw=shortened(raw))
        return str(context.base_year + int(f"{found['sign'] or '+'}{found['n'] or 0}"))

    def near_year(found: _Found) -> str:
        word = found[0].removesuffix("的").removesuffix("度")
        year = context.today.year + _YEARS[word]
        return f"{year}年" if word.endswith("年") else str(year)

    return _PLAN_YEAR.sub(plan_year, _YEAR_WORD.sub(near_year, text))


def _matches(patterns: tuple[str, ...], text: str) -> Iterator[_Found]:
    return (found for one in patterns if (found := re.fullmatch(one, text)))


def _group(found: _Found, *names: str) -> str:
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _month(found: _Found) -> int:
    """The month that a pattern found, or 0."""
    if word := _group(found, "mon", "month"):
        return next(n for n, one in enumerate(_MONTHS, start=1) if re.fullmatch(one, word))
    return int(_group(found, "m") or 0)


def _full(text: str) -> date | None:
    for found in _matches(_FULL, text):
        return date(int(found["y"]), _month(found), int(found["d"]))
    return None


_Reader = Callable[[str, Context], date | None]


def _loose(text: str, context: Context, raw: str) -> date | None:
    """The day that something less than a full date stands for."""
    if (day := _in_either_order(text, context, raw)) is not None:
        return day
    readers: tuple[_Reader, ...] = (_near, _later, _yearless, _on_weekday, _part_of_period)
    return next((day for read in readers if (day := read(text, context)) is not None), None)


def _in_either_order(text: str, context: Context, raw: str) -> date | None:
    """Day and month in figures, where the year comes last or is left out."""
    found = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}))?", text)
    if found is None or (found[4] is None and found[2] != "/"):
        return None
    days = dict.fromkeys(
        day
        for month, number_of_day in ((found[3], found[1]), (found[1], found[3]))
        if (day := _possible(found[4], int(month), int(number_of_day), context)) is not None
    )
    first, *second = days or (None,)
    # With points the day comes first wherever the year comes last.
    if first is not None and second and found[2] != ".":
        raise AnswerError(
            "answer.date.two_readings",
            raw=shortened(raw),
            first=first.isoformat(),
            second=str(second[0]),
        )
    return first


def _possible(year: str | None, month: int, day: int, context: Context) -> date | None:
    try:
        return date(int(year), month, day) if year else _next(month, day, context.today)
    except ValueError:
        return None


def _next(month: int, day: int, today: date) -> date | None:
    """The first such day from today on, or None if no year has it."""
    for year in range(today.year, today.year + _YEARS_TO_A_LEAP_DAY):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _near(text: str, context: Context) -> date | None:
    return context.today + timedelta(_DAYS[text]) if text in _DAYS else None


def _later(text: str, context: Context) -> date | None:
    for found in _matches(_AFTER, text):
        count, unit = found["n"], found["unit"]
        many = int(count) if count.isdecimal() else _COUNTS[count]
        if unit in ("day", "天", "日"):
            return context.today + timedelta(many)
        if unit in ("week", "周", "星期", "个星期"):
            return context.today + timedelta(weeks=many)
        months = many if unit in ("month", "个月") else many * _DECEMBER
        last = _months(context.today.replace(day=1), months, 1)[1]
        return last.replace(day=min(last.day, context.today.day))
    return None


def _yearless(text: str, context: Context) -> date | None:
    for found in _matches(_WITHOUT_YEAR, text):
        return _next(_month(found), int(found["d"]), context.today)
    return None


def _on_weekday(text: str, context: Context) -> date | None:
    found = _WEEKDAY.fullmatch(text)
    if found is None or bool(found["now"]) == bool(found["later"]):
        return None
    place = 6 if found["wd"] in "日天" else int(found["wd"]) - 1
    monday = context.today - timedelta(context.today.weekday())
    return monday + timedelta(place + (7 if found["later"] else 0))


def _part_of_period(text: str, context: Context) -> date | None:
    if found := _YEAR_END.fullmatch(text):
        return date(int(found["y"] or context.today.year), _DECEMBER, 31)
    if (span := _period(text, context)) is not None and text:
        return span[1]
    found = _PART_FIRST.fullmatch(text) or _PART_LAST.fullmatch(text)
    if found is None:
        return None
    word = found["part"]
    bare = found["span"] or ("this year" if word.startswith("年") else "")
    span = _period(_with_years(bare, context, text), context) if bare else None
    if span is None:
        return None
    part = next(name for name, words in _PARTS.items() if word in words)
    return {"end": span[1], "start": span[0], "mid": _middle(span)}[part]


def month_of(day: date) -> int:
    """The month of a day, counted from the year nought."""
    return day.year * 12 + day.month - 1


def _middle(span: Span) -> date:
    """30 June of a year, else the day in the middle: the fifteenth of most months."""
    first, last = span
    if (last - first).days > 300:  # noqa: PLR2004 - longer than any half year
        return date(first.year, _HALF, 30)
    return first + (last - first) // 2 - timedelta((last - first).days == 30)  # noqa: PLR2004


def _period(text: str, context: Context) -> Span | None:
    """The first and the last day of a year, half, quarter, month or week."""
    for found in _matches(_PERIODS, text):
        year = _group(found, "y")
        if year:
            return _within(int(year), found)
        spans = (_within(context.today.year + ahead, found) for ahead in (0, 1))
        return next((span for span in spans if span[1] >= context.today), None)
    for found in _matches(_NOW, text):
        return _around(_group(found, "span"), context.today, ahead=bool(_group(found, "later")))
    return None


def _within(year: int, found: _Found) -> Span:
    """The part of a year that a pattern found, or the year."""
    half = {"上": "1", "下": "2"}.get(_group(found, "han_half")) or _group(found, "h")
    if half:
        return _months(date(year, 1, 1), (int(half) - 1) * _HALF, _HALF)
    if quarter := _group(found, "q", "han_q"):
        return _months(date(year, 1, 1), (int(quarter) - 1) * _QUARTER, _QUARTER)
    if _group(found, "m", "mon", "month"):
        return _months(date(year, _month(found), 1), 0, 1)
    return date(year, 1, 1), date(year, _DECEMBER, 31)


def _around(word: str, today: date, *, ahead: bool) -> Span | None:
    if word in ("week", "周", "星期"):
        monday = today - timedelta(today.weekday()) + timedelta(weeks=1 if ahead else 0)
        return monday, monday + timedelta(6)
    lengths = {"month": 1, "月": 1, "quarter": 3, "季": 3, "季度": 3, "year": 12, "年": 12}
    if word not in lengths:
        return None
    length = lengths[word]
    start = date(today.year, (today.month - 1) // length * length + 1, 1)
    return _months(start, length if ahead else 0, length)


def _months(start: date, skipped: int, length: int) -> Span:
    """`length` months, from `skipped` months after the first of a month on."""

    def first_of(months: int) -> date:
        years, month = divmod(start.month - 1 + months, _DECEMBER)
        return date(start.year + years, month + 1, 1)

    return first_of(skipped), first_of(skipped + length) - timedelta(1)
