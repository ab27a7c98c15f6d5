"""Tests of what is said in a text or in the text cells of a table.

Each yields one hit for each text that fails; a text that says *I do not know* fails none.
"""

from collections.abc import Callable, Iterator
from typing import Final

from kamguide.coach import words
from kamguide.coach.subject import Hit, Watch
from kamguide.model.answers import Open, State
from kamguide.model.questions.table import TableQuestion

_EVIDENCE: Final = frozenset({"source", "evidence", "sign", "basis"})
_TEXTS: Final = frozenset({"text", "long_text"})
_DAYS: Final = frozenset({"date", "due"})
_DATED_TYPES: Final = frozenset({"date", "year"})

TextTest = Callable[[Watch, str], Hit | None]


def over_texts(test: TextTest) -> Callable[[Watch], Iterator[Hit]]:
    """A test of one text, made to run over every text under watch."""

    def run(watch: Watch) -> Iterator[Hit]:
        for row, column, form in watch.texts():
            hit = test(watch, form)
            if hit is not None:
                yield Hit(row, column, hit.values, hit.severity)

    return run


@over_texts
def shorter_than(watch: Watch, form: str) -> Hit | None:
    """Fewer words than it takes to say who, what and compared with what."""
    cell = "" if watch.table is None else "cell_"
    if watch.question.id in watch.words_of("brief"):
        cell = "brief_"
    enough = words.length(
        form,
        words=watch.number_of(f"{cell}words", 8),
        characters=watch.number_of(f"{cell}characters", 12),
    )
    return Hit() if enough < 1 else None


@over_texts
def contains(watch: Watch, form: str) -> Hit | None:
    """A word of the list, without what would excuse it."""
    word = words.found(form, watch.listed)
    return Hit(values={"word": word}) if word and not watch.is_excused(form) else None


@over_texts
def starts_with(watch: Watch, form: str) -> Hit | None:
    """A word of the list at the start, without what would excuse it."""
    word = words.starts_with(form, watch.listed)
    return Hit(values={"word": word}) if word and not watch.is_excused(form) else None


def _says_only(watch: Watch, form: str) -> bool:
    if not words.found(form, watch.listed):
        return False
    filler_list = watch.rule.params.get("filler_list")
    fillers = watch.subject.words(filler_list) if isinstance(filler_list, str) else ()
    rest = words.without(form, watch.listed, fillers, watch.words_of("filler"))
    return not words.has_content(rest)


def only_words(watch: Watch) -> Iterator[Hit]:
    """Words of the list and fillers, nothing else; in some tables only if true of every row.

    Those tables list factors: one of them may well be a plain *price*, but not all of a unit's.
    """
    failing = [(row, column) for row, column, form in watch.texts() if _says_only(watch, form)]
    if watch.question.id not in watch.words_of("every_row"):
        yield from (Hit(row, column) for row, column in failing)
        return
    per = str(watch.rule.params.get("per", ""))
    unit_of = {row.key: row[per] for row in watch.rows}
    whole = [unit_of.get(row) for row, _, _ in watch.texts()]
    found = [unit_of.get(row) for row, _ in failing]
    for unit in dict.fromkeys(found):
        if found.count(unit) == whole.count(unit):
            yield Hit(next(row for row, _ in failing if unit_of.get(row) == unit))


@over_texts
def percent_without_base(watch: Watch, form: str) -> Hit | None:
    """Percentages, and no other number."""
    del watch
    return Hit() if words.has_only_percentages(form) else None


@over_texts
def lacks_source(watch: Watch, form: str) -> Hit | None:
    """Neither the id of a source nor a year."""
    del watch
    return None if words.names_a_source(form) else Hit()


@over_texts
def names_product(watch: Watch, form: str) -> Hit | None:
    """Mainly the names of our products, and no need of the customer."""
    if watch.is_excused(form):
        return None
    subject = watch.subject
    names = " ".join(subject.form(str(row["name"] or "")) for row in subject.rows("setup_products"))
    aside = (subject.words("stop"), subject.words("proxy"), watch.words_of("aside"))
    said = [_singular(one) for one in words.content(words.without(form, *aside))]
    sold = [_singular(one) for one in words.content(words.without(names, subject.words("stop")))]
    share = words.share_pct(sold, said)
    return Hit() if said and share >= watch.number_of("mainly_pct", 60) else None


def _singular(word: str) -> str:
    return word.removesuffix("s")


@over_texts
def repeats_target(watch: Watch, form: str) -> Hit | None:
    """Mainly a verb of growth and an amount, and nothing of how it is done."""
    if not words.found(form, watch.listed) or not words.has_number(form):
        return None
    if watch.is_excused(form):
        return None
    subject = watch.subject
    stop = subject.words("stop")
    products = tuple(str(row["name"]) for row in subject.rows("setup_products") if row["name"])
    said = words.content(words.without(form, stop))
    left = words.without(form, stop, watch.listed, products, watch.words_of("measures"))
    rest = [one for one in words.content(left) if not any(char.isdigit() for char in one)]
    share = 100 - words.share_pct(rest, said) if said else 0
    return Hit() if share >= watch.number_of("mainly_pct", 60) else None


