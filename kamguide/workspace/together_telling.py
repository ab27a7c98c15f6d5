"""What plans come to together, in words; known without anything that opens plans."""

from collections.abc import Iterator

from kamguide.analysis.concentration import HIGH
from kamguide.messages import say
from kamguide.messages.forms import money, number, percent
from kamguide.model.text import Lang
from kamguide.workspace.board import Money
from kamguide.workspace.board_cells import unit_of
from kamguide.workspace.together import LATE, MANY, SEVERAL, Load, Together, Total

ACCOUNTS = 4
"""Accounts that are named before the rest is counted."""


def together_lines(known: Together, lang: Lang) -> Iterator[str]:
    """What plans come to, the rule by which people have too much, and what was left out."""
    for one in known.totals:
        yield from total_lines(one, lang)
    if known.without_money:
        yield say("board.without_money", lang, count=known.without_money)
    if known.not_counted:
        yield say("board.not_counted", lang, count=known.not_counted)
    if known.waiting:
        yield say("board.waiting", lang, names=_some(known.waiting, lang))
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
        count=one.plans,
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
