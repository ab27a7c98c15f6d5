"""Words that were typed and not sent yet: kept while they are typed, gone once they are sent."""

from collections.abc import Callable
from datetime import datetime

from kamguide.model.text import clean
from kamguide.store.lines import Draft, DraftPlace
from kamguide.store.log import Store


class Drafts:
    """The drafts of one plan, which nobody else changes; the latest is known by its place."""

    def __init__(self, store: Store, plan: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._plan = plan
        self._now = now
        self._latest: DraftPlace | None = None
        """Where the latest draft lies, so that sending it clears it."""
        self._known: tuple[Draft, ...] | None = None
        """What was read last, until something changes."""

    def all(self) -> tuple[Draft, ...]:
        """Every draft of the plan, the latest first."""
        if self._known is None:
            kept = self._store.drafts(self._plan)
            self._known = tuple(sorted(kept, key=lambda one: one.at, reverse=True))
        return self._known

    def of(self, question: str) -> Draft | None:
        """The latest draft of a question; None where there is none."""
        draft = next((one for one in self.all() if one.question == question), None)
        self._latest = draft.place if draft is not None else None
        return draft

    def keep(
        self, question: str, text: str, row: str | None = None, column: str | None = None
    ) -> None:
        """Keep what is being typed, in a table in this cell, in the place of what was there."""
        draft = Draft(self._plan, question, clean(text), self._now(), row, column)
        earlier = self.place_of(question)
        if earlier is not None and (not text or earlier != draft.place):
            self._store.discard_draft(*earlier)
            self._forget(earlier)
        if text:
            self._store.keep_draft(draft)
            self._forget(draft.place)
            self._known = (draft, *self._known) if self._known is not None else None
            self._latest = draft.place

    def discard(self, question: str) -> None:
        """Let go of every draft of a question."""
        for draft in self.all():
            if draft.question == question:
                self._store.discard_draft(*draft.place)
                self._forget(draft.place)

    def place_of(self, question: str) -> DraftPlace | None:
        """Where the draft of this question lies, if the latest is one."""
        latest = self._latest
        return latest if latest is not None and latest[1] == question else None

    def sent(self) -> None:
        """The latest draft was sent, and is one no more."""
        if self._latest is not None:
            self._forget(self._latest)

    def _forget(self, place: DraftPlace) -> None:
        if self._latest == place:
            self._latest = None
        if self._known is not None:
            self._known = tuple(one for one in self._known if one.place != place)
