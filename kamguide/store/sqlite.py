"""Plans in one SQLite file. An event is acknowledged after its transaction is on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kamguide.errors import StoreError
from kamguide.store import backup, listing, reader
from kamguide.store.batch import (
    refuse_contradiction,
    refuse_forgotten,
    refuse_taken_names,
    refuse_unstarted,
)
from kamguide.store.canonical import Json, canonical_json
from kamguide.store.connection import connect, create_private, explained, file_schema, is_writable
from kamguide.store.disk import Meanwhile, commit
from kamguide.store.events import Event
from kamguide.store.faults import NoSuchPlanError, StoreReadOnlyError, StoreTooNewError
from kamguide.store.ids import new_plan_id
from kamguide.store.lines import Draft, DraftPlace, Found, PlanLine, Summary
from kamguide.store.locks import Holder, PlanLock, lock_folder
from kamguide.store.places import refuse_bad_place
from kamguide.store.projection import advance, project
from kamguide.store.rebuild import rebuild
from kamguide.store.rows import (
    DROP_DRAFT,
    INSERT_EVENT,
    PUT_DRAFT,
    PUT_SUMMARY,
    answer_statements,
    event_values,
    plan_statement,
)
from kamguide.store.schema import SCHEMA, introduce, migrate
from kamguide.store.states import PlanState
from kamguide.store.times import stamp
from kamguide.store.words import found_in

if TYPE_CHECKING:
    from kamguide.store.forget import Forgotten, Redaction


def _now() -> datetime:
    return datetime.now(UTC)


class SqliteStore:
    """A store in one file, for one caller; see `Store` for what its methods promise."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = _now,
        origin: str = "",
        *,
        read_only: bool = False,
    ) -> None:
        """Open a store, and make it first where there is none.

        Args:
            path: The file.
            clock: The time in UTC: for lock files, and for the daily backup.
            origin: The id of this installation, for a new store; made up where empty.
            read_only: Look, and change nothing; so it is where nothing may be written.

        Raises:
            PlaceRefusedError: The folder is synchronised or on the network.
            StoreError: The file is not ours, damaged, or cannot be read.
        """
        self.path = path
        self._clock = clock
        self._locks: dict[str, PlanLock] = {}
        self._states: dict[str, PlanState] = {}
        if not read_only:
            refuse_bad_place(path.parent)
            if not path.exists():
                create_private(path)
            read_only = not is_writable(path)
        self._connection = connect(path, read_only=read_only)
        self._schema = file_schema(self._connection)
        self._is_read_only = read_only or self._schema > SCHEMA
        if not self._is_read_only:
            self._make_ready(origin or new_plan_id())
        self.origin = self._meta("origin")

    def _make_ready(self, origin: str) -> None:
        """Bring the file up to date, after a backup, and see to today's backup."""
        with explained(self.path):
            if self._schema < SCHEMA:
                if self._schema:
                    backup.write_backup(self._connection, self.path, self._clock())
                migrate(self._connection)
                self._schema = SCHEMA
            if not self._meta("origin"):
                created = stamp(self._clock())
                facts = {"origin": origin, "created": created, "indexed": "0"}
                introduce(self._connection, facts)
            backup.back_up_daily(self._connection, self.path, self._clock())

    def _meta(self, name: str) -> str:
        with explained(self.path):
            row = self._connection.execute(
                "SELECT value FROM meta WHERE name = ?", (name,)
            ).fetchone()
        return str(row[0]) if row is not None else ""

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written: asked so, or written by a newer version."""
        return self._is_read_only

    def open_plan(self, plan: str, actor: str) -> PlanState:
        """Open a plan for writing, until `close_plan`."""
        self._refuse_unwritable()
        self._refuse_missing(plan)
        if plan in self._locks:
            return self.state(plan)
        lock = self._taken(plan, actor)
        try:
            state = self.state(plan)  # read under the lock, and before it counts as held
        except StoreError:
            lock.let_go()
            raise
        self._locks[plan] = lock
        return state

    def close_plan(self, plan: str) -> None:
        """Let others write to a plan."""
        if (lock := self._locks.pop(plan, None)) is not None:
            lock.let_go()

    def close(self) -> None:
        """Let go of all plans and of the file."""
        for plan in [*self._locks]:
            self.close_plan(plan)
        self._connection.close()

    def record(
        self,
        events: Sequence[Event],
        sent: DraftPlace | None = None,
        meanwhile: Meanwhile = None,
    ) -> tuple[Event, ...]:
        """Keep events, all or none; those kept already are given back as they are."""
        kept = self._kept(events, foreign=False, sent=sent, meanwhile=meanwhile)
        return tuple(one for one, _ in kept)

    def absorb(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Keep events that happened elsewhere, in any order; gives back those new here."""
        return tuple(kept for kept, is_new in self._kept(events, foreign=True) if is_new)

    def _kept(
        self,
        events: Sequence[Event],
        *,
        foreign: bool,
        sent: DraftPlace | None = None,
        meanwhile: Meanwhile = None,
    ) -> list[tuple[Event, bool]]:
        states: dict[str, PlanState] = {}
        plans = dict.fromkeys(event.plan for event in events)
        with self._held(plans), self.writing(meanwhile):
            if not foreign:
                refuse_unstarted(events, self._has)
            self._refuse_taken(events)
            for plan in plans:
                states[plan] = self._current(plan)
                refuse_forgotten(states[plan])
                if not states[plan].seq:
                    self._connection.execute(*plan_statement(PlanState(), PlanState(plan=plan)))
            stored = [self._insert(event, states) for event in events]
            if sent is not None:
                self._drop_draft(*sent)
        self._states.update(states)
        return stored

    def _refuse_taken(self, events: Sequence[Event]) -> None:
        if any(event.kind.startswith("plan_") for event in events):
            refuse_taken_names(events, listing.read_plans(self._connection, archived=True))

    def _insert(self, event: Event, states: dict[str, PlanState]) -> tuple[Event, bool]:
        """Keep one event and what follows from it, within a transaction."""
        cursor = self._connection.execute(INSERT_EVENT, event_values(event))
        if not cursor.rowcount:
            kept = reader.read_event(self._connection, event.id)
            if kept is None:
                raise NoSuchPlanError("store.plan.missing", plan=event.plan)
            refuse_contradiction(kept, event)
            return kept, False
        before = states[event.plan]
        event = replace(event, seq=cursor.lastrowid)
        after = advance(before, event)
        for statement in (plan_statement(before, after), *answer_statements(before, after, event)):
            self._connection.execute(*statement)
        states[event.plan] = after
        return event, True

    def events(self, plan: str, after: int = 0) -> tuple[Event, ...]:
        """The log of a plan in the order it was kept, from after a `seq`."""
        with explained(self.path):
            return tuple(reader.read_events(self._connection, plan, after))

    def state(self, plan: str) -> PlanState:
        """What the log of a plan comes to."""
        with explained(self.path):
            self._refuse_missing(plan)
            state = self._states[plan] = self._current(plan)
        return state

    def _current(self, plan: str) -> PlanState:
        """The state as of now: what was known, and what others added since.

        Nobody adds anything to a plan that is open for writing here.
        """
        known = self._states.get(plan)
        if known is not None and plan in self._locks:
            return known
        since = reader.read_events(self._connection, plan, known.seq if known is not None else 0)
        if known is None:
            return project(since)
        for event in since:
            known = advance(known, event)
        return known

    def _has(self, plan: str) -> bool:
        is_open = plan in self._locks and plan in self._states
        return is_open or reader.has_plan(self._connection, plan)

    def _refuse_missing(self, plan: str) -> None:
        if not self._has(plan):
            raise NoSuchPlanError("store.plan.missing", plan=plan)

    def plans(self, *, archived: bool = False) -> tuple[PlanLine, ...]:
        """All plans, the one changed last first; archived ones only when asked for."""
        with explained(self.path):
            return listing.read_plans(self._connection, archived=archived)

    def find_plan(self, name_or_id: str) -> str:
        """The id of a plan by its id or by its name, width and case aside."""
        with explained(self.path):
            return reader.read_plan_id(self._connection, name_or_id)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of what was kept for the same place."""
        place = (draft.plan, draft.question, draft.row or "", draft.column or "")
        with self.writing():
            self._refuse_missing(draft.plan)
            self._connection.execute(PUT_DRAFT, (*place, draft.text, stamp(draft.at)))

    def draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> Draft | None:
        """What was being typed here, if anything."""
        place = (question, row, column)
        kept = self.drafts(plan)
        return next((one for one in kept if (one.question, one.row, one.column) == place), None)

    def drafts(self, plan: str) -> tuple[Draft, ...]:
        """Everything that was being typed in a plan, by question, row and column."""
        with explained(self.path):
            return reader.read_drafts(self._connection, plan)

    def discard_draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> None:
        """Forget what was being typed here."""
        with self.writing():
            self._drop_draft(plan, question, row, column)

    def _drop_draft(self, plan: str, question: str, row: str | None, column: str | None) -> None:
        self._connection.execute(DROP_DRAFT, (plan, question, row or "", column or ""))

    def keep_summary(self, plan: str, seq: int, content: Mapping[str, Json]) -> None:
        """Keep what a board shows of a plan, as it stood at `seq`; an older one never wins."""
        with self.writing():
            self._refuse_missing(plan)
            self._connection.execute(PUT_SUMMARY, (plan, seq, canonical_json(dict(content))))

    def summaries(self) -> Mapping[str, Summary]:
        """What boards show, by plan; `stale` where the plan has moved on since."""
        with explained(self.path):
            return reader.read_summaries(self._connection)

    def search(self, words: str, plan: str | None = None, limit: int = 50) -> tuple[Found, ...]:
        """Places where all these words stand; Chinese words of any length are found."""
        from kamguide.store import index

        if self._is_read_only:
            plans = [line.id for line in self.plans(archived=True) if plan in {None, line.id}]
            return found_in(map(self.state, plans), words, limit)
        self.refresh()
        with explained(self.path):
            return index.found_places(self._connection, words, plan, limit)

    def refresh(self, most: int | None = None) -> None:
        """Bring the search index up to the log, or by so many events; `search` does it first."""
        from kamguide.store import index

        if self.unindexed:
            with self.writing() as db:
                index.refresh(db, self._current, most)

    @property
    def unindexed(self) -> int:
        """How many events of the log the search index does not know yet."""
        from kamguide.store import index

        with explained(self.path):
            return index.last_seq(self._connection) - int(self._meta("indexed") or 0)

    def rebuild(self) -> None:
        """Write everything that follows from the log anew."""
        self._states.clear()
        with self.writing() as db:
            rebuild(db)

    def forget_plan(self, plan: str) -> Forgotten:
        """Forget all that a plan says, here and in the backups; packets elsewhere stay.

        Raises:
            NoSuchPlanError: There is no plan of this id.
            PlanBusyError: Somebody else has the plan open for writing.
        """
        from kamguide.store.forget import redaction_of_plan

        self._refuse_missing(plan)
        return self._forget(redaction_of_plan(plan))

    def forget_person(self, name: str) -> Forgotten:
        """Put a mark in the place of a name, wherever it stands, here and in the backups.

        Raises:
            PlanBusyError: Somebody else has a plan open for writing.
        """
        from kamguide.store.forget import redaction_of_person

        return self._forget(redaction_of_person(name))

    def _forget(self, redaction: Redaction) -> Forgotten:
        from kamguide.store.forget import Forgotten, forget, forget_in_backups

        self._refuse_unwritable()
        plans = [line.id for line in self.plans(archived=True)]
        with self._held(plans), explained(self.path):
            self._states.clear()
            # Backups first: interrupted, it can be asked for again while the plan is here.
            cleaned, dropped = forget_in_backups(self.path, redaction)
            events = forget(self._connection, redaction)
        return Forgotten(events, cleaned, dropped)

    @contextmanager
    def writing(self, meanwhile: Meanwhile = None) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk afterwards, or none of it.

        Raises:
            StoreError: Nothing of it was kept.
        """
        self._refuse_unwritable()
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                commit(self._connection, meanwhile)
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _refuse_unwritable(self) -> None:
        if self._schema > SCHEMA:
            raise StoreTooNewError(
                "store.too_new", path=str(self.path), schema=self._schema, known=SCHEMA
            )
        if self._is_read_only:
            raise StoreReadOnlyError("store.read_only", path=str(self.path))

    @contextmanager
    def _held(self, plans: Iterable[str]) -> Iterator[None]:
        """The locks of plans that are not open, for as long as it takes to write."""
        with ExitStack() as stack:
            for plan in plans:
                if plan not in self._locks:
                    stack.callback(self._taken(plan, "").let_go)
            yield

    def _taken(self, plan: str, who: str) -> PlanLock:
        lock = PlanLock(lock_folder(self.path), plan)
        lock.take(Holder(who, stamp(self._clock())))
        return lock
