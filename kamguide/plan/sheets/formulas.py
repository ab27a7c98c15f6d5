"""Formulas that several sheets share; each does in cells what `analysis` does in numbers.

A part that is missing makes a result n/a, and n/a goes on: an empty cell is not a zero.
"""

from collections.abc import Sequence

from kamguide.plan.sheets.page import NONE, Value, worked
from kamguide.plan.workbook import Area, Formula, Spot

Place = Spot | Area


def every(value: Value, template: str, *places: Spot) -> Formula:
    """A formula of numbers that must all be there; `{}` stand for the places in order."""
    count = ",".join("{}" for _ in places)
    text = f'IF(COUNT({count})<{len(places)},"{NONE}",{template})'
    return worked(value, text, *places, *places)


def percent(value: Value, part: Spot, whole: Spot) -> Formula:
    """A part in percent of a whole that is not zero."""
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",IF({{}}=0,"{NONE}",{{}}*100/{{}}))'
    return worked(value, text, part, whole, whole, part, whole)


def quotient(value: Value, part: Spot, whole: Spot) -> Formula:
    """A part divided by a whole that is not zero."""
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",IF({{}}=0,"{NONE}",{{}}/{{}}))'
    return worked(value, text, part, whole, whole, part, whole)


def growth(value: Value, first: Spot, last: Spot, years: int = 3) -> Formula:
    """Compound growth a year, in percent, from a first amount above zero."""
    text = f'IF(COUNT({{}},{{}})<2,"{NONE}",IF(OR({{}}<=0,{{}}<0),"{NONE}",'
    text += f"(({{}}/{{}})^(1/{years})-1)*100))"
    return worked(value, text, first, last, first, last, last, first)


def whole_sum(value: Value, area: Area) -> Formula:
    """The sum of cells that must all hold numbers."""
    text = f'IF(COUNT({{}})<ROWS({{}})*COLUMNS({{}}),"{NONE}",SUM({{}}))'
    return worked(value, text, area, area, area, area)


def known_sum(value: Value, places: Sequence[Place]) -> Formula:
    """The sum of the numbers that there are, if any."""
    listed = ",".join("{}" for _ in places)
    text = f'IF(COUNT({listed})=0,"{NONE}",SUM({listed}))'
    return worked(value, text, *places, *places)


def weighted(value: Value, weights: Area, scores: Area) -> Formula:
    """Weights times scores over 100; n/a while a score that has a weight is missing."""
    text = (
        f'IF(OR(SUM({{}})=0,SUMPRODUCT(({{}}<>0)*({{}}=""))>0),"{NONE}",SUMPRODUCT({{}},{{}})/100)'
    )
    return worked(value, text, weights, weights, scores, weights, scores)


def matching_sum(value: Value, names: Area, name: Spot, amounts: Area) -> Formula:
    """The sum of the amounts beside one name.

    SUMIF would read a name that begins with `>` or holds `*` as a condition.
    """
    return worked(value, "SUMPRODUCT(--({}={}),{})", names, name, amounts)


def best(value: Value, area: Area) -> Formula:
    """The highest number there is."""
    return worked(value, f'IF(COUNT({{}})=0,"{NONE}",MAX({{}}))', area, area)


def found(value: Value, what: Spot, among: Area, shown: Area) -> Formula:
    """What stands in `shown` where `what` stands among others."""
    return worked(value, f'IFERROR(INDEX({{}},MATCH({{}},{{}},0)),"{NONE}")', shown, what, among)
