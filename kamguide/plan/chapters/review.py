"""The annual review: what was planned, what came, what follows."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block
from kamguide.plan.paper import Paper, amount, share


def chapter(paper: Paper) -> Iterator[Block]:
    """Nothing where no year was reviewed."""
    if "rev_plan_ref" not in paper.flow.questions:
        return
    yield from paper.prose("rev_plan_ref")
    found = paper.figures.get("review")
    if found is not None:
        rows = [
            [
                paper.words.named("setup_products", name),
                amount(one.plan),
                amount(one.actual),
                amount(one.variance),
                share(one.variance_pct),
            ]
            for name, one in found.products.items()
        ]
        rows.append(
            [
                paper.say("row.total"),
                amount(found.account.plan),
                amount(found.account.actual),
                amount(found.account.variance),
                share(found.account.variance_pct),
            ]
        )
        heads = ["col.product", "col.plan", "col.actual", "col.variance", "col.variance_pct"]
        yield paper.grid(
            paper.say("t.review", unit=paper.money_unit()),
            [paper.say(head) for head in heads],
            rows,
            totals=1,
        )
    yield from paper.tables(
        "rev_actuals",
        "rev_budget_actuals",
        "rev_objective_status",
        "rev_assumption_status",
        "rev_csf_rescore",
        "rev_new_t3",
    )
    yield from paper.prose("rev_lessons")
