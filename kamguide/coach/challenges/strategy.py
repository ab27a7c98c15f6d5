"""Patterns in what is to be done: directions, forecast, objectives, assumptions, work, money."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kamguide.coach.moneyrules import YEARS
from kamguide.coach.subject import Hit, Subject, ids, number
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.money import Forecast, Line

_FEW: Final = 3
_ZERO: Final = Decimal(0)
_LEAVING: Final = frozenset({"harvest", "exit"})
_OUR_OWN: Final = frozenset({"revenue", "margin", "share"})
_BUDGET_YEARS: Final = ("t1", "t2", "t3")


def nothing_given_up(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """No product is harvested or left, while others are to grow."""
    del limits
    rows = subject.rows("pf_directions")
    growing = [row for row in rows if row["direction"] in ("improve", "enter")]
    if len(rows) < _FEW or not growing or any(row["direction"] in _LEAVING for row in rows):
        return None
    names = [subject.name("setup_products", row.key) for row in growing]
    return Hit(values={"n": len(rows), "p": names})


# Forecast


def steeper_each_year(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Revenue grows faster in every year than in the one before."""
    del limits
    revenue = [_account(subject).revenue[year] for year in YEARS]
    known = [one for one in revenue if one is not None and one > 0]
    if len(known) < len(YEARS):
        return None
    rates = [(later - earlier) * 100 / earlier for earlier, later in pairwise(known)]
    if not 0 < rates[0] < rates[1] < rates[2]:
        return None
    first, second, third = (round(rate, 1) for rate in rates)
    return Hit(values={"a": first, "b": second, "c": third})


def nearly_sole_supplier(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """At T+3 we would sell most of what the customer buys of a product."""
    forecast: Forecast = subject.figures.get("forecast")
    shares = {
        key: line.wallet.share_t3_pct
        for key, line in forecast.products.items()
        if line.wallet.share_t3_pct is not None
    }
    largest = max(shares, key=lambda key: shares[key], default="")
    if not largest or shares[largest] < limits.get("share_pct", 75):
        return None
    now = forecast.products[largest].wallet.share_t0_pct or _ZERO
    name = subject.name("setup_products", largest)
    return Hit(largest, "rev_t3", {"p": name, "x": round(now, 1), "y": round(shares[largest], 1)})


def customer_squeezed(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """The customer earns less every year, and we want to earn more on what we sell it."""
    del limits
    by_year = subject.figures.get("ratios.by_year")
    theirs = [one["net_margin"] for _, one in sorted(by_year.items()) if one.get("net_margin")]
    ours = _account(subject).margin_pct
    first, last = ours["T0"], ours["T+3"]
    falls = len(theirs) >= _FEW and all(later < earlier for earlier, later in pairwise(theirs))
    if not falls or first is None or last is None or last <= first:
        return None
    values = {"a": theirs[0], "b": theirs[-1], "x": first, "y": last}
    return Hit(values={name: round(one, 1) for name, one in values.items()})


def _account(subject: Subject) -> "Line":
    line: Line = subject.figures.get("forecast.account")
    return line


# Objectives and assumptions


def only_our_own_ends(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Every objective is about what we get."""
    del limits
    rows = subject.rows("obj_list")
    if len(rows) < _FEW or any(row["type"] not in _OUR_OWN for row in rows):
        return None
    return Hit(values={"n": len(rows), "g": _goals(subject)})


def _goals(subject: Subject) -> str:
    """The customer's first goal, or the account where none is known."""
    goals = subject.rows("prof_objectives")
    if goals:
        return subject.name("prof_objectives", goals[0].key)
    return subject.answers.text("setup_account_name")


def hardly_all_hold(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """All assumptions together are unlikely, however likely each one looks."""
    rows = [row for row in subject.rows("ass_list") if number(row["probability_pct"]) is not None]
    together: Decimal = subject.figures.get("risk.all_hold_probability_pct")
    if len(rows) < _FEW or together >= limits.get("percent", 25):
        return None
    weakest = min(rows, key=lambda row: (number(row["probability_pct"]) or _ZERO, row.key))
    values = {
        "n": len(rows),
        "x": round(together),
        "a": subject.name("ass_list", weakest.key),
        "p": number(weakest["probability_pct"]) or _ZERO,
    }
    return Hit(weakest.key, "probability_pct", values)


def nothing_can_fail(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Every assumption is close to certain."""
    rows = subject.rows("ass_list")
    chances = [one for row in rows if (one := number(row["probability_pct"])) is not None]
    if len(chances) < _FEW or len(chances) < len(rows) or min(chances) < limits.get("percent", 85):
        return None
    at = min(rows, key=lambda row: (number(row["probability_pct"]) or _ZERO, row.key))
    values = {"n": len(chances), "x": min(chances), "a": subject.name("ass_list", at.key)}
    return Hit(at.key, "probability_pct", values)


# Work and money


def one_owner_carries(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """One person owns most of the actions."""
    owners = Counter(str(row["owner"]) for row in subject.rows("str_actions") if row["owner"])
    total = sum(owners.values())
    if total <= _FEW:
        return None
    owner, count = min(owners.items(), key=lambda one: (-one[1], one[0]))
    if count * 100 <= total * limits.get("share_pct", 50):
        return None
    return Hit(values={"m": subject.name("setup_team", owner), "x": count, "t": total})


def first_step_late(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Nothing is finished early in the plan: the first result comes late."""
    year = subject.year(1)
    due = [
        (row["due"], row.key)
        for row in subject.rows("str_actions")
        if isinstance(row["due"], date) and row["status"] not in ("done", "dropped")
    ]
    if year is None or len(due) < _FEW:
        return None
    first, key = min(due)
    if first < date(year, limits.get("month", 7), 1):
        return None
    return Hit(key, "due", {"a": subject.name("str_actions", key), "d": first})


def harvest_budget_grows(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """A product is harvested or left, and the money for what serves it grows."""
    del limits
    for row in subject.rows("pf_directions"):
        if row["direction"] in _LEAVING:
            serving = set(_serving(subject, row.key))
            lines = [one for one in subject.rows("bud_lines") if str(one["str_id"]) in serving]
            spent = [sum((number(one[year]) or _ZERO for one in lines), _ZERO)
                     for year in _BUDGET_YEARS]  # fmt: skip
            if spent[-1] > spent[0]:
                return _growing(subject, row, lines, spent)
    return None


def _serving(subject: Subject, product: str) -> Iterator[str]:
    """The strategies that serve an objective of a product."""
    wanted = {row.key for row in subject.rows("obj_list") if row["product_id"] == product}
    for row in subject.rows("str_list"):
        if wanted & set(ids(row["objectives"])):
            yield row.key


def _growing(subject: Subject, row: Row, lines: list[Row], spent: list[Decimal]) -> Hit:
    values = {
        "p": subject.name("setup_products", row.key),
        "d": subject.label("pf_directions", "direction", str(row["direction"])),
        "a": spent[0],
        "b": spent[-1],
        "l": [subject.name("bud_lines", one.key) for one in lines],
    }
    return Hit(lines[0].key, "t3", values)


def growth_for_nothing(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Revenue is to grow a lot, and hardly anything is spent on it."""
    line = _account(subject)
    spent: Decimal = subject.figures.get("budget.total")
    first, last = line.revenue["T0"], line.revenue["T+3"]
    if (
        first is None
        or last is None
        or first <= 0
        or last * 100 < first * limits.get("growth_pct", 125)
    ):
        return None
    if spent * 100 >= (last - first) * limits.get("spent_pct", 5):
        return None
    return Hit(values={"a": first, "b": last, "x": spent})
