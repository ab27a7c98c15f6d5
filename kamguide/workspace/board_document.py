"""The board as a document of its own, and its matrix as a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from kamguide.errors import ExportError
from kamguide.export.files import write_file
from kamguide.messages import say
from kamguide.messages.forms import day, number
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cell, Column, Cover, Heading, Note, Paragraph, Plan, Table
from kamguide.workspace.accounts_matrix import cutoffs, matrices, unplaced
from kamguide.workspace.board import Board
from kamguide.workspace.board_cells import COLUMNS, NUMERIC, cell
from kamguide.workspace.together_telling import together_lines

DRAWN: Final = 60
"""Accounts in a picture: with more, none could be told from the others."""
SUFFIXES: Final = (".html", ".svg")


def write_board(board: Board, lang: Lang, target: Path, *, force: bool = False) -> None:
    """Write the board to a file: all of it as HTML, the matrix as SVG.

    Raises:
        ExportError: The suffix is neither, the file is there already, or there is no matrix.
    """
    suffix = target.suffix.casefold()
    if suffix not in SUFFIXES:
        raise ExportError("export.unknown_format", suffix=suffix, known=tuple(SUFFIXES))
    content = _picture(board, lang) if suffix == ".svg" else None

    def write(out: BinaryIO) -> None:
        if content is not None:
            out.write(content)
        else:
            from kamguide.export.html import write as write_html

            write_html(document(board, lang), out)

    write_file(target, write, force)


def _picture(board: Board, lang: Lang) -> bytes:
    """The matrix of the currency with the most accounts."""
    from kamguide.export.draw import svg

    chart = next(matrices(board.lines, lang, DRAWN), None)
    drawn = svg(chart, lang, name="board") if chart is not None else None
    if drawn is None:
        raise ExportError("board.no_matrix")
    return drawn.encode()


def left_out(board: Board, target: Path) -> list[str]:
    """The currencies whose accounts are not in a picture."""
    if target.suffix.casefold() != ".svg":
        return []
    charts = matrices(board.lines, "en", DRAWN)
    return [one.notes["currency"] for one in charts][1:]


def document(board: Board, lang: Lang) -> Plan:
    """The whole board as blocks."""
    facts = (
        (say("board.fact.plans", lang), number(len(board.lines), 0)),
        (say("board.fact.day", lang), day(board.today, lang)),
    )
    title = say("board.title", lang)
    cover = Cover(title, say("board.subtitle", lang), facts)
    return Plan(lang, cover, tuple(_blocks(board, lang)), board.today)


def _blocks(board: Board, lang: Lang) -> Iterator[Block]:
    yield Heading(say("board.h.together", lang))
    yield from map(Paragraph, together_lines(board.together, lang))
    yield Heading(say("board.h.matrix", lang))
    yield from matrices(board.lines, lang, DRAWN)
    yield from map(Note, matrix_notes(board, lang))
    yield Heading(say("board.h.plans", lang))
    yield _table(board, lang)


def matrix_notes(board: Board, lang: Lang) -> Iterator[str]:
    """What is to be known of the matrices: whose judgement they are, and who is missing."""
    yield say("board.matrix.own_criteria", lang)
    if len(known := cutoffs(board.lines)) > 1:
        yield say("board.matrix.cutoffs", lang, cutoffs=[number(one) for one in known])
    if missing := unplaced(board.lines):
        yield say("board.matrix.unplaced", lang, count=missing)


def _table(board: Board, lang: Lang) -> Table:
    columns = tuple(
        Column(say(f"board.col.{one}", lang), numeric=one in NUMERIC) for one in COLUMNS
    )
    rows = tuple(tuple(Cell(cell(line, one, lang)) for one in COLUMNS) for line in board.lines)
    return Table(say("board.h.plans", lang), columns, rows)
