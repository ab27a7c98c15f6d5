"""A plan in the terminal: the same blocks, as Rich draws them; nothing in them is markup.

No table is wider than the screen: one that has no room is told row by row.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final, TextIO, assert_never

from msgspec.structs import replace
from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from kamguide.export.charted.frame import Frame
from kamguide.export.charted.kinds import lines_of
from kamguide.export.charted.pens import ASCII, Pen
from kamguide.export.foldedtext import FoldedText
from kamguide.export.layout import fits, heads, led, natural_widths, shared_widths
from kamguide.export.traces import PART, PLACE
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
DASH: Final = "\u2013"
"""Stands between numbers on paper; Chinese fonts of the terminal do not have it."""
BETWEEN: Final = 3
"""Columns that stand between two columns of a table."""


def print_plan(plan: Plan, out: TextIO, *, width: int | None = None, pen: Pen = ASCII) -> None:
    """Print a plan as wide as the terminal, or as `width`, or 100 columns where there is none."""
    console = _console(out, width)
    for part in drawn(plan, pen):
        console.print(part)


def print_charts(
    charts: Iterable[Chart], out: TextIO, lang: str, *, width: int | None = None, pen: Pen = ASCII
) -> None:
    """Print charts, each above its table."""
    console = _console(out, width)
    for chart in charts:
        for part in drawn_block(chart, lang, pen):
            console.print(part)


def _console(out: TextIO, width: int | None) -> Console:
    return Console(
        file=out,
        width=width or (None if out.isatty() else WIDTH),
        highlight=False,
        markup=False,
        emoji=False,
    )


def chart_lines(chart: Chart, lang: str, width: int, pen: Pen = ASCII) -> list[str]:
    """A chart as lines of text, none wider than `width` cells; its table where it needs more."""
    drawn = lines_of(chart, Frame(width, pen, lang))
    if not drawn:
        return drawn_lines(chart.table, lang, width)
    return [line.plain.rstrip() for line in drawn]


def drawn_lines(table: Table, lang: str, width: int) -> list[str]:
    """A table as lines of text, none wider than `width` cells."""
    out = StringIO()
    console = _console(out, width)
    for part in drawn_block(table, lang):
        console.print(part)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def drawn(plan: Plan, pen: Pen = ASCII) -> Iterator[RenderableType]:
    """The plan as renderables, one after another."""
    yield from cover_drawn(plan)
    for block in plan.blocks:
        yield from drawn_block(block, plan.lang, pen)


def cover_drawn(plan: Plan) -> Iterator[RenderableType]:
    """The first page as renderables."""
    cover = plan.cover
    yield _text(cover.title, "bold")
    yield _text(cover.subtitle)
    for name, value in cover.facts:
        fact = _text(f"  {led(name, plan.lang)}{value}")
        yield _tied(fact, cover.places.get(name, ""))
    if cover.note:
        yield _text(cover.note, "italic")


def drawn_block(  # noqa: C901 - one case for each of a closed set
    block: Block, lang: str, pen: Pen = ASCII
) -> Iterator[RenderableType]:
    """One block as renderables."""
    match block:
        case Heading(text=text, level=1):
            yield FoldedText("")
            yield Rule(_text(text, "bold"), align="left", characters="=", style="")
        case Heading(text=text, place=place):
            yield FoldedText("")
            yield _tied(_text(text, "bold underline"), place)
        case Paragraph():
            yield _told(block, lang)
        case Bullets(items=items):
            for item in items:
                yield _text(" - ").append(_told(item, lang))
        case Table():
            yield from _table(block, lang)
        case Chart():
            yield from _chart(block, lang, pen)
        case Note(text=text):
            yield _text(text, "italic")
        case PageBreak():
            yield FoldedText("")
        case _:
            assert_never(block)


def _told(block: Paragraph, lang: str) -> Text:
    parts = FoldedText()
    if block.lead:
        parts.append(led(clean(block.lead), lang), "bold")
    parts.append(clean(block.text)).append(_mark(block.mark, lang), "italic")
    return _tied(parts, block.place)


def _chart(chart: Chart, lang: str, pen: Pen) -> Iterator[RenderableType]:
    """A chart and its numbers; the numbers alone where it cannot be drawn."""
    yield FoldedText("")
    if chart.title:
        yield _text(chart.title, "bold")
    yield DrawnChart(chart, lang, pen)
    table = replace(chart.table, title="")
    yield from _table(table, lang)


class DrawnChart:
    """A chart that knows its width only when it is drawn."""

    def __init__(self, chart: Chart, lang: str, pen: Pen) -> None:
        self._chart = chart
        self._lang = lang
        self._pen = pen

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines; none where there is no room for it."""
        del console
        for line in lines_of(self._chart, Frame(options.max_width, self._pen, self._lang)):
            yield _tied(line, self._chart.table.place)


def _table(table: Table, lang: str) -> Iterator[RenderableType]:
    yield FoldedText("")
    if table.title:
        yield _tied(_text(table.title + _mark(table.mark, lang), "italic"), table.place)
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
            shown.add_row(*self._cells(at, row), style=style)
        return shown

    def _cells(self, at: int, row: tuple[Cell, ...]) -> Iterator[FoldedText]:
        """The cells of a row, each carrying what it shows and which one it is."""
        for number, cell in enumerate(row):
            text = _cell(cell, self._lang)
            place = cell.place or self._table.place
            text.apply_meta({PART: f"{at}.{number}", PLACE: place})
            yield text

    def _row_by_row(self) -> Iterator[RenderableType]:
        names = heads(self._table)
        for at, row in enumerate(self._table.rows):
            first, *others = self._cells(at, row)
            first.stylize("bold")
            yield first
            for name, cell in zip(names[1:], others, strict=True):
                if cell.plain.strip():
                    yield _text(f"  {led(name, self._lang)}").append_text(cell)


def _tied(text: Text, place: str) -> Text:
    if place:
        text.apply_meta({PLACE: place})
    return text


def _text(text: str, style: str = "") -> FoldedText:
    return FoldedText(clean(text).replace(DASH, "-"), style)


def _cell(cell: Cell, lang: str) -> FoldedText:
    return _text((cell.text + _mark(cell.mark, lang)).strip())


def _mark(mark: str, lang: str) -> str:
    return f" [{say(f'plan.mark.{mark}', lang)}]" if mark else ""
