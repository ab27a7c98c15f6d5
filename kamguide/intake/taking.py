"""From a sheet and how it fits a table to edits; everything that cannot be read, at once."""

from kamguide.intake.free import FreeLines
from kamguide.intake.heads import Matching
from kamguide.intake.laid import LaidRows
from kamguide.intake.sheets import Sheet
from kamguide.intake.taken import Into, Taken
from kamguide.model.edits import RemoveRow


def take(into: Into, sheet: Sheet, matching: Matching, *, replace: bool = False) -> Taken:
    """Read a sheet into a table.

    Rows that are there already are updated, others are added; with `replace` those that are
    not in the sheet are taken away.
    """
    reads = LaidRows if into.table.laid_out else FreeLines
    taking = reads(into, sheet, matching)
    taking.read()
    if replace:
        kept = taking.taken.spared | {one.key for one in taking.taken.rows}
        present = (row.key for row in into.answers.rows(into.table.id))
        gone = [RemoveRow(into.table.id, key) for key in present if key not in kept]
        taking.taken.edits = [*gone, *taking.taken.edits]
    return taking.taken
