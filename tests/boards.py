"""Plans of several accounts, made from the worked case by changes that a seed decides."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from kamguide.model.answers import Evidence, Row, State
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


@cache
def opened(path: Path, plan: str) -> Session:
    workspace = Workspace.at(path, actor="Wang", lang="en", now=lambda: NOW)
    return workspace.open(plan, read_only=True)


def amount(row: Row, column: str) -> Decimal:
    value = row[column]
    return value if isinstance(value, Decimal) else Decimal(0)


def promised(session: Session) -> tuple[list[Decimal], list[Decimal]]:
    """Revenue and margin, today and at T+3, from the rows of the forecast."""
    rows = session.answers.rows("fc_products")
    years = ("t0", "t3")
    revenue = [sum(amount(one, f"rev_{year}") for one in rows) for year in years]
    margin = [
        sum(amount(one, f"rev_{year}") * amount(one, f"margin_{year}_pct") / 100 for one in rows)
        for year in years
    ]
    return list(map(Decimal, revenue)), list(map(Decimal, margin))


def to_do(session: Session) -> list[tuple[str, str]]:
    """Whose each action and open item is, and by when."""
    team = {row.key: str(row["name"]) for row in session.answers.rows("setup_team")}
    found = [
        (team.get(str(row["owner"]), ""), str(row["due"] or ""))
        for table, settled in (("str_actions", ("done", "dropped")), ("info_needs", ("met",)))
        for row in session.answers.rows(table)
        if row["status"] not in settled
    ]
    unknown = [one for one in session.answers.values() if one.state is State.UNKNOWN]
    return found + [(one.who, one.by) for one in unknown]


def attractiveness(session: Session) -> Decimal:
    """The total of the chosen candidate: scores between the anchors, times their weights."""
    chosen = session.answers.value("sel_choice")
    (row,) = (one for one in session.answers.rows("sel_candidates") if one.key == chosen)
    anchors = {str(one["criterion"]): one for one in session.answers.rows("sel_anchors")}
    of = {"potential_spend": "potential_spend", "margin": "margin_pct", "growth": "growth_pct"}
    total = Decimal(0)
    for weight in session.answers.rows("sel_weights"):
        name = str(weight["criterion"])
        if name in anchors:
            low, high = amount(anchors[name], "value_0"), amount(anchors[name], "value_10")
            part = 10 * (amount(row, of[name]) - low) / (high - low)
            score = min(Decimal(10), max(Decimal(0), part))
        else:
            score = Decimal(str(row[f"{name}_score"]))
        total += Decimal(str(weight["weight"])) * score / 100
    return total
