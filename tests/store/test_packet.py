"""Packets: what goes in comes out, merges are unions, and strange files are refused."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamguide.store.changes import Author, Change
from kamguide.store.events import Event, Kind
from kamguide.store.faults import PacketError, PlanExistsError
from kamguide.store.ids import IdSource
from kamguide.store.log import Store
from kamguide.store.memory import MemoryStore
from kamguide.store.packet import Packet, log_digest, merge, read_packet, write_packet
from kamguide.store.projection import project

from .conftest import MORNING, Clock, Person, cell, give, row
from .histories import STEPS, lived


def packed(store: Store, plan: str = "p1") -> bytes:
    out = io.BytesIO()
    write_packet(store, plan, out)
    return out.getvalue()


def unpacked(content: bytes) -> Packet:
    return read_packet(io.BytesIO(content))


def repacked(content: bytes, **members: bytes) -> bytes:
    """The same packet with other members, by name without its suffix."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, members.get(name.split(".")[0], old.read(name)))
    return out.getvalue()


def test_a_packet_holds_the_whole_log(store: Store, li: Person) -> None:
    li.start(store, name="木泉")
    li.do(store, give("q", "宁德时代"), row("t", "r1", a=["x", 1, None, True]))
    packet = unpacked(packed(store))
    assert (packet.plan, packet.name) == ("p1", "木泉")
    assert {*map(log_digest, [packet.events])} == {log_digest(store.events("p1"))}
    assert project(packet.events) == store.state("p1")


def test_equal_logs_make_equal_bytes(store: Store, li: Person) -> None:
    li.start(store)
    li.do(store, give("q", "a"), give("q2", "b"))
    elsewhere = MemoryStore("there")
    elsewhere.absorb([*reversed(store.events("p1"))])
    assert packed(elsewhere) == packed(store)


def test_merging_twice_brings_nothing_new(store: Store, li: Person, anna: Person) -> None:
    li.start(store)
    li.do(store, give("q", "a"))
    elsewhere = MemoryStore("there")
    first = merge(elsewhere, unpacked(packed(store)), anna.author)
    log = elsewhere.events("p1")
    again = merge(elsewhere, unpacked(packed(store)), anna.author)
    assert (first.new, again.new) == (2, 0)
    assert elsewhere.events("p1") == log
    assert log[-1].kind is Kind.PLAN_MERGED


def test_two_stores_that_merge_each_other_come_to_rest(
    store: Store, li: Person, anna: Person
) -> None:
    li.start(store)
    elsewhere = MemoryStore("there")
    merge(elsewhere, unpacked(packed(store)), anna.author)
    anna.do(elsewhere, give("q", "hers"))
    li.do(store, give("q", "his"))
    for _ in range(3):
        merge(store, unpacked(packed(elsewhere)), li.author)
        merge(elsewhere, unpacked(packed(store)), anna.author)
    assert packed(elsewhere) == packed(store)
    assert store.state("p1") == elsewhere.state("p1")
    assert len(store.state("p1").conflicts) == 1


def test_a_merge_reports_what_it_brought_to_light(store: Store, li: Person, anna: Person) -> None:
    li.start(store)
    li.do(store, row("t", "r1", a=1))
    elsewhere = MemoryStore("there")
    merge(elsewhere, unpacked(packed(store)), anna.author)
    anna.do(elsewhere, cell("t", "r1", "a", 2))
    li.do(store, cell("t", "r1", "a", 3))
    found = merge(store, unpacked(packed(elsewhere)), li.author)
    assert [(one.row, one.column) for one in found.fresh] == [("r1", "a")]
    assert merge(store, unpacked(packed(elsewhere)), li.author).fresh == ()


def _packet(events: list[Event]) -> Packet:
    return Packet("p1", "", log_digest(events), tuple(events))


