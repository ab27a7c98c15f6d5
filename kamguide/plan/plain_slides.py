"""Slides for a plan that has none of its own: its blocks, in their order, nothing left out.

Such is a plan from which something was left out for a reader, or that came from elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

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
    slide, is_begun = Slide("", ""), False
    for block in blocks:
        if isinstance(block, Heading):
            if is_begun:
                yield slide
            section = block.text if block.level == 1 else slide.section
            slide, is_begun = Slide(section, block.text), True
        elif isinstance(block, Table | Chart):
            yield replace(slide, visuals=_shown(block))
            slide, is_begun = Slide(slide.section, slide.headline), False
        else:
            slide, is_begun = _with(slide, block), True
    if is_begun:
        yield slide


def _shown(block: Table | Chart) -> tuple[Table | Chart, ...]:
    """A chart stands beside its table."""
    return (block, block.table) if isinstance(block, Chart) else (block,)


def _with(slide: Slide, block: Paragraph | Bullets | Note | PageBreak) -> Slide:
    """A slide with what is said in words."""
    match block:
        case Paragraph():
            return replace(slide, points=(*slide.points, block))
        case Bullets(items=items, internal=internal):
            points = (Paragraph(one, internal=internal) for one in items)
            return replace(slide, points=(*slide.points, *points))
        case Note(text=text):
            return replace(slide, notes=(*slide.notes, text))
        case PageBreak():
            return slide
        case _:
            assert_never(block)
