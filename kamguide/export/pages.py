"""A plan as data for the form that sets it on pages: text in pieces, tables with their widths.

Whatever a person typed stays a string all the way; none of it is ever part of a program.
"""

from collections.abc import Iterator
from typing import Any, Final, assert_never

from kamguide.export.layout import heads, led, pieces
from kamguide.export.paging import Setting, is_short, setting
from kamguide.export.palette import LIGHT
from kamguide.export.pictures import TOLD_BY_PICTURE, picture
from kamguide.messages import say
from kamguide.model.text import Lang, flat
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.wording import shortened

REGIONS: Final = {"zh": "CN", "en": "GB"}
LONG_TEXT: Final = 700
"""A row with a longer text may go on over the page."""
LONGEST_TITLE: Final = 255
"""Room for the title in what a file says of itself."""
RUNNING: Final = 48
"""Room for what stands at the head and the foot of every page, in cells."""
LARGE: Final = 20
"""A word longer than this may be broken in large type."""

Data = dict[str, Any]


def as_data(plan: Plan) -> Data:
    """Everything that the form shows of `plan`."""
    lang, cover = plan.lang, plan.cover
    return {
        "lang": lang,
        "region": REGIONS.get(lang),
        "title": _running(cover.title, LONGEST_TITLE),
        "running": _running(cover.title),
        "subtitle": _running(cover.subtitle),
        "on": plan.on and {"year": plan.on.year, "month": plan.on.month, "day": plan.on.day},
        "colours": {name: f"#{one}" for name, one in LIGHT.items()},
        "contents": say("plan.contents", lang),
        "page": say("export.page", lang, page="{page}", pages="{pages}"),
        "cover": _cover(cover),
        "short": is_short(plan),
        "parts": list(_parts(plan)),
    }


def _cover(cover: Cover) -> Data:
    return {
        "label": pieces(cover.label, LARGE),
        "name": pieces(cover.account or cover.title, LARGE),
        "title": pieces(cover.title, LARGE),
        "subtitle": pieces(cover.subtitle),
        "facts": [[pieces(name, LARGE), pieces(value)] for name, value in cover.facts],
        "note": pieces(cover.note),
    }


def _parts(plan: Plan) -> Iterator[Data]:
    """Runs of blocks that stand upright, or across for the sake of a wide table.

    Headings and new pages wait for what comes after them, so that they stand on its page.
    """
    part: Data = {"across": False, "blocks": []}
    waiting: list[Data] = []
    for number, block in enumerate(plan.blocks):
        shown = _block(block, plan.lang, number)
        waiting.append(shown)
        if isinstance(block, Heading | PageBreak):
            continue
        across = shown.get("across", False)
        if across != part["across"]:
            yield part
            part = {"across": across, "blocks": []}
        part["blocks"] += waiting
        waiting = []
    part["blocks"] += waiting
    yield part


def _block(block: Block, lang: Lang, number: int) -> Data:
    match block:
        case Heading(text=text, level=level):
            shown = pieces(text, LARGE * 2)
            return {"kind": "heading", "text": shown, "running": _running(text), "level": level}
        case Paragraph():
            return {"kind": "paragraph", **_told(block, lang)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [_told(one, lang) for one in items]}
        case Table():
            return _table(block, lang)
        case Chart():
            return _chart(block, lang, number)
        case Note(text=text):
            return {"kind": "note", "text": pieces(text)}
        case PageBreak():
            return {"kind": "new-page"}
        case _:
            assert_never(block)


def _told(block: Paragraph, lang: Lang) -> Data:
    lead = pieces(led(block.lead, lang)) if block.lead else ""
    return {"lead": lead, "text": pieces(block.text), "mark": _mark(block.mark, lang)}


def _chart(chart: Chart, lang: Lang, number: int) -> Data:
    """A picture above its numbers, or its numbers alone where nothing can be drawn."""
    table, drawn = _table(chart.table, lang), picture(chart, lang, number)
    if drawn is None:
        return table
    told = {"alt": drawn.told, "title": table["title"], "mark": table["mark"]}
    whole = {"kind": "chart", "svg": drawn.svg, **told}
    if chart.kind in TOLD_BY_PICTURE:
        return whole
    return {**whole, "across": table["across"], "table": {**table, "title": ""}}


def _running(text: str, room: int = RUNNING) -> str:
    """A text as it stands at the head or the foot of pages, on one line."""
    return shortened(flat(text[: room * 2]), room)


def _mark(mark: str, lang: str) -> str:
    return say(f"plan.mark.{mark}", lang) if mark else ""


def _table(table: Table, lang: str) -> Data:
    shape = setting(table)
    first_total = len(table.rows) - table.totals
    return {
        "kind": "table",
        "across": shape.across,
        "title": pieces(table.title),
        "mark": _mark(table.mark, lang),
        "size": shape.size,
        "widths": shape.widths,
        "numeric": [one.numeric for one in table.columns],
        "whole": shape.few,
        "tall": max((len(one) for one in heads(table)), default=0) > LONG_TEXT,
        "heads": [pieces(*one) for one in zip(heads(table), _rooms(shape), strict=True)],
        "rows": [
            cell
            for at, row in enumerate(table.rows)
            for cell in _row(row, shape, lang, strong=at >= first_total)
        ],
    }


def _rooms(shape: Setting) -> list[int]:
    return [int(one) for one in shape.shares]


def _row(row: tuple[Cell, ...], shape: Setting, lang: str, *, strong: bool) -> Iterator[Any]:
    long = max(len(one.text) for one in row) > LONG_TEXT
    for cell, room in zip(row, _rooms(shape), strict=True):
        text, mark = pieces(cell.text, room), _mark(cell.mark, lang)
        plain = isinstance(text, str) and not (mark or strong or long)
        yield text if plain else {"text": text, "mark": mark, "strong": strong, "long": long}
