"""Ids are UUIDs of version 7, and grow whatever the clock does."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from kamguide.store.ids import IdSource, is_uuid7, new_plan_id, uuid7


def test_the_example_of_the_standard_is_met() -> None:
    random = (0xCC3 << 62 | 0x18C4DC0C0C07398F).to_bytes(10, "big")
    assert uuid7(0x017F22E279B0, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7_with_its_time_in_front(time: int, random: bytes) -> None:
    made = UUID(uuid7(time, random))
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, time)
    assert is_uuid7(str(made))


@given(st.lists(st.integers(0, 5), min_size=2, max_size=50))
def test_ids_of_one_source_grow_even_when_the_clock_is_set_back(times: list[int]) -> None:
    source = IdSource(lambda size: b"\xff" * size)
    made = [source.next(time) for time in times]
    assert sorted(set(made)) == made
    assert all(map(is_uuid7, made))


def test_plan_ids_are_short_and_differ() -> None:
    assert len({new_plan_id() for _ in range(100)}) == 100
    assert len(new_plan_id()) == 12
