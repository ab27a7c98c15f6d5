"""Plans as a whole: other names, put away, deleted. What was done last can be taken back.

Nothing here erases: a deleted plan stays in the log until it is forgotten on request.
"""

from collections.abc import Callable
from itertools import count
from typing import Final, Literal

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.model.answers import Json
from kamguide.model.text import flat
from kamguide.store.batch import is_active
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.log import Store
from kamguide.store.words import name_key

Deed = Literal["renamed", "put_away", "deleted", "back", "copied"]
MOST_LETTERS: Final = 200
"""Of the name of a plan: longer ones fit in no list."""


class Done(Struct, frozen=True):
    """What was done to a plan, under which name it was and is known."""

    deed: Deed
    plan: str
    before: str
    name: str


class Shelf:
    """The plans of a store, to be named, put away and brought back by one person."""

    def __init__(self, store: Store, author: Callable[[], Author]) -> None:
        self._store = store
        self._author = author
        self._done: list[tuple[Done, tuple[Change, ...]]] = []
        """What was done in this sitting, and what takes it back; the last one last."""

    def rename(self, plan: str, name: str) -> Done:
        """Give a plan another name.

        Raises:
            UsageError: The name is empty.
            PlanExistsError: Another active plan has it.
        """
        before, wanted = self._name(plan), name_of(name)
        return self._do("renamed", plan, wanted, (_named(wanted),), (_named(before),))

    def put_away(self, plan: str) -> Done:
        """Take a plan out of the list; nothing of it is lost."""
        away = _away(on=True)
        return self._do("put_away", plan, self._name(plan), (away,), (self._as_it_is(plan),))

    def delete(self, plan: str) -> Done:
        """Take a plan out of every list but that of deleted plans."""
        gone = _away(on=True, deleted=True)
        return self._do("deleted", plan, self._name(plan), (gone,), (self._as_it_is(plan),))

    def bring_back(self, plan: str) -> Done:
        """Put a plan back into the list; under another name where its own was given away."""
        changes = self._back(plan)
        name = str(changes[0].payload.get("name", self._name(plan)))
        return self._do("back", plan, name, changes, (self._as_it_is(plan),))

    def find_away(self, name_or_id: str) -> str:
        """The id of a plan that was put away or deleted, the one changed last of several.

        Raises:
            NoSuchPlanError: None such has this name or id.
        """
        wanted = name_key(name_or_id)
        for one in self._store.plans(archived=True):
            if one.archived and (one.id == name_or_id or name_key(one.name) == wanted):
                return one.id
        raise NoSuchPlanError("shelf.not_away", plan=name_or_id)

    def note_copy(self, plan: str) -> Done:
        """Count a plan as copied just now, so that taking that back deletes it."""
        done = Done("copied", plan, "", self._name(plan))
        self._done.append((done, (_away(on=True, deleted=True),)))
        return done

    def undo(self) -> Done | None:
        """Take back what was done last in this sitting; None where nothing was."""
        if not self._done:
            return None
        done, changes = self._done[-1]
        if done.deed in ("put_away", "deleted") and changes == (_away(on=False),):
            changes = self._back(done.plan)
        self._record(done.plan, changes)
        self._done.pop()
        return done

    def free_name(self, name: str, plan: str = "") -> str:
        """This name, or the first like it that no other active plan has."""
        others = (one for one in self._store.plans() if is_active(one) and one.id != plan)
        taken = {name_key(one.name) for one in others}
        if name_key(name) not in taken:
            return name
        tried = (f"{name} ({number})" for number in count(2))
        return next(one for one in tried if name_key(one) not in taken)

    def _back(self, plan: str) -> tuple[Change, ...]:
        name = self._name(plan)
        free = self.free_name(name, plan)
        back = _away(on=False)
        return (back,) if free == name else (_named(free), back)

    def _do(
        self,
        deed: Deed,
        plan: str,
        name: str,
        changes: tuple[Change, ...],
        inverse: tuple[Change, ...],
    ) -> Done:
        done = Done(deed, plan, self._name(plan), name)
        self._record(plan, changes)
        self._done.append((done, inverse))
        return done

    def _record(self, plan: str, changes: tuple[Change, ...]) -> None:
        self._store.record(draw_up(self._store.state(plan), changes, self._author()))

    def _name(self, plan: str) -> str:
        return self._store.state(plan).facts.name

    def _as_it_is(self, plan: str) -> Change:
        facts = self._store.state(plan).facts
        return _away(on=facts.archived, deleted=facts.deleted)


def name_of(typed: str) -> str:
    """The name of a plan as it may be kept.

    Raises:
        UsageError: It is empty.
    """
    name = flat(typed)[:MOST_LETTERS].strip()
    if not name:
        raise UsageError("workspace.no_name")
    return name


def _named(name: str) -> Change:
    return Change(Kind.PLAN_RENAMED, payload={"name": name})


def _away(*, on: bool, deleted: bool = False) -> Change:
    payload: dict[str, Json] = {"on": on, "deleted": True} if deleted else {"on": on}
    return Change(Kind.PLAN_ARCHIVED, payload=payload)
