"""The first slides: the plan in a minute, the account, and what changes."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kamguide.coach.judging import judge
from kamguide.coach.preview import Move, consequences, preview
from kamguide.model.flow import FlowStep
from kamguide.plan.blocks import Chart, Column, Paragraph, Table
from kamguide.plan.chapters import front, review
from kamguide.plan.deck.desk import Desk
from kamguide.plan.paper import NOTHING, amount, change, figure, share
from kamguide.plan.slides import Slide
from kamguide.plan.wording import Wording, day_text, shortened

MOVES: Final = 3
MOST_MOVES: Final = 12
"""Figures that moved since the last version, before the rest is only counted."""
FEW_ANSWERS: Final = 5
"""Answers that are told one by one where there is no more of a plan."""
MOST_STEPS: Final = 12
MOST_MISSING: Final = 4
"""Missing answers of a part that are named, before the rest is only counted."""
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
    """How far a plan without a forecast is: part by part, with what is still missing."""
    asked = desk.path.asked
    given = [one for one in asked if one.id in desk.answers]
    key = "begun" if len(given) * 2 < len(asked) else "standing"
    headline = desk.deck(key, account=desk.account, given=len(given), asked=len(asked))
    few = given if len(given) <= FEW_ANSWERS else []
    points = [one for question in few for one in desk.told(question.id)]
    rows = [_progress(desk, title, names) for title, names in _parts(desk)]
    heads = [desk.deck(f"col.{one}") for one in ("part", "answered", "missing")]
    table = desk.grid(desk.deck("t.progress"), heads, [row for row in rows if row])
    return desk.slide("summary", headline, points, [table])


def _parts(desk: Desk) -> Iterator[tuple[str, list[str]]]:
    """The steps of a short flow, or the phases of a long one, with what they ask."""
    phases = desk.flow.phases
    steps = [step for phase in phases for step in phase.steps]
    if len(steps) <= MOST_STEPS:
        yield from ((one.title(desk.lang), _asks([one])) for one in steps)
    else:
        yield from ((one.title(desk.lang), _asks(one.steps)) for one in phases)


def _asks(steps: Sequence[FlowStep]) -> list[str]:
    return [question.id for step in steps for question in step.questions]


def _progress(desk: Desk, title: str, names: list[str]) -> list[str]:
    on_path = {one.id for one in desk.path.asked}
    asked = [one for one in names if one in on_path]
    if not asked:
        return []
    missing = [one for one in desk.missing() if one in asked]
    given = sum(one in desk.answers for one in asked)
    told = desk.listed([desk.title(one) for one in missing[:MOST_MISSING]])
    if len(missing) > MOST_MISSING:
        told = desk.deck("missing.more", titles=told, count=len(missing) - MOST_MISSING)
    return [title, desk.deck("of", given=given, asked=len(asked)), told or NOTHING]


# The account


def account(desk: Desk) -> Slide | None:
    """Who they are, what they want, and how well they are."""
    goals = desk.table("prof_objectives", without=("source",))
    points = list(desk.told("prof_description", "ind_priority", "fin_conclusion"))
    if goals is None and (not points or len(desk.answers) <= FEW_ANSWERS):
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
    """The closed year, from T0 to T+3, and since the plan was last handed on."""
    since = _since(desk)
    visuals = [_closed_year(desk), _whole(desk), _products(desk), since]
    if not any(visuals) and desk.earlier is None:
        return None
    points = [*_accuracy(desk), *_told_since(desk, since)]
    return desk.slide("changed", _change(desk), points, visuals, internal=True)


def _closed_year(desk: Desk) -> Table | Chart | None:
    if desk.figure("review") is None:
        return None
    return desk.part(review.chapter, "t.review")


def _accuracy(desk: Desk) -> Iterator[Paragraph]:
    found = desk.figure("review")
    if found is not None and found.wape_pct is not None:
        values = {"error": share(found.wape_pct), "accuracy": share(found.accuracy_pct)}
        yield from desk.point(desk.say("review.accuracy", **values))


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
    names = [desk.year(0), desk.year(3), desk.say("col.change")]
    heads: list[str | Column] = ["", *(Column(one, numeric=True) for one in names)]
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
    if not desk.rows("csf_own_target") or now is None or later is None:
        return
    if now.ratio is None or later.ratio_t3 is None:
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
    told = desk.deck(
        key,
        counted=desk.counted("answers", desk.earlier.changed),
        day=_day(desk, desk.earlier.on),
    )
    yield from desk.point(told)


def _day(desk: Desk, on: date) -> str:
    return day_text(on, desk.lang)
