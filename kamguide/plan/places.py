"""Where in a plan each answer stands, and in which words."""

from collections.abc import Iterator

from kamguide.plan.blocks import Block, Bullets, Cell, Chart, Cover, Heading, Paragraph, Plan, Table


def place_of(question: str, key: str, column: str) -> str:
    """The place of a cell of an answer."""
    return f"{question}.{key}.{column}"


def places(plan: Plan) -> Iterator[tuple[str, str]]:
    """The places that a plan shows, each with its text, in order; one may come several times."""
    yield from cover_places(plan.cover)
    for block in plan.blocks:
        yield from block_places(block)


def cover_places(cover: Cover) -> Iterator[tuple[str, str]]:
    """The places among the facts of a cover."""
    for name, text in cover.facts:
        if place := cover.places.get(name):
            yield place, text


def block_places(block: Block) -> Iterator[tuple[str, str]]:
    """The places of one block."""
    found: list[Heading | Paragraph | Cell] = []
    match block:
        case Heading() | Paragraph():
            found.append(block)
        case Bullets(items=items):
            found.extend(items)
        case Table(rows=rows) | Chart(table=Table(rows=rows)):
            found.extend(cell for row in rows for cell in row)
    yield from ((one.place, one.text) for one in found if one.place)
