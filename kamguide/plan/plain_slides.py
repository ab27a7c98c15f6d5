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
    slide, is_fresh = Slide("", ""), False
    for block in blocks:
        match block:
            case Heading(text=text, level=level):
                if is_fresh:
                    yield slide
                section = text if level == 1 else slide.section
                slide, is_fresh = Slide(section, text), True
            case Paragraph():
                slide, is_fresh = replace(slide, points=(*slide.points, block)), True
            case Bullets(items=items, internal=internal):
                points = (Paragraph(one, internal=internal) for one in items)
                slide, is_fresh = replace(slide, points=(*slide.points, *points)), True
            case Table() | Chart():
                both = (block, block.table) if isinstance(block, Chart) else (block,)
                yield replace(slide, visuals=both)
                slide, is_fresh = Slide(slide.section, slide.headline), False
            case Note(text=text):
                slide, is_fresh = replace(slide, notes=(*slide.notes, text)), True
            case PageBreak():
                continue
            case _:
                assert_never(block)
    if is_fresh:
        yield slide
