"""A plan as Markdown: readable as it stands, and a table wherever a chart cannot be drawn.

Nothing that a person typed is read as Markdown or HTML.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, assert_never

from kamguide.export.layout import heads, led
from kamguide.messages import say
from kamguide.model.text import clean
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

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]#|~$])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_LINE_STARTS: Final = re.compile(r"^([ ]*)([-+=]+|\d+[.)])(?=\s|$)", re.MULTILINE)
_INDENTS: Final = re.compile(r"^[ \t]+", re.MULTILINE)


def write(plan: Plan, out: BinaryIO) -> None:
    """Write `plan` as Markdown, UTF-8."""
    out.write(("\n".join(_lines(plan)).rstrip() + "\n").encode())


def _lines(plan: Plan) -> Iterator[str]:
    yield from _cover(plan.cover, plan.lang)
    for block in plan.blocks:
        yield from _block(block, plan.lang)
        yield ""


def _cover(cover: Cover, lang: str) -> Iterator[str]:
    yield f"# {_line(cover.title)}"
    yield ""
    yield _line(cover.subtitle)
    yield ""
    for name, value in cover.facts:
        yield f"- {_line(led(name, lang))}{_line(value)}"
    if cover.note:
        yield ""
        yield f"*{_line(cover.note)}*"
    yield ""


def _block(block: Block, lang: str) -> Iterator[str]:  # noqa: C901 - one case for each of a closed set
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * (level + 1)} {_line(text)}"
        case Paragraph(text=text):
            yield _told(block, _paragraph(text), lang)
        case Bullets(items=items):
            for item in items:
                yield f"- {_told(item, _line(item.text), lang)}"
        case Table():
            yield from _table(block, lang)
        case Chart(table=table):
            yield from _table(table, lang)
        case Note(text=text):
            yield f"> {_line(text)}"
        case PageBreak():
            yield "---"
        case _:
            assert_never(block)


def _told(block: Paragraph, text: str, lang: str) -> str:
    start = f"**{_line(led(block.lead, lang)).rstrip()}** " if block.lead else ""
    return (start + text + _mark(block.mark, lang)).rstrip()


def _table(table: Table, lang: str) -> Iterator[str]:
    if table.title:
        yield f"**{_line(table.title)}**{_mark(table.mark, lang)}"
        yield ""
    yield "| " + " | ".join(_line(head) for head in heads(table)) + " |"
    yield "|" + "|".join(" ---: " if one.numeric else " --- " for one in table.columns) + "|"
    first_total = len(table.rows) - table.totals
    for at, row in enumerate(table.rows):
        cells = [_cell(cell, lang, bold=at >= first_total) for cell in row]
        yield "| " + " | ".join(cells) + " |"


def _cell(cell: Cell, lang: str, *, bold: bool) -> str:
    text = _line(cell.text)
    if bold and text.strip():
        text = f"**{text}**"
    return (text + _mark(cell.mark, lang)).strip()


def _mark(mark: str, lang: str) -> str:
    return f" <sup>{say(f'plan.mark.{mark}', lang)}</sup>" if mark else ""


def _paragraph(text: str) -> str:
    """Text over several lines; none of them begins a list, a heading or a block of code."""
    quiet = _LINE_STARTS.sub(lambda at: f"{at[1]}{_quieted(at[2])}", _text(text))
    kept = _INDENTS.sub(lambda at: "&nbsp;" * len(at[0].expandtabs(4)), quiet)
    return kept.replace("\n", "<br>\n")


def _line(text: str) -> str:
    """Text on one line: in a cell, a heading or a point."""
    quiet = _LINE_STARTS.sub(lambda at: f"{at[1]}{_quieted(at[2])}", _text(text))
    return quiet.replace("\t", " ").replace("\n", "<br>")


def _text(text: str) -> str:
    """Text a person typed, with everything that Markdown or HTML would act on disarmed."""
    escaped = _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", clean(text)))
    return escaped.replace("<", "&lt;").replace(">", "&gt;")


def _quieted(start: str) -> str:
    return start[:-1] + "\\" + start[-1]
