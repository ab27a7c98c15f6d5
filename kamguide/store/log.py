"""The log: its events, and what every store promises. What was acknowledged is kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from kamguide.store.canonical import Json
from kamguide.store.disk import Meanwhile
from kamguide.store.events import Event, Kind
from kamguide.store.lines import Draft, DraftPlace, Found, PlanLine, Summary
from kamguide.store.states import PlanState

__all__ = ["Event", "Kind", "Store"]


class Store(Protocol):
    """Keeps plans. What it acknowledged by returning is kept, whatever happens next."""

    @property
    def origin(self) -> str:
        """The id of this installation."""

    def open_plan(self, plan: str, actor: str) -> PlanState:
        """Open a plan for writing, until `close_plan`.

        Raises:
            NoSuchPlanError: There is no plan of this id.
            PlanBusyError: Somebody else has it open for writing.
        """

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
        """Keep events, all or none; those kept already are given back as they are.

        What was typed at `sent` is an answer now: it is a draft no more. `meanwhile` is done
        while the disk is waited for; nothing that it does may count before this returns.

        Raises:
            NoSuchPlanError: An event is of a plan that was never started.
            PlanExistsError: A name is taken by another active plan.
            PlanBusyError: Somebody else has a plan open for writing.
        """

    def absorb(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Keep events that happened elsewhere, in any order; gives back those new here.

        Raises:
            PlanExistsError: A plan new here has the name of another active plan.
            PacketError: An event contradicts the one kept under its id.
        """

    def events(self, plan: str, after: int = 0) -> tuple[Event, ...]:
        """The log of a plan in the order it was kept, from after a `seq`."""

    def state(self, plan: str) -> PlanState:
        """What the log of a plan comes to.

        Raises:
            NoSuchPlanError: There is no plan of this id.
        """

    def plans(self, *, archived: bool = False) -> tuple[PlanLine, ...]:
        """All plans, the one changed last first; archived ones only when asked for."""

    def find_plan(self, name_or_id: str) -> str:
        """The id of a plan by its id or by its name, width and case aside.

        Raises:
            NoSuchPlanError: No plan has this name or id.
        """

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of what was kept for the same place."""

    def draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> Draft | None:
        """What was being typed here, if anything."""

    def drafts(self, plan: str) -> tuple[Draft, ...]:
        """Everything that was being typed in a plan, by question, row and column."""

    def discard_draft(
        self, plan: str, question: str, row: str | None = None, column: str | None = None
    ) -> None:
        """Forget what was being typed here."""

    def keep_summary(self, plan: str, seq: int, content: Mapping[str, Json]) -> None:
        """Keep what a board shows of a plan, as it stood at `seq`; an older one never wins."""

    def summaries(self) -> Mapping[str, Summary]:
        """What boards show, by plan; `stale` where the plan has moved on since."""

    def search(self, words: str, plan: str | None = None, limit: int = 50) -> tuple[Found, ...]:
        """Places where all these words stand; Chinese words of any length are found."""
