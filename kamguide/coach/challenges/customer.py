"""Patterns in what was found out about the customer: money, value, purchases, people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach.subject import Hit, Subject, ids, number
from kamguide.model.answers import Row

if TYPE_CHECKING:
    from kamguide.analysis.value import Value

_FEW: Final = 3
_ZERO: Final = Decimal(0)
_DECIDING: Final = frozenset({"decider", "approver"})
_FRIEND: Final = 1
_VALUE_TABLES: Final = ("vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps")


def value_is_our_claim(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Most of the value for the customer was worked out by us alone."""
    value: Value = subject.figures.get("value")
    claimed = {
        key: one.expected
        for key, one in value.opportunities.items()
        if not one.is_verified and one.expected is not None
    }
    ours, total = sum(claimed.values(), _ZERO), value.total.expected
    if not claimed or total <= 0 or ours * 100 < total * limits.get("share_pct", 50):
        return None
    largest = max(claimed, key=lambda key: claimed[key])
    name, amounts = opportunity(subject, largest), {"x": ours, "t": total, "y": claimed[largest]}
    return Hit(values={"v": name, **{key: round(one, 1) for key, one in amounts.items()}})


def one_opportunity_carries(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Most of the value hangs on one opportunity among several."""
    value: Value = subject.figures.get("value")
    worth = {
        key: one.expected for key, one in value.opportunities.items() if one.expected is not None
    }
    total = value.total.expected
    largest = max(worth, key=lambda key: worth[key], default="")
    if (
        len(worth) < _FEW
        or total <= 0
        or worth[largest] * 100 < total * limits.get("share_pct", 50)
    ):
        return None
    rows = (row for table in _VALUE_TABLES for row in subject.rows(table) if row.key == largest)
    values = {
        "v": opportunity(subject, largest),
        "x": round(worth[largest], 1),
        "t": round(total, 1),
        "p": next((number(row["probability_pct"]) for row in rows), None) or _ZERO,
    }
    return Hit(values=values)


def opportunity(subject: Subject, key: str) -> str:
    """An opportunity by its id and name, whichever kind it is."""
    names = (subject.name(table, key) for table in _VALUE_TABLES)
    return next((name for name in names if name != key), key)


def nothing_bought_anew(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Everything the customer buys from us is bought again as it was."""
    del limits
    rows = subject.rows("buy_items")
    if len(rows) < _FEW or any(row["buy_class"] != "straight_rebuy" for row in rows):
        return None
    amounts = {row.key: number(row["annual_amount"]) or _ZERO for row in rows}
    largest = max(amounts, key=lambda key: amounts[key])
    values = {"n": len(rows), "i": subject.name("buy_items", largest), "x": amounts[largest]}
    return Hit(largest, "buy_class", values)


# People


def no_decider_met(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Nobody who decides or approves is met by anyone of us."""
    del limits
    deciding = [row for row in _members(subject) if _DECIDING & set(ids(row["roles"]))]
    if not deciding or any(row["contact_owner"] and _visits(row) for row in deciding):
        return None
    met = [row for row in _members(subject) if row["contact_owner"] and _visits(row)]
    values = {"d": _names(subject, deciding), "n": len(met), "all": len(_members(subject))}
    return Hit(deciding[0].key, "contact_owner", values)


def only_friends(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Everybody at the customer is for us."""
    del limits
    rows = [row for row in _members(subject) if number(row["attitude"]) is not None]
    if len(rows) < _FEW or any((number(row["attitude"]) or _ZERO) < _FRIEND for row in rows):
        return None
    lowest = min(rows, key=lambda row: (number(row["attitude"]) or _ZERO, row.key))
    values = {"n": len(rows), "d": subject.name("dmu_members", lowest.key)}
    return Hit(lowest.key, "attitude", values)


def visits_to_friends(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Nearly all visits go to those who are for us already, few to whoever decides."""
    rows = [row for row in _members(subject) if number(row["attitude"]) is not None]
    won = [row for row in rows if (number(row["attitude"]) or _ZERO) >= _FRIEND]
    others = [row for row in rows if row not in won]
    total, to_won = sum(map(_visits, rows)), sum(map(_visits, won))
    if not others or total <= 0 or to_won * 100 < total * limits.get("share_pct", 80):
        return None
    neglected = max(others, key=lambda row: (number(row["influence"]) or _ZERO, -_visits(row)))
    values = {
        "x": to_won,
        "t": total,
        "d": subject.name("dmu_members", neglected.key),
        "n": number(neglected["influence"]) or _ZERO,
        "y": _visits(neglected),
    }
    return Hit(neglected.key, "contact_per_year", values)


def one_contact_holds(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """One of us is the contact of most people at the customer."""
    held = Counter(str(row["contact_owner"]) for row in _members(subject) if row["contact_owner"])
    total = sum(held.values())
    if total <= _FEW:
        return None
    owner, count = min(held.items(), key=lambda one: (-one[1], one[0]))
    if count * 100 <= total * limits.get("share_pct", 50):
        return None
    return Hit(values={"m": subject.name("setup_team", owner), "x": count, "t": total})


def _members(subject: Subject) -> tuple[Row, ...]:
    return subject.rows("dmu_members")


def _visits(row: Row) -> Decimal:
    return number(row["contact_per_year"]) or _ZERO


def _names(subject: Subject, rows: Sequence[Row]) -> list[str]:
    return [subject.name("dmu_members", row.key) for row in rows]


# What moves them


def nothing_presses(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """No pressure on the buyers is rated strong."""
    tables = ("press_external", "press_internal")
    marks = {
        (table, row.key): mark
        for table in tables
        for row in subject.rows(table)
        if (mark := number(row["strength"])) is not None
    }
    if len(marks) < _FEW or max(marks.values()) >= limits.get("strong", 4):
        return None
    table, key = max(marks, key=lambda one: marks[one])
    label = subject.label(table, "pressure", key)
    return Hit(key, "strength", {"n": len(marks), "p": label, "x": marks[table, key]})


def every_need_met(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Nobody at the customer waits for anything from us any more."""
    del limits
    rows = subject.rows("info_needs")
    if len(rows) < _FEW or any(row["status"] != "met" for row in rows):
        return None
    people = sorted({str(row["dmu_id"]) for row in rows if row["dmu_id"]})
    return Hit(values={"n": len(rows), "d": [subject.name("dmu_members", one) for one in people]})
