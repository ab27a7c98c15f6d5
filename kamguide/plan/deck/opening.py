"""The first slides: the plan in a minute, the account, and what changes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kamguide.coach import Move, consequences, judge, preview
from kamguide.plan.blocks import Paragraph, Table
from kamguide.plan.chapters import front
from kamguide.plan.deck.desk import Desk
from kamguide.plan.paper import NOTHING, amount, change, figure, share
from kamguide.plan.slides import Slide
from kamguide.plan.wording import Wording, day_text, shortened

MOVES: Final = 3
MOST_MOVES: Final = 12
"""Figures that moved since the last version, before the rest is only counted."""
LONGEST_MOVE: Final = 90
"""Cells of a strategy among the three moves."""


# The plan in a minute


def summary(desk: Desk) -> Slide | None:
    """Growth, budget and return in one line; gains, moves and the main risk."""
    forecast, budget = desk.figure("forecast"), desk.figure("budget")
    points = list(_gains(desk))
    glance = desk.part(front.summary, "h.at_a_glance") if forecast is not None else None
    if glance is None and not points:
        return _beginning(desk)
    return desk.slide("summary", _promise(desk, forecast, budget), points, [glance], internal=True)


def _promise(desk: Desk, forecast: Any, budget: Any) -> str:
    if forecast is None:
        return desk.deck("summary.no_forecast", account=desk.account)
    values = {
        "account": desk.account,
        "first": amount(forecast.revenue["T0"]),
        "last": desk.money(forecast.revenue["T+3"]),
        "year": desk.calendar(3),
        "growth": share(forecast.account.growth_pct),
    }
    if budget is None or not budget.total:
        return desk.deck("summary.revenue", **values)
    values |= {"budget": amount(budget.total), "payback": desk.paid(budget.gain.payback_year)}
    kind = "late" if budget.gain.payback_year is None else "budget"
    return desk.deck(f"summary.{kind}", **values)


def _gains(desk: Desk) -> Iterator[Paragraph]:
    """Points of the summary chapter, the three moves as one line each."""
    for block in front.summary(desk):
        if isinstance(block, Paragraph) and block.text and block.place != "plan_summary":
            yield block
    moves = [desk.cell("str_list", row, "how_text") for row in desk.rows("str_list")[:MOVES]]
    for at, move in enumerate(moves):
        lead = desk.say("lead.moves") if at == 0 else ""
        yield Paragraph(shortened(" ".join(move.split()), LONGEST_MOVE), lead)


def _beginning(desk: Desk) -> Slide:
    """What is known of a plan that has only been begun."""
    asked = desk.path.asked
    given = [one for one in asked if one.id in desk.answers]
    headline = desk.deck("begun", account=desk.account, given=len(given), asked=len(asked))
    points = [one for question in given for one in desk.told(question.id)]
    tables = (desk.table(one.id) for one in given)
    return desk.slide("summary", headline, points, tables)


# The account


def account(desk: Desk) -> Slide | None:
    """Who they are, what they want, and how well they are."""
    goals = desk.table("prof_objectives", without=("source",))
    points = list(desk.told("prof_description", "ind_priority", "fin_conclusion"))
    if goals is None and not points:
        return None
    return desk.slide("account", _wants(desk, goals), points, [goals])


def _wants(desk: Desk, goals: Table | None) -> str:
    forecast = desk.figure("forecast")
    wallet = desk.figure("wallet_today") if forecast is None else forecast.account
    held = getattr(getattr(wallet, "wallet", wallet), "share_t0_pct", None)
    rows = desk.rows("prof_objectives")
    wanted = [_goal(desk, row) for row in rows[:2]] if goals is not None else []
    values = {"account": desk.account, "goals": desk.deck("and").join(filter(None, wanted))}
    if held is not None and values["goals"]:
        return desk.deck("account.both", share=share(held), **values)
    if values["goals"]:
        return desk.deck("account.goals", **values)
    if held is not None:
        return desk.deck("account.share", account=desk.account, share=share(held))
    return desk.deck("account.known", account=desk.account)


def _goal(desk: Desk, row: Any) -> str:
    name = desk.words.name("prof_objectives", row.key)
    return shortened(" ".join(name.split()), 44)


# What changes


def changed(desk: Desk) -> Slide | None:
    """From T0 to T+3, and since the plan was last handed on."""
    whole, lines = _whole(desk), _products(desk)
    since = _since(desk)
    if whole is None and lines is None and since is None:
        return None
    points = list(_told_since(desk, since))
    return desk.slide(
        "changed", _change(desk), points, [whole, lines, since], internal=True
    )


def _change(desk: Desk) -> str:
    relation, forecast = desk.figure("relationship"), desk.figure("forecast")
    values: dict[str, object] = {"account": desk.account, "year": desk.calendar(3)}
    moves = []
    if relation is not None and relation.target:
        stages = [desk.say(f"stage.{one}") for one in (relation.stage, relation.target)]
        moves.append(desk.deck("changed.stage", first=stages[0], last=stages[1]))
    if forecast is not None:
        first, last = forecast.revenue["T0"], forecast.revenue["T+3"]
        moves.append(desk.deck("changed.revenue", first=amount(first), last=desk.money(last)))
        wallet = forecast.account.wallet
        if wallet.share_t0_pct is not None and wallet.share_t3_pct is not None:
            held = share(wallet.share_t0_pct), share(wallet.share_t3_pct)
            moves.append(desk.deck("changed.share", first=held[0], last=held[1]))
    if not moves:
        return desk.deck("changed.since", account=desk.account)
    return desk.deck("changed.headline", moves=desk.deck("joint").join(moves), **values)


def _whole(desk: Desk) -> Table | None:
    """The account as a whole, today and at T+3."""
    rows = [*_relation(desk), *_money(desk), *_strength(desk)]
    if not rows:
        return None
    heads = ["", desk.year(0), desk.year(3), *desk.heads("change")]
    title = desk.deck("t.whole", unit=desk.money_unit())
    return desk.grid(title, heads, rows, internal=True)


def _relation(desk: Desk) -> Iterator[list[str]]:
    found = desk.figure("relationship")
    if found is None or not found.target:
        return
    stages = [desk.say(f"stage.{one}") for one in (found.stage, found.target)]
    steps = NOTHING if found.steps is None else f"{found.steps:+}"
    yield [desk.deck("row.stage"), *stages, steps]


def _money(desk: Desk) -> Iterator[list[str]]:
    found = desk.figure("forecast")
    if found is None:
        return
    wallet = found.account.wallet
    for key, first, last, shown in (
        ("revenue", found.revenue["T0"], found.revenue["T+3"], amount),
        ("margin", found.margin["T0"], found.margin["T+3"], amount),
        ("margin_pct", found.margin_pct["T0"], found.margin_pct["T+3"], share),
        ("wallet_share", wallet.share_t0_pct, wallet.share_t3_pct, share),
    ):
        if first is None and last is None:
            continue
        moved = None if first is None or last is None else last - first
        told = amount(moved) if shown is amount else _points(desk, moved)
        yield [desk.say(f"row.{key}"), shown(first), shown(last), change(moved, told)]


def _points(desk: Desk, moved: Decimal | None) -> str:
    return NOTHING if moved is None else desk.deck("points", count=amount(moved))


def _strength(desk: Desk) -> Iterator[list[str]]:
    now, later = desk.figure("csf"), desk.figure("csf_outlook")
    if now is None or later is None or now.ratio is None or later.ratio_t3 is None:
        return
    moved = later.ratio_t3 - now.ratio
    told = change(moved, figure(moved, 3))
    yield [desk.say("row.ratio"), figure(now.ratio, 3), figure(later.ratio_t3, 3), told]


def _products(desk: Desk) -> Table | None:
    """Each product: where it is to go, its revenue and our share of the spend."""
    found = desk.figure("forecast")
    if found is None:
        return None
    chosen = {row.key: row for row in desk.rows("pf_directions")}
    proposed = desk.figure("quick_directions") or {}
    rows = []
    for name, line in found.products.items():
        direction = desk.cell("pf_directions", chosen[name], "direction") if name in chosen else ""
        if not direction and name in proposed:
            direction = desk.say(f"direction.{proposed[name]}")
        money = [amount(line.revenue[year]) for year in ("T0", "T+3")]
        held = [share(one) for one in (line.wallet.share_t0_pct, line.wallet.share_t3_pct)]
        rows.append([desk.product(name), direction or NOTHING, *money, *held])
    heads = ["product", "direction", "revenue_t0", "revenue_t3", "share_t0", "share_t3"]
    title = desk.deck("t.products", unit=desk.money_unit())
    return desk.grid(title, desk.heads(*heads), rows)


# Since the last version


def _since(desk: Desk) -> Table | None:
    """Figures that are not what they were when the plan was last handed on."""
    if desk.earlier is None:
        return None
    before = desk.earlier.path
    sides = [consequences(desk.flow, one, judge, desk.lang) for one in (before, desk.path)]
    moves = sorted(preview(desk.flow, *sides).moves, key=lambda one: not one.is_flip)
    if not moves:
        return None
    then = Wording(desk.flow, before.standing, desk.lang)
    rows = [
        [_moved(desk, one), _value(then, one, one.before), _value(desk.words, one, one.after)]
        for one in moves[:MOST_MOVES]
    ]
    title = desk.deck("t.since", day=_day(desk, desk.earlier.on))
    return desk.grid(title, ["", *map(desk.deck, ("col.before", "col.now"))], rows, internal=True)


def _moved(desk: Desk, move: Move) -> str:
    label = move.headline.label(desk.lang)
    if not move.row:
        return label
    return desk.say("card", label=desk.words.named(move.headline.of or "", move.row), text=label)


def _value(words: Wording, move: Move, value: object) -> str:
    return NOTHING if value is None else words.headline(move.headline, value)


def _told_since(desk: Desk, since: Table | None) -> Iterator[Paragraph]:
    if desk.earlier is None:
        return
    key = "changed.answers" if since is not None else "changed.quiet"
    told = desk.deck(key, count=desk.earlier.changed, day=_day(desk, desk.earlier.on))
    yield from desk.point(told)


def _day(desk: Desk, on: date) -> str:
    return day_text(on, desk.lang)
