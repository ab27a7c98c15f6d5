"""Forgetting: planted words are gone from every byte of every file."""

from contextlib import closing
from pathlib import Path

import pytest

from kamguide.store.backup import backups
from kamguide.store.changes import Change
from kamguide.store.doctor import store_faults
from kamguide.store.events import Kind
from kamguide.store.faults import NoSuchPlanError, PacketError
from kamguide.store.lines import Draft
from kamguide.store.memory import MemoryStore
from kamguide.store.packet import merge
from kamguide.store.sqlite import SqliteStore

from .conftest import MORNING, Clock, Person, give, row
from .test_packet import packed, unpacked


def _found(folder: Path, *words: str) -> list[str]:
    """Words that stand in any file, whole or as the index splits them."""
    spellings = {word: [word, word.lower(), " ".join(word)] for word in words}
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [
        word
        for word, ways in spellings.items()
        if any(way.encode() in content for way in ways for content in contents)
    ]


@pytest.fixture
def full(path: Path, li: Person, anna: Person, clock: Clock) -> Path:
    """A store with a backup, drafts, an index and a lock left by a killed process."""
    with closing(SqliteStore(path, clock, "here")) as store:
        li.start(store, "p1", "Zanzibar水厂")
        li.start(store, "p2", "Other")
        quagga = row("t", "Quagga", who="Zhang Quagga 张奎戈", text="梧桐 marzipan")
        li.do(store, quagga, give("q", ["marzipan " * 2000]))
        li.do(store, Change(Kind.NOTE_GIVEN, "q", payload={"text": "marzipan"}))
        anna.do(store, give("q", "the word of 张奎戈"), plan="p2")
        store.keep_draft(Draft("p1", "q", "marzipan draft", MORNING))
        store.keep_draft(Draft("p2", "q", "to 张奎戈", MORNING))
        store.keep_summary("p1", 1, {"name": "Zanzibar水厂 marzipan"})
        store.search("marzipan")
        store.open_plan("p1", "Li Wei")
    clock.move(days=1)
    SqliteStore(path, clock).close()
    (path.with_name(f"{path.name}.locks") / "p1.lock").write_text('{"who":"Zanzibar"}')
    assert _found(path.parent, "Zanzibar", "marzipan", "张奎戈", "Quagga") != []
    return path


def test_a_forgotten_plan_leaves_no_word(full: Path, clock: Clock, li: Person) -> None:
    with closing(SqliteStore(full, clock)) as store:
        told = store.forget_plan("p1")
        assert (told.backups, told.dropped) == (1, 0)
        assert _found(full.parent, "Zanzibar", "marzipan", "水厂", "梧桐", "Quagga") == []
        assert [line.id for line in store.plans(archived=True)] == ["p2"]
        with pytest.raises(NoSuchPlanError):
            store.state("p1")
        with pytest.raises(NoSuchPlanError):
            store.find_plan("Zanzibar水厂")
        assert store.search("marzipan") == ()
        assert store.state("p2").answers["q"].value == "the word of 张奎戈"
        li.start(store, "p3", "Zanzibar水厂")
    assert store_faults(full) == ()


def test_a_packet_does_not_bring_a_forgotten_plan_back(
    full: Path, clock: Clock, li: Person
) -> None:
    with closing(SqliteStore(full, clock)) as store:
        packet = unpacked(packed(store))
        store.forget_plan("p1")
        with pytest.raises(PacketError) as caught:
            merge(store, packet, li.author)
        assert caught.value.key == "store.packet.forgotten"


def test_a_forgotten_person_is_a_mark_everywhere(full: Path, clock: Clock, li: Person) -> None:
    with closing(SqliteStore(full, clock)) as store:
        packet = unpacked(packed(store))
        store.forget_person("张奎戈")
        store.forget_person("Quagga")
        store.forget_person("li  wei")
        assert _found(full.parent, "张奎戈", "Zhang Quagga", "Li Wei") == []
        state = store.state("p1")
        assert state.answers["t"].rows["□□□"].cells["who"] == "Zhang □□□ □□□"
        assert state.answers["t"].rows["□□□"].actor == "□□□"
        assert store.state("p2").answers["q"].value == "the word of □□□"
        assert [draft.plan for draft in store.drafts("p1")] == ["p1"]
        assert store.drafts("p2") == ()
        merge(store, packet, li.author)
        assert "张奎戈" not in str(store.state("p1"))
    assert store_faults(full) == ()


def test_the_log_is_guarded_again_afterwards(full: Path, clock: Clock) -> None:
    with closing(SqliteStore(full, clock)) as store:
        store.forget_plan("p1")
        guards = store._connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert {name for (name,) in guards} == {"events_stay", "events_stand"}


def test_a_backup_that_cannot_be_read_is_not_left_lying(full: Path, clock: Clock) -> None:
    (backup,) = backups(full)
    backup.write_bytes(b"marzipan " * 1000)
    with closing(SqliteStore(full, clock)) as store:
        assert store.forget_plan("p1").dropped == 1
    assert _found(full.parent, "marzipan") == []


def test_forgetting_nobody_changes_nothing(full: Path, clock: Clock) -> None:
    with closing(SqliteStore(full, clock)) as store:
        before = store.events("p1")
        assert store.forget_person("  ").events == 0
        assert store.forget_person("Nobody Here").events == 0
        assert store.events("p1") == before
        elsewhere = MemoryStore()
        elsewhere.absorb(before)
        assert elsewhere.state("p1") == store.state("p1")
