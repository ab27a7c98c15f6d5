"""Plans of several accounts, made from the worked case by changes that a seed decides."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from kamguide.model.answers import Evidence
from kamguide.model.edits import Edit, GiveEvidence, MarkUnknown, SetCell, SetValue
from kamguide.store.canonical import Json
from kamguide.store.lines import PlanLine, Summary
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

NOW = datetime(2027, 4, 10, 9, 0, tzinfo=UTC)
"""When some actions of the case are overdue."""
DIRECTIONS = ("maintain", "improve", "harvest", "exit", "enter")


def with_variants(path: Path, names: tuple[str, ...]) -> Path:
    """Add to a store with the case a plan for each name, which is its seed too."""
    for days, name in enumerate(names):
        at = datetime(2026, 12, 1, 9, 0, tzinfo=UTC) + timedelta(days=days)
        workspace = Workspace.at(path, actor="Li", lang="en", now=lambda at=at: at)  # type: ignore[misc]
        session = workspace.copy("Muquan", name)
        session.edit(*changes(session, name))
        workspace.close(session)
        workspace.store.close()
    return path


def changes(session: Session, name: str) -> Iterator[Edit]:
    """Another account: other sizes, directions, place, evidence and open items."""
    seed = Random(name)  # noqa: S311 - nothing is secret here
    yield SetValue("setup_account_name", name)
    yield SetValue("setup_planner", seed.choice(("Chen Yu", "Ma Jun")))
    yield SetValue("setup_currency", seed.choice(("CNY", "USD")))
    history = {one.key for one in session.answers.rows("prof_history")}
    for row in session.answers.rows("fc_products"):
        for column in ("rev_t0", "rev_t1", "rev_t2", "rev_t3"):
            if isinstance(known := row[column], Decimal):
                grown = (known * seed.randint(30, 170) / 100).quantize(Decimal(1))
                yield SetCell("fc_products", row.key, column, grown)
                if column == "rev_t0" and row.key in history:
                    yield SetCell("prof_history", row.key, column, grown)
    for row in session.answers.rows("pf_directions"):
        yield SetCell("pf_directions", row.key, "direction", seed.choice(DIRECTIONS))
    strength = Decimal(seed.randint(60, 160)) / 100
    yield SetCell("sel_relationship", "X2", "relative_strength", strength)
    yield SetCell("sel_candidates", "X2", "growth_pct", Decimal(seed.randint(0, 9)))
    for row in session.answers.rows("str_actions")[:: seed.randint(2, 4)]:
        yield SetCell("str_actions", row.key, "status", seed.choice(("done", "doing", "late")))
    yield MarkUnknown("mkt_size", "Gao Yun", "2027-04-01")
    for grade in ("fact", "fact", "estimate", "guess"):
        question = seed.choice(("prof_description", "mis_role", "sel_reason", "pf_conclusion"))
        yield GiveEvidence(question, Evidence(grade, "the minutes", ""))


def line(name: str, changed: int, **known: Json) -> tuple[PlanLine, Summary]:
    """A plan of the list, and what is kept of it."""
    at = datetime(2026, 11, changed, 12, tzinfo=UTC)
    status = str(known.pop("status", "draft"))
    plan = PlanLine(name, name, "full", "1", status, False, "", 0, "", at, at, "Li", 1)
    kept = {"unit": "10000", "currency": "CNY", "owed": {}, **known}
    return plan, Summary(name, 1, kept, stale=False)


def due(day: str) -> dict[str, Json]:
    """Something to do by a day, as it is kept."""
    return {"day": day, "question": "setup_planner", "row": "", "words": ""}
