"""What came back: every file told for what it is, and merged into the plan of its group by cell.

Nothing is guessed: of two members who said different things of one cell, unseen by each other,
both are shown. Collecting again changes nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kamguide.course.classroom import Classroom, Group
from kamguide.course.handing import IN, opened, plan_of
from kamguide.course.keys import Keys
from kamguide.course.sealing import Inside, SealError, is_sealed, key_by_master, read_sealed
from kamguide.errors import KamguideError, StoreError, UsageError
from kamguide.export.files import write_file
from kamguide.model.text import clean
from kamguide.store.events import Event, Kind
from kamguide.store.packet import Packet, merge
from kamguide.store.states import Conflict
from kamguide.workspace.files import safe
from kamguide.workspace.plans import Workspace

KEPT: Final = "collected.json"
_COPY: Final = re.compile(
    r"conflict|冲突|副本|\(\d+\)|（\d+）|\bcopy\b|-[a-z0-9]{4,}-pc\b|-desktop-", re.IGNORECASE
)
"""What sync programs and file managers put into the names of copies."""
_OF_THE_SHELF: Final = frozenset({Kind.PLAN_RENAMED, Kind.PLAN_ARCHIVED, Kind.PLAN_MERGED})
"""What a group does with its plan as a file among others is its own business."""
_NO_WORK: Final = _OF_THE_SHELF | {
    Kind.PLAN_STARTED,
    Kind.SETTING_CHANGED,
    Kind.STATUS_CHANGED,
    Kind.NEWS_TOLD,
}


class Came(StrEnum):
    """What a file turned out to be."""

    NEW = "new"
    KNOWN = "known"
    """Everything in it was collected before."""
    DOUBLE = "double"
    """The same as another file, or wholly within one."""
    EMPTY = "empty"
    """Nobody has answered anything in it."""
    FOREIGN = "foreign"
    """Of another class, or of none."""
    BROKEN = "broken"
    """Changed, cut off, or not readable."""


class Arrival(Struct, frozen=True):
    """One file that came back."""

    file: str
    came: Came
    group: Group | None = None
    by: str = ""
    at: datetime | None = None
    """When it was sealed, by the clock of whoever sealed it."""
    is_late: bool = False
    new: int = 0
    """Changes that it brought."""
    same_as: str = ""
    looks_copied: bool = False
    """Its name is one that a sync program gives to a copy in conflict."""
    problem: KamguideError | None = None


class Dispute(Struct, frozen=True):
    """Two members who said different things, unseen by each other."""

    group: Group
    conflict: Conflict


class Collected(Struct, frozen=True):
    """What a collection came to."""

    arrivals: tuple[Arrival, ...]
    missing: tuple[Group, ...]
    """Groups of which nothing has come yet, now or before."""
    disputes: tuple[Dispute, ...]


class Receipt(BaseModel):
    """What is kept of a hand-in that was taken: for the board."""

    model_config = ConfigDict(frozen=True)

    file: str
    group: str
    by: str
    at: datetime
    late: bool
    empty: bool = False


_RECEIPTS: Final = TypeAdapter(list[Receipt])


class _Opened(Struct, frozen=True):
    arrival: Arrival
    inside: Inside
    packet: Packet
    ids: frozenset[str]


def collect(classroom: Classroom, workspace: Workspace, more: Iterable[Path] = ()) -> Collected:
    """Take in all that lies in the folder `in`, and the files given besides.

    Args:
        classroom: The class.
        workspace: Its collected plans.
        more: Files, and folders of files.

    Raises:
        UsageError: The keys of the class cannot be read.
    """
    keys = Keys(classroom)
    own = classroom.folder / IN
    files = list(_files([*([own] if own.is_dir() else []), *more]))
    looked = [_looked_at(one, classroom, workspace, keys) for one in files]
    looked.sort(key=lambda one: _told(one).looks_copied)
    arrivals = list(_taken(workspace, looked))
    receipts = _keep_receipts(classroom, arrivals)
    came = {one.group for one in receipts}
    return Collected(
        tuple(arrivals),
        tuple(one for one in classroom.card.groups if one.id not in came),
        tuple(disputes(classroom, workspace)),
    )


def _files(places: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for place in places:
        for one in sorted(place.rglob("*")) if place.is_dir() else [place]:
            hidden = any(part.startswith(".") for part in one.relative_to(place).parts)
            if one.is_dir() or hidden or one.resolve() in seen:
                continue
            seen.add(one.resolve())
            yield one


def _looked_at(
    file: Path, classroom: Classroom, workspace: Workspace, keys: Keys
) -> _Opened | Arrival:
    """A file opened; or, where it is not to be taken, what it is."""
    name = clean(file.name)
    told = Arrival(name, Came.FOREIGN, looks_copied=bool(_COPY.search(file.stem)))
    if not is_sealed(file):
        return replace(told, problem=UsageError("course.collect.no_packet", file=name))
    try:
        sealed = read_sealed(file)
    except SealError as problem:
        return replace(told, came=Came.BROKEN, problem=problem)
    group = next((one for one in classroom.card.groups if one.id == sealed.head.group), None)
    if sealed.head.classroom != classroom.card.id or group is None:
        title = sealed.head.shown("title")
        foreign = UsageError("course.collect.other_class", file=name, title=title)
        return replace(told, problem=foreign)
    told = replace(told, group=group)
    try:
        inside, packet = opened(sealed, key_by_master(sealed.head, keys.master))
    except (SealError, StoreError) as problem:
        return replace(told, came=Came.BROKEN, problem=problem)
    if packet.plan != plan_of(workspace, group):
        other = UsageError("course.collect.other_plan", file=name, group=group.name)
        return replace(told, problem=other)
    return _as_opened(told, inside, packet, (classroom.card.deadline, workspace.store.origin))


def _as_opened(
    told: Arrival, inside: Inside, packet: Packet, bounds: tuple[datetime | None, str]
) -> _Opened:
    """An opened file: by whom and when, late or not, empty or not."""
    deadline, ours = bounds
    is_late = deadline is not None and inside.at > deadline
    has_work = any(is_work(one, ours) for one in packet.events)
    came = Came.NEW if has_work else Came.EMPTY
    ids = frozenset(one.id for one in packet.events if one.kind not in _OF_THE_SHELF)
    told = replace(told, came=came, by=inside.by, at=inside.at, is_late=is_late)
    return _Opened(told, inside, packet, ids)


def is_work(event: Event, ours: str) -> bool:
    """Whether a group did something: not what the trainer handed out."""
    return event.origin != ours and event.kind not in _NO_WORK


def _told(one: _Opened | Arrival) -> Arrival:
    return one.arrival if isinstance(one, _Opened) else one


def _taken(workspace: Workspace, looked: Sequence[_Opened | Arrival]) -> Iterator[Arrival]:
    """Merge what is to be merged, file by file."""
    every = [one for one in looked if isinstance(one, _Opened)]
    for at, one in enumerate(looked):
        if isinstance(one, Arrival):
            yield one
        elif one.arrival.came is Came.EMPTY:
            yield one.arrival
        elif twin := _holding(one, every, looked[:at]):
            yield replace(one.arrival, came=Came.DOUBLE, same_as=twin.arrival.file)
        else:
            yield _merged(workspace, one)


def _holding(
    one: _Opened, every: Iterable[_Opened], before: Iterable[_Opened | Arrival]
) -> _Opened | None:
    """Another file that holds all that this one does; of equal ones the first is taken."""
    earlier = {id(other) for other in before}
    return next(
        (
            other
            for other in every
            if other is not one
            and (one.ids < other.ids or (one.ids == other.ids and id(other) in earlier))
        ),
        None,
    )


def _merged(workspace: Workspace, one: _Opened) -> Arrival:
    events = tuple(event for event in one.packet.events if event.kind not in _OF_THE_SHELF)
    packet = safe(replace(one.packet, events=events))
    try:
        merged = merge(workspace.store, packet, workspace.author())
    except StoreError as problem:
        return replace(one.arrival, came=Came.BROKEN, problem=problem)
    return replace(one.arrival, came=Came.NEW if merged.new else Came.KNOWN, new=merged.new)


def disputes(classroom: Classroom, workspace: Workspace) -> Iterator[Dispute]:
    """All that members of one group disagree about."""
    for group in classroom.card.groups:
        plan = plan_of(workspace, group)
        if plan is not None:
            for one in workspace.store.state(plan).conflicts:
                if one.question is not None:
                    yield Dispute(group, one)


# What is kept for the board


def receipts(classroom: Classroom) -> tuple[Receipt, ...]:
    """Every hand-in that was taken, in the order it came."""
    try:
        return tuple(_RECEIPTS.validate_json((classroom.folder / KEPT).read_bytes()))
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        raise UsageError("course.broken_receipts", file=KEPT) from error


def _keep_receipts(classroom: Classroom, arrivals: Iterable[Arrival]) -> tuple[Receipt, ...]:
    known: Mapping[tuple[str, str], Receipt] = {
        (one.group, one.at.isoformat()): one for one in receipts(classroom)
    }
    fresh = {
        (one.group.id, one.at.isoformat()): Receipt(
            file=one.file,
            group=one.group.id,
            by=one.by,
            at=one.at,
            late=one.is_late,
            empty=one.came is Came.EMPTY,
        )
        for one in arrivals
        if one.group is not None and one.at is not None and one.came is not Came.BROKEN
    }
    kept = tuple({**fresh, **known}.values())
    content = _RECEIPTS.dump_json(list(kept), indent=1)
    write_file(classroom.folder / KEPT, lambda out: out.write(content), force=True)
    return kept
