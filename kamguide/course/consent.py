"""Whether those who wrote a plan allow others to see how they came to it: kept in the plan itself.

Without their word nothing is shown; what one wrote alone one may always see.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.model.answers import Json
from kamguide.model.text import clean
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.log import Store

ALLOWED: Final = "replay"
"""The setting of a plan by which its authors allow it."""
HIDDEN: Final = "replay_hidden"
"""The setting that names people who are always hidden, one a line."""
QUIET: Final = frozenset({Kind.PLAN_MERGED, Kind.SETTING_CHANGED, Kind.PLAN_RENAMED})
"""What happened to the file, and not in somebody's head."""


class Consent(Struct, frozen=True):
    """Who allowed or forbade it, and when; nobody said anything where `by` is empty."""

    allowed: bool = False
    by: str = ""
    on: str = ""
    hidden: tuple[str, ...] = ()


def consent_of(store: Store, plan: str) -> Consent:
    """What those who wrote a plan said of showing how they came to it."""
    said = [
        one
        for one in store.events(plan)
        if one.kind is Kind.SETTING_CHANGED and one.payload.get("name") == ALLOWED
    ]
    hidden = str(store.state(plan).facts.settings.get(HIDDEN) or "").splitlines()
    if not said:
        return Consent(hidden=tuple(hidden))
    last = max(said, key=lambda one: (one.at, one.id))
    return Consent(
        last.payload.get("value") is True, last.actor, f"{last.at:%Y-%m-%d}", tuple(hidden)
    )


def give_consent(
    store: Store, plan: str, author: Author, *, on: bool, hide: Sequence[str] = ()
) -> None:
    """Allow or forbid the replay of a plan; who is named in `hide` is a letter in it for ever."""
    values: dict[str, Json] = {ALLOWED: on}
    if hide:
        known = consent_of(store, plan).hidden
        values[HIDDEN] = "\n".join(dict.fromkeys((*known, *map(clean, hide))))
    changes = [
        Change(Kind.SETTING_CHANGED, payload={"name": name, "value": value})
        for name, value in values.items()
    ]
    store.record(draw_up(store.state(plan), changes, author))


def refuse_without_consent(store: Store, plan: str, reader: str) -> Consent:
    """Make sure that a reader may see how a plan came about; one's own work one may always see.

    Raises:
        UsageError: Nobody allowed it, or it was forbidden.
    """
    consent = consent_of(store, plan)
    events = [one for one in store.events(plan) if one.kind not in QUIET]
    is_own = {one.actor for one in events} == {reader}
    if consent.allowed or (is_own and not consent.by):
        return consent
    if consent.by:
        raise UsageError("replay.forbidden", who=consent.by, on=consent.on)
    raise UsageError("replay.no_consent", plan=store.state(plan).facts.name)
