"""A class list in: names, and groups where it says them, from a file as people keep such lists.

Groups that the list does not say are dealt: in the order of the list, one person to each group
in turn, so that groups differ by one person at most and neighbours of the list are mixed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from kamguide.course.classroom import Group
from kamguide.errors import UsageError
from kamguide.intake.opening import open_sheets
from kamguide.intake.sheets import Line, Sheet
from kamguide.messages import say
from kamguide.model.context import Notice
from kamguide.model.text import Lang, folded

NAME_HEADS: Final = frozenset(
    (
        *("name", "names", "fullname", "student", "students", "trainee", "participant"),
        *("participants", "member", "members", "person"),
        *("姓名", "名字", "学员", "学员姓名", "成员", "组员", "参训人员", "人员", "员工", "学生"),
    )
)
GROUP_HEADS: Final = frozenset(
    (
        *("group", "groups", "groupname", "groupno", "team", "teamname", "table"),
        *("组", "小组", "组别", "分组", "组名", "小组名", "小组名称", "班组", "组号", "所在小组"),
    )
)
ROWS_LOOKED_AT: Final = 25
MOST_GROUPS: Final = 99
MOST_PEOPLE: Final = 500
LONGEST: Final = 80
FEWEST: Final = 2


class Listed(Struct, frozen=True):
    """A person of a class list, with the line of the file."""

    name: str
    group: str
    line: int


class ClassList(Struct, frozen=True):
    """Everyone, and what is to be said of the file."""

    people: tuple[Listed, ...]
    has_groups: bool
    notices: tuple[Notice, ...] = ()


def read_list(data: bytes, lang: Lang) -> ClassList:
    """A class list from the bytes of a file, whatever its encoding and its separators.

    Raises:
        IntakeError: The file cannot be read.
        UsageError: It has no column of names, nobody in it, or people who cannot be told apart.
    """
    found = [one for sheet in open_sheets(data) if (one := _people(sheet)) is not None]
    if not found:
        raise UsageError("course.list.no_names")
    best = max(found, key=lambda one: (one.has_groups, len(one.people)))
    if problems := list(_problems(best, lang)):
        raise UsageError("course.list.problems", count=len(problems), problems="\n".join(problems))
    return best


def _people(sheet: Sheet) -> ClassList | None:
    for at, line in enumerate(sheet.lines[:ROWS_LOOKED_AT]):
        name, group = _column(line, NAME_HEADS), _column(line, GROUP_HEADS)
        if name is not None:
            people = tuple(_listed(sheet.lines[at + 1 :], name, group))
            has_groups = group is not None and any(one.group for one in people)
            return ClassList(people, has_groups, sheet.notices)
    return None


def _column(line: Line, heads: frozenset[str]) -> int | None:
    words = ["".join(one for one in folded(cell.text) if one.isalnum()) for cell in line]
    return next((at for at, word in enumerate(words) if word in heads), None)


def _listed(lines: Sequence[Line], name: int, group: int | None) -> Iterator[Listed]:
    for line in lines:
        who = " ".join(line[name].text.split())
        where = "" if group is None else " ".join(line[group].text.split())
        if who or where:
            yield Listed(who, where, line[name].row + 1)


def _problems(found: ClassList, lang: Lang) -> Iterator[str]:
    """Everything that must be mended in the file, with its line."""
    if not any(one.name for one in found.people):
        yield say("course.list.nobody", lang)
    if len(found.people) > MOST_PEOPLE:
        yield say("course.list.too_many", lang, most=MOST_PEOPLE)
    seen: dict[str, int] = {}
    for one in found.people:
        values = {"line": one.line, "name": one.name, "group": one.group}
        if not one.name:
            yield say("course.list.no_name", lang, **values)
            continue
        if found.has_groups and not one.group:
            yield say("course.list.no_group", lang, **values)
        if max(len(one.name), len(one.group)) > LONGEST:
            yield say("course.list.too_long", lang, **values, most=LONGEST)
        if (first := seen.setdefault(folded(one.name), one.line)) != one.line:
            yield say("course.list.double", lang, **values, first=first)


def groups_of(found: ClassList, size: int | None, lang: Lang) -> tuple[Group, ...]:
    """The groups of a class.

    Args:
        found: Who is in it.
        size: How many people a group has at most, where the list does not say the groups.
        lang: In which groups without a name are called.

    Raises:
        UsageError: The list says no groups and neither does `size`, or there are too many.
    """
    if found.has_groups:
        if size is not None:
            raise UsageError("course.list.has_groups")
        named = _as_listed(found, lang)
    else:
        if size is None:
            raise UsageError("course.list.no_groups", people=len(found.people))
        named = _dealt([one.name for one in found.people], size, lang)
    if len(named) > MOST_GROUPS:
        raise UsageError("course.list.too_many_groups", count=len(named), most=MOST_GROUPS)
    return tuple(
        Group(id=f"g{at:02}", name=name, members=tuple(members))
        for at, (name, members) in enumerate(named.items(), start=1)
    )


def _as_listed(found: ClassList, lang: Lang) -> dict[str, list[str]]:
    """The groups of the list in its order; numbers are given a word."""
    named: dict[str, tuple[str, list[str]]] = {}
    for one in found.people:
        name = say("course.group", lang, number=one.group) if one.group.isdigit() else one.group
        named.setdefault(folded(name), (name, []))[1].append(one.name)
    return dict(named.values())


def _dealt(names: Sequence[str], size: int, lang: Lang) -> dict[str, list[str]]:
    if size < FEWEST:
        raise UsageError("course.list.too_small", size=size)
    count = -(-len(names) // size)
    hands: list[list[str]] = [[] for _ in range(count)]
    for at, name in enumerate(names):
        hands[at % count].append(name)
    return {say("course.group", lang, number=at): one for at, one in enumerate(hands, start=1)}
