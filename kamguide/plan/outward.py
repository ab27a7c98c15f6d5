"""Blocks as a customer sees them: nothing internal, no remarks, no marks, no empty headings."""

from collections.abc import Sequence

from msgspec.structs import replace

from kamguide.plan.blocks import Block, Bullets, Chart, Heading, Note, Paragraph, Table


def outward(content: Sequence[Block]) -> list[Block]:
    """Blocks for a customer: no remarks, nothing marked, and no heading over nothing."""
    kept: list[Block] = []
    for block in content:
        while isinstance(block, Heading) and kept and _is_over(kept[-1], block):
            kept.pop()
        if (shown := _shown_outward(block)) is not None:
            kept.append(shown)
    while kept and isinstance(kept[-1], Heading):
        kept.pop()
    return kept


def _is_over(before: Block, heading: Heading) -> bool:
    """Whether a heading stands at the end of a part that a heading as high begins anew."""
    return isinstance(before, Heading) and before.level >= heading.level


def _shown_outward(block: Block) -> Block | None:
    match block:
        case Note():
            return None
        case Paragraph():
            return None if block.internal else replace(block, mark="")
        case Bullets(items=items):
            shown = tuple(replace(one, mark="") for one in items if not one.internal)
            return replace(block, items=shown) if shown and not block.internal else None
        case Table():
            return _table_outward(block)
        case Chart():
            table = _table_outward(block.table)
            series = tuple(one for one in block.series if not one.internal and any(one.values))
            return None if table is None else replace(block, table=table, series=series)
        case _:
            return block


def _table_outward(table: Table) -> Table | None:
    """A table without its internal rows and columns, and without marks; None where none is left."""
    if table.internal:
        return None
    rows = [row for at, row in enumerate(table.rows) if at not in table.internal_rows]
    shown = [at for at, column in enumerate(table.columns) if not column.internal]
    cells = tuple(tuple(replace(row[at], mark="") for at in shown) for row in rows)
    first_total = len(table.rows) - table.totals
    totals = sum(1 for at in range(first_total, len(table.rows)) if at not in table.internal_rows)
    columns = tuple(table.columns[at] for at in shown)
    return replace(
        table, columns=columns, rows=cells, totals=totals, mark="", internal_rows=frozenset()
    )
