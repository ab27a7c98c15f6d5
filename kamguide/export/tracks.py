"""The tracks of a spread, whoever draws them: what stands at the ends of each."""

from decimal import Decimal

from kamguide.plan.blocks import Chart


def ends_of(chart: Chart, at: int) -> tuple[Decimal, Decimal]:
    """What stands at the two ends of a track: its own, or the same for all of a shared scale."""
    rows = range(len(chart.points)) if chart.notes.get("shared") else (at,)
    values = [
        value for row in rows for one in chart.series if (value := one.values[row]) is not None
    ]
    return (min(values), max(values)) if values else (Decimal(0), Decimal(0))
