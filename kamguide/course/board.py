"""The board of a class: a line a group, from what was collected last.

Time worked is what lies between changes of a group's members, a pause counting no longer than a
quarter of an hour, as on the group's own clock.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from kamguide.course.classroom import Classroom, Group
from kamguide.course.collecting import Receipt, is_work, receipts
from kamguide.course.handing import plan_of
from kamguide.course.timing import worked
from kamguide.model.answers import Json, State
from kamguide.store.events import Event
from kamguide.workspace.checking import report_on
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session


class GroupLine(Struct, frozen=True):
    """How far a group is; None and empty where nothing of it was handed out yet."""

    group: Group
    section: str = ""
    """The phase in which it answered last, as the flow calls it."""
    step: str = ""
    worked: timedelta = timedelta()
    answered: int = 0
    applicable: int = 0
    own: int = 0
    """Questions that the group answered itself, of those answered."""
    unknown: int = 0
    """Questions left open as *don't know yet*."""
    open: int = 0
    """Those and single cells."""
    blocks: int = 0
    warnings: int = 0
    disputes: int = 0
    last: datetime | None = None
    receipt: Receipt | None = None
    """Its last hand-in."""


class ClassBoard(Struct, frozen=True):
    """All groups of a class."""

    title: str
    lines: tuple[GroupLine, ...]
    deadline: datetime | None


def class_board(classroom: Classroom, workspace: Workspace) -> ClassBoard:
    """The board of a class as it was collected last, in the language of the workspace."""
    last = {one.group: one for one in sorted(receipts(classroom), key=lambda one: one.at)}
    lines = tuple(
        _line(workspace, one, last.get(one.id)) for one in classroom.card.groups
    )  # fmt: skip
    return ClassBoard(classroom.card.title, lines, classroom.card.deadline)


def _line(workspace: Workspace, group: Group, receipt: Receipt | None) -> GroupLine:
    plan = plan_of(workspace, group)
    if plan is None:
        return GroupLine(group, receipt=receipt)
    session = workspace.open(plan, read_only=True)
    log = tuple(session.events())
    own = [one for one in log if is_work(one, workspace.store.origin)]
    report = report_on(session)
    section, step = _place(session, own)
    severities = [one.severity for one in report.findings]
    standing = session.path.standing
    return GroupLine(
        group,
        section=section,
        step=step,
        worked=worked(own),
        answered=report.progress.answered,
        applicable=report.progress.applicable,
        own=len({one.question for one in own if one.question in session.flow.questions}),
        unknown=sum(
            (answer := standing.get(one.id)) is not None and answer.state is State.UNKNOWN
            for one in session.path.asked
        ),
        open=len(report.open),
        blocks=severities.count("block"),
        warnings=severities.count("warn"),
        disputes=sum(one.question is not None for one in workspace.store.state(plan).conflicts),
        last=max((one.at for one in own), default=None),
        receipt=receipt,
    )


def _place(session: Session, own: list[Event]) -> tuple[str, str]:
    """Where a group answered last; before that, nowhere."""
    steps, phases = session.flow.step_of, session.flow.phase_of
    answered = [
        one.question for one in sorted(own, key=lambda one: one.at) if one.question in steps
    ]
    if not answered:
        return "", ""
    last, lang = answered[-1] or "", session.lang
    return phases[last].title(lang), steps[last].title(lang)


def as_json(board: ClassBoard) -> dict[str, Json]:
    """The board for programs."""
    return {
        "title": board.title,
        "deadline": board.deadline.isoformat() if board.deadline else None,
        "groups": [_as_json(one) for one in board.lines],
    }


def _as_json(one: GroupLine) -> Json:
    return {
        "group": one.group.id,
        "name": one.group.name,
        "section": one.section,
        "step": one.step,
        "worked_minutes": int(one.worked.total_seconds() // 60),
        "answered": one.answered,
        "applicable": one.applicable,
        "own": one.own,
        "unknown": one.unknown,
        "open": one.open,
        "blocks": one.blocks,
        "warnings": one.warnings,
        "disputes": one.disputes,
        "last": one.last.isoformat() if one.last else None,
        "handed_in": one.receipt.at.isoformat() if one.receipt else None,
        "late": one.receipt.late if one.receipt else False,
        "empty": one.receipt.empty if one.receipt else False,
    }
