"""Tests of numbers that hang together: forecast, wallet, value, budget, directions, stages.

Amounts that are worked out come from the plan's figures, so that they are what people see.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kamguide.coach import words
from kamguide.coach.subject import Hit, Subject, Watch, ids, number
from kamguide.messages import number as written
from kamguide.model.answers import Row
from kamguide.model.text import Text

if TYPE_CHECKING:
    from kamguide.analysis.dpm import Standing
    from kamguide.analysis.markets import UnitOutlook
    from kamguide.analysis.money import Line

YEARS: Final = ("T0", "T+1", "T+2", "T+3")
_MONEY_TYPES: Final = frozenset({"revenue", "margin"})
_FAR_STAGES: Final = frozenset({"interdependent", "integrated"})
_ZERO: Final = Decimal(0)


def forecast_line(subject: Subject, product: object) -> "Line | None":
    """The forecast of a product; None while there is none."""
    products: Mapping[object, Line] = subject.figures.get("forecast.products") or {}
    return products.get(product)


# Growth and wallet


def hockey_stick(watch: Watch) -> Iterator[Hit]:
    """A last year that grows far more than the first one."""
    weeks = watch.subject.figures.get("buying.weeks_to_contract")
    values = {} if weeks is None else {"weeks_to_contract": weeks}
    for row, series in _series(watch):
        if _is_steep(watch, series):
            yield Hit(row, values=values)


def _series(watch: Watch) -> Iterator[tuple[str, Sequence[Decimal | None]]]:
    """T0 to T+3 of each row."""
    subject = watch.subject
    if watch.question.id == "obj_list":
        names = ("baseline_t0", "target_t1", "target_t2", "target_t3")
        for row in watch.rows:
            if row["type"] in _MONEY_TYPES:
                yield row.key, [number(row[name]) for name in names]
    elif watch.question.id == "rev_new_t3":
        for one in subject.figures.get("rolled_plan.forecast") or ():
            yield one.product_id, [one.rev_t0, one.rev_t1, one.rev_t2, one.rev_t3]
    else:
        for row in watch.rows:
            line = forecast_line(subject, row["product_id"])
            if line is not None:
                yield row.key, [line.revenue[year] for year in YEARS]


def _is_steep(watch: Watch, series: Sequence[Decimal | None]) -> bool:
    known = [one for one in series if one is not None]
    if len(known) < len(YEARS) or known[0] <= 0 or known[2] <= 0:
        return False
    first = (known[1] - known[0]) * 100 / known[0]
    last = (known[3] - known[2]) * 100 / known[2]
    return last > watch.number_of("times", 2) * first and last > watch.number_of("points", 15)


def above_wallet(watch: Watch) -> Iterator[Hit]:
    """More than the customer spends on the product in that year."""
    subject = watch.subject
    if watch.question.id == "fc_products":
        for product, year in subject.figures.get("forecast.above_wallet") or ():
            line = forecast_line(subject, product)
            wallet = (line.wallet.t0, line.wallet.t3) if line is not None else (None, None)
            column, spent = ("rev_t0", wallet[0]) if year == "T0" else ("rev_t3", wallet[1])
            yield Hit(product, column, {"w": spent}, rests_on=("fc_products", "prof_wallet"))
    elif watch.question.id in ("obj_list", "rev_new_t3"):
        wallets = subject.by_key("prof_wallet", "product_id")
        for row in watch.rows:
            product = str(row["product_id"])
            if row["type"] in ("revenue", None) and product in wallets:
                yield from _row_above(watch, row, wallets[product])


_LIMITS: Final = {"baseline_t0": "wallet_t0", "target_t3": "wallet_t3", "rev_t3": "wallet_t3"}
"""Columns of what we want to sell, and of what the customer spends in that year."""


def _row_above(watch: Watch, row: Row, wallet: Row) -> Iterator[Hit]:
    for column, limit in _LIMITS.items():
        wanted, spent = number(row[column]), number(wallet[limit])
        if wanted is not None and spent is not None and wanted > spent:
            yield Hit(row.key, column, {"w": spent}, rests_on=(watch.question.id, "prof_wallet"))


# Steps that need a strategy


def jump(watch: Watch) -> Iterator[Hit]:
    """A margin or a score that rises faster than anything in the plan explains."""
    tests = {
        "fc_products": _margin_jumps,
        "dpm_financials": _market_jumps,
        "csf_own_target": _target_jumps,
        "pf_csf_scores": _score_jumps,
    }
    test = tests.get(watch.question.id)
    if test is not None:
        yield from test(watch)


def _margin_jumps(watch: Watch) -> Iterator[Hit]:
    limit = watch.number_of("margin_points", 3)
    for row in watch.rows:
        line = forecast_line(watch.subject, row["product_id"])
        if line is None or _is_linked(watch.subject, row, str(row["product_id"])):
            continue
        for year, step in margin_steps(line):
            if abs(step) > limit:
                column = f"margin_t{YEARS.index(year)}_pct"
                yield Hit(row.key, column, {"step": _signed(step)})
                break


def margin_steps(line: "Line") -> Iterator[tuple[str, Decimal]]:
    """By how many points the margin of a forecast line moves in each year with revenue."""
    for before, year in pairwise(YEARS):
        old, new = line.margin_pct[before], line.margin_pct[year]
        if old is not None and new is not None and line.revenue[before] and line.revenue[year]:
            yield year, new - old


def _market_jumps(watch: Watch) -> Iterator[Hit]:
    limit = 3 * watch.number_of("margin_points", 3)
    before = watch.subject.by_key("dpm_units", "unit_id")
    outlook = watch.subject.figures.get("market_outlook.units") or {}
    for row in watch.rows:
        unit = str(row["unit_id"])
        worked_out = getattr(outlook.get(unit), "ros_t0_pct", None)
        typed = number(before[unit]["ros_t0_pct"]) if unit in before else None
        old, new = typed if typed is not None else worked_out, number(row["ros_t3_pct"])
        if old and new is not None and abs(new - old) > limit:
            yield Hit(row.key, "ros_t3_pct", {"step": _signed(new - old)})


def _target_jumps(watch: Watch) -> Iterator[Hit]:
    now = {
        str(row["csf_id"]): number(row["score"])
        for row in watch.subject.rows("csf_scores")
        if row["supplier"] == "own"
    }
    for row in watch.rows:
        old, new = now.get(str(row["csf_id"])), number(row["target_t3"])
        yield from _score_jump(watch, row, old, new, "target_t3")


def _score_jumps(watch: Watch) -> Iterator[Hit]:
    for row in watch.rows:
        yield from _score_jump(watch, row, number(row["own_t0"]), number(row["own_t3"]), "own_t3")


def _score_jump(
    watch: Watch, row: Row, old: Decimal | None, new: Decimal | None, column: str
) -> Iterator[Hit]:
    limit = watch.number_of("score_points", 2)
    rises = old is not None and new is not None and new - old > limit
    if rises and not _is_linked(watch.subject, row, factor=str(row["csf_id"])):
        yield Hit(row.key, column, {"step": _signed((new or _ZERO) - (old or _ZERO))})


def _is_linked(subject: Subject, row: Row, product: str = "", factor: str = "") -> bool:
    """Whether a strategy pays for a step: named in the row, or serving its product or factor."""
    strategies = subject.rows("str_list")
    named = tuple(one.key for one in strategies)
    if any(
        isinstance(one, str) and words.found(subject.form(one), named) for one in row.cells.values()
    ):
        return True
    if factor:
        return any(factor in ids(one["csf"]) for one in strategies)
    wanted = {one.key for one in subject.rows("obj_list") if one["product_id"] == product}
    return any(wanted & set(ids(one["objectives"])) for one in strategies)


def _signed(step: Decimal) -> str:
    return f"{'+' if step > 0 else ''}{written(step)}"


# Value


def gross_not_margin(watch: Watch) -> Iterator[Hit]:
    """What the customer sells taken for what it keeps, or one amount for every year's."""
    for row in watch.rows:
        if watch.question.id == "vc_revenue_opps":
            gross, annual = number(row["gross_sales"]), number(row["annual_value"])
            share = number(row["customer_margin_pct"])
            if share == 100 or (gross is not None and gross == annual):  # noqa: PLR2004 - all of it
                column = "annual_value" if annual is not None else "customer_margin_pct"
                yield Hit(row.key, column)
        elif _is_undivided(watch, row):
            yield Hit(row.key, "annual_value")


