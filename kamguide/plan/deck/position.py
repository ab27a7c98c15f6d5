"""Slides on where we stand: the market matrix, the product matrix, and the competition."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from kamguide.plan.blocks import Chart, Paragraph, Table
from kamguide.plan.chapters import competition, matrix, portfolio
from kamguide.plan.deck.desk import Desk, brief
from kamguide.plan.paper import change, figure
from kamguide.plan.slides import Slide

GROW: Final = ("improve", "enter")
"""Directions that mean more effort than today."""


def markets(desk: Desk) -> Slide | None:
    """The directional policy matrix of the markets, and the direction of each."""
    found = desk.figure("markets")
    chart = desk.part(matrix.chapter, "t.markets")
    if found is None or not isinstance(chart, Chart):
        return None
    chosen = {row.key: str(row["direction"]) for row in desk.rows("dir_choices")}
    names = [one for one in found.units if _direction(found, chosen, one) in GROW]
    headline = _grown(desk, "markets", "seg_segments", names, len(found.units))
    table = desk.columns(chart.table, "attractiveness", "ratio", "type", "direction")
    points = [*_legend(desk), *_border(desk, "seg_segments", found)]
    points += desk.told("dpm_conclusion_current")
    return desk.slide("markets", headline, points, [chart, table], internal=True)


def products(desk: Desk) -> Slide | None:
    """Our products in the account on the matrix, and where each is to go."""
    found = desk.figure("products")
    chart = desk.part(portfolio.chapter, "t.portfolio")
    if found is None or not isinstance(chart, Chart):
        return _proposed(desk)
    chosen = {row.key: str(row["direction"]) for row in desk.rows("pf_directions")}
    names = [one for one in found.units if _direction(found, chosen, one) in GROW]
    headline = _grown(desk, "products", "setup_products", names, len(found.units))
    table = desk.part(portfolio.chapter, "t.directions")
    if isinstance(table, Table):
        table = desk.columns(table, "revenue_t0", "revenue_t3", "suggested", "direction")
    points = [*_legend(desk), *_gained(desk, names), *_border(desk, "setup_products", found)]
    return desk.slide("products", headline, points, [chart, table], internal=True)


def _proposed(desk: Desk) -> Slide | None:
    """Directions without a matrix, as a quick plan proposes them."""
    found: Mapping[str, str] | None = desk.figure("quick_directions")
    table = desk.part(portfolio.chapter, "t.quick_directions")
    if not found or table is None:
        return None
    names = [one for one, direction in found.items() if direction in GROW]
    headline = _grown(desk, "products", "setup_products", names, len(found))
    points = [*_gained(desk, names), *desk.told("pf_conclusion")]
    return desk.slide("products", headline, points, [table, desk.table("pf_directions")])


def _direction(found: Any, chosen: Mapping[str, str], unit: str) -> str:
    return chosen.get(unit) or str(found.suggested.get(unit) or "")


def _grown(desk: Desk, key: str, table: str, names: list[str], count: int) -> str:
    if not names:
        return desk.deck(f"{key}.none", count=count)
    named = desk.names(table, names)
    return desk.deck(f"{key}.grow", names=named, grown=len(names), count=count)


def _legend(desk: Desk) -> Iterable[Paragraph]:
    return desk.point(desk.deck("legend", now=desk.calendar(0), later=desk.calendar(3)))


def _border(desk: Desk, table: str, found: Any) -> Iterable[Paragraph]:
    if not found.borderline:
        return ()
    names = [desk.words.named(table, one) for one in found.borderline]
    return desk.point(desk.say("borderline", units=desk.listed(names)))


def _gained(desk: Desk, names: list[str]) -> Iterable[Paragraph]:
    """What the products that are to grow bring of the whole growth."""
    forecast = desk.figure("forecast")
    if forecast is None or not names or not forecast.account.change:
        return ()
    gains = [forecast.products[one].change for one in names if one in forecast.products]
    known = [one for one in gains if one is not None]
    told = desk.money(sum(known))
    whole = desk.money(forecast.account.change)
    return desk.point(desk.deck("products.gain", gain=told, whole=whole))


# Competition


def rivals(desk: Desk) -> Slide | None:
    """Success factors against each rival, and what they are up to."""
    found = desk.figure("csf")
    chart = desk.part(competition.chapter, "t.csf")
    moves = desk.table("comp_strategy", only=("competitor_id", "next_move", "our_response"))
    if found is None or not isinstance(chart, Chart):
        if moves is None:
            return None
        return desk.slide("rivals", desk.deck("rivals.moves"), (), [moves], internal=True)
    columns = ["weight", "us", "gap", "meaning"]
    columns += ["us_t3"] if desk.rows("csf_own_target") else []
    table = desk.columns(chart.table, *columns)
    points = [*_strong(desk, found), *_weak(desk, found), *_next_moves(desk)]
    return desk.slide("rivals", _against(desk, found), points, [chart, table], internal=True)


def _against(desk: Desk, found: Any) -> str:
    rival = found.best_competitor
    if found.ratio is None or rival is None:
        return desk.deck("rivals.scored")
    values = {
        "us": figure(found.own),
        "rival": brief(desk.words.name("mkt_competitors", rival)),
        "theirs": figure(found.best_total),
    }
    later = desk.figure("csf_outlook")
    kind = "ahead" if found.ratio >= 1 else "behind"
    if desk.rows("csf_own_target") and later is not None and later.own_t3 is not None:
        aim = desk.deck("rivals.aim", year=desk.calendar(3), aim=figure(later.own_t3))
        return desk.deck(f"rivals.{kind}", aim=aim, **values)
    return desk.deck(f"rivals.{kind}", aim="", **values)


def _factors(desk: Desk, found: Any, names: Iterable[str]) -> str:
    told = [
        f"{desk.words.named('csf_list', one)} ({_gap(found.gaps[one].gap)})"
        for one in names
        if one in found.gaps
    ]
    return desk.listed(told)


def _gap(value: Any) -> str:
    return change(value, figure(value, 1))


def _strong(desk: Desk, found: Any) -> Iterable[Paragraph]:
    return desk.point(_factors(desk, found, found.strengths), "strong")


def _weak(desk: Desk, found: Any) -> Iterable[Paragraph]:
    return desk.point(_factors(desk, found, found.weaknesses), "weak")


def _next_moves(desk: Desk) -> Iterable[Paragraph]:
    """What rivals are expected to do, and our answer, where they were asked for."""
    for row in desk.rows("comp_strategy"):
        theirs = desk.cell("comp_strategy", row, "next_move")
        ours = desk.cell("comp_strategy", row, "our_response")
        if theirs:
            rival = desk.words.name("mkt_competitors", str(row["competitor_id"]))
            told = desk.deck("rivals.next", theirs=theirs, ours=ours) if ours else theirs
            yield Paragraph(told, rival, internal=True)
