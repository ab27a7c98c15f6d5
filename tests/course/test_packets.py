"""Phrases and sealed packets: who can open what, and what becomes of a changed one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kamguide.course.phrases import entropy_bits, new_phrase, read_phrase
from kamguide.course.sealing import (
    Head,
    Inside,
    SealError,
    found,
    hidden,
    key_by_master,
    key_by_phrase,
    new_key,
    read_sealed,
    seal,
    unseal,
    wrapped,
)
from kamguide.errors import UsageError
from kamguide.store.faults import PacketError
from kamguide.store.packet import read_packet

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MASTER, OTHER_MASTER = new_key(), new_key()
KEY = new_key()
PHRASE = "gain order that stay script book"


@pytest.fixture(scope="module")
def head() -> Head:
    keys = wrapped(KEY, PHRASE, MASTER, b"c/g01")
    return Head(classroom="c", title="Spring", group="g01", name="Group 1", kind="out", **keys)


@pytest.fixture
def file(head: Head, tmp_path: Path) -> Path:
    path = tmp_path / "g01.kam"
    path.write_bytes(seal(head, KEY, Inside(b"the plan", "Wang", NOW)))
    return path


def test_six_words_are_sixty_six_bits() -> None:
    assert entropy_bits() == 66
    assert len(new_phrase().split()) == 6
    assert new_phrase() != new_phrase()


@pytest.mark.parametrize(
    "typed",
    ["Gain Order  THAT stay script book", "ｇａｉｎ order that stay script book",
     "gain-order-that-stay-scri-book", "gain，order，that，stay，script，book"],
)  # fmt: skip
def test_a_phrase_is_read_as_people_type_it(typed: str) -> None:
    assert read_phrase(typed) == PHRASE


@pytest.mark.parametrize(
    ("typed", "key"),
    [("gain order that stay script", "course.phrase.count"),
     ("gain order that stay script boook", "course.phrase.near"),
     ("gain order that stay script qqqq", "course.phrase.word")],
)  # fmt: skip
def test_a_mistyped_phrase_says_what_is_wrong_with_it(typed: str, key: str) -> None:
    with pytest.raises(UsageError) as problem:
        read_phrase(typed)
    assert problem.value.key == key


def test_the_phrase_of_a_group_and_the_master_key_open_its_packet(file: Path) -> None:
    sealed = read_sealed(file)
    for key in (key_by_phrase(sealed.head, PHRASE), key_by_master(sealed.head, MASTER)):
        assert unseal(sealed, key) == Inside(b"the plan", "Wang", NOW)


def test_another_phrase_and_another_master_key_open_nothing(file: Path) -> None:
    sealed = read_sealed(file)
    with pytest.raises(SealError) as problem:
        key_by_phrase(sealed.head, "coach boy sudden youth cheese next")
    assert problem.value.key == "course.seal.wrong_phrase"
    with pytest.raises(SealError) as problem:
        key_by_master(sealed.head, OTHER_MASTER)
    assert problem.value.key == "course.seal.wrong_master"


def test_what_a_packet_holds_is_not_to_be_read_in_it(file: Path) -> None:
    assert b"the plan" not in file.read_bytes()
    assert b"Wang" not in file.read_bytes()


def test_no_bit_of_a_packet_can_be_changed_unnoticed(file: Path) -> None:
    content = file.read_bytes()
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 1
        file.write_bytes(bytes(changed))
        with pytest.raises(SealError):
            unseal_with_master(file)


def unseal_with_master(file: Path) -> Inside:
    sealed = read_sealed(file)
    return unseal(sealed, key_by_master(sealed.head, MASTER))


def test_a_packet_cut_anywhere_is_told_as_broken(file: Path) -> None:
    content = file.read_bytes()
    for length in range(0, len(content), 11):
        file.write_bytes(content[:length])
        with pytest.raises(SealError):
            unseal_with_master(file)


def test_a_head_put_on_another_groups_packet_opens_nothing(head: Head, file: Path) -> None:
    forged = head.model_copy(update={"group": "g02"})
    with pytest.raises(SealError):
        key_by_phrase(forged, PHRASE)


def test_a_packet_of_a_newer_version_says_so(tmp_path: Path) -> None:
    newer = tmp_path / "new.kam"
    newer.write_bytes(b"kamguide sealed 2\n{}\n")
    with pytest.raises(SealError) as problem:
        read_sealed(newer)
    assert problem.value.key == "course.seal.newer"


def test_a_phrase_is_kept_so_that_only_the_master_key_reads_it() -> None:
    kept = hidden(PHRASE, MASTER, b"c/g01")
    assert found(kept, MASTER, b"c/g01") == PHRASE
    assert found(kept, OTHER_MASTER, b"c/g01") is None
    assert found(kept, MASTER, b"c/g02") is None


def test_taken_for_a_plan_a_packet_says_that_a_phrase_opens_it(file: Path) -> None:
    with file.open("rb") as source, pytest.raises(PacketError, match=r"store\.packet\.sealed"):
        read_packet(source)


@pytest.mark.parametrize("group", ["../../elsewhere", "g01/x", "", "g01\n"])
def test_a_packet_whose_group_is_a_path_is_told_as_broken(
    head: Head, tmp_path: Path, group: str
) -> None:
    path = tmp_path / "g01.kam"
    strange = head.model_copy(update={"group": group})
    path.write_bytes(seal(strange, KEY, Inside(b"the plan", "Wang", NOW)))
    with pytest.raises(SealError, match=r"course\.seal\.damaged"):
        read_sealed(path)
