"""Checks of people, words and days: contacts, stages, mission, sources, dates, weights."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach import words
from kamguide.coach.plausibility import months_before
from kamguide.coach.subject import Hit, Subject, ids
from kamguide.coach.tablerules import all_rows, grouped, sum_missed
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.buying import StageCoverage

_DECIDING: Final = frozenset({"decider", "approver"})
_GUARDING: Final = frozenset({"gatekeeper"})
_CLOSE_STAGES: Final = frozenset({"interdependent", "integrated"})
_FUNCTIONS_FOR_CLOSE: Final = 4
_SOURCES: Final = 3
_FRESH_MONTHS: Final = 24


def weights(subject: Subject) -> Iterator[Hit]:
    """Every set of weights adds up."""
    for table in subject.flow.tables.values():
        if table.id in subject.asked:
            for one in table.sums:
                if one.column == "weight":
                    rows = all_rows(subject, table)
                    for group in grouped(rows, one.per).values():
                        for hit in sum_missed(one, group):
                            values = {"s": hit.values["sum"], "target": one.equals}
                            yield Hit(hit.row, "weight", values, question=table.id)


# The customer's people


def deciders_have_contact(subject: Subject) -> Iterator[Hit]:
    """Whoever decides or approves has a contact on our side."""
    return _without_contact(subject, _DECIDING)


def gatekeepers_have_contact(subject: Subject) -> Iterator[Hit]:
    """Whoever guards the door has a contact on our side."""
    return _without_contact(subject, _GUARDING)


def _without_contact(subject: Subject, roles: frozenset[str]) -> Iterator[Hit]:
    for row in subject.rows("dmu_members"):
        if roles & set(ids(row["roles"])) and not row["contact_owner"]:
            values = {"d": subject.name("dmu_members", row.key)}
            yield Hit(row.key, "contact_owner", values, question="dmu_members")


def stages_covered(subject: Subject) -> Iterator[Hit]:
    """In every open stage somebody we know takes a real part."""
    stages: dict[str, StageCoverage] = subject.figures.get("buying.stages") or {}
    for stage, cover in stages.items():
        if cover.is_open and not cover.has_contact:
            label = subject.label("dmu_stage_matrix", "stage", stage)
            yield Hit(values={"s": label}, question="dmu_stage_matrix")


def stage_step(subject: Subject) -> Iterator[Hit]:
    """The relationship is to rise by one stage, and a close one is carried by many functions."""
    steps = subject.figures.get("relationship.steps")
    met: Sequence[str] | None = subject.figures.get("buying.functions_in_contact")
    close = subject.answers.value("rel_target_stage") in _CLOSE_STAGES
    few = met is not None and len(met) < _FUNCTIONS_FOR_CLOSE
    if (steps is not None and steps > 1) or (close and few):
        count = "–" if met is None else len(met)
        yield Hit(values={"n": count}, question="rel_target_stage")


# Words


def mission_names_customer(subject: Subject) -> Iterator[Hit]:
    """The mission names the account, and no figure."""
    form = subject.form(subject.answers.text("mis_statement"))
    if not words.found(form, subject.account_names) or words.has_number(form):
        yield Hit(question="mis_statement")


# Days


def dates_in_plan(subject: Subject) -> Iterator[Hit]:
    """Actions and objectives fall into the plan's three years; what is done may lie before."""
    first, last = subject.year(1), subject.year(3)
    if first is None or last is None:
        return
    span = (subject.fiscal.first(first), subject.fiscal.last(last))
    for table, columns in (("str_actions", ("start", "due")), ("obj_list", ("due",))):
        for row in subject.rows(table):
            if row["status"] != "dropped":
                yield from _outside(subject, table, row, columns, span)


def _outside(
    subject: Subject, table: str, row: Row, columns: Sequence[str], span: tuple[date, date]
) -> Iterator[Hit]:
    for column in columns:
        day = row[column]
        if not isinstance(day, date):
            continue
        early = day < span[0] and row["status"] != "done"
        if early or day > span[1]:
            values = {"i": subject.name(table, row.key), "d": day}
            yield Hit(row.key, column, values, question=table)


def sources_fresh(subject: Subject) -> Iterator[Hit]:
    """There are three sources, none of them older than two years."""
    rows = subject.rows("setup_sources")
    days = [day for row in rows if isinstance(day := row["date"], date)]
    oldest = min(days, default=None)
    limit = months_before(subject.today, _FRESH_MONTHS)
    if len(rows) < _SOURCES or (oldest is not None and oldest < limit):
        values = {"n": len(rows), "d": oldest or "–"}
        yield Hit(values=values, question="setup_sources")


def work_shared(subject: Subject) -> Iterator[Hit]:
    """Nobody owns more than half of the actions."""
    owners = [str(row["owner"]) for row in subject.rows("str_actions") if row["owner"]]
    for owner, count in Counter(owners).items():
        if count * 2 > len(owners):
            share = Decimal(count * 100) / len(owners)
            values = {"m": subject.name("setup_team", owner), "x": share}
            yield Hit(values=values, question="str_actions")


def purchase_in_time(subject: Subject) -> Iterator[Hit]:
    """A new purchase earns nothing in a year that ends before it can be signed."""
    earliest: date = subject.figures.get("earliest_contract")
    focus = subject.answers.value("buy_focus_item")
    for row in subject.rows("buy_items"):
        if row["buy_class"] == "new_buy" and focus in (None, row.key):
            yield from _too_early(subject, str(row["product_id"]), earliest)


def _too_early(subject: Subject, product: str, earliest: date) -> Iterator[Hit]:
    from kamguide.coach.moneyrules import YEARS, forecast_line

    line = forecast_line(subject, product)
    for offset, year in enumerate(YEARS):
        calendar = subject.year(offset)
        amount = line.revenue[year] if line is not None else None
        if calendar is not None and amount and subject.fiscal.last(calendar) < earliest:
            name = subject.name("setup_products", product)
            values = {"p": name, "y": year, "a": amount, "d": earliest}
            yield Hit(product, f"rev_t{offset}", values, question="fc_products")
