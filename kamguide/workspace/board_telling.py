"""The board as lines of text: one line a plan, what all come to, who has too much; and as JSON."""

from collections.abc import Iterator
from decimal import Decimal

from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.wording import cells, shortened
from kamguide.workspace.board import Board, BoardLine, Position
from kamguide.workspace.board_cells import COLUMNS, NUMERIC, cell
from kamguide.workspace.together import Total
from kamguide.workspace.together_telling import together_lines

WIDEST = 26
"""Cells of a column, before it is cut."""


def lines(board: Board, lang: Lang) -> Iterator[str]:
    """The board as lines of text, columns under each other; below, what they come to."""
    if not board.lines:
        yield say("board.nobody", lang)
        return
    columns = [one for one in COLUMNS if one != "unit" or _is_mixed(board)]
    rows = [[say(f"board.col.{name}", lang) for name in columns]]
    rows += [[_told(one, name, lang) for name in columns] for one in board.lines]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(columns))]
    for row in rows:
        parts = zip(columns, row, widths, strict=True)
        yield "  ".join(_padded(text, wide, name) for name, text, wide in parts).rstrip()
    yield ""
    yield from together_lines(board.together, lang)
    if any(one.is_stale for one in board.lines):
        yield say("board.stale", lang)


def _told(line: BoardLine, column: str, lang: Lang) -> str:
    """A cell, long words cut; a number never is."""
    words = cell(line, column, lang)
    return words if column in NUMERIC else shortened(words, WIDEST)


def _is_mixed(board: Board) -> bool:
    return len({one.money for one in board.lines if None not in one.revenue}) > 1


def _padded(text: str, wide: int, column: str) -> str:
    room = " " * (wide - cells(text))
    return room + text if column in NUMERIC else text + room


# For programs


def as_json(board: Board) -> dict[str, Json]:
    """The same for programs; money as text, a plan's in its own unit."""
    known = board.together
    return {
        "plans": [_as_json(one) for one in board.lines],
        "totals": [_total_as_json(one) for one in known.totals],
        "loads": [
            {"name": one.name, "plans": one.plans, "things": one.things, "late": one.late}
            for one in known.loads
        ],
        "without_money": known.without_money,
        "not_counted": known.not_counted,
        "repeated": [*known.repeated],
        "waiting": [*known.waiting],
    }


def _total_as_json(one: Total) -> dict[str, Json]:
    return {
        "currency": one.currency,
        "unit": one.unit,
        "plans": one.plans,
        "revenue": [str(value) for value in one.revenue],
        "margin": [str(value) for value in one.margin],
        "largest": one.largest,
        "largest_pct": [_text(value) for value in one.largest_pct],
        "hhi": [_text(value) for value in one.hhi],
    }


def _as_json(one: BoardLine) -> dict[str, Json]:
    return {
        "id": one.id,
        "name": one.name,
        "account": one.account,
        "owner": one.owner,
        "flow": one.flow,
        "status": one.status,
        "unit": one.money.unit,
        "currency": one.money.currency,
        "revenue": [_text(value) for value in one.revenue],
        "margin": [_text(value) for value in one.margin],
        "directions": dict(one.directions),
        "rubric": _text(one.rubric),
        "band": one.band,
        "evidence": dict(one.evidence),
        "blocks": one.blocks,
        "open": one.open,
        "due": one.due,
        "idle_days": one.idle,
        "answered": one.answered,
        "applicable": one.applicable,
        "position": _place(one.position),
        "stale": one.is_stale,
    }


def _place(one: Position | None) -> Json:
    if one is None:
        return None
    return {
        "attractiveness": str(one.attractiveness),
        "strength": str(one.strength),
        "cutoff": str(one.cutoff),
        "type": one.type,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
