"""Names hidden: a log in which people are letters, everywhere it names them.

What is hidden is taken out of the events, so that no screen, file or figure made of them has it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.names import spelled
from kamguide.model.questions.choices import ChoicesValue, ChoiceValue
from kamguide.model.questions.table import TableQuestion
from kamguide.store.events import Event, Kind

PLANNER: Final = "setup_planner"
TITLE: Final = re.compile(r"[,，;；、(（/]")
"""What stands between a name and a position."""
_MANY: Final = 2
"""Chinese names of fewer letters are hidden only where they stand alone."""


class Veil:
    """What stands instead of names, and where it does."""

    def __init__(self, names: Mapping[str, str], codes: Iterable[str] = ()) -> None:
        """Hide names.

        Args:
            names: What stands instead of each name.
            codes: Words of the flow that are no names, whatever people are called.
        """
        self.names = {name.strip(): instead for name, instead in names.items() if name.strip()}
        self._codes = frozenset(codes)
        self._whole = {name.casefold(): instead for name, instead in self.names.items()}

    def __bool__(self) -> bool:
        return bool(self.names)

    @cached_property
    def _found(self) -> re.Pattern[str]:
        """Longer names first, so that one within another is not left in pieces."""
        names = [one for one in self.names if one.isascii() or len(one) >= _MANY]
        known = (spelled(one) for one in sorted(names, key=len, reverse=True))
        return re.compile("|".join(known) or r"(?!)", re.IGNORECASE)

    def text(self, words: str) -> str:
        """Words without the names."""
        if words in self._codes:
            return words
        alone = self._whole.get(words.strip().casefold())
        return alone if alone is not None else self._found.sub(self._instead, words)

    def _instead(self, found: re.Match[str]) -> str:
        return self._whole.get(" ".join(found[0].split()).casefold(), "")

    def event(self, one: Event) -> Event:
        """An event without the names; which question and column it is about stays."""
        payload = {name: self._json(value) for name, value in one.payload.items()}
        row = self.text(one.row) if one.row is not None else None
        return replace(one, actor=self.text(one.actor), row=row, payload=payload)

    def _json(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._json(one) for one in value]
        if isinstance(value, dict):
            return {name: self._json(one) for name, one in value.items()}
        return value


def codes_of(flow: Flow) -> frozenset[str]:
    """The ids of all options of a flow."""
    specs = [
        part
        for one in flow.questions.values()
        for part in (one.columns if isinstance(one, TableQuestion) else (one,))
    ]
    choices = [one for one in specs if isinstance(one, ChoiceValue | ChoicesValue)]
    return frozenset(option.id for one in choices for option in one.options)


def people_in(events: Iterable[Event]) -> tuple[str, ...]:
    """Who worked on a plan and who it says wrote it, in the order they come up."""
    found: dict[str, None] = {}
    for one in events:
        if one.kind is not Kind.PLAN_MERGED:
            found.setdefault(one.actor)
        if one.question == PLANNER and isinstance(said := one.payload.get("value"), str):
            found.setdefault(TITLE.split(said)[0].strip())
    return tuple(name for name in found if name)
