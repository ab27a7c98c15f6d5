"""A look into a packed workbook before anything reads it: sizes, and what its sheets promise.

A small file can unpack to gigabytes, or place one cell at the far end of an endless sheet. So
every part is unpacked once here within limits, and a sheet's marks are walked through.
"""

import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Final, NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kamguide.errors import IntakeError
from kamguide.intake.sheets import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Place, held_to_limits

MOST_UNPACKED: Final = 60_000_000
MOST_PARTS: Final = 2_000
MOST_MARKS: Final = 1_000_000
"""Cells that are marked in a sheet, even if nothing stands in them."""
MOST_TEXT: Final = 20_000_000
"""Characters in all cells of a sheet together, however often a text is shared."""

_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_PERCENT_FORMATS: Final = {9, 10}
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

Attributes = Mapping[str, str]


class Looks(NamedTuple):
    """What the marks of a sheet say that its values do not."""

    percents: frozenset[Place]
    """Cells that are shown as percentages: 0.21 as 21 %."""
    unread: Mapping[Place, str]
    """Cells without a value: a formula that was never worked out, or that failed."""


class Parts:
    """The parts of a packed workbook, unpacked within limits.

    Raises:
        IntakeError: It is damaged, locked, or would unpack to more than we take in.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._known: dict[str, bytes] = {}
        try:
            infos = ZipFile(BytesIO(data)).infolist()
        except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise IntakeError("intake.damaged") from error
        names = [one.filename for one in infos]
        if len(infos) > MOST_PARTS or sum(one.file_size for one in infos) > MOST_UNPACKED:
            raise IntakeError("intake.bomb")
        if len(set(names)) < len(names) or any(one.flag_bits & 1 for one in infos):
            raise IntakeError("intake.damaged")
        self._infos = {one.filename: one for one in infos}
        for one in infos:
            if one.filename.endswith((".xml", ".rels")):
                self._known[one.filename] = self._unpacked(one)

    def _unpacked(self, info: ZipInfo) -> bytes:
        """A part, if it is exactly as large as it says."""
        at = info.header_offset
        try:
            mark, name, extra = _LOCAL_HEADER.unpack_from(self._data, at)
        except struct.error as error:
            raise IntakeError("intake.damaged") from error
        start = at + _LOCAL_HEADER.size + name + extra
        packed = self._data[start : start + info.compress_size]
        if mark != b"PK\3\4" or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise IntakeError("intake.damaged")
        if info.compress_type == ZIP_STORED:
            unpacked = packed
        else:
            try:
                unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
            except zlib.error as error:
                raise IntakeError("intake.damaged") from error
        if len(unpacked) != info.file_size:
            raise IntakeError("intake.bomb" if len(unpacked) > info.file_size else "intake.damaged")
        return unpacked

    def sheet_paths(self) -> tuple[str, ...]:
        """Where each sheet lies, in the order of the workbook."""
        targets: dict[str, str] = {}
        ids: list[str] = []

        def related(name: str, given: Attributes) -> None:
            if name == "Relationship":
                targets[given.get("Id", "")] = given.get("Target", "")

        def listed(name: str, given: Attributes) -> None:
            if name == "sheet":
                ids.append(next((v for k, v in given.items() if k.endswith(":id")), ""))

        self._walk("xl/_rels/workbook.xml.rels", related)
        self._walk("xl/workbook.xml", listed)
        paths = (targets.get(one, "") for one in ids)
        return tuple(one[1:] if one.startswith("/") else f"xl/{one}" for one in paths)

    def look_at(self, path: str) -> Looks:
        """What the marks of a sheet say; within limits.

        Raises:
            IntakeError: The sheet is larger than we take in.
        """
        walk = _SheetWalk(self._percent_styles(), self._text_lengths())
        self._walk(path, walk.opened, walk.closed, walk.said)
        return Looks(frozenset(walk.percents), walk.unread)

    def _percent_styles(self) -> frozenset[int]:
        """The cell styles that show percentages."""
        formats, styles, inside = set(_PERCENT_FORMATS), [], [False]

        def opened(name: str, given: Attributes) -> None:
            if name == "numFmt" and "%" in _LITERAL.sub("", given.get("formatCode", "")):
                formats.add(int(given.get("numFmtId", 0)))
            elif name in ("cellXfs", "cellStyleXfs"):
                inside[0] = name == "cellXfs"
            elif name == "xf" and inside[0]:
                styles.append(int(given.get("numFmtId", 0)))

        self._walk("xl/styles.xml", opened)
        return frozenset(at for at, one in enumerate(styles) if one in formats)

    def _text_lengths(self) -> Sequence[int]:
        """How long each shared text is.

        Raises:
            IntakeError: One is longer than a cell can be.
        """
        lengths: list[int] = []

        def opened(name: str, given: Attributes) -> None:
            del given
            if name == "si":
                lengths.append(0)

        def said(text: str) -> None:
            if lengths:
                lengths[-1] += len(text)
                if lengths[-1] > LONGEST_CELL:
                    raise IntakeError("intake.long_text", most=LONGEST_CELL)

        self._walk("xl/sharedStrings.xml", opened, None, said)
        return lengths

    def _walk(
        self,
        path: str,
        opened: Callable[[str, Attributes], None],
        closed: Callable[[str], None] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Walk through the marks of a part, if it is there."""
        part = self._known.get(path)
        if part is None:
            return
        walker = expat.ParserCreate()
        walker.buffer_text = True
        walker.StartElementHandler = opened
        walker.EndElementHandler = closed
        walker.CharacterDataHandler = said
        walker.StartDoctypeDeclHandler = _refuse
        try:
            walker.Parse(part, True)  # noqa: FBT003 - expat's own
        except (expat.ExpatError, ValueError) as error:
            raise IntakeError("intake.damaged") from error


