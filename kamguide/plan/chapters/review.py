"""The annual review: what was planned, what came, what follows."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block, Note
from kamguide.plan.chapters import followed
from kamguide.plan.paper import Paper, amount, change, figure, share

ANSWERS = (
    "rev_actuals",
    "rev_budget_actuals",
    "rev_objective_status",
    "rev_assumption_status",
    "rev_csf_rescore",
    "rev_new_t3",
)


def chapter(paper: Paper) -> Iterator[Block]:
    """Nothing where no year was reviewed."""
    if "rev_plan_ref" not in paper.flow.questions:
        return
    yield from paper.prose("rev_plan_ref")
    found = paper.figure("review")
    if found is not None:
        yield _variances(paper, found)
        if found.wape_pct is not None:
            yield Note(
                paper.say(
                    "review.accuracy",
                    error=share(found.wape_pct),
                    accuracy=share(found.accuracy_pct),
                )
            )
    yield from _progress(paper)
    yield from paper.tables(*ANSWERS)
    yield from paper.prose("rev_lessons")
    yield from followed.chapter(paper)


def _variances(paper: Paper, found: Any) -> Block:
    """Revenue by product, then margin with its two causes, and the budget."""
    rows = [
        _row(paper.words.named("previous.setup_products", name), one)
        for name, one in found.products.items()
    ]
    rows.append(_row(paper.say("row.total"), found.account))
    margin = found.margin
    if margin.variance is not None:
        rows.append(
            [
                paper.say("row.margin"),
                amount(margin.plan),
                amount(margin.actual),
                _signed(margin.variance),
                share(100 * margin.variance / margin.plan),
            ]
        )
        for key, value in (("row.quantity", margin.quantity), ("row.rate", margin.rate)):
            rows.append([paper.say(key), "", "", _signed(value), ""])
    rows.append(_row(paper.say("row.budget"), found.budget))
    heads = ["product", "plan", "actual", "variance", "variance_pct"]
    return paper.grid(
        paper.say("t.review", unit=paper.money_unit()),
        paper.heads(*heads),
        rows,
        totals=len(rows) - len(found.products),
        internal=True,
    )


def _row(name: str, one: Any) -> list[str]:
    variance = _signed(one.variance)
    return [name, amount(one.plan), amount(one.actual), variance, share(one.variance_pct)]


def _signed(value: Any) -> str:
    return change(value, amount(value))


def _progress(paper: Paper) -> Iterator[Block]:
    found = paper.figure("objective_review")
    if not found:
        return
    rows = [
        [
            paper.words.named("previous.obj_list", name),
            figure(one.progress),
            paper.say(f"objective.{one.status}"),
        ]
        for name, one in found.items()
    ]
    heads = paper.heads("objective", "progress", "status_now")
    yield paper.grid(paper.say("t.progress"), heads, rows)
