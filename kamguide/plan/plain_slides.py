"""Slides for a plan that has none of its own: its blocks, in their order, nothing left out.

Such is a plan from which something was left out for a reader, or that came from elsewhere.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec.structs import replace

from kamguide.plan.blocks import (
    Block,
    Bullets,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.slides import Deck, Slide


def deck_of(plan: Plan) -> Deck:
    """The blocks of a plan as slides: one for each heading, and one for each table or chart."""
    return Deck(plan.lang, plan.cover, tuple(_slides(plan.blocks)), plan.on)


def _slides(blocks: Sequence[Block]) -> Iterator[Slide]:
    slide, is_begun, level = Slide("", ""), False, 0
    for block in blocks:
        if isinstance(block, PageBreak):
            continue
        if isinstance(block, Heading):
            is_bare = slide == Slide(slide.section, slide.headline)
            within = is_bare and block.level > level
            if is_begun and not within:
                yield _told(slide)
            slide, is_begun, level = _headed(slide, block, within=within), True, block.level
        elif isinstance(block, Table | Chart):
            yield replace(slide, visuals=_shown(block))
            slide, is_begun = Slide(slide.section, slide.headline), False
        else:
            slide, is_begun = _with(slide, block), True
    if is_begun:
        yield _told(slide)


def _headed(slide: Slide, heading: Heading, *, within: bool) -> Slide:
    """The slide of a heading; one that stands directly under another says both."""
    if heading.level == 1:
        return Slide(heading.text, heading.text)
    if within and slide.headline not in ("", slide.section):
        return Slide(slide.section, f"{slide.headline} · {heading.text}")
    return Slide(slide.section, heading.text)


def _told(slide: Slide) -> Slide:
    """A slide with remarks only shows them: that there is nothing yet is worth seeing."""
    if slide.points or slide.visuals:
        return slide
    return replace(slide, points=tuple(map(Paragraph, slide.notes)), notes=())


def _shown(block: Table | Chart) -> tuple[Table | Chart, ...]:
    """A chart stands beside its table."""
    return (block, block.table) if isinstance(block, Chart) else (block,)


def _with(slide: Slide, block: Paragraph | Bullets | Note) -> Slide:
    """A slide with what is said in words."""
    match block:
        case Paragraph():
            return replace(slide, points=(*slide.points, block))
        case Bullets(items=items, internal=internal):
            points = (replace(one, internal=internal or one.internal) for one in items)
            return replace(slide, points=(*slide.points, *points))
        case Note(text=text):
            return replace(slide, notes=(*slide.notes, text))
        case _:
            assert_never(block)
