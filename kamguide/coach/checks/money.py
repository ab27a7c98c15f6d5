"""Checks of amounts: that one number is the same everywhere, and that sums and caps hold.

Equal amounts may differ by half a percent or one unit, whichever is more; caps have no slack.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach.subject import Hit, Subject, number
from kamguide.coach.words import found
from kamguide.messages import percent
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.budget import Budget
    from kamguide.analysis.money import Forecast, Line, WalletToday
    from kamguide.analysis.pareto import CustomerStanding
    from kamguide.analysis.segments import SegmentSales

_ZERO: Final = Decimal(0)
_SLACK_PCT: Final = Decimal("0.5")
_MARGIN_SLACK_PCT: Final = Decimal(1)
_SHARES_LIMIT: Final = Decimal("100.5")
_BUDGET_LIMIT_PCT: Final = Decimal(10)
_MARGIN_STEP: Final = Decimal(3)
_OUTGROWN_BY: Final = Decimal(10)
_WORTH_PCT: Final = Decimal(5)
_MAINTAIN_FROM: Final = Decimal(-3)
_MAINTAIN_ABOVE_WALLET: Final = Decimal(5)
_LEFT_PCT: Final = Decimal(10)


def agree(one: Decimal, other: Decimal, slack_pct: Decimal = _SLACK_PCT) -> bool:
    """Whether two amounts are the same but for half a percent or one unit."""
    larger = max(abs(one), abs(other))
    return abs(one - other) <= max(larger * slack_pct / 100, Decimal(1))


def _forecast(subject: Subject) -> "Forecast":
    found: Forecast = subject.figures.get("forecast")
    return found


# One number everywhere


def segment_sums(subject: Subject) -> Iterator[Hit]:
    """The customers of a segment add up to what the segment and its market say."""
    sales: SegmentSales = subject.figures.get("segment_sales")
    if sales.unassigned != 0:
        return
    stated = (("seg_segments", "segment_id", "our_revenue"), ("dpm_units", "unit_id", "revenue_t0"))
    for table, key, column in stated:
        for row in subject.rows(table):
            said = number(row[column])
            summed = sales.revenue.get(str(row[key]))
            if said is not None and summed is not None and not agree(summed, said):
                values = {"s": subject.name("seg_segments", str(row[key])), "a": summed, "b": said}
                yield Hit(row.key, column, values, question=table)


def one_t0(subject: Subject) -> Iterator[Hit]:
    """The account's T0 revenue is one number; it is zero for one that buys nothing yet."""
    customer: CustomerStanding | None = subject.figures.get("account")
    listed = customer.revenue if customer is not None else _ZERO
    past = subject.figures.get("history.total_t0")
    ahead = subject.figures.get("forecast.account.revenue.T0")
    known = [one for one in (listed, past, ahead) if one is not None]
    if any(not agree(one, other) for one in known for other in known):
        values = {"a": listed, "b": past, "c": ahead}
        yield Hit(values=values, question="prof_history")


def account_margin(subject: Subject) -> Iterator[Hit]:
    """The account's margin in the customer list is the sum of its products'."""
    customer: CustomerStanding | None = subject.figures.get("account")
    listed = customer.margin if customer is not None else None
    summed: Decimal = subject.figures.get("history.margin_t0")
    if listed is not None and not agree(listed, summed, _MARGIN_SLACK_PCT):
        yield Hit(values={"a": listed, "b": summed}, question="prof_history")


# Caps


def wallet_cap(subject: Subject) -> Iterator[Hit]:
    """No product sells more than the customer spends on it, today and at T+3."""
    from kamguide.coach.moneyrules import YEARS

    for product, year in _forecast(subject).above_wallet:
        line = _forecast(subject).products[product]
        spent = line.wallet.t0 if year == "T0" else line.wallet.t3
        name = subject.name("setup_products", product)
        column = f"rev_t{YEARS.index(year)}"
        values = {"p": name, "a": line.revenue[year], "w": spent, "y": year}
        yield Hit(product, column, values, question="fc_products")


