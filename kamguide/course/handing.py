"""Packets out and plans back in: what the trainer hands out, what a group opens and hands in."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from kamguide.course.beginning import PACK, begin_plan
from kamguide.course.classroom import Classroom, Group
from kamguide.course.keys import Keys
from kamguide.course.packs import load_pack
from kamguide.course.phrases import read_phrase
from kamguide.course.sealing import (
    Head,
    Inside,
    Sealed,
    key_by_phrase,
    read_sealed,
    seal,
    unseal,
)
from kamguide.errors import UsageError
from kamguide.export.files import write_file
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.packet import Packet, read_packet, write_packet
from kamguide.workspace.files import Brought, take_packet
from kamguide.workspace.plans import Workspace

PACKETS: Final = "packets"
IN: Final = "in"
SUFFIX: Final = ".kam"
TICKETS: Final = "classes.json"
"""Beside the plans of a group: which of them belong to a class, and what stands on its packets."""
_UNFIT: Final = re.compile(r"[^\w]+")
_TICKETS: Final = TypeAdapter(dict[str, Head])


class HandedOut(Struct, frozen=True):
    """A packet that was written, and the phrase that opens it."""

    group: Group
    file: Path
    phrase: str


def hand_out(classroom: Classroom, workspace: Workspace) -> Iterator[HandedOut]:
    """Write the packet of every group, as its plan stands; the phrases stay what they were.

    Args:
        classroom: The class.
        workspace: Its collected plans; a group without a plan is begun one.
    """
    keys = Keys(classroom)
    for name in (PACKETS, IN):
        (classroom.folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    for group in classroom.card.groups:
        plan = plan_of(workspace, group) or begin_plan(workspace, classroom, group)
        content = seal(keys.head(group, "out"), keys.key(group), _inside(workspace, plan))
        file = classroom.folder / PACKETS / f"{group.id}-{slug(group.name)}{SUFFIX}"
        write_file(file, lambda out, content=content: out.write(content), force=True)  # type: ignore[misc]
        yield HandedOut(group, file, keys.phrase(group))


def papers_out(classroom: Classroom) -> tuple[Path, ...]:
    """Lay the papers of the pack, such as a list to be taken in, beside the packets."""
    pack = load_pack(classroom.folder / PACK)
    folder = classroom.folder / PACKETS
    written = []
    for paper in pack.card.papers:
        name = paper.file(classroom.card.lang)
        content = (pack.folder / name).read_bytes()
        target = folder / Path(name).name
        write_file(target, lambda out, content=content: out.write(content), force=True)  # type: ignore[misc]
        written.append(target)
    return tuple(written)


def plan_of(workspace: Workspace, group: Group) -> str | None:
    """The id of a group's plan among the collected ones; None where it was not begun."""
    try:
        return workspace.store.find_plan(group.name)
    except NoSuchPlanError:
        return None


def _inside(workspace: Workspace, plan: str) -> Inside:
    out = io.BytesIO()
    write_packet(workspace.store, plan, out)
    return Inside(out.getvalue(), workspace.actor, workspace.now())


def slug(name: str) -> str:
    """A name as part of the name of a file, Chinese words as they are."""
    return _UNFIT.sub("-", name).strip("-")[:40] or "x"


# On the side of a group


def bring_in_sealed(
    workspace: Workspace, file: Path, phrase: str, *, name: str | None = None
) -> Brought:
    """Open a packet with the phrase of its group, and take the plan in.

    Raises:
        UsageError: The phrase cannot be read.
        SealError: It is not the phrase of this packet, or the packet was changed.
        PlanExistsError: The plan's name is taken; give another one.
    """
    sealed = read_sealed(file)
    packet = opened(sealed, key_by_phrase(sealed.head, read_phrase(phrase)))[1]
    if name is None and not workspace.knows(packet.plan):
        name = _free_name(workspace, packet.name)
    brought = take_packet(workspace, packet, name=name)
    _keep_ticket(workspace, packet.plan, sealed.head)
    return brought


def _free_name(workspace: Workspace, name: str) -> str | None:
    """Another name where a plan of this name is here already, such as from the last course."""
    return workspace.shelf.free_name(name) if workspace.knows(name) else None


def opened(sealed: Sealed, key: bytes) -> tuple[Inside, Packet]:
    """What a packet holds, and the plan in it.

    Raises:
        SealError: It was changed.
        PacketError: There is no plan in it.
    """
    inside = unseal(sealed, key)
    return inside, read_packet(io.BytesIO(inside.packet))


def hand_in(workspace: Workspace, plan: str, phrase: str, to: Path | None = None) -> Path:
    """Write a plan for the trainer, sealed with the phrase of the group; gives back the file.

    Args:
        workspace: Where the plan is.
        plan: Its name or id.
        phrase: Of the group.
        to: A folder or a file; by default a new file in the folder where one is.

    Raises:
        UsageError: The plan is of no class, or the phrase cannot be read.
        SealError: It is not the phrase of this group.
        ExportError: The file is there already, or cannot be written.
    """
    found = workspace.store.find_plan(plan)
    head = _tickets(workspace).get(found)
    if head is None:
        raise UsageError("course.not_of_class", plan=plan)
    key = key_by_phrase(head, read_phrase(phrase))
    inside = _inside(workspace, found)
    file = to or Path()
    if file.is_dir():
        file /= f"{head.group}-{slug(workspace.actor)}-{inside.at:%Y%m%d-%H%M%S}{SUFFIX}"
    content = seal(head.model_copy(update={"kind": "in"}), key, inside)
    write_file(file, lambda out: out.write(content))
    return file


def class_of(workspace: Workspace, plan: str) -> Head | None:
    """The class and the group that a plan of this laptop belongs to, if any."""
    return _tickets(workspace).get(plan)


def _tickets(workspace: Workspace) -> dict[str, Head]:
    try:
        return dict(_TICKETS.validate_json((workspace.store.path.parent / TICKETS).read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise UsageError("course.broken_tickets", file=TICKETS) from error


def _keep_ticket(workspace: Workspace, plan: str, head: Head) -> None:
    kept = {**_tickets(workspace), plan: head}
    content = json.dumps(
        {name: one.model_dump() for name, one in kept.items()}, ensure_ascii=False, indent=1
    )
    target = workspace.store.path.parent / TICKETS
    write_file(target, lambda out: out.write(content.encode()), force=True)
