"""What a board shows of a plan without opening it: kept beside the log, as it stood at a `seq`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from kamguide.model.answers import Json
from kamguide.workspace.checking import Report, report_on
from kamguide.workspace.due import due_in
from kamguide.workspace.followup import Standing
from kamguide.workspace.owed import owed_in
from kamguide.workspace.session import Session
from kamguide.workspace.summary_kept import is_stale

YEARS: Final = ("T0", "T+3")
"""The years between which a plan leads."""


def keep_summary(session: Session) -> None:
    """Bring the summary of an open plan up to date; nothing where it is already."""
    store, plan = session.store, session.facts.id
    kept = store.summaries().get(plan)
    if kept is None or is_stale(kept):
        store.keep_summary(plan, store.state(plan).seq, summary_of(session))


def summary_of(session: Session) -> dict[str, Json]:
    """How far a plan is, what it promises, how good it is and what is due in it.

    No words but names, and the actions and questions to be seen to by a day. Money is in the
    plan's own unit, as text, and None where it cannot be worked out yet.
    """
    report = _without_closed(report_on(session), Standing(session))
    return {
        "account": session.path.standing.text("setup_account_name") or "",
        "answered": report.progress.answered,
        "applicable": report.progress.applicable,
        "unit": session.path.standing.text("setup_money_unit") or "",
        "currency": session.path.standing.text("setup_currency") or "",
        **_promised(session.path.figures.get("forecast")),
        **_quality(report),
        "directions": _counted(_directions(session)),
        "evidence": _counted(_grades(session)),
        "dated": [one.as_json() for one in due_in(session)],
        "owner": session.path.standing.text("setup_planner"),
        "place": _place(session),
        "owed": {name: [*days] for name, days in owed_in(session, report).items()},
        "worked": _worked(session),
    }


def _without_closed(report: Report, stands: Standing) -> Report:
    """The report without open items that are known since the plan was approved."""
    left = (one for one in report.open if not stands.is_closed(one.question, one.row, one.column))
    return replace(report, open=tuple(left))


def _worked(session: Session) -> str:
    """When anything in the plan itself was changed last; not when it was handed on or read."""
    worked = session.store.state(session.facts.id).worked_at
    return worked.isoformat() if worked is not None else ""


def _place(session: Session) -> Json:
    """Where the account stands among candidate accounts, as the plan itself scored it."""
    found = session.path.figures.get("selection")
    one = found.candidates.get(session.path.standing.value("sel_choice")) if found else None
    if one is None:
        return None
    return {
        "attractiveness": _amount(one.total),
        "strength": _amount(one.relative_strength),
        "cutoff": _amount(found.cutoff),
        "type": one.account_type or "",
    }


def _counted(words: Iterable[str]) -> dict[str, Json]:
    return dict(sorted(Counter(words).items()))


def _directions(session: Session) -> Iterator[str]:
    """The direction of each product, as it was chosen."""
    for row in session.path.standing.rows("pf_directions"):
        if isinstance(direction := row["direction"], str):
            yield direction


def _grades(session: Session) -> Iterator[str]:
    """What each answer rests on, where somebody said: a fact, an estimate or a guess."""
    for answer in session.answers.values():
        yield from (one.grade for one in answer.evidence.values())


def _promised(forecast: Any) -> dict[str, Json]:
    """Revenue and margin of the account, today and at the end."""
    return {
        name: [_amount(getattr(forecast, name)[year]) for year in YEARS] if forecast else None
        for name in ("revenue", "margin")
    }


def _amount(value: Any) -> Json:
    return None if value is None else str(value)


def _quality(report: Report) -> dict[str, Json]:
    found = Counter(one.severity for one in report.findings)
    return {
        "findings": {severity: found[severity] for severity in ("block", "warn", "info")},
        "open": len(report.open),
        "rubric": str(round(report.rubric.percent, 1)),
        "band": report.rubric.band,
    }
