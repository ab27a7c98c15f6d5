"""Checks of the golden thread: objective, strategy, action, money, assumption, value, goal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach.subject import Hit, Subject, ids, number
from kamguide.coach.words import found
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.csf import Comparison

_GROWN: Final = Decimal("1.2")
_GROWING_TYPES: Final = frozenset({"revenue", "margin", "share"})
_LEAVING: Final = frozenset({"harvest", "exit"})


def products_complete(subject: Subject) -> Iterator[Hit]:
    """Forecast, directions and portfolio scores are about the same products."""
    products = [row.key for row in subject.rows("setup_products")]
    for table in ("fc_products", "pf_directions", "pf_attr_scores"):
        there = {row["product_id"] for row in subject.rows(table)}
        for product in products:
            if product not in there:
                title = subject.flow.questions[table].ask
                values = {"p": subject.name("setup_products", product), "t": title}
                yield Hit(values=values, question=table, rests_on=(table, "setup_products"))


def objectives_served(subject: Subject) -> Iterator[Hit]:
    """Every objective has a strategy, and every strategy an objective."""
    objectives = [row.key for row in subject.rows("obj_list")]
    strategies = subject.rows("str_list")
    served = {one for row in strategies for one in ids(row["objectives"])}
    for key in objectives:
        if key not in served:
            yield Hit(key, values={"o": subject.name("obj_list", key)}, question="obj_list")
    for row in strategies:
        if not set(ids(row["objectives"])) & set(objectives):
            values = {"o": subject.name("str_list", row.key)}
            yield Hit(row.key, "objectives", values, question="str_list")


def strategies_acted_on(subject: Subject) -> Iterator[Hit]:
    """Every strategy has an action with an owner, a day and a milestone."""
    acted_on = {
        row["str_id"]
        for row in subject.rows("str_actions")
        if row["owner"] and row["due"] and row["milestone"]
    }
    for row in subject.rows("str_list"):
        if row.key not in acted_on:
            values = {"st": subject.name("str_list", row.key)}
            yield Hit(row.key, values=values, question="str_list")


def weaknesses_answered(subject: Subject) -> Iterator[Hit]:
    """A strategy names every decisive weakness, or it is accepted."""
    comparison: Comparison = subject.figures.get("csf")
    named = {one for row in subject.rows("str_list") for one in ids(row["csf"])}
    accepted = {row["csf_id"] for row in subject.rows("csf_actions") if row["choice"] == "accept"}
    for factor in comparison.decisive_weaknesses:
        if factor not in named | accepted:
            values = {"f": subject.name("csf_list", factor)}
            question = subject.first_asked("csf_actions", "str_list")
            yield Hit(values=values, question=question)


def assumptions_used(subject: Subject) -> Iterator[Hit]:
    """Every assumption carries an objective; every objective that grows rests on one."""
    objectives, assumptions = subject.rows("obj_list"), subject.rows("ass_list")
    known = {row.key for row in objectives}
    pairs = {(row.key, one) for row in objectives for one in ids(row["assumptions"])}
    pairs |= {(one, row.key) for row in assumptions for one in ids(row["objectives"])}
    resting = {objective for objective, _ in pairs}
    used = {assumption for objective, assumption in pairs if objective in known}
    for row in assumptions:
        if row.key not in used:
            values = {"o": subject.name("ass_list", row.key)}
            yield Hit(row.key, values=values, question="ass_list")
    for row in objectives:
        if row.key not in resting and grows(row):
            values = {"o": subject.name("obj_list", row.key)}
            yield Hit(row.key, "assumptions", values, question="obj_list")


def grows(row: Row) -> bool:
    """Whether an objective asks for a growth that does not come by itself: by over a fifth."""
    first, last = number(row["baseline_t0"]), number(row["target_t3"])
    if row["type"] not in _GROWING_TYPES or first is None or last is None:
        return False
    return last > first * _GROWN


def opportunities_used(subject: Subject) -> Iterator[Hit]:
    """An objective or a strategy uses every opportunity that was chosen."""
    rows = (*subject.rows("obj_list"), *subject.rows("str_list"))
    used = {one for row in rows for one in ids(row["opportunities"])}
    for key in ids(subject.answers.value("vc_top_choice")):
        if key not in used:
            yield Hit(values={"v": _opportunity(subject, key)}, question="vc_top_choice")


def _opportunity(subject: Subject, key: str) -> str:
    kinds = ("revenue", "displacement", "avoidance", "intangible")
    names = (subject.name(f"vc_{kind}_opps", key) for kind in kinds)
    return next((name for name in names if name != key), key)


def budget_linked(subject: Subject) -> Iterator[Hit]:
    """Every budget line pays for a strategy; every strategy that needs money has a line."""
    strategies = subject.rows("str_list")
    known = {row.key for row in strategies}
    lines = subject.rows("bud_lines")
    for row in lines:
        if row["str_id"] not in known:
            values = {"b": subject.name("bud_lines", row.key)}
            yield Hit(row.key, "str_id", values, question="bud_lines")
    paid = {row["str_id"] for row in lines}
    for row in strategies:
        if row["needs_budget"] is True and row.key not in paid:
            values = {"b": subject.name("str_list", row.key)}
            yield Hit(row.key, "needs_budget", values, question="str_list")


def swot_reflects_factors(subject: Subject) -> Iterator[Hit]:
    """Every decisive gap is a strength or a weakness of the SWOT."""
    comparison: Comparison = subject.figures.get("csf")
    sources = " ".join(
        subject.form(str(row["source"] or ""))
        for row in subject.rows("swot_items")
        if row["kind"] in ("S", "W")
    )
    for factor in (*comparison.decisive_strengths, *comparison.decisive_weaknesses):
        if not found(sources, (factor,)):
            values = {"f": subject.name("csf_list", factor)}
            yield Hit(values=values, question="swot_items")


def swot_paired(subject: Subject) -> Iterator[Hit]:
    """Every weakness and every threat is in a pair."""
    paired = {one for row in subject.rows("swot_pairs") for one in ids(row["items"])}
    for row in subject.rows("swot_items"):
        if row["kind"] in ("W", "T") and row.key not in paired:
            values = {"i": subject.name("swot_items", row.key)}
            yield Hit(row.key, values=values, question="swot_items")


def customer_goals_served(subject: Subject) -> Iterator[Hit]:
    """Every strategy serves a goal of the customer."""
    goals = {row.key for row in subject.rows("prof_objectives")}
    for row in subject.rows("str_list"):
        if row["customer_objective"] not in goals:
            values = {"st": subject.name("str_list", row.key)}
            yield Hit(row.key, "customer_objective", values, question="str_list")


def harvest_unfunded(subject: Subject) -> Iterator[Hit]:
    """No money goes to a strategy that serves only what is harvested or left."""
    leaving = {
        row["product_id"] for row in subject.rows("pf_directions") if row["direction"] in _LEAVING
    }
    product_of = {row.key: row["product_id"] for row in subject.rows("obj_list")}
    serves = {
        row.key: {product_of.get(one) for one in ids(row["objectives"])}
        for row in subject.rows("str_list")
    }
    for row in subject.rows("bud_lines"):
        products = serves.get(str(row["str_id"])) or set()
        if products and products <= leaving and any(number(row[one]) for one in ("t1", "t2", "t3")):
            values = {"b": subject.name("bud_lines", row.key)}
            yield Hit(row.key, "str_id", values, question="bud_lines")
