"""A plan as Markdown: readable as it stands, and a table wherever a chart cannot be drawn."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, assert_never

from kamguide.messages import say
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_STARTS: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s)", re.MULTILINE)


def write(plan: Plan, out: BinaryIO) -> None:
    """Write `plan` as Markdown, UTF-8."""
    out.write(("\n".join(_lines(plan)).rstrip() + "\n").encode())


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# {_text(plan.cover.title)}"
    yield ""
    yield _text(plan.cover.subtitle)
    yield ""
    for name, value in plan.cover.facts:
        yield f"- {_text(name)}: {_text(value)}"
    if plan.cover.note:
        yield ""
        yield f"*{_text(plan.cover.note)}*"
    yield ""
    for block in plan.blocks:
        yield from _block(block, plan.lang)
        yield ""


def _block(block: Block, lang: str) -> Iterator[str]:  # noqa: C901 - one case for each of a closed set
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * (level + 1)} {_text(text)}"
        case Paragraph(text=text, lead=lead, mark=mark):
            start = f"**{_text(lead)}**  \n" if lead else ""
            yield start + _paragraph(text) + _mark(mark, lang)
        case Bullets(items=items):
            for item in items:
                yield f"- {_text(item)}"
        case Table():
            yield from _table(block, lang)
        case Chart(table=table):
            yield from _table(table, lang)
        case Note(text=text):
            yield f"> {_text(text)}"
        case PageBreak():
            yield "---"
        case _:
            assert_never(block)


def _table(table: Table, lang: str) -> Iterator[str]:
    if table.title:
        yield f"**{_text(table.title)}**"
        yield ""
    heads = (f"{one.head} ({one.unit})" if one.unit else one.head for one in table.columns)
    yield "| " + " | ".join(_text(head) for head in heads) + " |"
    yield "|" + "|".join(" ---: " if one.numeric else " --- " for one in table.columns) + "|"
    first_total = len(table.rows) - table.totals
    for at, row in enumerate(table.rows):
        cells = [_cell(cell, lang) for cell in row]
        if at >= first_total:
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        yield "| " + " | ".join(cells) + " |"


def _cell(cell: Cell, lang: str) -> str:
    return _text(cell.text).replace("\n", "<br>") + _mark(cell.mark, lang)


def _mark(mark: str, lang: str) -> str:
    return f" [{say(f'plan.mark.{mark}', lang)}]" if mark else ""


def _paragraph(text: str) -> str:
    return _text(text).replace("\n", "  \n")


def _text(text: str) -> str:
    """Text a person typed, so that nothing in it is read as Markdown or HTML."""
    escaped = _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return _LINE_STARTS.sub(lambda found: f"{found[1]}{_quiet(found[2])}", escaped)


def _quiet(start: str) -> str:
    return start[:-1] + "\\" + start[-1]
