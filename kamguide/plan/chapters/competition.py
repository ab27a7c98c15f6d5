"""Section 4: what the account judges suppliers by, how we compare, and what rivals do."""

from collections.abc import Iterator
from typing import Any

from kamguide.plan.blocks import Block, Cell
from kamguide.plan.paper import Paper, figure


def chapter(paper: Paper) -> Iterator[Block]:
    """Scores and gaps, competitors, SWOT and pairs."""
    yield from paper.tables("csf_list", "csf_scores")
    found = paper.figures.get("csf")
    if found is not None and found.gaps:
        yield _gaps(paper, found)
        yield _totals(paper, found)
    yield from paper.tables("csf_own_target", "csf_actions")
    if (strategies := paper.table("comp_strategy")) is not None:
        yield paper.heading("h.competitors")
        yield strategies
    if paper.answers.rows("swot_items"):
        yield paper.heading("h.swot")
        yield from _swot(paper)
        yield from paper.tables("swot_pairs")


def _gaps(paper: Paper, found: Any) -> Block:
    rows: list[list[str | Cell]] = [
        [
            paper.words.named("csf_list", name),
            figure(one.weight, 0),
            figure(one.own, 1),
            figure(one.best, 1),
            _signed(one.gap),
            Cell(paper.say(f"gap.{one.label}") if one.label else "–"),
        ]
        for name, one in found.gaps.items()
    ]
    heads = ["col.factor", "col.weight", "col.us", "col.best", "col.gap", "col.meaning"]
    return paper.grid(paper.say("t.gaps"), [paper.say(head) for head in heads], rows, internal=True)


def _signed(gap: Any) -> str:
    return "–" if gap is None else f"{'+' if gap > 0 else ''}{figure(gap, 1)}"


def _totals(paper: Paper, found: Any) -> Block:
    rows: list[list[str | Cell]] = [
        [
            paper.say("col.us") if name == "own" else paper.words.named("mkt_competitors", name),
            figure(value),
        ]
        for name, value in found.totals.items()
    ]
    rows.append([paper.say("row.ratio"), figure(found.ratio, 3)])
    later = paper.figures.get("csf_outlook")
    if later is not None and later.ratio_t3 is not None:
        rows.append([paper.say("row.ratio_t3"), figure(later.ratio_t3, 3)])
    return paper.grid(paper.say("t.csf_totals"), ["", paper.say("row.total")], rows, internal=True)


def _swot(paper: Paper) -> Iterator[Block]:
    by_kind = {
        kind: [row for row in paper.answers.rows("swot_items") if row["kind"] == kind]
        for kind in "SWOT"
    }
    for pair in ("SW", "OT"):
        longest = max(len(by_kind[kind]) for kind in pair)
        rows = [[Cell(_item(by_kind[kind], at)) for kind in pair] for at in range(longest)]
        if rows:
            yield paper.grid("", [paper.say(f"swot.{kind}") for kind in pair], rows, internal=True)


def _item(rows: list[Any], at: int) -> str:
    return f"{rows[at].key}  {rows[at]['text']}" if at < len(rows) else ""
