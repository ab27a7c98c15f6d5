"""Patterns in how customers, segments and the account were judged and chosen."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kamguide.coach.subject import Hit, Subject, number

if TYPE_CHECKING:
    from kamguide.analysis.dpm import Circle
    from kamguide.analysis.pareto import Pareto

_FEW: Final = 3
"""From so many rows on it says something that all of them are alike."""
_ZERO: Final = Decimal(0)
_CRITERIA: Final = ("size_sufficient", "similarity", "relevance", "reachable")


def all_segments_pass(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """No segment fails any of the four tests."""
    rows = subject.rows("seg_criteria_scores")
    scores = [
        (mark, row.key, column)
        for row in rows
        for column in _CRITERIA
        if (mark := number(row[column])) is not None
    ]
    if len(rows) < _FEW or not scores or min(scores)[0] < limits.get("pass_mark", 6):
        return None
    mark, segment, column = min(scores)
    label = subject.column_label("seg_criteria_scores", column)
    name = subject.name("seg_segments", segment)
    return Hit(segment, column, {"n": len(rows), "x": mark, "s": name, "c": label})


def small_customers_get_time(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Even by plan the smallest customers get far more of the time than they bring."""
    pareto: Pareto = subject.figures.get("pareto")
    brought = pareto.revenue.class_shares_pct.get("C")
    row = next((one for one in subject.rows("pareto_time_split") if one["class"] == "C"), None)
    planned = number(row["time_planned_pct"]) if row is not None else None
    if brought is None or planned is None or planned < limits.get("least_pct", 10):
        return None
    if planned * 100 < brought * limits.get("times_pct", 250):
        return None
    return Hit("C", "time_planned_pct", {"x": planned, "y": round(brought, 1)})


def own_ground_wins(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Where most is sold already is scored the most attractive and the strongest, too."""
    del limits
    units = subject.figures.get("markets.units") or {}
    if len(units) < _FEW:
        return None
    circles: dict[str, Circle] = {key: one.circle for key, one in units.items()}
    sizes = {key: one.revenue or _ZERO for key, one in circles.items()}
    largest = max(sizes, key=lambda key: sizes[key])
    mine = circles[largest]
    others = [one for key, one in circles.items() if key != largest]
    if not all(_is_behind(one, mine) for one in others):
        return None
    values = {
        "s": subject.name("seg_segments", largest),
        "r": mine.revenue,
        "a": mine.attractiveness,
        "x": mine.ratio,
    }
    return Hit(values=values)


def _is_behind(one: "Circle", other: "Circle") -> bool:
    """Whether a segment is both less attractive and weaker than another."""
    pairs = ((one.attractiveness, other.attractiveness), (one.ratio, other.ratio))
    return all(x is not None and y is not None and x < y for x, y in pairs)


def all_improve(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """Every segment is to be improved."""
    del limits
    rows = subject.rows("dir_choices")
    if len(rows) < _FEW or any(row["direction"] != "improve" for row in rows):
        return None
    names = [subject.name("seg_segments", row.key) for row in rows]
    return Hit(rows[0].key, "direction", {"n": len(rows), "s": names})


def another_scores_higher(subject: Subject, limits: Mapping[str, int]) -> Hit | None:
    """The account that was chosen is not the one that came out best."""
    del limits
    chosen = str(subject.answers.value("sel_choice"))
    totals: Mapping[str, Decimal] = subject.figures.get("selection.totals")
    best = max(totals, key=lambda key: totals[key], default=chosen)
    if chosen not in totals or totals[best] <= totals[chosen]:
        return None
    values = {
        "c": subject.name("sel_candidates", chosen),
        "x": totals[chosen],
        "b": subject.name("sel_candidates", best),
        "y": totals[best],
    }
    return Hit(values=values)
