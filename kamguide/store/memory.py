"""Plans in memory, for tests and for looking at a packet: the same promises but one.

What is acknowledged is kept for as long as the process lives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kamguide.store.batch import (
    is_active,
    refuse_contradiction,
    refuse_forgotten,
    refuse_taken_names,
    refuse_unstarted,
)
from kamguide.store.canonical import Json
from kamguide.store.disk import Meanwhile
from kamguide.store.events import Event
from kamguide.store.facts import plan_line
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.lines import Draft, DraftPlace, Found, PlanLine, Summary
from kamguide.store.projection import advance
from kamguide.store.states import PlanState
from kamguide.store.words import found_in, name_key


class MemoryStore:
    """A store without a file; see `Store` for what its methods promise."""

    def __init__(self, origin: str = "memory") -> None:
        self.origin = origin
        self._log: dict[str, Event] = {}
        self._states: dict[str, PlanState] = {}
        self._drafts: dict[DraftPlace, Draft] = {}
        self._summaries: dict[str, tuple[int, Mapping[str, Json]]] = {}

    def open_plan(self, plan: str, actor: str) -> PlanState:  # noqa: ARG002 - nobody else is here
        """Open a plan for writing, until `close_plan`."""
        return self.state(plan)

    def close_plan(self, plan: str) -> None:
        """Let others write to a plan."""

    def close(self) -> None:
        """Let go of everything."""

    def record(
        self,
        events: Sequence[Event],
        sent: DraftPlace | None = None,
        meanwhile: Meanwhile = None,
    ) -> tuple[Event, ...]:
        """Keep events, all or none; those kept already are given back as they are."""
        refuse_unstarted(events, self._states.__contains__)
        kept = tuple(kept for kept, _ in self._kept(events))
        if sent is not None:
            self.discard_draft(*sent)
        if meanwhile is not None:
            meanwhile()
        return kept

    def absorb(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Keep events that happened elsewhere, in any order; gives back those new here."""
        return tuple(kept for kept, is_new in self._kept(events) if is_new)

    def _kept(self, events: Sequence[Event]) -> list[tuple[Event, bool]]:
        refuse_taken_names(events, self.plans(archived=True))
        log, states = dict(self._log), dict(self._states)
        stored = []
        for event in events:
            if (kept := log.get(event.id)) is not None:
                refuse_contradiction(kept, event)
                stored.append((kept, False))
                continue
            before = states.get(event.plan, PlanState())
            refuse_forgotten(before)
            log[event.id] = kept = replace(event, seq=len(log) + 1)
            states[event.plan] = advance(before, kept)
            stored.append((kept, True))
        self._log, self._states = log, states
        return stored

    def events(self, plan: str, after: int = 0) -> tuple[Event, ...]:
        """The log of a plan in the order it was kept, from after a `seq`."""
        mine = (event for event in self._log.values() if event.plan == plan)
        return tuple(event for event in mine if (event.seq or 0) > after)

    def state(self, plan: str) -> PlanState:
        """What the log of a plan comes to."""
        self._refuse_missing(plan)
        return self._states[plan]

    def _refuse_missing(self, plan: str) -> None:
        if plan not in self._states:
            raise NoSuchPlanError("store.plan.missing", plan=plan)

    def plans(self, *, archived: bool = False) -> tuple[PlanLine, ...]:
        """All plans, the one changed last first; archived ones only when asked for."""
        lines = sorted(map(plan_line, self._states.values()), key=lambda line: line.id)
        lines.sort(key=lambda line: line.changed_at, reverse=True)
        return tuple(line for line in lines if archived or not line.archived)

    def find_plan(self, name_or_id: str) -> str:
        """The id of a plan by its id or by its name, width and case aside."""
        if name_or_id in self._states:
            return name_or_id
        named = [
            line
            for line in self.plans(archived=True)
            if name_key(line.name) == name_key(name_or_id)
        ]
        active = [line for line in named if is_active(line)]
        shown = [line for line in named if not line.archived]
        for line in (*active, *shown, *named):
            return line.id
        raise NoSuchPlanError("store.plan.missing", plan=name_or_id)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of what was kept for the same place."""
        self._refuse_missing(draft.plan)
        self._drafts[(draft.plan, draft.question, draft.row, draft.column)] = draft

    def draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> Draft | None:
        """What was being typed here, if anything."""
        return self._drafts.get((plan, question, row, column))

    def drafts(self, plan: str) -> tuple[Draft, ...]:
        """Everything that was being typed in a plan, by question, row and column."""
        mine = [draft for draft in self._drafts.values() if draft.plan == plan]
        return tuple(sorted(mine, key=lambda one: (one.question, one.row or "", one.column or "")))

    def discard_draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> None:
        """Forget what was being typed here."""
        self._drafts.pop((plan, question, row, column), None)

    def keep_summary(self, plan: str, seq: int, content: Mapping[str, Json]) -> None:
        """Keep what a board shows of a plan, as it stood at `seq`; an older one never wins."""
        self._refuse_missing(plan)
        if seq >= self._summaries.get(plan, (0, {}))[0]:
            self._summaries[plan] = (seq, dict(content))

    def summaries(self) -> Mapping[str, Summary]:
        """What boards show, by plan; `stale` where the plan has moved on since."""
        return {
            plan: Summary(plan, seq, content, self._states[plan].seq > seq)
            for plan, (seq, content) in sorted(self._summaries.items())
        }

    def search(self, words: str, plan: str | None = None, limit: int = 50) -> tuple[Found, ...]:
        """Places where all these words stand; Chinese words of any length are found."""
        looked_in = (state for state in self._states.values() if plan in {None, state.plan})
        return found_in(looked_in, words, limit)
