"""What a Word file is made into: passages of text in order, each knowing what is around it."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field

_NONE: Mapping[str, tuple[int, int]] = MappingProxyType({})


class Passage(Struct, frozen=True):
    """A paragraph, or a cell of a table with all of its paragraphs, as it is with all changes."""

    text: str
    spans: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NONE)
    """The bookmarks that begin here: which part of the text each is around."""
    authors: tuple[str, ...] = ()
    """Who changed it, where changes were tracked."""
    comments: Mapping[str, str] = MappingProxyType({})
    """The comments that begin here by their ids, each with the words it is about."""
    heads: tuple[str, ...] = ()
    """The headings it stands under, the highest first."""
    level: int = 0
    """Of a heading its level."""

    def part(self, name: str) -> str:
        """What a bookmark is around."""
        begin, end = self.spans[name]
        return self.text[begin:end]


class Grid(Struct, frozen=True):
    """A table: rows of cells; a cell over several columns is followed by empty ones."""

    rows: tuple[tuple[Passage, ...], ...]
    heads: tuple[str, ...] = ()


Item = Passage | Grid


class WordComment(Struct, frozen=True):
    """What somebody wrote in the margin, with the replies to it."""

    id: str
    author: str
    on: str
    text: str
    is_resolved: bool = False
    replies: tuple["WordComment", ...] = ()


class WordFile(Struct, frozen=True):
    """A Word file, as far as it is read back."""

    items: tuple[Item, ...]
    comments: Mapping[str, WordComment]
    """By id; replies stand with what they reply to."""
    removed: Mapping[str, str]
    """Bookmarks in rows that were taken out while changes were tracked, and by whom."""
    lang: str = ""
    on: date | None = None
    """The day it says it was made."""
    editor: str = ""
    """Who saved it last."""
    margins: tuple[str, ...] = ()
    """What stands above and below the pages, each once; numbers are not told apart."""

    def passages(self) -> Iterator[Passage]:
        """Every paragraph and every cell, in order."""
        for item in self.items:
            if isinstance(item, Passage):
                yield item
            else:
                for row in item.rows:
                    yield from row

    def names(self, prefix: str) -> frozenset[str]:
        """The bookmarks whose names begin so."""
        found = (name for one in self.passages() for name in one.spans)
        return frozenset(name for name in (*found, *self.removed) if name.startswith(prefix))


def squeezed(text: str) -> str:
    """A text as it is compared: blanks at its ends and between words are not its content."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
