"""How much of a log was there when one of its events was the newest."""

from collections.abc import Sequence

from kamguide.store.events import Event, Kind


def known_with(log: Sequence[Event], event: str) -> tuple[Event, ...]:
    """The log as it was while an event was the newest; nothing where the event is not in it.

    A packet brings in older events behind newer ones: what follows in the log and is older by its
    time was there as well.
    """
    at = next((at for at, one in enumerate(log) if one.id == event), None)
    if at is None:
        return ()
    newest = (log[at].at, log[at].id)
    end = at + 1
    while end < len(log) and (
        log[end].kind is Kind.PLAN_MERGED or (log[end].at, log[end].id) < newest
    ):
        end += 1
    return tuple(log[:end])
