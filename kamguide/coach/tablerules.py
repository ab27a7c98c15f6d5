"""Tests of the rows of a table: sums, weights, scores, how many there are, what repeats.

An incomplete sum is no finding: what is missing is for the progress to say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from kamguide.coach import words
from kamguide.coach.subject import Hit, Subject, Watch, ids, number
from kamguide.engine.tables import row_count, standing_rows
from kamguide.model.answers import Cell, Row
from kamguide.model.questions import Question
from kamguide.model.questions.choices import ChoicesQuestion
from kamguide.model.questions.numbers import ScaleColumn
from kamguide.model.questions.refs import RefsQuestion
from kamguide.model.questions.table import ColumnSum, FreeRows, GridRows, TableQuestion

_UNITS: Final = ("unit_id", "product_id")
_SMALL_SCALE: Final = 4
"""On a scale narrower than this, marks that differ by one differ enough."""


def grouped(rows: Iterable[Row], column: str | None) -> dict[Cell | None, list[Row]]:
    """The rows by what stands in a column; all together without one."""
    groups: dict[Cell | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column] if column else None, []).append(row)
    return groups


# Sums and weights


def sum_is(watch: Watch) -> Iterator[Hit]:
    """A column that does not add up to what its table says."""
    table = watch.table
    if table is None:
        return
    for one in table.sums:
        if (one.column == "weight") is watch.rule.params.get("weights", False):
            rows = all_rows(watch.subject, table)
            for group in grouped(rows, one.per).values():
                yield from sum_missed(one, group)


def all_rows(subject: Subject, table: TableQuestion) -> Sequence[Row]:
    """The rows of a table, those that are laid out and not filled yet among them."""
    if isinstance(table.layout, FreeRows):
        return subject.answers.rows(table.id)
    return standing_rows(subject.flow, subject.answers, table)


def sum_missed(wanted: ColumnSum, group: Sequence[Row]) -> Iterator[Hit]:
    """What a complete column adds up to, where that is not what it should be."""
    amounts = [number(row[wanted.column]) for row in group]
    known = [one for one in amounts if one is not None]
    total = sum(known, Decimal(0))
    if len(known) == len(amounts) and known and abs(total - wanted.equals) > wanted.within:
        values = {"sum": total, "target": wanted.equals, "diff": abs(total - wanted.equals)}
        yield Hit(group[0].key if wanted.per else "", wanted.column, values)


def weights_flat(watch: Watch) -> Iterator[Hit]:
    """Weights that differ by no more than a quarter of the average one."""
    weights = [one for row in watch.rows if (one := number(row["weight"])) is not None]
    if len(weights) > 1 and max(weights) - min(weights) <= Decimal(25) / len(weights):
        yield Hit(column="weight")


# Scores


def spread_below(watch: Watch) -> Iterator[Hit]:
    """Scores that hardly differ; in a grid of several units, unit by unit."""
    table = watch.table
    if table is None:
        return
    given = {*table.key_columns, *table.laid_out}
    shown = [one for one in table.columns if one.id not in given]
    if watch.use.on:
        shown = [one for one in shown if one.id in watch.use.on]
    scales = [one for one in shown if isinstance(one, ScaleColumn)]
    wide = all(one.max - one.min >= _SMALL_SCALE for one in scales)
    for group in grouped(watch.rows, _unit_column(table)).values():
        row = group[0].key if len(group) < len(watch.rows) else ""
        marks = [row[one.id] for row in group for one in scales]
        if _is_flat(watch, marks, by_spread=wide):
            yield Hit(row, scales[0].id)
    for column in (one.id for one in shown if one.type == "choice"):
        if _is_flat(watch, [row[column] for row in watch.rows], by_spread=False):
            yield Hit(column=column)


def _unit_column(table: TableQuestion) -> str | None:
    if not isinstance(table.layout, GridRows) or len(table.layout.axes) == 1:
        return None
    first = table.layout.axes[0].columns[0]
    return first if first in _UNITS else None


def _is_flat(watch: Watch, marks: Iterable[Cell | None], *, by_spread: bool) -> bool:
    known = [one for one in marks if number(one) is not None or isinstance(one, str)]
    if len(known) < watch.number_of("cells", 4):
        return False
    most = Counter(known).most_common(1)[0][1]
    if most * 100 >= watch.number_of("same_pct", 80) * len(known):
        return True
    numbers = [value for one in known if (value := number(one)) is not None]
    return by_spread and max(numbers) - min(numbers) <= watch.number_of("spread", 1)


def leads_everywhere(watch: Watch) -> Iterator[Hit]:
    """Our own score the best on every factor that a competitor was scored on."""
    table = watch.table
    names = {one.id for one in table.columns} if table is not None else set()
    values = _elsewhere(watch)
    if "supplier" in names:
        yield from _ahead_of_suppliers(watch, "unit_id" if "unit_id" in names else None, values)
    elif "own_t0" in names:
        for rows in grouped(watch.rows, "product_id").values():
            if _is_ahead([(number(row["own_t0"]), number(row["comp_t0"])) for row in rows]):
                yield Hit(rows[0].key, "own_t0", values)
    elif "hard_to_copy" in names and _claims_everything(watch.rows):
        yield Hit(values=values)


_CLAIMS: Final = ("valued", "rare", "hard_to_copy", "sustained")


def _claims_everything(rows: Sequence[Row]) -> bool:
    return len(rows) > 1 and all(row[one] is True for row in rows for one in _CLAIMS)


def _ahead_of_suppliers(
    watch: Watch, per: str | None, values: Mapping[str, object]
) -> Iterator[Hit]:
    for unit, rows in grouped(watch.rows, per).items():
        if _is_ahead(_supplier_pairs(rows)):
            share = watch.subject.figures.get(f"market_standings.{unit}.our_share_pct")
            extra = {} if share is None else {"market_share": share}
            yield Hit(rows[0].key if unit else "", "score", {**values, **extra})


def _elsewhere(watch: Watch) -> dict[str, object]:
    share = watch.subject.figures.get("wallet.account.share_t0_pct")
    return {} if share is None else {"x": 100 - share}


_Pair = tuple[Decimal | None, Decimal | None]


def _supplier_pairs(rows: Sequence[Row]) -> list[_Pair]:
    own: dict[Cell | None, Decimal | None] = {}
    best: dict[Cell | None, Decimal] = {}
    for row in rows:
        score = number(row["score"])
        factor = row["csf_id"]
        if row["supplier"] == "own":
            own[factor] = score
        elif score is not None:
            best[factor] = max(score, best.get(factor, score))
    return [(score, best.get(factor)) for factor, score in own.items()]


def _is_ahead(pairs: Sequence[_Pair]) -> bool:
    known = [(ours, theirs) for ours, theirs in pairs if ours is not None and theirs is not None]
    return len(known) > 1 and all(ours >= theirs for ours, theirs in known)


# How many, and how alike


def rows_below(watch: Watch) -> Iterator[Hit]:
    """Fewer rows than the table, or the rule itself, asks for."""
    table = watch.table
    if table is None:
        return
    least = watch.number_of("min", table.rows.min)
    groups = grouped(watch.rows, table.rows.per)
    for rows in groups.values() if table.rows.per else (watch.rows,):
        count = row_count(table, rows)
        if count < least:
            yield Hit(rows[0].key if table.rows.per else "", values={"n": count, "min": least})
            return
    yield from _unvaried(watch)


def _unvaried(watch: Watch) -> Iterator[Hit]:
    for place in watch.words_of("varied"):
        table, _, column = place.partition(".")
        if table == watch.question.id and len({row[column] for row in watch.rows}) == 1:
            yield Hit(column=column, values={"n": 1, "min": 2})


def rows_above(watch: Watch) -> Iterator[Hit]:
    """More rows or picks than are allowed; every option of a list ticked."""
    table = watch.table
    if table is not None:
        groups = grouped(watch.rows, table.rows.per) if table.rows.per else {None: watch.rows}
        for rows in groups.values():
            if len(rows) > table.rows.max:
                values = {"n": len(rows), "max": table.rows.max}
                yield Hit(rows[0].key if table.rows.per else "", values=values)
        return
    picks = len(ids(watch.answer.value))
    most = _most_picks(watch.question)
    if most is not None and picks > most:
        yield Hit(values={"n": picks, "max": most})


def _most_picks(question: Question) -> int | None:
    if isinstance(question, RefsQuestion):
        return question.max_count
    return max(len(question.options) - 1, 2) if isinstance(question, ChoicesQuestion) else None


def all_are(watch: Watch) -> Iterator[Hit]:
    """The same one value in a column of every row."""
    column, value = str(watch.rule.params.get("column")), watch.rule.params.get("value")
    if watch.rows and all(row[column] == value for row in watch.rows):
        yield Hit(column=column)


def certain(watch: Watch) -> Iterator[Hit]:
    """Every percentage 0 or 100, or all of them alike; a scenario that changes next to nothing."""
    names = watch.use.on
    near = watch.number_of("near_100_points", 1)
    for row in watch.rows if len(names) > 1 else ():
        series = [one for name in names if (one := number(row[name])) is not None]
        if series and all(abs(one - 100) <= near for one in series):
            yield Hit(row.key, names[0])
    for name in names:
        amounts = [one for row in watch.rows if (one := number(row[name])) is not None]
        alike = len(amounts) > 1 and len(set(amounts)) == 1
        if amounts and (alike or all(one in (0, 100) for one in amounts)):
            yield Hit(column=name)


def duplicate(watch: Watch) -> Iterator[Hit]:
    """The same text in every row of a column, or the values of another table copied."""
    table = watch.table
    if table is None or len(watch.rows) <= 1:
        return
    yield from _copied(watch)
    texts = [one.id for one in table.columns if one.type in ("text", "long_text")]
    for name in (one for one in texts if not watch.use.on or one in watch.use.on):
        cells = [row[name] for row in watch.rows]
        forms = {watch.subject.form(cell) for cell in cells if isinstance(cell, str)}
        if len(forms) == 1 and None not in cells and forms != {""}:
            yield Hit(column=name)


def _copied(watch: Watch) -> Iterator[Hit]:
    for place in watch.words_of("copies"):
        here, _, there = place.partition("=")
        table, _, column = here.partition(".")
        source, _, other = there.partition(".")
        if table == watch.question.id:
            before = {row.key: row[other] for row in watch.subject.rows(source)}
            now = {row.key: row[column] for row in watch.rows}
            known = [key for key in now if before.get(key) is not None]
            if len(known) > 1 and all(now[key] == before[key] for key in known):
                yield Hit(column=column, rests_on=(table, source))


def guessed(watch: Watch) -> Iterator[Hit]:
    """No evidence for any score, or nobody asked about any."""
    table = watch.table
    names = {one.id for one in table.columns} if table is not None else set()
    if not watch.rows:
        return
    if "asked" in names and all(row["asked"] == "guessed" for row in watch.rows):
        yield Hit(column="asked")
    if "evidence" in names and not any(row["evidence"] for row in watch.rows):
        yield Hit(column="evidence")


def no_rival(watch: Watch) -> Iterator[Hit]:
    """An empty list of competitors, a text that says there is none, a unit scored alone."""
    subject = watch.subject
    grave = watch.question.id in watch.words_of("block_on")
    share = subject.figures.get("wallet.account.share_t0_pct")
    values = {} if share is None else {"share_of_wallet": share}
    if _names_nobody(watch, grave=grave):
        yield Hit(values=values, severity="block" if grave else None)
        return
    for row in watch.rows:
        cell = row[watch.table.main.id] if watch.table is not None else None
        if isinstance(cell, str) and words.found(subject.form(cell), watch.listed):
            yield Hit(row.key, values=values)
    if any("supplier" in row.cells for row in watch.rows):
        for rows in grouped(watch.rows, "unit_id").values():
            if all(row["supplier"] == "own" for row in rows):
                yield Hit(rows[0].key, "supplier", values)


def _names_nobody(watch: Watch, *, grave: bool) -> bool:
    value = watch.answer.value
    if watch.table is not None:
        return isinstance(watch.table.layout, FreeRows) and not watch.rows
    if value is None:  # never answered, or taken away: wrong once the scores stand
        return grave and bool(watch.subject.rows("csf_scores"))
    form = watch.subject.form(value) if isinstance(value, str) else ""
    return value == () or bool(form and words.found(form, watch.listed))
