"""What is measured, how it is told, and when it is too slow."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Measure:
    """What something takes, seconds mostly, beside a floor measured in the same rounds.

    `most` bounds the ratio of the two medians. Where there is no floor it bounds the seconds of
    the least disturbed run: nothing else of the same minute tells how busy the machine was.
    """

    name: str
    ours: Sequence[float]
    most: float
    floor: Sequence[float] = ()
    unit: str = "s"
    """What is counted, where it is no time."""

    @property
    def value(self) -> float:
        """The ratio, or the seconds where there is no floor."""
        return median(self.ours) / median(self.floor) if self.floor else min(self.ours)

    @property
    def is_good(self) -> bool:
        """Whether it is within what was promised."""
        return self.value <= self.most


def in_turns(
    rounds: int, floor: Callable[[], float], ours: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Times of the floor and of ours, one after the other: the machine's moods meet both."""
    pairs = [(floor(), ours()) for _ in range(rounds)]
    return [one for one, _ in pairs], [one for _, one in pairs]


def told(measures: Iterable[Measure], console: Console) -> bool:
    """Print a table of them; whether all are good."""
    table = Table("what", "floor", "ours", "ratio", "at most", "")
    all_good = True
    for one in measures:
        floor = _told(median(one.floor), one.unit) if one.floor else ""
        ours = _told(median(one.ours) if one.floor else one.value, one.unit)
        ratio = f"{one.value:.2f}" if one.floor else ""
        most = f"{one.most:g}" if one.floor else _told(one.most, one.unit)
        table.add_row(one.name, floor, ours, ratio, most, "ok" if one.is_good else "SLOW")
        all_good = all_good and one.is_good
    console.print(table)
    return all_good


def _told(value: float, unit: str) -> str:
    return f"{value * 1000:.2f} ms" if unit == "s" else f"{value:.1f} {unit}"
