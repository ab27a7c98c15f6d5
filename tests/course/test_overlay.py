"""Groups laid over each other: amounts only where they are of one kind."""

from datetime import date
from decimal import Decimal

from kamguide.course.classroom import Group
from kamguide.course.overlay import overlay
from kamguide.course.readings import Readings, Thing, same
from kamguide.course.wall import wall
from kamguide.plan.blocks import Chart

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


def test_budgets_of_years_stand_in_their_order_however_far_groups_are_apart() -> None:
    years = [Thing("budget", name) for name in ("T+1", "T+2", "T+3", "total")]
    found = overlay(
        [
            (
                Group(id=f"g{at:02}", name=f"Group {at}", members=()),
                Readings(
                    numbers={
                        one: Decimal(apart) for one, apart in zip(years, amounts, strict=True)
                    },
                    labels={one: same(one.name) for one in years},
                    units=dict.fromkeys(years, "money"),
                    money=("10000", "CNY"),
                ),
            )
            for at, amounts in enumerate([(10, 10, 10, 30), (11, 40, 20, 71)], start=1)
        ]
    )
    blocks = wall(found, "Spring", "en", date(2026, 11, 27)).blocks
    (budgets,) = [one for one in blocks if isinstance(one, Chart)]
    assert budgets.points == ("T+1", "T+2", "T+3", "total")
