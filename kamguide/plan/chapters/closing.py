"""Appendices D and E: what people need to know, and all that is open, weak or found."""

from collections.abc import Iterator, Sequence

from kamguide.engine.path import is_answered, is_required, met_alternatives
from kamguide.model.answers import Open, State
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.blocks import Block, Bullets, Cell
from kamguide.plan.paper import Paper, share


def information(paper: Paper) -> Iterator[Block]:
    """Needs, coverage by stage, and how the largest gap is closed."""
    found = paper.figures.get("buying")
    if found is not None and found.stages:
        yield paper.heading("h.coverage")
        rows: list[list[str | Cell]] = [
            [
                paper.say(f"buystage.{name}"),
                Cell(paper.say(f"progress.{one.status}")),
                share(one.coverage_pct),
                Cell(paper.say(f"cover.{one.band}") if one.band else "–"),
            ]
            for name, one in found.stages.items()
        ]
        rows.append([paper.say("row.total"), Cell(""), share(found.coverage_total_pct), Cell("")])
        heads = ["col.stage", "col.state", "col.coverage", "col.meaning"]
        yield paper.grid("", [paper.say(head) for head in heads], rows, totals=1, internal=True)
    yield from paper.tables("info_needs")
    yield from paper.prose("info_gap_plan")


def items(paper: Paper) -> Iterator[Block]:
    """Open items, weak answers, findings, what is missing, the sources."""
    yield from _bullets(paper, "h.open", list(_open(paper)))
    yield from _bullets(paper, "h.weak", list(_weak(paper)))
    yield from _bullets(
        paper, "h.findings", [paper.finding(one) for one in paper.findings if one.rule[0] == "C"]
    )
    yield from _bullets(paper, "h.missing", list(_missing(paper)))
    yield from paper.tables("plan_review_dates", "plan_signoff", "setup_team", "setup_sources")


def _bullets(paper: Paper, key: str, points: Sequence[str]) -> Iterator[Block]:
    yield paper.heading(key)
    yield Bullets(tuple(points) or (paper.say("nothing"),))


def _open(paper: Paper) -> Iterator[str]:
    for question in paper.path.asked:
        answer = paper.answers.get(question.id)
        if answer is None:
            continue
        if answer.state is State.UNKNOWN:
            yield ": ".join(
                part for part in (paper.title(question.id), answer.who, answer.by) if part
            )
        elif isinstance(question, TableQuestion):
            for row in answer.rows:
                for column in question.columns:
                    if row[column.id] is Open.OPEN:
                        yield f"{paper.title(question.id)}: {row.key} {column.label(paper.lang)}"


def _weak(paper: Paper) -> Iterator[str]:
    for question in paper.path.asked:
        answer = paper.answers.get(question.id)
        if answer is not None and answer.kept:
            rules = [paper.flow.rules.get(one) for one in sorted(answer.kept)]
            titles = [rule.title(paper.lang) for rule in rules if rule is not None]
            yield f"{paper.title(question.id)}: {', '.join(titles)}"


def _missing(paper: Paper) -> Iterator[str]:
    met = set(met_alternatives(paper.flow, paper.answers))
    for question in paper.path.asked:
        if (
            question.id not in met
            and is_required(question, paper.flow, paper.answers, paper.figures)
            and not is_answered(paper.flow, paper.answers, question)
        ):
            yield paper.title(question.id)
