"""Groups laid over each other: amounts only where they are of one kind."""

from decimal import Decimal

from kamguide.course.classroom import Group
from kamguide.course.overlay import overlay
from kamguide.course.readings import Readings, Thing, same

BUDGET = Thing("budget", "total")


def group(at: int, amount: str, unit: str, currency: str = "CNY") -> tuple[Group, Readings]:
    found = Readings(
        numbers={BUDGET: Decimal(amount)},
        labels={BUDGET: same("Budget")},
        units={BUDGET: "money"},
        money=(unit, currency),
    )
    return Group(id=f"g{at:02}", name=f"Group {at}", members=()), found


def test_budgets_in_another_unit_are_the_same_money_and_in_another_currency_none() -> None:
    found = overlay(
        [group(1, "360", "10000"), group(2, "3600000", "1"), group(3, "360", "10000", "EUR")]
    )
    (budget,) = found.numbers
    assert budget.values == {"g01": Decimal(360), "g02": Decimal(360)}
    assert budget.disagreement == 0
    assert found.money == ("10000", "CNY")
