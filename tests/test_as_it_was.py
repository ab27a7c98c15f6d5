"""A plan as it was at an event of its log: with all that had come in until then."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from kamguide.model.edits import SetValue
from kamguide.store.packet import merge, read_packet, write_packet
from kamguide.workspace.plans import Workspace

MORNING, NOON = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (9, 12))


def at(path: Path, actor: str, now: datetime) -> Workspace:
    return Workspace.at(path, actor=actor, lang="en", now=lambda: now)


def test_what_a_colleague_wrote_earlier_and_sent_later_is_in_what_is_exported(
    tmp_path: Path,
) -> None:
    mine = at(tmp_path / "mine.db", "Lin", MORNING)
    session = mine.new("Plan", "full")
    plan = session.facts.id
    mine.close(session)
    packet = BytesIO()
    write_packet(mine.store, plan, packet)
    theirs = at(tmp_path / "theirs.db", "Chen", MORNING)
    merge(theirs.store, read_packet(BytesIO(packet.getvalue())), theirs.author())
    theirs.open(plan).edit(SetValue("setup_planner", "Chen"))
    back = BytesIO()
    write_packet(theirs.store, plan, back)

    later = at(tmp_path / "mine.db", "Lin", NOON)
    later.open(plan).edit(SetValue("setup_account_name", "Muquan"))
    merge(later.store, read_packet(BytesIO(back.getvalue())), later.author())
    event = later.store.state(plan).last
    shown = later.read_as_of(plan, event).answers
    assert (shown.text("setup_account_name"), shown.text("setup_planner")) == ("Muquan", "Chen")
