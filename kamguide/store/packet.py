"""Packets (`.kam`): one plan with its whole log in one file, to hand in, send and merge.

Merging is a union of logs: doing it twice, or in another order, comes to the same plan.
"""

import hashlib
import io
import zipfile
import zlib
from typing import BinaryIO, Final

from msgspec import Struct

from kamguide.store.canonical import canonical_json
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Event, Kind
from kamguide.store.faults import NoSuchPlanError, PacketError
from kamguide.store.log import Store
from kamguide.store.projection import project
from kamguide.store.states import Conflict, PlanState
from kamguide.store.wire import event_json, log_digest, parsed_event, parsed_json

FORMAT: Final = "kamguide-packet"
VERSION: Final = 1
SEALED: Final = b"kamguide sealed "
"""What packets of a class begin with: a phrase opens them, and there is a packet in each."""
_MANIFEST: Final = "manifest.json"
_EVENTS: Final = "events.jsonl"
_MAX_FILE: Final = 50_000_000
_MAX_MANIFEST: Final = 100_000
_MAX_EVENTS: Final = 200_000_000
_SURELY_HARMLESS: Final = 10_000_000
_MAX_RATIO: Final = 100
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,  # packed in a way that zipfile does not know
    RuntimeError,  # encrypted
    ValueError,
)
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


class Packet(Struct, frozen=True):
    """One plan and its log, as read from a file."""

    plan: str
    name: str
    digest: str
    """A fingerprint of the set of events."""
    events: tuple[Event, ...]


class Merged(Struct, frozen=True):
    """What a merge brought."""

    plan: str
    new: int
    """Events that were not here before, but for the notes that merges leave."""
    conflicts: tuple[Conflict, ...]
    """All that is disputed in the plan now."""
    fresh: tuple[Conflict, ...]
    """What this merge brought to light."""


def write_packet(store: Store, plan: str, out: BinaryIO) -> None:
    """Write a plan with its whole log; equal logs make equal bytes.

    Raises:
        NoSuchPlanError: There is no plan of this id.
    """
    state = store.state(plan)
    events = sorted(store.events(plan), key=lambda event: event.id)
    lines = "".join(canonical_json(event_json(event)) + "\n" for event in events).encode("utf-8")
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "plan": plan,
        "name": state.facts.name,
        "events": len(events),
        "digest": log_digest(events),
        "sha256": hashlib.sha256(lines).hexdigest(),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, _MANIFEST, canonical_json(manifest).encode("utf-8"))
        _add(archive, _EVENTS, lines)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def read_packet(source: BinaryIO) -> Packet:
    """Read a packet; sizes are looked at before anything is unpacked.

    Raises:
        PacketError: It is no packet, sealed, too large, damaged, or of a newer version.
    """
    content = source.read(_MAX_FILE + 1)
    if content.startswith(SEALED):
        raise PacketError("store.packet.sealed")
    if len(content) > _MAX_FILE:
        raise PacketError("store.packet.too_large", limit=_MAX_FILE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_strange(archive)
            manifest, lines = _content(archive, _MANIFEST), _content(archive, _EVENTS)
    except _BROKEN as error:
        raise PacketError("store.packet.damaged") from error
    return _checked(manifest, lines)


def _refuse_strange(archive: zipfile.ZipFile) -> None:
    """Make sure that an archive holds what a packet holds, and no bomb."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    if entries.keys() != {_MANIFEST, _EVENTS} or len(archive.infolist()) != len(entries):
        raise PacketError("store.packet.foreign")
    for name, limit in ((_MANIFEST, _MAX_MANIFEST), (_EVENTS, _MAX_EVENTS)):
        size, packed = entries[name].file_size, max(entries[name].compress_size, 1)
        if size > limit or (size > _SURELY_HARMLESS and size > _MAX_RATIO * packed):
            raise PacketError("store.packet.too_large", limit=limit)


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """What an entry holds, unpacked no further than it says it is long."""
    with archive.open(name) as entry:
        return entry.read(archive.getinfo(name).file_size)


def _checked(manifest: bytes, lines: bytes) -> Packet:
    try:
        said = parsed_json(manifest.decode("utf-8"), line=0)
        text = lines.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PacketError("store.packet.damaged") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise PacketError("store.packet.foreign")
    if said.get("version") != VERSION:
        raise PacketError("store.packet.newer", version=str(said.get("version")))
    events = tuple(parsed_event(line, n) for n, line in enumerate(text.split("\n")[:-1], start=1))
    digest = log_digest(events)
    whole = hashlib.sha256(lines).hexdigest() == said.get("sha256")
    if not whole or digest != said.get("digest") or len(events) != said.get("events"):
        raise PacketError("store.packet.damaged")
    if not events or {event.plan for event in events} != {said.get("plan")}:
        raise PacketError("store.packet.foreign")
    return Packet(events[0].plan, str(said.get("name", "")), digest, events)


def merge(store: Store, packet: Packet, author: Author, name: str | None = None) -> Merged:
    """Bring the events of a packet into a store.

    Args:
        store: Where to.
        packet: What was read.
        author: Who merges; signs the note that the merge leaves in the log.
        name: A new name for the plan, where its own is taken here.

    Raises:
        PlanExistsError: The plan is new here, and another active one has its name.
        PacketError: An event contradicts the one kept here, or the plan was forgotten.
    """
    before = _state(store, packet.plan)
    fresh = store.absorb((*packet.events, *_renaming(before, packet, author, name)))
    new = [event for event in fresh if event.kind is not Kind.PLAN_MERGED]
    after = store.state(packet.plan)
    if new:
        note = Change(
            Kind.PLAN_MERGED,
            payload={"packet": packet.digest, "origin": author.origin, "events": len(new)},
        )
        store.record(draw_up(after, [note], author))
    return Merged(
        plan=packet.plan,
        new=len(new),
        conflicts=after.conflicts,
        fresh=tuple(one for one in after.conflicts if one not in before.conflicts),
    )


def _state(store: Store, plan: str) -> PlanState:
    """What is here of a plan, or nothing."""
    try:
        return store.state(plan)
    except NoSuchPlanError:
        return PlanState()


def _renaming(
    before: PlanState, packet: Packet, author: Author, name: str | None
) -> tuple[Event, ...]:
    if name is None or before.plan:
        return ()
    renamed = Change(Kind.PLAN_RENAMED, payload={"name": name})
    return draw_up(project(packet.events), [renamed], author)