def shares_fit(subject: Subject) -> Iterator[Hit]:
    """Our share and the competitors' of a product are no more than all of it."""
    wallet: WalletToday = subject.figures.get("wallet")
    shares: dict[str, Decimal] = {}
    for row in subject.rows("prof_suppliers"):
        product = str(row["product_id"])
        shares[product] = shares.get(product, _ZERO) + (number(row["share_pct"]) or _ZERO)
    for product, theirs in shares.items():
        line = wallet.products.get(product)
        ours = line.share_t0_pct if line is not None else None
        total = theirs + (ours or _ZERO)
        if total > _SHARES_LIMIT:
            values = {"p": subject.name("setup_products", product), "s": total}
            yield Hit(values=values, question="prof_suppliers")


# Objectives and forecast


def objectives_add_up(subject: Subject) -> Iterator[Hit]:
    """The T+3 targets of the revenue objectives add up to the forecast."""
    targets = [
        number(row["target_t3"]) for row in subject.rows("obj_list") if row["type"] == "revenue"
    ]
    wanted = sum((one for one in targets if one is not None), _ZERO)
    expected = _forecast(subject).account.revenue["T+3"]
    if expected is not None and not agree(wanted, expected):
        values = {"a": wanted, "b": expected}
        yield Hit(column="target_t3", values=values, question="obj_list")


def yearly_targets_match(subject: Subject) -> Iterator[Hit]:
    """Each year's target for revenue or margin is the forecast of its product."""
    forecast = _forecast(subject)
    for row in subject.rows("obj_list"):
        product = str(row["product_id"])
        line = forecast.account if product == "all" else forecast.products.get(product)
        if line is not None and row["type"] in ("revenue", "margin"):
            yield from _targets_missed(subject, row, line)


def _targets_missed(subject: Subject, row: Row, line: "Line") -> Iterator[Hit]:
    from kamguide.coach.moneyrules import YEARS

    expected = line.revenue if row["type"] == "revenue" else line.margin
    for year in YEARS[1:]:
        column = f"target_t{YEARS.index(year)}"
        wanted, amount = number(row[column]), expected[year]
        if wanted is not None and amount is not None and not agree(wanted, amount):
            name = subject.name("obj_list", row.key)
            values = {"o": name, "y": year, "a": wanted, "b": amount}
            yield Hit(row.key, column, values, question="obj_list")


def direction_fits_numbers(subject: Subject) -> Iterator[Hit]:
    """What the forecast of a product does is what its direction says."""
    from kamguide.coach.moneyrules import forecast_line

    for row in subject.rows("pf_directions"):
        product, direction = str(row["product_id"]), str(row["direction"])
        line = forecast_line(subject, product)
        if line is not None and not _fits(direction, line):
            values = {
                "p": subject.name("setup_products", product),
                "d": subject.label("pf_directions", "direction", direction),
                "why": _movement(line),
            }
            yield Hit(row.key, "direction", values, question="pf_directions")


def _fits(direction: str, line: "Line") -> bool:
    from kamguide.coach.moneyrules import share_rises

    first, last, growth = line.revenue["T0"], line.revenue["T+3"], line.growth_pct
    if first is None or last is None:
        return True
    match direction:
        case "enter":
            return first == 0 and last > 0
        case "exit":
            return last * 100 <= first * _LEFT_PCT
        case "harvest":
            return last <= first
        case "improve":
            knows_share = None not in (line.wallet.share_t0_pct, line.wallet.share_t3_pct)
            return last > first and (share_rises(line) or not knows_share)
        case "maintain":
            return growth is None or _is_steady(growth, line.wallet.growth_pct)
        case _:
            return True


def _is_steady(growth: Decimal, wallet_growth: Decimal | None) -> bool:
    if growth < _MAINTAIN_FROM:
        return False
    return wallet_growth is None or growth <= wallet_growth + _MAINTAIN_ABOVE_WALLET


def _movement(line: "Line") -> str:
    """Growth a year, and the share of wallet at both ends, in any language."""
    growth = f"T0→T+3 {percent(line.growth_pct)}"
    old, new = line.wallet.share_t0_pct, line.wallet.share_t3_pct
    return growth if old is None or new is None else f"{growth}, {percent(old)} → {percent(new)}"


