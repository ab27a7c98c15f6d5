"""Who reads whose plan: each some others, never its own, everyone about as often; drawn by a seed.

The same class and seed always give the same; nothing depends on the order of a dictionary.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kamguide.course.classroom import Classroom, Group
from kamguide.course.marking.sheets import FOLDER
from kamguide.errors import UsageError
from kamguide.export.files import write_file

FILE: Final = "peers.json"
By = Literal["group", "person"]
Plan = dict[str, tuple[str, ...]]
"""By reader, the groups whose plans are read."""


class Allocation(BaseModel):
    """Who reads whose plan in a class; kept as `marks/peers.json`."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    by: By
    each: Annotated[int, Field(ge=1)]
    seed: int
    readers: Plan

    def of(self, reader: str) -> tuple[str, ...] | None:
        """The groups that somebody reads; None where they are no reader."""
        return self.readers.get(reader)


def allocate(
    groups: Sequence[Group],
    each: int,
    seed: int,
    by: By = "group",
    came: Collection[str] | None = None,
) -> Allocation:
    """Give each reader plans of other groups.

    Args:
        groups: All groups; their people read.
        each: How many plans a reader gets.
        seed: Another one gives another draw.
        by: Whether groups read together, or each person alone.
        came: The groups whose plans came in; all where nobody says.

    Raises:
        UsageError: There are not so many others, or two people have one name.
    """
    readers = {name: one.id for one in groups for name in ([one.name], one.members)[by == "person"]}
    read = [one.id for one in groups if came is None or one.id in came]
    fewest = min((len([one for one in read if one != own]) for own in readers.values()), default=0)
    if not 1 <= each <= fewest:
        raise UsageError("marking.too_few_others", each=each, groups=len(read))
    if by == "person" and len(readers) < sum(len(one.members) for one in groups):
        raise UsageError("marking.same_name")
    given = _dealt(
        {name: readers[name] for name in sorted(readers, key=lambda name: _drawn(seed, name))},
        sorted(read, key=lambda one: _drawn(seed, one)),
        each,
    )
    return Allocation(
        by=by, each=each, seed=seed, readers={name: tuple(given[name]) for name in readers}
    )


def _drawn(seed: int, name: str) -> str:
    return sha256(f"{seed}\n{name}".encode()).hexdigest()


def _dealt(own: dict[str, str], plans: Sequence[str], each: int) -> dict[str, list[str]]:
    """Plans by reader: dealt there and back, the least read first, then evened out.

    Args:
        own: Readers in their turn, each with the plan that is its own.
        plans: All that can be read.
        each: How many a reader gets.
    """
    given: dict[str, list[str]] = {name: [] for name in own}
    load = Counter(dict.fromkeys(plans, 0))
    for turn in range(each):
        for name in own if turn % 2 == 0 else reversed(own):
            free = (one for one in plans if one != own[name] and one not in given[name])
            least = min(free, key=lambda one: load[one])
            given[name].append(least)
            load[least] += 1
    while _evened(given, load, own):
        pass
    return given


def _evened(given: dict[str, list[str]], load: Counter[str], own: Mapping[str, str]) -> bool:
    """Move one reading from a plan that has two more than another, over others where it must."""
    for start in sorted(load, key=lambda one: (-load[one], one)):
        came: dict[str, tuple[str, str]] = {}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            if load[start] - load[here] > 1:
                _shift(given, came, start, here)
                load[start] -= 1
                load[here] += 1
                return True
            for name, there in _moves(given, own, here, sorted(load)):
                if there != start and there not in came:
                    came[there] = (here, name)
                    queue.append(there)
    return False


def _moves(
    given: Mapping[str, list[str]], own: Mapping[str, str], plan: str, every: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Readers of a plan, each with another one that they could read instead."""
    for name, read in given.items():
        if plan in read:
            yield from ((name, one) for one in every if one != own[name] and one not in read)


def _shift(
    given: dict[str, list[str]], came: Mapping[str, tuple[str, str]], start: str, end: str
) -> None:
    while end != start:
        before, name = came[end]
        given[name][given[name].index(before)] = end
        end = before


class Peers:
    """The allocation of one class."""

    def __init__(self, classroom: Classroom) -> None:
        self._path = classroom.folder / FOLDER / FILE

    def kept(self) -> Allocation | None:
        """Who reads what; None where nothing was drawn.

        Raises:
            UsageError: The file cannot be read.
        """
        if not self._path.exists():
            return None
        try:
            return Allocation.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError, ValueError) as error:
            raise UsageError("marking.broken_sheet", file=str(self._path)) from error

    def keep(self, one: Allocation) -> None:
        """Write down who reads what."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = one.model_dump_json(indent=1) + "\n"
        write_file(self._path, lambda out: out.write(content.encode("utf-8")), force=True)
