"""What came back in words, and as JSON."""

from collections.abc import Iterator

from kamguide.course.classroom import Classroom, Group
from kamguide.course.collecting import Arrival, Collected, disputes
from kamguide.course.handing import HandedOut, plan_of
from kamguide.messages import moment, say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.workspace.plans import Workspace
from kamguide.workspace.settling import Settling, SettlingTelling


def told_out(out: HandedOut, lang: Lang) -> str:
    """A packet and its phrase, on a line."""
    return say("course.told.out", lang, group=out.group.name, phrase=out.phrase, file=out.file.name)


def collected_lines(found: Collected, workspace: Workspace, lang: Lang) -> Iterator[str]:
    """Each file, the groups that are missing, and what members disagree about."""
    if not found.arrivals:
        yield say("course.told.nothing", lang)
    for one in found.arrivals:
        yield _arrival(one, lang)
    if found.missing:
        names = say("course.joint", lang).join(one.name for one in found.missing)
        yield say("course.told.missing", lang, count=len(found.missing), groups=names)
    if found.disputes:
        yield say("course.told.disputes", lang, count=len(found.disputes))
    for group in dict.fromkeys(one.group for one in found.disputes):
        yield from _disputed(group, workspace, lang)


def disputed_lines(
    classroom: Classroom, workspace: Workspace, lang: Lang, only: str | None = None
) -> Iterator[str]:
    """What members disagree about, group by group.

    Args:
        classroom: The class.
        workspace: Its collected plans.
        lang: In which language.
        only: The group that is asked for.
    """
    wanted = None if only is None else classroom.group(only)
    for group in dict.fromkeys(one.group for one in disputes(classroom, workspace)):
        if wanted in (None, group):
            yield from _disputed(group, workspace, lang)


def _arrival(one: Arrival, lang: Lang) -> str:
    if one.problem is not None:
        why = say(one.problem.key, lang, **one.problem.values)
        head = say(f"course.came.{one.came}", lang)
        return say("course.told.refused", lang, file=one.file, came=head, why=why)
    told = say(
        f"course.came.{one.came}",
        lang,
        count=one.new,
        other=one.same_as,
    )
    marks = [say("course.came.late", lang)] if one.is_late else []
    marks += [say("course.came.copy", lang)] if one.looks_copied else []
    return say(
        "course.told.arrival",
        lang,
        file=one.file,
        group=one.group.name if one.group else "",
        by=one.by,
        at=moment(one.at, lang) if one.at else "",
        came=say("course.semicolon", lang).join([told, *marks]),
    )


def _disputed(group: Group, workspace: Workspace, lang: Lang) -> Iterator[str]:
    """Where members of a group disagree, and what each of them says."""
    session = workspace.open(plan_of(workspace, group) or "", lang=lang, read_only=True)
    telling = SettlingTelling(session)
    yield say("course.told.dispute", lang, group=group.name)
    for number, one in enumerate(Settling(session).open, start=1):
        yield from (f"    {line}" for line in telling.dispute(number, one))
    yield say("course.told.settle", lang, group=group.id)


def collected_json(found: Collected) -> dict[str, Json]:
    """The same for programs."""
    return {
        "files": [_arrival_json(one) for one in found.arrivals],
        "missing": [one.id for one in found.missing],
        "disputes": [
            {
                "group": one.group.id,
                "question": one.conflict.question,
                "row": one.conflict.row,
                "column": one.conflict.column,
                "claims": [
                    {"by": claim.actor, "value": claim.value}
                    for claim in (one.conflict.winner, *one.conflict.losers)
                ],
            }
            for one in found.disputes
        ],
    }


def _arrival_json(one: Arrival) -> Json:
    return {
        "file": one.file,
        "came": str(one.came),
        "group": one.group.id if one.group else None,
        "by": one.by,
        "at": one.at.isoformat() if one.at else None,
        "late": one.is_late,
        "new": one.new,
        "same_as": one.same_as or None,
        "looks_copied": one.looks_copied,
        "problem": one.problem.key if one.problem else None,
    }
