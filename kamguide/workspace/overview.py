"""All plans as they stand, without opening one: how far each is, what is due, what lies idle."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.messages import has, moment, say
from kamguide.store.lines import PlanLine, Summary
from kamguide.workspace.due import Due
from kamguide.workspace.flowshelf import FlowShelf

if TYPE_CHECKING:
    from kamguide.model.text import Lang
    from kamguide.workspace.plans import Workspace

IDLE: Final = timedelta(days=30)
"""After so long without a change a plan in work is stale."""
SOON: Final = timedelta(days=7)
"""What is due within so long is told beside what is overdue."""
IN_WORK: Final = frozenset({"draft", "returned"})


class Standing(Struct, frozen=True):
    """One plan as it stands today."""

    line: PlanLine
    answered: int | None
    """None where nobody has looked yet."""
    applicable: int
    due: tuple[Due, ...]
    """Overdue, or due soon; the earliest first."""
    is_stale: bool
    is_known: bool = True
    """Whether what is told of its answers is how they stand now."""

    @property
    def state(self) -> str:
        """The word for its state: deleted and put away before how far it was approved."""
        if self.line.deleted:
            return "deleted"
        return "put_away" if self.line.archived else self.line.status

    def overdue(self, today: date) -> int:
        """How much of what is due should have been done by yesterday."""
        return sum(one.day < today for one in self.due)


class Overview:
    """What all plans come to at one moment, in one language."""

    def __init__(self, workspace: "Workspace", lang: "Lang") -> None:
        self._workspace = workspace
        self._lang = lang
        self.now = workspace.now()
        self._flows = FlowShelf()

    @property
    def today(self) -> date:
        """The day here."""
        return self.now.astimezone().date()

    @cached_property
    def all(self) -> tuple[Standing, ...]:
        """Every plan, deleted ones too, the one changed last first."""
        known = self._workspace.summaries()
        lines = self._workspace.plans(deleted=True)
        return tuple(self._standing(one, known.get(one.id)) for one in lines)

    @cached_property
    def active(self) -> tuple[Standing, ...]:
        """Those neither put away nor deleted."""
        return tuple(one for one in self.all if not one.line.archived)

    @cached_property
    def away(self) -> tuple[Standing, ...]:
        """Those put away or deleted, the deleted ones last."""
        away = [one for one in self.all if one.line.archived]
        return tuple(sorted(away, key=lambda one: one.line.deleted))

    def due(self) -> list[tuple[Standing, Due]]:
        """What is overdue or due soon in all active plans, the earliest first."""
        every = [(plan, one) for plan in self.active for one in plan.due]
        return sorted(every, key=lambda pair: pair[1].day)

    def _standing(self, line: PlanLine, summary: Summary | None) -> Standing:
        content = summary.content if summary is not None else {}
        answered, applicable = content.get("answered"), content.get("applicable")
        in_work = line.status in IN_WORK
        return Standing(
            line,
            answered if isinstance(answered, int) else None,
            applicable if isinstance(applicable, int) else 0,
            tuple(self._soon(content)) if not line.archived else (),
            in_work and not line.archived and self.now - line.changed_at > IDLE,
            summary is not None and not summary.stale and "dated" in content,
        )

    def _soon(self, content: Mapping[str, object]) -> Iterator[Due]:
        kept = content.get("dated")
        for one in kept if isinstance(kept, list) else ():
            due = Due.from_json(one)
            if due is not None and due.day <= self.today + SOON:
                yield due

    # Words

    def state(self, standing: Standing) -> str:
        """The state in words; what stands idle is said so."""
        return self._say("home.state.stale" if standing.is_stale else f"status.{standing.state}")

    def progress(self, standing: Standing) -> str:
        """Answered of applicable."""
        if standing.answered is None:
            return ""
        return f"{standing.answered}/{standing.applicable}"

    def flow(self, standing: Standing) -> str:
        """What the plan's flow is called."""
        flow = self._flows.flow(standing.line.flow)
        return flow.title(self._lang) if flow is not None else standing.line.flow

    def changed(self, standing: Standing) -> str:
        """When it was changed last, as one would say it."""
        return ago(standing.line.changed_at, self.now, self._lang)

    def what_is_due(self, standing: Standing) -> str:
        """How much is overdue or due soon; nothing where nothing is."""
        late = standing.overdue(self.today)
        if late:
            return self._say("home.overdue", count=late)
        return self._say("home.due_soon", count=len(standing.due)) if standing.due else ""

    def words(self, standing: Standing, due: Due) -> str:
        """What is to be done, in the person's words or those of the question."""
        if due.words:
            return " ".join(due.words.split())
        flow = self._flows.flow(standing.line.flow)
        question = flow.questions.get(due.question) if flow is not None else None
        return question.ask(self._lang) if question is not None else ""

    def when(self, due: Due) -> str:
        """By when, seen from today."""
        days = (due.day - self.today).days
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
        if near is not None:
            return self._say(f"home.day.{near}")
        return self._say("home.day.late" if days < 0 else "home.day.in", days=abs(days))

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._lang, **values) if has(key, self._lang) else key.rpartition(".")[2]


def ago(then: datetime, now: datetime, lang: "Lang") -> str:
    """A moment of the past as one would say it today."""
    local, here = then.astimezone(), now.astimezone()
    minutes, days = int((now - then).total_seconds() // 60), (here.date() - local.date()).days
    if 0 <= minutes < 1:
        return say("ago.now", lang)
    if 0 <= minutes < 60:  # noqa: PLR2004 - of an hour
        return say("ago.minutes", lang, count=minutes)
    if days == 0:
        return say("ago.today", lang, time=f"{local:%H:%M}")
    if days == 1:
        return say("ago.yesterday", lang, time=f"{local:%H:%M}")
    if 1 < days <= IDLE.days:
        return say("ago.days", lang, count=days)
    return moment(then, lang).rpartition(" ")[0]
