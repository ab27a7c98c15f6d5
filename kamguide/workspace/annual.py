"""The annual review of a plan: begun, carried over, confirmed answer by answer.

The plan that is reviewed is only read. What follows it is a plan of its own, with its own log.
"""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.engine.carrying import confirmation_of, unconfirmed
from kamguide.engine.life import Life
from kamguide.engine.rolled import BASE_YEAR, roll_edits, set_up_edits
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.answers import Earlier, Json, Origin
from kamguide.model.edits import SetValue
from kamguide.store.changes import Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.ids import new_plan_id
from kamguide.store.lines import PlanLine
from kamguide.store.states import PlanState
from kamguide.workspace.plans import Workspace
from kamguide.workspace.previous import base_of
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session
from kamguide.workspace.shelf import name_of

FLOW: Final = "annual_review"
PLAN_REF: Final = "rev_plan_ref"
_YEARS_BEHIND: Final = re.compile(r"[\s·\-_,，]*(19|20)\d\d([-–]\d{2,4})?\s*$")


class CarriedOver(Struct, frozen=True):
    """What came of carrying a plan over: how many answers, and the account's revenue by year."""

    answers: int
    base_year: int
    totals: tuple[Decimal | None, ...]
    """T0 to T+3 of the new plan."""


def begin(workspace: Workspace, plan: str, name: str = "") -> Session:
    """Begin the review of an approved plan, and open it: a new plan that follows the old one.

    Args:
        workspace: Where the plans are.
        plan: The approved plan, by name or id.
        name: What the new plan is called; the old name and the new base year, if not said.

    Raises:
        UsageError: The plan is not approved, or another follows it already.
        PlanExistsError: Another plan has this name.
    """
    old = workspace.store.find_plan(plan)
    state = workspace.store.state(old)
    lines = workspace.plans(archived=True)
    for one in lines:
        if one.parent == old:
            raise UsageError("annual.begun", plan=state.facts.name, name=one.name)
    if state.facts.status != Life.APPROVED:
        raise UsageError("annual.not_approved", plan=state.facts.name)
    line = next(one for one in lines if one.id == old)
    fresh = _started(workspace, line, name_of(name or next_name(state)))
    return _with_reference(workspace, state, workspace.open(fresh))


def _started(workspace: Workspace, old: PlanLine, name: str) -> str:
    flow = load_flow(FLOW)
    plan = new_plan_id()
    payload: dict[str, Json] = {
        "name": name,
        "flow": flow.id,
        "version": str(flow.version),
        "hash": flow.hash,
        "today": workspace.now().date().isoformat(),
        "series": old.series,
        "number": old.number + 1,
        "rolled_from": base_of(workspace.store, old.id),
    }
    start = Change(Kind.PLAN_STARTED, payload=payload)
    workspace.store.record(draw_up(PlanState(), [start], workspace.author(), plan))
    return plan


def next_name(state: PlanState) -> str:
    """The old name with the new base year: *Muquan* of 2026 is followed by *Muquan 2027*."""
    year = state.answers[BASE_YEAR].value if BASE_YEAR in state.answers else None
    bare = _YEARS_BEHIND.sub("", state.facts.name) or state.facts.name
    behind = year + 1 if isinstance(year, int) else 2
    return f"{bare} {behind}"


def _with_reference(workspace: Workspace, old: PlanState, session: Session) -> Session:
    """The review, with what it reviews filled in: the name and version of the old plan."""
    moves = Review(workspace.store, workspace.author, old.plan).moves()
    version = next((one.version for one in reversed(moves) if one.version), "")
    words = say("annual.reference", session.lang, plan=old.facts.name, version=version)
    reference = SetValue(PLAN_REF, words.strip(" ,，"), Origin.COPIED)
    session.edit(*set_up_edits(session.flow, session.answers), reference)
    session.goto(next(one.id for one in session.path.asked if one.id != PLAN_REF))
    return session


# Carrying over


def earlier_here(session: Session) -> Earlier:
    """The plan before, which must be here.

    Raises:
        UsageError: This plan follows none, or that one is not in this store.
    """
    earlier = session.answers.earlier
    if earlier is None:
        raise UsageError("annual.follows_none", plan=session.facts.name)
    if not earlier.is_here:
        raise UsageError("annual.not_here", plan=session.facts.name)
    return earlier


def carry_over(session: Session) -> CarriedOver:
    """Carry the old plan over, moved on by a year, once the closed year was reviewed.

    What was answered or confirmed in this plan already stays; anything else follows the review,
    also when it is done again.

    Raises:
        UsageError: There is nothing to carry over, or the review is not finished.
    """
    earlier_here(session)
    missing = [one for one in session.progress.missing if one in session.flow.of_the_review]
    if missing:
        title = session.flow.questions[missing[0]].ask(session.lang)
        raise UsageError("annual.not_reviewed", count=len(missing), title=title)
    edits = roll_edits(session.flow, session.answers)
    session.edit(*edits)
    go_on(session)
    rolled = session.path.figures.get("rolled_plan")
    touched = {getattr(one, "question", "") for one in edits} - {""}
    return CarriedOver(
        len(touched),
        rolled.base_year if rolled is not None else 0,
        tuple(rolled.totals.values()) if rolled is not None else (),
    )


def go_on(session: Session) -> None:
    """Open what is asked next after much was answered at once."""
    missing = session.progress.missing
    waiting = [
        one for names in unconfirmed(session.flow, session.answers).values() for one in names
    ]
    following = next(iter((*missing, *waiting)), None)
    if following is None:
        session.check_answers()
    else:
        session.goto(following)


# Still true?


def confirm(session: Session, questions: Collection[str]) -> tuple[str, ...]:
    """Say of carried answers that they still hold; gives back those of which that could be said.

    One in which something is missing is not among them: it must be answered first.
    """
    flow, standing = session.flow, session.path.standing
    found = [one for name in questions if (one := confirmation_of(flow, standing, name))]
    session.edit(*found)
    return tuple(one.question for one in found)


def waiting_in(session: Session, step: str) -> tuple[str, ...]:
    """The answers of a step that wait to be confirmed."""
    return unconfirmed(session.flow, session.answers).get(step, ())
