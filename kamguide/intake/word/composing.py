"""The body of a Word file as passages and tables, in order."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kamguide.intake.word.flowing import Flow
from kamguide.intake.word.passages import Grid, Item, Passage
from kamguide.intake.word.xml import attribute, child, local
from kamguide.model.text import clean

_HOLDS: Final = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "AlternateContent"}
_HOLDS_TOO: Final = {"Choice", "smartTag"}
_LOOSE: Final = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"}
MOST_COLUMNS: Final = 200


class Composer:
    """Reads a body once."""

    def __init__(self, headings: Mapping[str, int]) -> None:
        """Levels of headings by the ids of their styles."""
        self._headings = headings
        self._heads: list[str] = []
        self.items: list[Item] = []
        self.removed: dict[str, str] = {}
        """Bookmarks in rows that were taken out, and who did it."""

    def read(self, document: Any, notes: list[Any]) -> None:
        """Read a document, and the notes at its feet."""
        ends = (one for one in document.iter() if local(one) == "bookmarkEnd")
        self._flow = Flow(frozenset(attribute(one, "id") for one in ends))
        self._notes = {
            f"{local(one)} {attribute(one, 'id')}": one for root in notes for one in root
        }
        for one in document:
            if local(one) == "body":
                self._blocks(one)
        self._close()

    def _blocks(self, container: Any) -> None:
        for one in container:
            match local(one):
                case "p":
                    self._paragraph(one)
                case "tbl":
                    self._close()
                    self.items.append(Grid(tuple(self._rows(one)), tuple(self._heads)))
                    self._beside()
                case name if name in _LOOSE:
                    self._flow.read([one])
                case name if name in _HOLDS or name in _HOLDS_TOO:
                    self._blocks(one)

    # Paragraphs

    def _paragraph(self, paragraph: Any) -> None:
        shape = child(paragraph, "pPr")
        level = 0 if shape is None else self._headings.get(_style(shape), 0)
        if level:
            self._close()
        is_contents = self._flow.is_contents
        self._flow.read(paragraph)
        if is_contents or self._flow.is_contents:
            self._flow.taken(())
            return
        if shape is not None and _is_joined(shape):
            self._flow.blame(child(shape, "rPr", "del"))
            return  # its end was taken out: the next one goes on here
        if self._flow.is_inside and not level:
            self._flow.write("\n")
            return
        self._close(level)
        self._beside()

    def _close(self, level: int = 0) -> None:
        """End a passage; an empty one is none."""
        if not self._flow.is_begun:
            return
        made = self._flow.taken(tuple(self._heads), level)
        if level:
            self._heads[level - 1 :] = [made.text.strip()]
        if made.text.strip() or made.comments or _is_ours(made):
            self.items.append(made)

    def _beside(self) -> None:
        """Text boxes and notes stand behind what they belong to."""
        boxes, notes = self._flow.boxes[:], self._flow.notes[:]
        self._flow.boxes.clear()
        self._flow.notes.clear()
        for one in (*boxes, *(self._notes[key] for key in notes if key in self._notes)):
            self._blocks(one)
            self._close()

    # Tables

    def _rows(self, table: Any) -> Iterator[tuple[Passage, ...]]:
        for row in _within(table, "tr"):
            if (taken := child(row, "trPr", "del")) is not None:
                self._take_out(row, taken)
            else:
                new = child(row, "trPr", "ins")
                yield tuple(self._cells(row, new))

    def _take_out(self, row: Any, change: Any) -> None:
        author = clean(attribute(change, "author"))
        for one in row.iter():
            if local(one) == "bookmarkStart":
                self.removed[attribute(one, "name")] = author

    def _cells(self, row: Any, new: Any) -> Iterator[Passage]:
        blank = Passage("", heads=tuple(self._heads))
        before = child(row, "trPr", "gridBefore")
        yield from [blank] * _count(before)
        for cell in _within(row, "tc"):
            if new is not None:
                self._flow.blame(new)
            self._cell(cell)
            yield self._flow.taken(tuple(self._heads))
            yield from [blank] * (_count(child(cell, "tcPr", "gridSpan"), 1) - 1)

    def _cell(self, cell: Any) -> None:
        """All text of a cell, that of a table within it too."""
        is_first = True
        for one in cell.iter():
            if local(one) == "p" and _nearest(one, "txbxContent", cell) is None:
                if not is_first:
                    self._flow.write("\n")
                self._flow.read(one)
                is_first = False
        for one in cell:
            if local(one) in _LOOSE:
                self._flow.read([one])


def _within(container: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row: also within controls."""
    for one in container:
        if local(one) == wanted:
            yield one
        elif local(one) in _HOLDS:
            yield from _within(one, wanted)


def _nearest(one: Any, wanted: str, top: Any) -> Any:
    for above in one.iterancestors():
        if above is top:
            return None
        if local(above) == wanted:
            return above
    return None


def _style(shape: Any) -> str:
    found = child(shape, "pStyle")
    return "" if found is None else attribute(found, "val")


def _is_joined(shape: Any) -> bool:
    return child(shape, "rPr", "del") is not None


def _is_ours(made: Passage) -> bool:
    return any(name.startswith("kg_") for name in made.spans)


def _count(one: Any, least: int = 0) -> int:
    """How many columns a property says; what is no number says the least."""
    written = "" if one is None else attribute(one, "val")
    return max(least, min(int(written), MOST_COLUMNS)) if written.isdecimal() else least
