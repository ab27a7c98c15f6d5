"""Groups read each other: who reads whom, and how they judge without a name."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamguide.course.classroom import Classroom, Group
from kamguide.course.marking.peers import allocate
from kamguide.course.marking.sheets import Sheet
from kamguide.course.marking.works import letters
from kamguide.errors import UsageError
from tests.course.marked_class import MEMBERS
from tests.course.trainers import Trainers, judge_all, made_class, remarks_in, trainers

__all__ = ["made_class", "trainers"]  # fixtures

GROUPS = st.lists(st.integers(1, 4), min_size=2, max_size=7)


@settings(max_examples=30)
@given(GROUPS, st.integers(1, 6), st.integers(0, 5), st.sampled_from(["group", "person"]))
def test_readers_get_others_plans_evenly_and_the_same_by_the_same_seed(
    sizes: list[int], each: int, seed: int, by: str
) -> None:
    groups = [
        Group(id=f"g{at:02}", name=f"G{at}", members=tuple(f"P{at}.{n}" for n in range(size)))
        for at, size in enumerate(sizes, 1)
    ]
    if each >= len(groups):
        with pytest.raises(UsageError):
            allocate(groups, each, seed, by)
        return
    drawn = allocate(groups, each, seed, by)
    assert drawn == allocate(groups, each, seed, by)
    own = {name: one.id for one in groups for name in (one.name, *one.members)}
    load = dict.fromkeys((one.id for one in groups), 0)
    for reader, given_plans in drawn.readers.items():
        assert own[reader] not in given_plans
        assert len(set(given_plans)) == each
        for plan in given_plans:
            load[plan] += 1
    if by == "group" or len(set(sizes)) == 1:
        assert max(load.values()) - min(load.values()) <= 1


def test_a_peer_judges_blind_what_was_drawn_and_nothing_else(trainers: Trainers) -> None:
    drawn = json.loads(trainers.on_class("peer", "--each", "1", "--seed", "3", "--json"))
    assert "Birch" not in [one for given_plans in drawn.values() for one in given_plans]
    assert drawn["Maple"] == ["Cedar"]
    reader, member = "Maple", MEMBERS["en"][1][0]
    told = trainers.mark(member, "--list")
    assert "Cedar" not in told
    trainers.mark(member, "Cedar", "--accept")
    assert "has not been given" in trainers.mark(member, reader, "--accept", fails=1)
    assert "Only trainers" in trainers.on_class("report", who=member, fails=1)
    report = json.loads(trainers.on_class("report", "--json"))
    line = next(one for one in report["lines"] if one["id"] == "Q07")
    assert (line["counts"], line["peers"]) == ([0, 0, 0, 0], "3")


@pytest.mark.campaign
def test_readers_judge_on_their_own_computers_without_a_name_and_send_their_marks(
    trainers: Trainers,
) -> None:
    trainers.on_class("peer", "--each", "1", "--seed", "3")
    given_to = trainers.folder.parent / "given"
    trainers.on_class("peer", "--give", str(given_to))
    bundle = next(one for one in given_to.iterdir() if one.name.endswith("Maple"))
    kept = b"".join(one.read_bytes() for one in bundle.rglob("*") if one.is_file())
    people = [who for group in MEMBERS["en"] for who in group]
    assert not [who for who in (*people, "Cedar", "Birch") if who.encode() in kept]
    there = Trainers(bundle, "en")
    readers = json.loads((bundle / "marks" / "peers.json").read_text("utf-8"))["readers"]
    called = letters(Classroom.at(trainers.folder).card)["g01"]
    assert readers == {"Maple": [f"g{'ABC'.index(called) + 1:02}"]}
    letter = next(line[6] for line in there.mark("Zhou Min").splitlines() if "0 of 11" in line)
    there.mark("Zhou Min", letter, "--accept")
    there.mark("Zhou Min", letter, "--line", "Q16", "--comment", "When?", "--at", "obj_list.O1")
    assert "Only trainers" in there.mark("Zhou Min", "--compare", fails=1)
    trainers.on_class("peer", "--take", str(bundle))
    report = json.loads(trainers.on_class("report", "--json"))
    line = next(one for one in report["lines"] if one["id"] == "Q16")
    assert (line["counts"], line["peers"]) == ([0, 0, 0, 0], "3")
    judge_all(trainers)
    trainers.on_class("release")
    assert ("A reader of another group", "obj_list", "When?") in remarks_in(
        trainers.folder, "Cedar"
    )
    stranger = there.folder / "marks" / "by"
    (file,) = stranger.iterdir()
    own = next(one.id for one in Classroom.at(bundle).card.groups if one.name[6] != letter)
    sheet = Sheet.model_validate_json(file.read_text("utf-8"))
    (judged,) = sheet.groups.values()
    other = sheet.model_copy(update={"groups": {own: judged}})
    file.write_text(other.model_dump_json(), "utf-8")
    assert "has not been given" in trainers.on_class("peer", "--take", str(file), fails=1)