def _is_undivided(watch: Watch, row: Row) -> bool:
    text = f"{row['calculation'] or ''} {row['description'] or ''}"
    form = watch.subject.form(text)
    divided = "÷" in form or "/" in form or words.found(form, watch.words_of("spread"))
    return bool(words.found(form, watch.words_of("one_off"))) and not divided


# Budget


def pays_for_nothing(watch: Watch) -> Iterator[Hit]:
    """A budget line without a strategy that exists."""
    known = {row.key for row in watch.subject.rows("str_list")}
    for row in watch.rows:
        if row["str_id"] not in known:
            yield Hit(row.key, "str_id", rests_on=("bud_lines", "str_list"))


def unfunded(watch: Watch) -> Iterator[Hit]:
    """A strategy that needs money and has no line."""
    paid = {row["str_id"] for row in watch.rows}
    for row in watch.subject.rows("str_list"):
        if row["needs_budget"] is True and row.key not in paid:
            values = {"strategy": watch.subject.name("str_list", row.key)}
            yield Hit(values=values, rests_on=("bud_lines", "str_list"))


# Stages


def stage_jump(watch: Watch) -> Iterator[Hit]:
    """A relationship two stages on, or a close one with few functions; all of them close."""
    subject = watch.subject
    if watch.table is not None:
        stages = [row["stage"] for row in watch.rows if row["stage"] is not None]
        alike = len(stages) >= watch.number_of("same", 3) and len(set(stages)) == 1
        if alike and stages[0] in _FAR_STAGES:
            yield Hit(column="stage")
        return
    steps = subject.figures.get("relationship.steps")
    met: Sequence[str] | None = subject.figures.get("buying.functions_in_contact")
    few = met is not None and len(met) < watch.number_of("functions", 4)
    if (steps is not None and steps > 1) or (few and watch.answer.value in _FAR_STAGES):
        yield Hit(rests_on=("rel_target_stage", "rel_indicators_us", "dmu_members"))