# Money of the plan


def plan_pays(subject: Subject) -> Iterator[Hit]:
    """What the plan brings over three years is at least what it costs."""
    budget: Budget = subject.figures.get("budget")
    if budget.gain.total is not None and budget.gain.total < 0:
        yield Hit(values={"n": budget.gain.total}, question="bud_lines")


def budget_share(subject: Subject) -> Iterator[Hit]:
    """The budget is no more than a tenth of revenue in any year."""
    budget: Budget = subject.figures.get("budget")
    for year, share in budget.of_revenue_pct.items():
        if share is not None and share > _BUDGET_LIMIT_PCT:
            yield Hit(values={"y": year, "x": share}, question="bud_lines")


def margin_moves(subject: Subject) -> Iterator[Hit]:
    """The margin of no product moves more than three points in a year."""
    from kamguide.coach.moneyrules import YEARS, margin_steps

    for product, line in _forecast(subject).products.items():
        for year, step in margin_steps(line):
            if abs(step) > _MARGIN_STEP:
                name = subject.name("setup_products", product)
                column = f"margin_t{YEARS.index(year)}_pct"
                values = {"p": name, "y": year, "x": step}
                yield Hit(product, column, values, question="fc_products")


def growth_explained(subject: Subject) -> Iterator[Hit]:
    """Growth far beyond the customer's own has a reason: better scores and a share to take."""
    forecast = _forecast(subject)
    ours, theirs = forecast.account.growth_pct, forecast.account.wallet.growth_pct
    wallets = [line.wallet for line in forecast.products.values()]
    if any(one.t0 is None or one.t3 is None for one in wallets):
        return  # what is not known of one product would look like less spending
    if ours is None or theirs is None or ours <= theirs + _OUTGROWN_BY:
        return
    if not (_scores_rise(subject.figures.get("csf_outlook.rises")) and _share_is_named(subject)):
        yield Hit(values={"a": ours, "b": theirs}, question="fc_products")


def _scores_rise(rises: Mapping[str, Decimal] | None) -> bool:
    return any(one > 0 for one in (rises or {}).values())


def _share_is_named(subject: Subject) -> bool:
    if any(row["type"] == "share" for row in subject.rows("obj_list")):
        return True
    rivals = tuple(
        one
        for row in subject.rows("mkt_competitors")
        for one in (row.key, row["name"])
        if isinstance(one, str)
    )
    return any(found(form, rivals) for form in _forms(subject, subject.rows("str_list")))


def _forms(subject: Subject, rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        text = row["how_text"]
        if isinstance(text, str):
            yield subject.form(text)


def account_fits_segment(subject: Subject) -> Iterator[Hit]:
    """The account's segment grows by at least what the account alone brings."""
    segment = str(subject.answers.value("seg_account_segment"))
    units = subject.figures.get("market_outlook.units") or {}
    unit = units.get(segment)
    grown = _forecast(subject).account.change
    if unit is None or unit.revenue_t3 is None or grown is None:
        return
    wanted = unit.revenue_t3 - unit.revenue_t0
    if wanted < grown:
        yield Hit(segment, values={"a": grown, "b": wanted}, question="dpm_objective_positions")


def value_worth_the_talk(subject: Subject) -> Iterator[Hit]:
    """The value found for the customer is a fair part of what it pays us."""
    expected = subject.figures.get("value.total.expected")
    paid = subject.figures.get("history.total_t0")
    if expected is not None and paid and expected * 100 < paid * _WORTH_PCT:
        question = subject.first_asked("vc_top_choice", "vc_revenue_opps", "vc_displacement_opps")
        yield Hit(values={"x": expected * 100 / paid}, question=question)


def statements_possible(subject: Subject) -> Iterator[Hit]:
    """No part of a balance sheet is larger than its whole."""
    impossible = subject.figures.get("ratios.impossible") or ()
    for year in dict.fromkeys(year for year, _ in impossible):
        yield Hit(str(year), values={"y": str(year)}, question="fin_statements")
