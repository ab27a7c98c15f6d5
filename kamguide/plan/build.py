"""The T+3 plan, put together: a cover, a page in short, eight sections, five appendices."""

from collections.abc import Callable, Iterator
from typing import Final

from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Heading, PageBreak, Plan
from kamguide.plan.chapters import (
    assumptions,
    budget,
    closing,
    competition,
    front,
    market,
    mission,
    money,
    objectives,
    overview,
    portfolio,
    positioning,
    review,
)
from kamguide.plan.paper import Paper

Chapter = Callable[[Paper], Iterator[Block]]

CHAPTERS: Final[tuple[tuple[str, Chapter], ...]] = (
    ("summary", front.summary),
    ("s1", mission.chapter),
    ("s2", money.chapter),
    ("s3", overview.chapter),
    ("s4", competition.chapter),
    ("s5", portfolio.chapter),
    ("s6", assumptions.chapter),
    ("s7", objectives.chapter),
    ("s8", budget.chapter),
    ("sR", review.chapter),
    ("sA", market.pareto_and_segments),
    ("sB", market.matrix),
    ("sC", positioning.chapter),
    ("sD", closing.information),
    ("sE", closing.items),
)
"""The title and the writer of each section, in order."""

NEW_PAGE: Final = {"s1", "s3", "s7", "sA"}


def build(flow: Flow, path: Path, findings: Findings, lang: Lang) -> Plan:
    """The plan that the answers on `path` come to, in one language.

    A section of which the flow asks nothing says so; both languages have the same structure.
    """
    paper = Paper(flow, path, findings, lang)
    blocks: list[Block] = []
    for key, chapter in CHAPTERS:
        content = list(chapter(paper))
        if not content and key == "sR":
            continue
        if key in NEW_PAGE:
            blocks.append(PageBreak())
        blocks.append(Heading(paper.say(key)))
        blocks += content or [paper.not_done()]
    return Plan(lang, front.cover(paper), tuple(blocks))