# Directions


def direction_conflict(watch: Watch) -> Iterator[Hit]:
    """A direction that the numbers contradict, or the same one for everything."""
    if watch.question.id == "pf_directions":
        yield from _against_numbers(watch, _product_numbers(watch.subject))
    elif watch.question.id == "dir_choices":
        yield from _against_numbers(watch, _market_numbers(watch.subject))
    elif watch.question.id == "dpm_objective_positions":
        yield from _all_rise(watch)
    elif watch.question.id == "csf_own_target":
        yield from _same_targets(watch)


_Numbers = Mapping[str, tuple[Decimal | None, Decimal | None, bool]]
"""By unit: T0, T+3, and whether its share rises."""


def _product_numbers(subject: Subject) -> _Numbers:
    products: Mapping[str, Line] = subject.figures.get("forecast.products") or {}
    return {
        name: (line.revenue["T0"], line.revenue["T+3"], share_rises(line))
        for name, line in products.items()
    }


def share_rises(line: "Line") -> bool:
    """Whether our share of what the customer spends on a product grows to T+3."""
    old, new = line.wallet.share_t0_pct, line.wallet.share_t3_pct
    return old is not None and new is not None and new > old


def _market_numbers(subject: Subject) -> _Numbers:
    units: Mapping[str, UnitOutlook] = subject.figures.get("market_outlook.units") or {}
    standings: Mapping[str, Standing] = subject.figures.get("market_standings") or {}
    return {
        name: (one.revenue_t0, one.revenue_t3, _outgrows(one, standings.get(name)))
        for name, one in units.items()
    }


def _outgrows(unit: "UnitOutlook", standing: "Standing | None") -> bool:
    market = standing.growth_pct if standing is not None else None
    return unit.growth_pct is not None and market is not None and unit.growth_pct > market


def _against_numbers(watch: Watch, numbers: _Numbers) -> Iterator[Hit]:
    directions = [str(row["direction"]) for row in watch.rows if row["direction"] is not None]
    table = watch.question.id
    if len(directions) >= watch.number_of("same", 4) and len(set(directions)) == 1:
        label = watch.subject.label(table, "direction", directions[0])
        yield Hit(column="direction", values={"why": _times(label, len(directions))})
    for row in watch.rows:
        known = numbers.get(str(row["product_id"] or row["unit_id"]))
        if known is not None and _contradicts(str(row["direction"]), *known):
            yield Hit(row.key, "direction", {"why": trend(known[0], known[1])})


def _times(label: Text | str, count: int) -> Text | str:
    if isinstance(label, str):
        return f"{label} × {count}"
    return Text({lang: f"{text} × {count}" for lang, text in label.root.items()})


def trend(first: Decimal | None, last: Decimal | None) -> str:
    """T0 and T+3 side by side, in any language."""
    return f"T0 {written(first)} → T+3 {written(last)}"


def _contradicts(
    direction: str, first: Decimal | None, last: Decimal | None, share_grows: bool
) -> bool:
    if first is None or last is None:
        return False
    match direction:
        case "improve":
            return last <= first and not share_grows
        case "harvest" | "exit":
            return last > first
        case "enter":
            return first > 0
        case _:
            return False


def _all_rise(watch: Watch) -> Iterator[Hit]:
    """Every market bigger and stronger at once."""
    units: Mapping[str, UnitOutlook] = watch.subject.figures.get("market_outlook.units") or {}
    rising = [
        one
        for one in units.values()
        if one.revenue_t3 is not None
        and one.revenue_t3 > one.revenue_t0
        and (one.score_gain or 0) > 0
    ]
    if len(units) >= watch.number_of("same", 4) and len(rising) == len(units):
        yield Hit(values={"why": f"{len(rising)} × ↑"})


def _same_targets(watch: Watch) -> Iterator[Hit]:
    """The same score wanted on every success factor, so that none comes first."""
    targets = [number(row["target_t3"]) for row in watch.rows]
    known = [one for one in targets if one is not None]
    everywhere = len(known) == len(watch.subject.rows("csf_list"))
    if everywhere and len(known) >= watch.number_of("same", 4) and len(set(known)) == 1:
        yield Hit(column="target_t3", values={"why": f"{written(known[0])} × {len(known)}"})
