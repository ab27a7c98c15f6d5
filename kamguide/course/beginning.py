"""How the plan of a group begins: the facts of the case handed out, and who writes it."""

from typing import Final

from kamguide.course.classroom import Card, Group
from kamguide.errors import UsageError
from kamguide.model.edits import SetSetting
from kamguide.workspace.plans import Workspace
from kamguide.workspace.practising import practise
from kamguide.workspace.session import Session

GROUP: Final = "course_group"
MEMBERS: Final = "course_members"
CLASS: Final = "course_class"
"""Settings of a plan that is written by a group: its name, its members, its class."""
JOINT: Final = "; "


def begin_plan(workspace: Workspace, card: Card, group: Group) -> str:
    """Begin the plan of a group, in the name of the group, and give back its id.

    Raises:
        UsageError: There is no such exercise.
    """
    case, _, flow = card.pack.partition(":")
    if not flow:
        raise UsageError("course.no_pack", pack=card.pack)
    session = practise(workspace, case, flow, lang=card.lang, name=group.name)
    mark_as_of(session, card, group)
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
