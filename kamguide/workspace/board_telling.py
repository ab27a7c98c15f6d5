"""The board as lines of text: one line a plan, what all come to, who has too much; and as JSON."""

from collections.abc import Iterator
from decimal import Decimal

from kamguide.analysis.concentration import HIGH
from kamguide.messages import say
from kamguide.messages.forms import money, number, percent
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.wording import cells, shortened
from kamguide.workspace.board import Board, BoardLine, Money, Position
from kamguide.workspace.board_cells import COLUMNS, NUMERIC, cell, unit_of
from kamguide.workspace.together import LATE, MANY, SEVERAL, Load, Together, Total

WIDEST = 26
"""Cells of a column, before it is cut."""
ACCOUNTS = 4
"""Accounts that are named before the rest is counted."""


def lines(board: Board, lang: Lang) -> Iterator[str]:
    """The board as lines of text, columns under each other; below, what they come to."""
    if not board.lines:
        yield say("board.nobody", lang)
        return
    columns = [one for one in COLUMNS if one != "unit" or _is_mixed(board)]
    rows = [[say(f"board.col.{name}", lang) for name in columns]]
    rows += [[shortened(cell(one, name, lang), WIDEST) for name in columns] for one in board.lines]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(columns))]
    for row in rows:
        parts = zip(columns, row, widths, strict=True)
        yield "  ".join(_padded(text, wide, name) for name, text, wide in parts).rstrip()
    yield ""
    yield from together_lines(board.together, lang)
    if any(one.is_stale for one in board.lines):
        yield say("board.stale", lang)


def _is_mixed(board: Board) -> bool:
    return len({one.money for one in board.lines if None not in one.revenue}) > 1


def _padded(text: str, wide: int, column: str) -> str:
    room = " " * (wide - cells(text))
    return room + text if column in NUMERIC else text + room


# Together


def together_lines(known: Together, lang: Lang) -> Iterator[str]:
    """What plans come to, the rule by which people have too much, and what was left out."""
    for one in known.totals:
        yield from total_lines(one, lang)
    if known.without_money:
        yield say("board.without_money", lang, count=known.without_money)
    if known.not_counted:
        yield say("board.not_counted", lang, count=known.not_counted)
    if known.repeated:
        yield say("board.repeated", lang, names=_some(known.repeated, lang))
    yield say("board.load_rule", lang, many=MANY, late=LATE, several=SEVERAL)
    if not known.loads:
        yield say("board.no_load", lang)
    for load in known.loads:
        yield f"  {load_line(load, lang)}"


def total_lines(one: Total, lang: Lang) -> Iterator[str]:
    """What plans in one currency come to, and how much of it hangs on few."""
    yield total_line(one, lang)
    yield say(
        "board.concentration",
        lang,
        name=one.largest,
        now=percent(one.largest_pct[0]),
        later=percent(one.largest_pct[1]),
        hhi_now=number(one.hhi[0], 0),
        hhi=number(one.hhi[1], 0),
        reading=say("board.hhi.high" if one.is_concentrated else "board.hhi.low", lang),
        high=number(HIGH, 0),
    )


def total_line(one: Total, lang: Lang) -> str:
    """Revenue and margin of plans in one currency, today and at T+3."""
    return say(
        "board.total",
        lang,
        plans=one.plans,
        unit=unit_of(Money(one.unit, one.currency), lang),
        now=money(one.revenue[0]),
        later=money(one.revenue[1]),
        margin_now=money(one.margin[0]),
        margin_later=money(one.margin[1]),
    )


def load_line(one: Load, lang: Lang) -> str:
    """A person with too much to do."""
    return say("board.load", lang, name=one.name, things=one.things, plans=one.plans, late=one.late)


def _some(names: tuple[str, ...], lang: Lang) -> str:
    shown = say("board.joint", lang).join(names[:ACCOUNTS])
    left = len(names) - ACCOUNTS
    return say("board.and_others", lang, names=shown, count=left) if left > 0 else shown


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
