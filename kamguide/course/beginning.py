"""How the plan of a group begins: the facts of the case handed out, and who writes it."""

from typing import Final

from kamguide.course.classroom import Card, Classroom, Group
from kamguide.course.packs import Exercise, load_pack, start_plan
from kamguide.model.edits import SetSetting
from kamguide.workspace.groupwork import CLASS, GROUP, JOINT, MEMBERS
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

PACK: Final = "pack"
"""The folder of a class in which its course pack lies."""


def begin_plan(workspace: Workspace, classroom: Classroom, group: Group) -> str:
    """Begin the plan of a group, in the name of the group, and give back its id.

    Raises:
        UsageError: The pack of the class is not in its folder.
        FlowError: The pack cannot be read.
    """
    exercise = Exercise(load_pack(classroom.folder / PACK), alone=False)
    session = start_plan(workspace, exercise, lang=classroom.card.lang, name=group.name)
    mark_as_of(session, classroom.card, group)
    workspace.close(session)
    return session.facts.id


def mark_as_of(session: Session, card: Card, group: Group) -> None:
    """Write down in a plan whose it is."""
    members = JOINT.join(one.replace(";", ",") for one in group.members)
    session.edit(
        SetSetting(CLASS, card.title),
        SetSetting(GROUP, group.name),
        SetSetting(MEMBERS, members),
    )
