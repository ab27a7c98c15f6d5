"""How long a group worked, in all and on each step, from the times in its log.

As on the group's own clock: the time between one entry and the next, a longer pause counted up to
`PAUSE`. The time belongs to the step of the later entry, whoever made them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from kamguide.model.flow import Flow
from kamguide.store.events import Event
from kamguide.workspace.coursing import PAUSE


def worked(events: Iterable[Event]) -> timedelta:
    """The time from the first of these entries to the last."""
    return sum((gap for _, gap in _gaps(events)), timedelta())


def minutes_by_step(events: Iterable[Event], flow: Flow) -> Mapping[str, float]:
    """Minutes by the id of the step, in which answers came; steps without any are left out."""
    spent: dict[str, timedelta] = defaultdict(timedelta)
    for one, gap in _gaps(events):
        step = flow.step_of.get(one.question or "")
        if step is not None:
            spent[step.id] += gap
    return {step: gap.total_seconds() / 60 for step, gap in spent.items() if gap}


def _gaps(events: Iterable[Event]) -> Iterator[tuple[Event, timedelta]]:
    """Every entry but the first, with the time that counts since the one before."""
    ordered = sorted(events, key=lambda one: (one.at, one.id))
    for before, one in pairwise(ordered):
        yield one, min(one.at - before.at, PAUSE)