def _refuse(*given: object) -> None:
    """A spreadsheet declares no types of its own; whoever does means harm."""
    del given
    raise IntakeError("intake.bomb")


class _SheetWalk:
    """Goes through the marks of a sheet, cell by cell."""

    def __init__(self, percent_styles: frozenset[int], lengths: Sequence[int]) -> None:
        self.percents: set[Place] = set()
        self.unread: dict[Place, str] = {}
        self._percent_styles, self._lengths = percent_styles, lengths
        self._marks = self._text = 0
        self._last: Place = (-1, -1)
        self._far: Place = (-1, -1)
        self._is_percent = self._is_formula = self._has_value = False
        self._kind, self._words = "", ""
        self._reads = False

    def opened(self, name: str, given: Attributes) -> None:
        """A mark begins."""
        if name == "c":
            self._begin(given)
        elif name == "row":
            self._last = (int(given["r"]) - 1 if "r" in given else self._last[0] + 1, -1)
        elif name == "f":
            self._is_formula = True
        elif name in ("v", "t"):
            self._reads, self._words = True, ""

    def _begin(self, given: Attributes) -> None:
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise IntakeError("intake.too_many_cells", most=MOST_MARKS)
        place = given.get("r")
        self._last = _place(place) if place else (self._last[0], self._last[1] + 1)
        self._kind, self._words = given.get("t", "n"), ""
        self._is_percent = self._kind == "n" and int(given.get("s", 0)) in self._percent_styles
        self._is_formula = self._has_value = False

    def said(self, text: str) -> None:
        """Words stand in a mark."""
        if self._reads:
            self._words += text
            if len(self._words) > LONGEST_CELL:
                raise IntakeError("intake.long_text", most=LONGEST_CELL)

    def closed(self, name: str) -> None:
        """A mark ends."""
        if name in ("v", "t"):
            self._reads, self._has_value = False, self._has_value or bool(self._words)
        elif name == "c":
            self._end()

    def _end(self) -> None:
        if self._is_formula and not self._has_value and self._kind != "str":
            self.unread[self._last] = "intake.formula_unsaved"
        elif self._kind == "e":
            self.unread[self._last] = "intake.formula_failed"
        if not self._has_value:
            return
        self._far = (max(self._far[0], self._last[0]), max(self._far[1], self._last[1]))
        held_to_limits(self._far[0] + 1, self._far[1] + 1)
        if self._is_percent:
            self.percents.add(self._last)
        self._count_text()

    def _count_text(self) -> None:
        shared = self._kind == "s" and self._words.isdecimal()
        at = int(self._words) if shared else -1
        known = 0 <= at < len(self._lengths)
        self._text += self._lengths[at] if known else len(self._words)
        if self._text > MOST_TEXT:
            raise IntakeError("intake.too_many_cells", most=MOST_TEXT)


def _place(reference: str) -> Place:
    """Row and column, from zero, of a place such as `B7`."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters[:4]:
        column = column * 26 + ord(letter) - 64
    row = int(reference[len(letters) :] or 0)
    return min(row, MOST_ROWS + 2) - 1, min(column, MOST_COLUMNS + 2) - 1
