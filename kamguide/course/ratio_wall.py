"""On the wall, where groups read a ratio differently: what each of them used."""

from collections.abc import Iterator, Sequence
from typing import Final

from kamguide.course.debrief import LEAST, shown_number, shown_word
from kamguide.course.overlay import Compared, Overlay, Words
from kamguide.course.ratio_sources import (
    JUDGED_BY,
    differ_in,
    formula,
    held_against,
    inputs,
)
from kamguide.course.readings import RATIO_UNITS
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cell, Column, Note, Table

HEADS: Final = ("group", "formula", "inputs", "value", "against", "reading")


def ratio_blocks(found: Overlay, some: Sequence[Compared], lang: Lang) -> Iterator[Block]:
    """A table for each ratio about which groups disagree, and what sets them apart.

    Args:
        found: The wall.
        some: The ratios, or their readings, that are compared.
        lang: In which language.
    """
    for one in some:
        name = JUDGED_BY.get(one.thing.name, one.thing.name)
        used = found.sources.get(name, {})
        if one.disagreement < LEAST or not used:
            continue
        columns = tuple(Column(say(f"ratio_source.col.{head}", lang)) for head in HEADS)
        rows = tuple(tuple(map(Cell, _row(found, name, group, lang))) for group in used)
        yield Table(say("ratio_source.title", lang, item=one.label[lang]), columns, rows)
        yield Note(say(f"ratio_source.differ.{differ_in(tuple(used.values()))}", lang))


def _row(found: Overlay, ratio: str, group: str, lang: Lang) -> Iterator[str]:
    source = found.sources[ratio][group]
    unit = RATIO_UNITS.get(ratio, "ratio")
    yield found.name(group)
    yield formula(source, lang)
    yield inputs(source, lang)
    yield "–" if source.value is None else shown_number(source.value, unit, found.money, lang)
    yield held_against(source, lang)
    said = next((each for each in found.words if _is_reading_of(each, ratio)), None)
    known = said is not None and group in said.values
    yield shown_word(said, said.values[group], lang) if said is not None and known else "–"


def _is_reading_of(one: Words, ratio: str) -> bool:
    return one.thing.kind == "reading" and JUDGED_BY.get(one.thing.name, one.thing.name) == ratio


def ratio_json(found: Overlay) -> dict[str, Json]:
    """What each group used for each ratio, for programs."""
    return {
        name: {
            group: {
                "year": one.year,
                "average_balances": one.balances == "true",
                "inputs": [None if amount is None else str(amount) for _, amount in one.parts],
                "value": None if one.value is None else str(one.value),
                "industry": None if one.industry is None else str(one.industry),
                "status": one.status,
                "trend": one.trend,
            }
            for group, one in used.items()
        }
        for name, used in found.sources.items()
    }
