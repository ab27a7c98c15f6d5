"""Tests of what cannot be, or hardly can: ranges, parts above their whole, units, age, ids."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kamguide.coach.subject import Hit, Subject, Watch, ids, number
from kamguide.messages import number as written
from kamguide.model.answers import Row
from kamguide.model.questions.numbers import (
    MoneyColumn,
    MoneyValue,
    NumberValue,
    PercentValue,
    ScaleValue,
)
from kamguide.model.questions.refs import RefColumn, RefQuestion, RefsColumn, RefsQuestion
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.model.text import Text

_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PARTS: Final[Mapping[str, Sequence[tuple[tuple[str, ...], str]]]] = {
    "pareto_customers": ((("margin",), "revenue"),),
    "seg_segments": ((("our_revenue",), "market_size"),),
    "fin_statements": (
        (("current_assets",), "total_assets"),
        (("current_liabilities",), "total_liabilities"),
        (("receivables", "inventory"), "current_assets"),
    ),
}
"""Columns that together are never more than another of the same row."""

# References


def points_nowhere(watch: Watch) -> Iterator[Hit]:
    """An id of a row that is not there."""
    table = watch.table
    if table is None:
        if isinstance(watch.question, RefQuestion | RefsQuestion):
            yield from _dangling(watch, watch.question, "", "", watch.answer.value)
        return
    laid_out = set(table.laid_out)
    pointing = [one for one in table.columns if isinstance(one, RefColumn | RefsColumn)]
    for column in pointing:
        if column.id not in laid_out:
            for row in watch.rows:
                yield from _dangling(watch, column, row.key, column.id, row[column.id])


def _dangling(
    watch: Watch,
    spec: RefColumn | RefsColumn | RefQuestion | RefsQuestion,
    row: str,
    column: str,
    value: object,
) -> Iterator[Hit]:
    named = ids(value)
    subject = watch.subject
    if not named or not any(name in subject.flow.questions for name in spec.to):
        return
    known = (*(one.id for one in spec.also), *subject.target_ids(spec.to))
    missing = [one for one in named if one not in known]
    if missing:
        listed = known[: watch.number_of("listed", 12)]
        values = {"id": missing[0], "list": listed or ("—",)}
        yield Hit(row, column, values, rests_on=(watch.question.id, *spec.to))


# Ranges


def out_of_range(watch: Watch) -> Iterator[Hit]:
    """A number outside what its question or column allows, or above the whole it belongs to."""
    table = watch.table
    if table is None:
        reason = _outside(watch.question, number(watch.answer.value)) or _below_cut(watch)
        if reason:
            yield Hit(values={"reason": reason})
        return
    bounded = [one for one in table.columns if _bounds(one) != (None, None)]
    for row in watch.rows:
        for column in bounded:
            reason = _outside(column, number(row[column.id]))
            if reason:
                yield Hit(row.key, column.id, {"reason": reason})
        yield from _impossible_parts(table, row)
    yield from _impossible_pairs(watch)


_Bounded = NumberValue | MoneyValue | PercentValue | ScaleValue


def _bounds(spec: object) -> tuple[Decimal | None, Decimal | None]:
    if not isinstance(spec, _Bounded):
        return None, None
    return number(spec.min), number(spec.max)


def _outside(spec: object, value: Decimal | None) -> str:
    """What is wrong with a value, as a comparison that reads in any language; or nothing."""
    least, most = _bounds(spec)
    if value is None:
        return ""
    if least is not None and value < least:
        return f"{written(value)} < {written(least)}"
    if most is not None and value > most:
        return f"{written(value)} > {written(most)}"
    return ""


def _below_cut(watch: Watch) -> str:
    """The second cut of an 80/20 analysis lies above the first."""
    if watch.question.id != "pareto_cut_b":
        return ""
    first = number(watch.subject.answers.value("pareto_cut_a"))
    second = number(watch.answer.value)
    if first is None or second is None or second > first:
        return ""
    return f"{written(second)} ≤ {written(first)}"


def _impossible_parts(table: TableQuestion, row: Row) -> Iterator[Hit]:
    for parts, whole in _PARTS.get(table.id, ()):
        amounts = [number(row[one]) for one in parts]
        limit = number(row[whole])
        known = [one for one in amounts if one is not None]
        if limit is not None and known and sum(known) > limit:
            reason = _comparison(table, parts, sum(known, Decimal(0)), whole, limit)
            yield Hit(row.key, parts[0], {"reason": reason})


def _comparison(
    table: TableQuestion, parts: Sequence[str], amount: Decimal, whole: str, limit: Decimal
) -> Text:
    labels = [table.column(one).label for one in parts]
    against = table.column(whole).label
    return Text(
        {
            lang: f"{' + '.join(one(lang) for one in labels)} {written(amount)}"
            f" > {against(lang)} {written(limit)}"
            for lang in against.root
        }
    )


def _impossible_pairs(watch: Watch) -> Iterator[Hit]:
    """Anchors upside down, and a customer who spends less in all than with us."""
    if watch.question.id == "sel_anchors":
        for row in watch.rows:
            low, high = number(row["value_0"]), number(row["value_10"])
            if low is not None and high is not None and high <= low:
                reason = f"10: {written(high)} ≤ 0: {written(low)}"
                yield Hit(row.key, "value_10", {"reason": reason})
    if watch.question.id == "prof_wallet":
        ours = watch.subject.figures.get("history.rev_t0") or {}
        for row in watch.rows:
            spent, bought = number(row["wallet_t0"]), ours.get(str(row["product_id"]))
            if spent is not None and bought is not None and spent < bought:
                reason = f"{written(bought)} > {written(spent)}"
                rests_on = ("prof_wallet", "prof_history")
                yield Hit(row.key, "wallet_t0", {"reason": reason}, rests_on=rests_on)


# Units


def outlier(watch: Watch) -> Iterator[Hit]:
    """An amount out of line with the years beside it, or with the rest of a list."""
    table = watch.table
    if table is None:
        return
    apart = watch.words_of("apart")
    columns = [
        one.id
        for one in table.columns
        if isinstance(one, MoneyColumn) and one.id not in apart and one.compute is None
    ]
    if table.id in watch.words_of("years"):
        limit = watch.number_of("year_ratio", 10)
        for series in _series(table, watch.rows, columns):
            yield from _out_of_line(watch, series, limit)
    elif table.id in watch.words_of("lists"):
        for column in columns:
            yield from _far_from_median(watch, column)


_Place = tuple[str, str, Decimal | None]


def _series(
    table: TableQuestion, rows: Sequence[Row], columns: Sequence[str]
) -> Iterable[Sequence[_Place]]:
    """Amounts of neighbouring years: along the columns, or along the rows where each is a year."""
    if any(one.type == "year" for one in table.columns):
        ordered = sorted(rows, key=lambda row: row.key)
        return [[(row.key, one, number(row[one])) for row in ordered] for one in columns]
    return [[(row.key, one, number(row[one])) for one in columns] for row in rows]


def _out_of_line(watch: Watch, series: Sequence[_Place], limit: int) -> Iterator[Hit]:
    """The amount that is far from each of its neighbours; one with two counts before one."""
    worst: tuple[int, Hit] | None = None
    for at, (row, column, value) in enumerate(series):
        beside = [series[one][2] for one in (at - 1, at + 1) if 0 <= one < len(series)]
        near = [one for one in beside if one is not None and one > 0]
        if value is None or value <= 0 or not near:
            continue
        if all(_is_far(value, one, limit) for one in near) and len(near) > (worst or (0,))[0]:
            worst = len(near), Hit(row, column, _ratio(watch, value, near[0]))
    if worst is not None:
        yield worst[1]


def _is_far(value: Decimal, other: Decimal, limit: int) -> bool:
    return value > other * limit or value * limit < other


def _far_from_median(watch: Watch, column: str) -> Iterator[Hit]:
    amounts = [(row.key, number(row[column])) for row in watch.rows]
    known = [(row, one) for row, one in amounts if one is not None and one > 0]
    if len(known) < 3:  # noqa: PLR2004 - below that there is no middle to be far from
        return
    from statistics import median

    middle = median(one for _, one in known)
    for row, value in known:
        if _is_far(value, middle, watch.number_of("list_ratio", 100)):
            yield Hit(row, column, _ratio(watch, value, middle))


def _ratio(watch: Watch, value: Decimal, other: Decimal) -> dict[str, object]:
    answers = watch.subject.answers
    unit = answers.value("setup_money_unit")
    currency = answers.text("setup_currency")
    many = int(unit) if isinstance(unit, str) and unit.isdecimal() else 1
    size = f"{many:,} " if many > 1 else ""
    return {"value": value, "ratio": value / other, "unit": f"{size}{currency or 'CNY'}"}


# Age


def stale(watch: Watch) -> Iterator[Hit]:
    """A year or a day more than so many months before today; a year told as over that goes on."""
    limit = months_before(watch.subject.today, watch.number_of("months", 24))
    table = watch.table
    if table is None:
        year = watch.answer.value
        if (
            watch.question.type == "year"
            and isinstance(year, int)
            and watch.subject.fiscal.first(year) < limit
        ):
            yield Hit()
        if watch.question.type == "yes_no" and year is False and _goes_on(watch.subject):
            yield Hit(rests_on=(watch.question.id, "setup_base_year"))
        yield from _stale_text(watch, limit)
        return
    days = [one.id for one in table.columns if one.type == "date"]
    for row in watch.rows if isinstance(table.layout, FreeRows) else ():
        for name in days:
            day = row[name]
            if isinstance(day, date) and day < limit:
                yield Hit(row.key, name)


def _goes_on(subject: Subject) -> bool:
    """Whether the base year is not over yet, so that its figures cannot be actual ones."""
    year = subject.year(0)
    return year is not None and year >= subject.fiscal.of(subject.today)


def _stale_text(watch: Watch, limit: date) -> Iterator[Hit]:
    for _, _, form in watch.texts():
        years = [int(one) for one in _YEAR.findall(form)]
        if years and date(max(years), 12, 31) < limit:
            yield Hit()


def months_before(day: date, months: int) -> date:
    """The day so many months before another, at most the 28th."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
