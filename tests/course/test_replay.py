"""Replay of how a plan came about: the same plan again, with consent, people hidden at will."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kamguide.course.consent import consent_of, give_consent, refuse_without_consent
from kamguide.course.marking.veil import people_in
from kamguide.course.replay import Replay, Shown, proof
from kamguide.course.timing import minutes_by_step, worked
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.store.changes import Author
from kamguide.store.events import Event, Kind
from kamguide.store.ids import IdSource
from kamguide.store.packet import read_packet, write_packet
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.remarks import Place, Remarks
from tests.course.marked_class import NOW
from tests.course.trainers import Trainers, made_class, trainers

__all__ = ["made_class", "trainers"]  # fixtures


def opened(folder: Path) -> tuple[SqliteStore, str]:
    store = SqliteStore(folder / "plans.db", lambda: NOW)
    return store, store.find_plan("Maple")


def test_a_replayed_log_comes_to_the_same_answers_and_packet_byte_for_byte(
    trainers: Trainers, tmp_path: Path
) -> None:
    store, plan = opened(trainers.folder)
    first = proof(store, plan)
    path = tmp_path / "plan.kam"
    with path.open("wb") as out:
        write_packet(store, plan, out)
    with path.open("rb") as file:
        elsewhere = SqliteStore(tmp_path / "other.db", lambda: NOW)
        elsewhere.absorb(read_packet(file).events)
    assert proof(elsewhere, plan) == first


def test_nothing_is_shown_without_consent_and_consent_travels_with_the_plan(
    trainers: Trainers,
) -> None:
    done = trainers.run("Wang", "replay", str(trainers.folder), "Maple", fails=1)
    assert "have not allowed" in done.output
    assert done.stdout.strip() == ""
    trainers.run("Wang", "replay", str(trainers.folder), "Maple", "--allow")
    store, plan = opened(trainers.folder)
    author = Author(store.origin, "Zhou Min", NOW + timedelta(hours=2), IdSource())
    Remarks(store, lambda: author, plan).comment("Ask them first", Place())
    shown = trainers.run("Wang", "replay", str(trainers.folder), "Maple").output
    assert "          Ask them first" in shown, "what is said is no reason for anything"
    assert "Wang allowed this replay" in shown
    assert "byte for byte" in shown
    assert "Changed most: Scores (15)" in shown
    assert "-- pause of 30:01 --" in shown


def test_consent_can_be_taken_back_and_ones_own_work_needs_none(trainers: Trainers) -> None:
    store, plan = opened(trainers.folder)
    ids = IdSource()
    for at, on in enumerate((True, False)):
        author = Author(store.origin, "Tom Berg", NOW + timedelta(days=at), ids)
        give_consent(store, plan, author, on=on, hide=("Zhou Min",))
    assert consent_of(store, plan).hidden == ("Zhou Min",)
    with pytest.raises(UsageError) as refused:
        refuse_without_consent(store, plan, "Zhou Min")
    assert refused.value.key == "replay.forbidden"
    alone = SqliteStore(trainers.folder.parent / "own.db", lambda: NOW)
    alone.absorb([one for one in store.events(plan) if one.actor == "Zhou Min"])
    refuse_without_consent(alone, plan, "Zhou Min")
    with pytest.raises(UsageError):
        refuse_without_consent(alone, plan, "Wang")


def test_people_become_letters_and_free_words_a_count(trainers: Trainers) -> None:
    store, plan = opened(trainers.folder)
    give_consent(store, plan, Author(store.origin, "Wang", NOW, IdSource()), on=True)
    people = people_in(store.events(plan))
    assert {"Zhou Min", "Tom Berg", "Lin Zhiyuan"} <= {*people}
    hidden = json.dumps(Replay(store, plan, "en", Shown(("*",))).as_json(""))
    assert not [who for who in people if who in hidden]
    assert "Person A wrote this" in hidden
    one = json.dumps(Replay(store, plan, "en", Shown(("Tom Berg",))).as_json(""))
    assert "Zhou Min" in one
    assert "Tom Berg" not in one
    silent = json.dumps(Replay(store, plan, "en", Shown(texts=False)).as_json(""))
    assert "wrote this" not in silent
    assert "Lanqiao" not in silent
    assert "Managed stock" not in silent
    assert "characters)" in silent


def test_an_entry_says_what_stood_there_before_and_what_a_gone_row_was_called(
    trainers: Trainers,
) -> None:
    store, plan = opened(trainers.folder)
    frames = Replay(store, plan, "en", Shown()).frames
    gone = next(one for one in frames if one.kind is Kind.ROW_REMOVED)
    assert gone.is_revision
    assert "Delivery reliability" in gone.place
    assert gone.before
    assert [one.number for one in frames] == list(range(1, len(frames) + 1))
    assert all(one.since >= timedelta() and one.pause >= timedelta() for one in frames)


def test_minutes_belong_to_the_step_of_the_later_entry_and_a_pause_counts_a_quarter() -> None:
    def entry(minute: int, question: str) -> Event:
        at = datetime(2026, 11, 23, 9, minute, tzinfo=UTC)
        return Event(f"e{minute}", "p", "o", "Li", at, Kind.ANSWER_GIVEN, question)

    flow = load_flow("quick")
    steps = {one: flow.step_of[one].id for one in ("setup_products", "csf_list")}
    events = [
        entry(0, "setup_products"), entry(3, "setup_products"), entry(7, "csf_list"),
        entry(30, "csf_list"), entry(31, "no_longer_asked"),
    ]  # fmt: skip
    assert minutes_by_step(events, flow) == {
        steps["setup_products"]: 3,
        steps["csf_list"]: 4 + 15,
    }
    assert worked(events) == timedelta(minutes=3 + 4 + 15 + 1)
