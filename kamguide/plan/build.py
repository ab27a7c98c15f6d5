"""The T+3 plan, put together: a cover, a page in short, eight sections, five appendices."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cover, Heading, PageBreak, Plan
from kamguide.plan.chapters import (
    assumptions,
    budget,
    buying,
    closing,
    competition,
    front,
    further,
    market,
    matrix,
    mission,
    money,
    objectives,
    overview,
    portfolio,
    positioning,
    quality,
    review,
)
from kamguide.plan.outward import outward
from kamguide.plan.paper import Paper
from kamguide.plan.places import block_places, cover_places
from kamguide.plan.views import CUSTOMER, FULL, REVIEWED, SECTIONS, View

if TYPE_CHECKING:
    from kamguide.plan.workbook import Workbook

Chapter = Callable[[Paper], Iterator[Block]]

CHAPTERS: Final[Mapping[str, Chapter]] = {
    "summary": front.summary,
    "s1": mission.chapter,
    "s2": money.chapter,
    "s3": overview.chapter,
    "s4": competition.chapter,
    "s5": portfolio.chapter,
    "s6": assumptions.chapter,
    "s7": objectives.chapter,
    "s8": budget.chapter,
    "sR": review.chapter,
    "sA": market.chapter,
    "sB": matrix.chapter,
    "sC": positioning.chapter,
    "sD": buying.information,
    "sF": further.chapter,
    "sE": closing.chapter,
    "sG": closing.signing,
    "sQ": quality.chapter,
}
"""The writer of each section; a view says which of them there are, and in which order."""

APPENDICES: Final = {"sA", "sB", "sC", "sD", "sE", "sF"}
NEW_PAGE: Final = {"summary", "sA", "sQ"}
NO_SOURCES: Final = {"summary", "sE", "sG", "sQ"}
WHERE_ANY: Final = {"sR", "sF", "sG", "sQ"}
"""Sections that are not there unless they hold something."""
QUICK: Final = "quick"


def build(flow: Flow, path: Path, findings: Findings, lang: Lang, view: View = FULL) -> Plan:
    """The plan that the answers on `path` come to, in one language, for one kind of reader.

    A section of which the flow asks nothing says so, but to a customer, who is shown what there
    is; both languages have the same structure. What a customer may not see must be gone from the
    answers already (`views.fit_for_customer`).
    """
    paper = Paper(flow, path, findings, lang)
    cover = front.cover(paper)
    paper.close_section("cover")
    paper.placed.update(place for place, _ in cover_places(cover))
    blocks: list[Block] = []
    for key in SECTIONS[view]:
        content = list(CHAPTERS[key](paper))
        used = paper.close_section(key)
        paper.placed.update(place for block in content for place, _ in block_places(block))
        if view == CUSTOMER:
            content = outward(content)
        if not content and (key in WHERE_ANY or view == CUSTOMER):
            continue
        if content and key in NEW_PAGE:
            blocks.append(PageBreak())
        blocks.append(Heading(_title(paper, key), appendix=key in APPENDICES))
        blocks += content or [paper.nothing(used)]
        if content and key not in NO_SOURCES and view != CUSTOMER:
            blocks += paper.sources(used)
    sheets = partial(_workbook, paper, cover) if view in REVIEWED else None
    return Plan(lang, cover, tuple(blocks), path.today, sheets)


def _workbook(paper: Paper, cover: Cover) -> "Workbook":
    module = import_module("kamguide.plan.sheets")
    made: Workbook = module.workbook(paper, cover)
    return made


def _title(paper: Paper, key: str) -> str:
    """The title of a section; those of a quick plan say that it is one."""
    title = paper.say(key)
    if paper.flow.id == QUICK and key[1:].isdecimal():
        return paper.say("quick_section", title=title, flow=paper.flow.title(paper.lang))
    return title