@over_texts
def names_rivals(watch: Watch, form: str) -> Hit | None:
    """The name or id of one of our competitors, or the name of one of our products."""
    subject = watch.subject
    rivals = [one for row in subject.rows("mkt_competitors") for one in (row.key, row["name"])]
    products = [row["name"] for row in subject.rows("setup_products")]
    named = tuple(one for one in (*rivals, *products) if isinstance(one, str) and one)
    name = words.found(form, named)
    return Hit(values={"name": name}) if name else None


# Tests that look at empty cells too


def blank(watch: Watch) -> Iterator[Hit]:
    """Answered with nothing: spaces, or no option ticked."""
    value = watch.answer.value
    if isinstance(value, str) and not value.strip():
        yield Hit()
    if watch.question.type == "choices" and value == () and watch.question.required:
        yield Hit()
    table = watch.table
    if table is not None:
        names = {one.id for one in table.columns if not one.optional}
        for row in watch.rows:
            for name, cell in row.cells.items():
                if isinstance(cell, str) and name in names and not cell.strip():
                    yield Hit(row.key, name)


def lacks_number(watch: Watch) -> Iterator[Hit]:
    """No amount in a text; an empty cell in a column of numbers."""
    yield from (
        Hit(row, column) for row, column, form in watch.texts() if not words.has_number(form)
    )
    yield from _empty(watch, [one.id for one in watch.columns() if one.type in _AMOUNTS])


_AMOUNTS: Final = frozenset({"number", "money", "percent", "scale"})


def lacks_date(watch: Watch) -> Iterator[Hit]:
    """No time named in a text; an empty cell in the column of days of a table."""
    table = watch.table
    names = _day_columns(watch, table) if table is not None else ()
    if not names:
        yield from (
            Hit(row, column) for row, column, form in watch.texts() if not words.has_date(form)
        )
        return
    for row in watch.rows:
        for name in names:
            cell = row[name]
            undated = isinstance(cell, str) and not words.has_date(watch.subject.form(cell))
            if cell is None or undated:
                yield Hit(row.key, name)


def _day_columns(watch: Watch, table: TableQuestion) -> tuple[str, ...]:
    if watch.use.on:
        return watch.use.on
    typed = tuple(one.id for one in table.columns if one.type in _DATED_TYPES)
    return typed or tuple(one.id for one in table.columns if one.id in _DAYS)


def lacks_evidence(watch: Watch) -> Iterator[Hit]:
    """An empty cell where evidence belongs, or hearsay without a source or a year."""
    for row, column, form in watch.texts():
        if words.found(form, watch.listed) and not words.names_a_source(form):
            yield Hit(row, column)
    table = watch.table
    if table is None:
        return
    named = [one.id for one in watch.columns() if one.id in _EVIDENCE | {"note"}]
    every = [one.id for one in table.columns if one.id in _EVIDENCE and not one.optional]
    yield from _empty(watch, named if watch.use.on else every)


def _empty(watch: Watch, names: list[str]) -> Iterator[Hit]:
    for row in watch.rows:
        for name in names:
            if row[name] in (None, ""):
                yield Hit(row.key, name)


def lacks_trigger(watch: Watch) -> Iterator[Hit]:
    """A trigger without a number, a time or anything that can be watched."""
    yield from _empty(watch, list(watch.use.on))
    for row, column, form in watch.texts():
        watched = words.found(form, (*watch.listed, *watch.words_of("also")))
        if not (watched or words.has_number(form) or words.has_date(form)):
            yield Hit(row, column)


def unnamed(watch: Watch) -> Iterator[Hit]:
    """A group, an office or a trade where a person or a company belongs."""
    needed = {one.id for one in watch.columns() if not one.optional}
    yield from _empty(watch, [one for one in watch.use.on if one in needed])
    for row, column, form in _people(watch):
        filler = watch.words_of("filler")
        rest = words.without(form, watch.listed, watch.subject.words("stop"), filler)
        ends = watch.rule.params.get("or_ends_with")
        group = words.ends_with(form, watch.subject.words(ends)) if isinstance(ends, str) else ""
        if (form and not words.has_content(rest)) or group:
            yield Hit(row, column)


def _people(watch: Watch) -> Iterator[tuple[str, str, str]]:
    """Every text under watch; a reference stands for the name of the row it points to."""
    names = {
        row.key: str(row["name"] or "")
        for table in ("setup_team", "dmu_members")
        for row in watch.subject.rows(table)
    }
    for row, column, form in watch.texts():
        known = names.get(form.upper())
        yield row, column, form if known is None else watch.subject.form(known)
    pointing = [one.id for one in watch.columns() if one.type == "ref"]
    for line in watch.rows:
        for name in pointing:
            cell = line[name]
            if isinstance(cell, str):
                yield line.key, name, watch.subject.form(names.get(cell, cell))


def is_unknown(watch: Watch) -> Iterator[Hit]:
    """An answer left open, or a text that says *I do not know*."""
    subject = watch.subject
    table = watch.table
    if watch.answer.state is State.UNKNOWN:
        yield Hit()
        return
    if table is None:
        value = watch.answer.value
        if isinstance(value, str) and subject.is_unknown(subject.form(value)):
            yield Hit()
        return
    texts = {one.id for one in table.columns if one.type in _TEXTS}
    for row in watch.rows:
        for name, cell in row.cells.items():
            if isinstance(cell, Open) or (
                name in texts and isinstance(cell, str) and subject.is_unknown(subject.form(cell))
            ):
                yield Hit(row.key, name)
                return
