"""How long a group worked on each step, from the times in its log: for whoever writes packs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Final

from kamguide.model.flow import Flow
from kamguide.store.events import Event, Kind

PAUSE: Final = timedelta(minutes=10)
"""A longer silence is a pause: nothing of it is counted."""
_NOT_WORK: Final = frozenset(
    {Kind.PLAN_MERGED, Kind.COMMENT_ADDED, Kind.COMMENT_ANSWERED, Kind.COMMENT_RESOLVED}
)


def minutes_by_step(events: Iterable[Event], flow: Flow) -> Mapping[str, float]:
    """Minutes by the id of the step, in which answers came; steps without any are left out.

    The time between two entries belongs to the step of the later one, whoever made them.
    """
    worked = sorted(
        (one for one in events if one.kind not in _NOT_WORK), key=lambda one: (one.at, one.id)
    )
    spent: dict[str, timedelta] = defaultdict(timedelta)
    for before, one in pairwise(worked):
        step = flow.step_of.get(one.question or "")
        gap = one.at - before.at
        if step is not None and gap <= PAUSE:
            spent[step.id] += gap
    return {step: gap.total_seconds() / 60 for step, gap in spent.items() if gap}
