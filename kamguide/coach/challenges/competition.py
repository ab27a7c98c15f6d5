"""Patterns in how we see ourselves beside competitors, and as the customer sees us."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach.subject import Hit, Subject, number

if TYPE_CHECKING:
    from kamguide.analysis.csf import Comparison

_FEW: Final = 3
_ZERO: Final = Decimal(0)


def all_scores_above(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Our own score is above every competitor's on every factor."""
    del limits
    comparison: Comparison = subject.figures.get("csf")
    leads = {key: one.gap for key, one in comparison.gaps.items() if one.gap is not None}
    if len(leads) < _FEW or len(leads) < len(comparison.gaps) or min(leads.values()) <= 0:
        return None
    closest = min(leads, key=lambda key: leads[key])
    rival = subject.name("mkt_competitors", comparison.gaps[closest].best_suppliers[0])
    values = {
        "n": len(leads),
        "f": subject.name("csf_list", closest),
        "x": leads[closest],
        "k": rival,
    }
    return Hit(values=values)


def rivals_stand_still(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """We rise on every factor that counts, and no competitor moves in three years."""
    del limits
    comparison: Comparison = subject.figures.get("csf")
    rises: Mapping[str, Decimal] = subject.figures.get("csf_outlook.rises") or {}
    expected = {
        row.key: theirs
        for row in subject.rows("csf_own_target")
        if (theirs := number(row["competitor_expected_t3"])) is not None
    }
    today = {key: one.best for key, one in comparison.gaps.items()}
    known = [key for key in expected if today.get(key) is not None]
    most = max(rises, key=lambda key: rises[key], default="")
    if len(known) < _FEW or not most or rises[most] <= 0:
        return None
    if any(expected[key] > (today[key] or _ZERO) for key in known):
        return None
    values = {"n": len(known), "f": subject.name("csf_list", most), "x": rises[most]}
    return Hit(values=values)


def rivals_are_passive(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """No competitor is expected to attack."""
    del limits
    rows = subject.rows("comp_strategy")
    if not rows or any(row["direction"] in (None, "improve", "enter") for row in rows):
        return None
    names = [subject.name("mkt_competitors", row.key) for row in rows]
    return Hit(rows[0].key, "direction", {"k": names})


def more_strengths_than_weaknesses(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """The SWOT praises us far more than it doubts us."""
    kinds = [row["kind"] for row in subject.rows("swot_items")]
    strengths, weaknesses = kinds.count("S"), kinds.count("W")
    if strengths < _FEW or strengths < weaknesses * limits.get("times", 2):
        return None
    return Hit(values={"x": strengths, "y": weaknesses})


def we_see_us_closer(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """We find the relationship closer than the customer does, on most signs of it."""
    theirs = subject.by_key("rel_indicators_customer", "indicator")
    gaps = {
        key: ours - seen
        for key, row in subject.by_key("rel_indicators_us", "indicator").items()
        if (ours := number(row["level"])) is not None
        and key in theirs
        and (seen := number(theirs[key]["level"])) is not None
    }
    closer = [key for key, gap in gaps.items() if gap > 0]
    if not closer or len(closer) * 100 <= len(gaps) * limits.get("share_pct", 50):
        return None
    widest = max(closer, key=lambda key: gaps[key])
    label = subject.label("rel_indicators_us", "indicator", widest)
    seen = number(theirs[widest]["level"]) or _ZERO
    values = {"n": len(closer), "all": len(gaps), "i": label, "x": seen + gaps[widest], "y": seen}
    return Hit(values=values)


def everybody_agreed(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Every function of our own has agreed to everything asked of it."""
    del limits
    rows = subject.rows("kam_functions")
    if len(rows) < _FEW or any(row["agreed"] != "yes" for row in rows):
        return None
    return Hit(values={"n": len(rows), "f": [str(row["function"]) for row in rows]})
