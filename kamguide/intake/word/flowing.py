"""The text of one paragraph or cell while it is read: what it says once all changes are made."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from kamguide.intake.word.passages import Passage
from kamguide.intake.word.xml import attribute, local
from kamguide.model.text import clean, flat

QUOTED: Final = 120
"""Characters of the words that a comment is about."""
_CHARS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_GONE: Final = {"del", "moveFrom"}
_NEW: Final = {"ins", "moveTo"}
_UNREAD: Final = {"pPr", "rPr", "delText", "instrText", "delInstrText", "Fallback", "rt", "sdtPr"}


class Flow:
    """Text as it is read, with what begins and ends in it."""

    def __init__(self, ends: frozenset[str]) -> None:
        self._ends = ends
        """The ids of all bookmarks that end somewhere: others would never."""
        self._open: dict[str, str] = {}
        self._seen: set[str] = set()
        self._fields: list[list[str]] = []
        """What each field that is open is, and whether its code or its result is being read."""
        self.boxes: list[Any] = []
        """Text boxes that were met; they are read by themselves."""
        self.notes: list[str] = []
        """Footnotes and endnotes that were met, by kind and id."""
        self._begin()

    def _begin(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._starts = dict.fromkeys(self._open.values(), 0)
        self._spans: dict[str, tuple[int, int]] = {}
        self._authors: dict[str, None] = {}
        self._quotes: dict[str, int] = {}
        self._quoted: dict[str, str] = {}
        self._ended = False
        """Whether a list of headings ended here."""

    @property
    def is_inside(self) -> bool:
        """Whether a bookmark of an answer goes on beyond what was read so far."""
        return any(name.startswith("kg_") for name in self._open.values())

    @property
    def is_contents(self) -> bool:
        """Whether this is the list of headings, which a program writes by itself."""
        return self._ended or any(_is_contents(code) for code, _ in self._fields)

    @property
    def is_begun(self) -> bool:
        """Whether anything was read since the last passage."""
        return bool(self._length or self._spans or self._starts or self._quotes or self._quoted)

    def write(self, text: str) -> None:
        """Go on with a text."""
        if text and not any(state == "code" for _, state in self._fields):
            self._text.append(text)
            self._length += len(text)

    def read(self, element: Any) -> None:
        """Go on with what stands in an element."""
        for one in element:
            name = local(one)
            if name in _GONE:
                self.blame(one)
                self._read_marks(one)
            elif name in _HANDLED:
                _HANDLED[name](self, one)
            elif name not in _UNREAD:
                if name in _NEW:
                    self.blame(one)
                self.read(one)

    def _read_marks(self, element: Any) -> None:
        """The bookmarks in something that was taken out."""
        for one in element.iter():
            if local(one) in ("bookmarkStart", "bookmarkEnd"):
                _HANDLED[local(one)](self, one)

    def blame(self, change: Any) -> None:
        """Remember who made a change."""
        if author := flat(attribute(change, "author")):
            self._authors[author] = None

    def taken(self, heads: tuple[str, ...], level: int = 0) -> Passage:
        """What was read since the last time; a bookmark that is still open goes on behind it."""
        text = "".join(self._text)
        for name, start in self._starts.items():
            self._spans.setdefault(name, (start, self._length))
        for key, start in self._quotes.items():
            self._quoted[key] = text[start : start + QUOTED]
        made = Passage(clean(text), self._spans, tuple(self._authors), self._quoted, heads, level)
        self._begin()
        return made

    # What stands in a paragraph besides text

    def _start(self, one: Any) -> None:
        name, key = attribute(one, "name"), attribute(one, "id")
        if name not in self._seen and key in self._ends:
            self._seen.add(name)
            self._open[key] = name
            self._starts[name] = self._length

    def _end(self, one: Any) -> None:
        name = self._open.pop(attribute(one, "id"), "")
        if name in self._starts:
            self._spans.setdefault(name, (self._starts.pop(name), self._length))

    def _comment(self, one: Any) -> None:
        self._quotes[attribute(one, "id")] = self._length

    def _comment_end(self, one: Any) -> None:
        key = attribute(one, "id")
        if key in self._quotes:
            begin = self._quotes.pop(key)
            self._quoted[key] = "".join(self._text)[begin:][:QUOTED]

    def _reference(self, one: Any) -> None:
        self._quoted.setdefault(attribute(one, "id"), "")

    def _field(self, one: Any) -> None:
        match attribute(one, "fldCharType"):
            case "begin":
                self._fields.append(["", "code"])
            case "separate" if self._fields:
                self._fields[-1][1] = "result"
            case "end" if self._fields:
                self._ended |= _is_contents(self._fields.pop()[0])

    def _code(self, one: Any) -> None:
        if self._fields:
            self._fields[-1][0] += one.text or ""

    def _simple(self, one: Any) -> None:
        if not _is_contents(attribute(one, "instr")):
            self.read(one)

    def _box(self, one: Any) -> None:
        self.boxes.append(one)

    def _note(self, one: Any) -> None:
        kind = "footnote" if local(one) == "footnoteReference" else "endnote"
        self.notes.append(f"{kind} {attribute(one, 'id')}")

    def _char(self, one: Any) -> None:
        self.write(_CHARS[local(one)])

    def _words(self, one: Any) -> None:
        self.write(one.text or "")


def _is_contents(code: str) -> bool:
    return code.strip().startswith("TOC")


_HANDLED: Final[Mapping[str, Callable[[Flow, Any], None]]] = {
    "t": Flow._words,
    **dict.fromkeys(_CHARS, Flow._char),
    "bookmarkStart": Flow._start,
    "bookmarkEnd": Flow._end,
    "commentRangeStart": Flow._comment,
    "commentRangeEnd": Flow._comment_end,
    "commentReference": Flow._reference,
    "fldChar": Flow._field,
    "instrText": Flow._code,
    "fldSimple": Flow._simple,
    "txbxContent": Flow._box,
    "footnoteReference": Flow._note,
    "endnoteReference": Flow._note,
}
