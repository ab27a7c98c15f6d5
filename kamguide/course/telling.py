"""What came back in words, and as JSON."""

from collections.abc import Iterator

from kamguide.course.collecting import Arrival, Collected, Dispute
from kamguide.course.handing import HandedOut, plan_of
from kamguide.errors import AnswerError
from kamguide.messages import moment, say
from kamguide.model.answers import Json
from kamguide.model.questions import Question
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.model.text import Lang, clean
from kamguide.plan.wording import Wording
from kamguide.store.states import Claim, Comment, Conflict
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review_telling import ReviewTelling
from kamguide.workspace.session import Session


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
    for dispute in found.disputes:
        yield from _dispute(dispute, workspace, lang)


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


def _dispute(dispute: Dispute, workspace: Workspace, lang: Lang) -> Iterator[str]:
    """Where two members disagree, and what each of them says."""
    plan = plan_of(workspace, dispute.group) or ""
    session = workspace.open(plan, lang=lang, read_only=True)
    one = dispute.conflict
    where = ReviewTelling(session).place(_as_comment(one))
    yield say("course.told.dispute", lang, group=dispute.group.name, place=where)
    for claim in (one.winner, *one.losers):
        yield f"    {clean(claim.actor)}: {_said(session, one, claim)}"


def _as_comment(one: Conflict) -> Comment:
    claim = one.winner
    return Comment(claim.event, one.question, one.row, one.column, "", claim.actor, claim.at)


def _said(session: Session, one: Conflict, claim: Claim) -> str:
    """What somebody said, as the plan would show it."""
    value = claim.value
    if isinstance(value, dict):  # an answer as it is kept: its state and its value
        value = value.get("value", value.get("state"))
    spec: Question | Column | None = session.flow.questions.get(one.question or "")
    if isinstance(spec, TableQuestion) and one.column:
        spec = spec.column(one.column)
    if value is None:
        return say("course.told.emptied", session.lang)
    if spec is None or isinstance(spec, TableQuestion):
        return clean(str(value))
    try:
        loaded = spec.load(value)
    except AnswerError:
        return clean(str(value))
    return clean(Wording(session.flow, session.answers, session.lang).value(spec, loaded))


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
