"""A document as a workbook: what its blocks hold and nothing else, with no formulas.

For readers who are shown a part of a plan: no sheet knows more than the document does.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kamguide.messages import say
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.sheets.book import CONTENTS
from kamguide.plan.sheets.page import Page
from kamguide.plan.workbook import Area, Content, Form, Link, Look, Spot, Workbook

_TEXT: Final = "text"
_HEAD_ROW: Final = 3
_LINE: Final = 110
"""Letters of a paragraph on one line."""
_NUMBER: Final = re.compile(r"[+-]?[\d,]*\d(\.\d+)?")


def flat(plan: Plan) -> Workbook:
    """The workbook of a document: its text on one sheet, each of its tables on one."""
    text = _text(plan)
    tables = [_table(plan, f"t{at}", one) for at, one in enumerate(_tables(plan.blocks), start=1)]
    pages = [_contents(plan, [text, *tables]), text, *tables]
    return Workbook(plan.lang, plan.cover.title, tuple(one.sheet() for one in pages), plan.on)


def _tables(blocks: Sequence[Block]) -> list[Table]:
    shown = [one.table if isinstance(one, Chart) else one for one in blocks]
    return [one for one in shown if isinstance(one, Table)]


def _page(plan: Plan, key: str, title: str) -> Page:
    page = Page(key, title, "contents" if key == CONTENTS else "answers")
    page.continued = say("sheets.continued", plan.lang)
    page.line(title, look="title")
    return page


def _below_link(plan: Plan, key: str, title: str) -> Page:
    """A page under its title, with the way back to the contents."""
    page = _page(plan, key, title)
    page.put(0, Link(CONTENTS, say("sheets.back", plan.lang)), "text", "link")
    page.row = _HEAD_ROW
    page.heads, page.frozen = (_HEAD_ROW, _HEAD_ROW), (_HEAD_ROW + 1, 1)
    return page


def _contents(plan: Plan, others: Sequence[Page]) -> Page:
    page = _page(plan, CONTENTS, say("sheets.page.contents", plan.lang))
    page.line(plan.cover.title, look="section")
    page.line(plan.cover.subtitle, look="small")
    page.skip()
    for name, value in plan.cover.facts:
        page.put(0, name, "text", "label")
        page.put(1, value, "text", "over")
        page.row += 1
    page.skip()
    for one in others:
        page.line(Link(one.key, one.title))
    return page


def _text(plan: Plan) -> Page:
    page = _below_link(plan, _TEXT, say("sheets.page.text", plan.lang))
    page.widest[1] = _LINE
    heads = ("question", "answer")
    page.line(*(say(f"sheets.col.{one}", plan.lang) for one in heads), look="head")
    for block in plan.blocks:
        _write(page, block)
    return page


def _write(page: Page, block: Block) -> None:
    match block:
        case Heading(text=text):
            page.line(text, look="section")
        case Paragraph(text=text, lead=lead):
            _write_line(page, lead, text)
        case Bullets(items=items):
            for one in items:
                _write_line(page, one.lead, one.text)
        case Note(text=text):
            _write_line(page, "", text)
        case Table() | Chart() | PageBreak():
            pass


def _write_line(page: Page, lead: str, text: str) -> None:
    if lead:
        page.put(0, lead, "text", "label")
    page.put(1, text)
    page.row += 1


def _table(plan: Plan, key: str, table: Table) -> Page:
    page = _below_link(plan, key, table.title)
    for at, column in enumerate(table.columns):
        page.put(at, _head(column), _form(column), "head")
    for number, row in enumerate(table.rows):
        page.row += 1
        look: Look = "sum" if number >= len(table.rows) - table.totals else "plain"
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if cell.text:
                content = _typed(column, cell.text)
                page.put(at, content, "text" if isinstance(content, str) else "index", look)
    if len(table.rows) > _MANY:
        last = Spot(key, page.row - table.totals, len(table.columns) - 1)
        page.filtered = Area(Spot(key, _HEAD_ROW, 0), last)
    return page


_MANY: Final = 8
"""Rows from which a table is worth filtering."""


def _head(column: Column) -> str:
    return f"{column.head} ({column.unit})" if column.unit else column.head


def _form(column: Column) -> Form:
    return "index" if column.numeric else "text"


def _typed(column: Column, text: str) -> Content:
    """A number where the column holds numbers and this is one; else the text."""
    if column.numeric and _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return text
