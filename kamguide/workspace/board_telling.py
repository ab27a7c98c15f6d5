"""The board in words: one line a plan, what all come to, whom too much waits on; and as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kamguide.messages import say
from kamguide.messages.forms import money, money_unit, percent
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.wording import cells, shortened
from kamguide.workspace.board import Board, BoardLine, Money

NAME: Final = 22
"""Cells of a name, before it is cut."""
COLUMNS: Final = (
    *("plan", "status", "revenue", "margin", "directions"),
    *("quality", "evidence", "blocks", "due", "idle"),
)
GRADES: Final = ("fact", "estimate", "guess")


def lines(board: Board, lang: Lang) -> Iterator[str]:
    """The board as lines of text, columns under each other."""
    if not board.lines:
        yield say("board.nobody", lang)
        return
    heads = [say(f"board.col.{name}", lang) for name in COLUMNS]
    rows = [heads, *(_cells(one, lang) for one in board.lines)]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        yield "  ".join(
            _padded(text, wide) for text, wide in zip(row, widths, strict=True)
        ).rstrip()
    for counted, (now, later) in board.totals.items():
        yield say(
            "board.total",
            lang,
            now=money(now),
            later=money(later),
            unit=_unit(counted, lang),
            largest=percent(board.largest_pct.get(counted)),
        )
    for name, count in board.loaded.items():
        yield say("board.loaded", lang, name=name, count=count)
    if any(one.is_stale for one in board.lines):
        yield say("board.stale", lang)


def _cells(one: BoardLine, lang: Lang) -> list[str]:
    grade = say(f"rubric.band.{one.band}", lang) if one.band else ""
    quality = f"{money(one.rubric)}% {grade}" if one.rubric is not None else ""
    evidence = "/".join(str(one.evidence.get(grade, 0)) for grade in GRADES)
    directions = (
        f"{say(f'plan.direction.{name}', lang)} {n}" for name, n in one.directions.items()
    )
    return [
        shortened(one.name, NAME) + (" *" if one.is_stale else ""),
        say(f"status.{one.status}", lang),
        _way(one.revenue),
        _way(one.margin),
        say("board.joint", lang).join(directions),
        quality,
        evidence,
        str(one.blocks),
        f"{one.due}/{one.open}",
        str(one.idle),
    ]


def _way(pair: tuple[Decimal | None, Decimal | None]) -> str:
    return "" if pair == (None, None) else f"{money(pair[0])} > {money(pair[1])}"


def _unit(counted: Money, lang: Lang) -> str:
    unit, currency = counted
    return money_unit(int(unit), currency, lang) if unit.isdigit() else currency


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - cells(text))


def as_json(board: Board) -> dict[str, Json]:
    """The same for programs; money as text, in each plan's own unit."""
    return {
        "plans": [_as_json(one) for one in board.lines],
        "totals": {
            " ".join(counted): [str(now), str(later)]
            for counted, (now, later) in board.totals.items()
        },
        "largest_pct": {" ".join(counted): str(one) for counted, one in board.largest_pct.items()},
        "loaded": dict(board.loaded),
    }


def _as_json(one: BoardLine) -> dict[str, Json]:
    return {
        "id": one.id,
        "name": one.name,
        "account": one.account,
        "flow": one.flow,
        "status": one.status,
        "unit": one.unit,
        "currency": one.currency,
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
        "stale": one.is_stale,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
