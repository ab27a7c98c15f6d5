"""Class lists as people keep them, and the groups that come of them."""

import pytest

from kamguide.course.classlist import groups_of, read_list
from kamguide.errors import IntakeError, UsageError
from kamguide.messages import say


@pytest.mark.parametrize(
    "data",
    ["姓名;小组\n王伟;甲\n李娜;乙\n".encode("gbk"),
     "Name\tTeam\n王伟\t甲\n李娜\t乙\n".encode("utf-16"),
     "Spring class\n\nGroup,Name\n甲,王伟\n,\n乙,李娜\n".encode("utf-8-sig")],
)  # fmt: skip
def test_a_list_is_read_in_any_encoding_separator_and_language(data: bytes) -> None:
    groups = groups_of(read_list(data, "zh"), None, "zh")
    assert [(one.id, one.name, one.members) for one in groups] == [
        ("g01", "甲", ("王伟",)),
        ("g02", "乙", ("李娜",)),
    ]


def test_a_group_that_is_a_number_is_given_a_word() -> None:
    found = read_list(b"Name,Group\nAnn,2\nBob,1\nCy,2\n", "en")
    groups = groups_of(found, None, "en")
    assert [(one.name, one.members) for one in groups] == [
        ("Group 2", ("Ann", "Cy")),
        ("Group 1", ("Bob",)),
    ]


def test_people_without_groups_are_dealt_in_turn_so_that_sizes_differ_by_one() -> None:
    found = read_list(b"name\n" + b"\n".join(b"p%d" % n for n in range(10)), "en")
    groups = groups_of(found, 4, "en")
    assert [one.members for one in groups] == [
        ("p0", "p3", "p6", "p9"),
        ("p1", "p4", "p7"),
        ("p2", "p5", "p8"),
    ]


def test_everything_that_has_to_be_mended_is_named_with_its_line() -> None:
    data = b"Name,Group\nAnn,1\nann,2\n,1\nBob,\n"
    with pytest.raises(UsageError) as problem:
        read_list(data, "en")
    told = say(problem.value.key, "en", **problem.value.values)
    for words in ("3 places", "line 3: ann stands in line 2", "line 4: no name", "line 5: Bob"):
        assert words in told


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"a,b\n1,2\n", "course.list.no_names"), (b"Name\n\n", "course.list.problems")],
)
def test_a_list_without_names_or_people_says_so(data: bytes, key: str) -> None:
    with pytest.raises(UsageError) as problem:
        read_list(data, "en")
    assert problem.value.key == key


def test_an_empty_file_is_no_list() -> None:
    with pytest.raises(IntakeError):
        read_list(b"", "en")


def test_a_list_without_groups_needs_a_size_and_one_with_groups_none() -> None:
    with pytest.raises(UsageError, match="no_groups"):
        groups_of(read_list(b"Name\nAnn\nBob\n", "en"), None, "en")
    with pytest.raises(UsageError, match="has_groups"):
        groups_of(read_list(b"Name,Group\nAnn,1\n", "en"), 3, "en")
    with pytest.raises(UsageError, match="too_small"):
        groups_of(read_list(b"Name\nAnn\nBob\n", "en"), 1, "en")
