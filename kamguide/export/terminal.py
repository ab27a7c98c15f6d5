"""A plan in the terminal: the same blocks, as Rich draws them; nothing in them is markup.

No table is wider than the screen: one that has no room is told row by row.
"""

from collections.abc import Iterator
from io import StringIO
from typing import Final, TextIO, assert_never

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text as RichText

from kamguide.export.layout import fits, heads, led, natural_widths, shared_widths
from kamguide.messages import say
from kamguide.model.text import clean
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

WIDTH: Final = 100
"""Columns where there is no terminal to ask."""
BETWEEN: Final = 3
"""Columns that stand between two columns of a table."""


def print_plan(plan: Plan, out: TextIO, *, width: int | None = None) -> None:
    """Print a plan as wide as the terminal, or as `width`, or 100 columns where there is none."""
    console = Console(
        file=out,
        width=width or (None if out.isatty() else WIDTH),
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in drawn(plan):
        console.print(part)


def drawn_lines(table: Table, lang: str, width: int) -> list[str]:
    """A table as lines of text, none wider than `width` cells."""
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    for part in drawn_block(table, lang):
        console.print(part)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def drawn(plan: Plan) -> Iterator[RenderableType]:
    """The plan as renderables, one after another."""
    cover = plan.cover
    yield _text(cover.title, "bold")
    yield _text(cover.subtitle)
    for name, value in cover.facts:
        yield _text(f"  {led(name, plan.lang)}{value}")
    if cover.note:
        yield _text(cover.note, "italic")
    for block in plan.blocks:
        yield from drawn_block(block, plan.lang)


def drawn_block(block: Block, lang: str) -> Iterator[RenderableType]:  # noqa: C901 - one case for each of a closed set
    """One block as renderables."""
    match block:
        case Heading(text=text, level=1):
            yield RichText("")
            yield Rule(_text(text, "bold"), align="left", characters="=")
        case Heading(text=text):
            yield RichText("")
            yield _text(text, "bold underline")
        case Paragraph():
            yield _told(block, lang)
        case Bullets(items=items):
            for item in items:
                yield _text(" - ").append(_told(item, lang))
        case Table():
            yield from _table(block, lang)
        case Chart(table=table):
            yield from _table(table, lang)
        case Note(text=text):
            yield _text(text, "italic")
        case PageBreak():
            yield RichText("")
        case _:
            assert_never(block)


def _told(block: Paragraph, lang: str) -> RichText:
    parts = RichText()
    if block.lead:
        parts.append(led(clean(block.lead), lang), "bold")
    return parts.append(clean(block.text)).append(_mark(block.mark, lang), "italic")


def _table(table: Table, lang: str) -> Iterator[RenderableType]:
    yield RichText("")
    if table.title:
        yield _text(table.title + _mark(table.mark, lang), "italic")
    yield _Sheet(table, lang)


class _Sheet:
    """A table that knows its width only when it is drawn."""

    def __init__(self, table: Table, lang: str) -> None:
        self._table = table
        self._lang = lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        room = options.max_width - BETWEEN * (len(self._table.columns) - 1)
        if fits(self._table, room):
            yield self._side_by_side(room)
        else:
            yield from self._row_by_row()

    def _side_by_side(self, room: int) -> RichTable:
        table = self._table
        shown = RichTable(box=box.ASCII2, show_edge=False, title=None, pad_edge=False)
        widths = zip(natural_widths(table), shared_widths(table, room), strict=True)
        for head, column, (natural, share) in zip(heads(table), table.columns, widths, strict=True):
            shown.add_column(
                _text(head),
                justify="right" if column.numeric else "left",
                width=max(1, min(natural, int(share))),
                overflow="fold",
            )
        first_total = len(table.rows) - table.totals
        for at, row in enumerate(table.rows):
            style = "bold" if at >= first_total else ""
            shown.add_row(*(_cell(cell, self._lang) for cell in row), style=style)
        return shown

    def _row_by_row(self) -> Iterator[RenderableType]:
        names = heads(self._table)
        for row in self._table.rows:
            first, *others = (_cell(cell, self._lang) for cell in row)
            first.stylize("bold")
            yield first
            for name, cell in zip(names[1:], others, strict=True):
                if cell.plain.strip():
                    yield _text(f"  {led(name, self._lang)}").append_text(cell)


def _text(text: str, style: str = "") -> RichText:
    return RichText(clean(text), style)


def _cell(cell: Cell, lang: str) -> RichText:
    return _text((cell.text + _mark(cell.mark, lang)).strip())


def _mark(mark: str, lang: str) -> str:
    return f" [{say(f'plan.mark.{mark}', lang)}]" if mark else ""
