"""A plan in the terminal: the same blocks, as Rich draws them; nothing in them is markup."""

from collections.abc import Iterator
from typing import TextIO, assert_never

from rich import box
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text as RichText

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


def print_plan(plan: Plan, out: TextIO) -> None:
    """Print a plan, as wide as the terminal, or 100 columns where there is none."""
    console = Console(
        file=out, width=None if out.isatty() else 100, highlight=False, markup=False, emoji=False
    )
    for part in drawn(plan):
        console.print(part)


def drawn(plan: Plan) -> Iterator[RenderableType]:
    """The plan as renderables, one after another."""
    yield RichText(plan.cover.title, "bold")
    yield RichText(plan.cover.subtitle)
    for name, value in plan.cover.facts:
        yield RichText(f"  {name}: {value}")
    if plan.cover.note:
        yield RichText(plan.cover.note, "italic")
    for block in plan.blocks:
        yield from drawn_block(block, plan.lang)


def drawn_block(block: Block, lang: str) -> Iterator[RenderableType]:  # noqa: C901 - one case for each of a closed set
    """One block as renderables."""
    match block:
        case Heading(text=text, level=1):
            yield RichText("")
            yield Rule(RichText(text, "bold"), align="left", characters="=")
        case Heading(text=text):
            yield RichText("")
            yield RichText(text, "bold underline")
        case Paragraph(text=text, lead=lead, mark=mark):
            parts = RichText()
            if lead:
                parts.append(f"{lead}: ", "bold")
            yield parts.append(text).append(_mark(mark, lang), "italic")
        case Bullets(items=items):
            for item in items:
                yield RichText(f"- {item}")
        case Table():
            yield from _table(block, lang)
        case Chart(table=table):
            yield from _table(table, lang)
        case Note(text=text):
            yield RichText(text, "italic")
        case PageBreak():
            yield RichText("")
        case _:
            assert_never(block)


def _table(table: Table, lang: str) -> Iterator[RenderableType]:
    shown = RichTable(box=box.ASCII2, show_edge=False, title=None, pad_edge=False)
    for column in table.columns:
        head = f"{column.head} ({column.unit})" if column.unit else column.head
        shown.add_column(RichText(head), justify="right" if column.numeric else "left")
    first_total = len(table.rows) - table.totals
    for at, row in enumerate(table.rows):
        style = "bold" if at >= first_total else ""
        shown.add_row(*(_cell(cell, lang) for cell in row), style=style)
    yield RichText("")
    if table.title:
        yield RichText(table.title, "italic")
    yield shown


def _cell(cell: Cell, lang: str) -> RichText:
    return RichText(cell.text + _mark(cell.mark, lang))


def _mark(mark: str, lang: str) -> str:
    return f" [{say(f'plan.mark.{mark}', lang)}]" if mark else ""