@settings(max_examples=40, deadline=None)
@given(STEPS, st.lists(st.sampled_from([1, 2, 3]), min_size=60, max_size=60))
def test_any_split_merged_in_any_order_comes_to_the_same(
    steps: list[tuple[str, Change, int]], sides: list[int]
) -> None:
    events = lived(steps)
    halves = [
        _packet([event for event, side in zip(events, sides, strict=False) if side & half])
        for half in (1, 2)
    ]
    author = Author("here", "Li", MORNING, IdSource())
    results = []
    for order in (halves, halves[::-1], [*halves, *halves]):
        store = MemoryStore()
        for packet in order:
            if packet.events:
                merge(store, packet, author)
        results.append(store.state("p1"))
    assert results[0] == results[1] == results[2] == project(events[: len(sides)])


def test_a_taken_name_is_refused_unless_another_is_given(
    store: Store, li: Person, anna: Person
) -> None:
    li.start(store, "p1", "Acme")
    elsewhere = MemoryStore("there")
    anna.start(elsewhere, "p2", "ACME")
    packet = unpacked(packed(elsewhere, "p2"))
    with pytest.raises(PlanExistsError):
        merge(store, packet, li.author)
    assert len(store.plans()) == 1
    merge(store, packet, li.author, name="Acme (Anna)")
    assert store.state("p2").facts.name == "Acme (Anna)"


@pytest.fixture
def content(li: Person) -> bytes:
    store = MemoryStore("here")
    li.start(store)
    li.do(store, give("q", "an answer"))
    return packed(store)


def test_damage_anywhere_is_noticed(content: bytes) -> None:
    whole = unpacked(content)
    for place in range(0, len(content), 3):
        damaged = content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]
        try:
            assert unpacked(damaged) == whole
        except PacketError:
            continue


@pytest.mark.parametrize("part", [0, 1, 100, -1])
def test_a_cut_packet_is_refused(content: bytes, part: int) -> None:
    with pytest.raises(PacketError):
        unpacked(content[:part])


def _lines(content: bytes) -> list[dict[str, object]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [json.loads(line) for line in archive.read("events.jsonl").splitlines()]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "no_such_kind"},
        {"at": "yesterday"},
        {"id": "1"},
        {"actor": None},
        {"actor": "x" * 501},
        {"payload": [1]},
        {"payload": {"value": 1.5}},
        {"payload": {"rank": "NaN"}},
        {"payload": {"value": "\ud800"}},
        {"surplus": 1},
    ],
)
def test_a_strange_event_is_refused_with_its_line(
    content: bytes, change: dict[str, object]
) -> None:
    lines = _lines(content)
    text = "\n".join(json.dumps(line) for line in [lines[0], {**lines[1], **change}]) + "\n"
    with pytest.raises(PacketError) as caught:
        unpacked(repacked(content, events=text.encode()))
    assert (caught.value.key, caught.value.values) == ("store.packet.unreadable", {"line": 2})


def test_a_deep_event_is_refused(content: bytes) -> None:
    text = "[" * 100_000 + "]" * 100_000 + "\n"
    with pytest.raises(PacketError):
        unpacked(repacked(content, events=text.encode()))


def test_a_packet_of_a_newer_version_says_so(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    newer = json.dumps({**manifest, "version": 2}).encode()
    with pytest.raises(PacketError) as caught:
        unpacked(repacked(content, manifest=newer))
    assert caught.value.key == "store.packet.newer"


def test_a_bomb_is_refused_before_it_is_unpacked(content: bytes) -> None:
    with pytest.raises(PacketError) as caught:
        unpacked(repacked(content, events=b" " * 20_000_000))
    assert caught.value.key == "store.packet.too_large"


def test_another_archive_is_no_packet() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../evil", "x")
    with pytest.raises(PacketError) as caught:
        unpacked(out.getvalue())
    assert caught.value.key == "store.packet.foreign"


def test_a_clock_that_jumps_does_not_reorder_what_was_seen(
    store: Store, li: Person, anna: Person, clock: Clock
) -> None:
    li.start(store)
    clock.move(days=365)
    li.do(store, give("q", "first, a year ahead"))
    clock.move(days=-400)
    li.do(store, give("q", "second"))
    elsewhere = MemoryStore("there")
    merge(elsewhere, unpacked(packed(store)), anna.author)
    assert elsewhere.state("p1").answers["q"].value == "second"
