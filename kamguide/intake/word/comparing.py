"""What a person changed in a Word file, found by laying it beside the file as it was exported.

A bookmark says for sure what a passage was. Where an editor lost it, the place among what is
still there says so: the row and the column of a cell, the paragraphs before and behind.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kamguide.intake.word.pairing import pairs
from kamguide.intake.word.passages import Grid, Item, Passage, WordFile, squeezed

PREFIX: Final = "kg_"
"""What the names of our bookmarks begin with."""


class Altered(Struct, frozen=True):
    """An answer says something else; `text` is what stands where it stood."""

    name: str
    """Its bookmark as it was exported."""
    before: Passage
    after: Passage
    text: str


class Aside(Struct, frozen=True):
    """Something else than an answer is different: text came, went, or was rewritten."""

    before: Passage | None
    after: Passage | None


class Emptied(Struct, frozen=True):
    """The passage of an answer is gone, and what is around it is not."""

    name: str
    before: Passage


class PartGone(Struct, frozen=True):
    """A table, or a whole stretch with its heading, is gone."""

    passages: tuple[Passage, ...]


class RowCame(Struct, frozen=True):
    """A row is new; `model` is what a row of this table was exported as."""

    cells: tuple[Passage, ...]
    model: tuple[str, ...]
    """The bookmark of each column in some row, empty where it had none."""


class RowGone(Struct, frozen=True):
    """A row is gone; `names` are the bookmarks that it had."""

    cells: tuple[Passage, ...]
    names: tuple[str, ...]
    table: tuple[str, ...]
    """Those of its whole table."""


Difference = Altered | Aside | Emptied | PartGone | RowCame | RowGone


class Anchor(Struct, frozen=True):
    """Where a comment stands: the passage it begins in, and what that was exported as."""

    comment: str
    words: str
    names: tuple[str, ...]
    """The bookmarks nearest to it: its own, else those of its row, or of the table it heads."""
    heads: tuple[str, ...]
    """The headings above, as they were exported."""


def ours(passage: Passage) -> str:
    """The bookmark of the answer that a passage shows; nothing where it shows none."""
    return next((name for name in passage.spans if name.startswith(PREFIX)), "")


class Comparison:
    """Two files, laid side by side once."""

    def __init__(self, before: WordFile, after: WordFile) -> None:
        self.differences: list[Difference] = []
        self.anchors: list[Anchor] = []
        sure = _by_names(before.items, after.items)
        together = list(pairs(before.items, after.items, sure, _told))
        self._gone: list[Item] = []
        heads: tuple[str, ...] = ()
        for old, new in together:
            was = None if old is None else before.items[old]
            now = None if new is None else after.items[new]
            heads = heads if was is None else _heads_of(was)
            if was is not None and now is None:
                self._gone.append(was)
                continue
            self._told_gone()
            self._near = _next_names(before.items, old)
            self._item(was, now, heads)
        self._told_gone()

    # Paragraphs and tables

    def _item(self, was: Item | None, now: Item | None, heads: tuple[str, ...]) -> None:
        match was, now:
            case Passage(), Passage():
                self._passage(was, now)
                self._comments(now, tuple(filter(None, (ours(was),))) or self._near, heads)
            case Grid(), Grid():
                self._table(was, now)
            case _, Passage():
                self._came(now, heads)
            case _, Grid():
                for one in (cell for row in now.rows for cell in row):
                    self._came(one, heads)

    def _came(self, now: Passage, heads: tuple[str, ...]) -> None:
        if squeezed(now.text):
            self.differences.append(Aside(None, now))
        self._comments(now, (), heads)

    def _told_gone(self) -> None:
        """What is gone: single passages of answers, or a stretch that tells nothing but that."""
        gone, self._gone = self._gone, []
        lines = [one for one in gone if isinstance(one, Passage) and not one.level]
        if len(lines) < len(gone):
            whole = (one for item in gone for one in _passages(item))
            self.differences.append(PartGone(tuple(whole)))
            return
        for one in lines:
            name = ours(one)
            if name:
                self.differences.append(Emptied(name, one))
            elif squeezed(one.text):
                self.differences.append(Aside(one, None))

    def _passage(self, was: Passage, now: Passage) -> None:
        if squeezed(was.text) == squeezed(now.text):
            return
        name = ours(was)
        if not name:
            self.differences.append(Aside(was, now))
            return
        text, is_clean = _answer(was, now, name)
        if squeezed(text) != squeezed(was.part(name)):
            self.differences.append(Altered(name, was, now, text))
        if not is_clean:
            self.differences.append(Aside(was, now))

    def _comments(self, now: Passage, names: tuple[str, ...], heads: tuple[str, ...]) -> None:
        for comment, words in now.comments.items():
            self.anchors.append(Anchor(comment, words, names, heads))

    # Rows and cells

    def _table(self, was: Grid, now: Grid) -> None:
        columns = _columns(was, now)
        model = _model(was)
        every = _names(was)
        for old, new in pairs(was.rows, now.rows, _same_rows(was, now), _row_told):
            if new is None and old is not None:
                names = tuple(filter(None, map(ours, was.rows[old])))
                self.differences.append(RowGone(was.rows[old], names, every))
            elif old is None and new is not None:
                self._row_came(now.rows[new], model, columns, was.heads)
            elif old is not None and new is not None:
                self._row(was.rows[old], now.rows[new], columns, was.heads)

    def _row_came(
        self,
        cells: tuple[Passage, ...],
        model: tuple[str, ...],
        columns: Mapping[int, int],
        heads: tuple[str, ...],
    ) -> None:
        back = {new: old for old, new in columns.items()}
        names = tuple(model[back[at]] if at in back else "" for at in range(len(cells)))
        if any(squeezed(one.text) for one in cells):
            self.differences.append(RowCame(cells, names))
        for one in cells:
            self._comments(one, (), heads)

    def _row(
        self,
        was: tuple[Passage, ...],
        now: tuple[Passage, ...],
        columns: Mapping[int, int],
        heads: tuple[str, ...],
    ) -> None:
        names = tuple(filter(None, map(ours, was)))
        for old, new in columns.items():
            if old < len(was) and new < len(now):
                self._passage(was[old], now[new])
                own = ours(was[old])
                self._comments(now[new], (own,) if own else names, heads)
        taken = set(columns.values())
        for at, one in enumerate(now):
            if at not in taken:
                if squeezed(one.text):
                    self.differences.append(Aside(None, one))
                self._comments(one, names, heads)


def _answer(was: Passage, now: Passage, name: str) -> tuple[str, bool]:
    """What stands where the answer stood, and whether all around it is as it was."""
    begin, end = was.spans[name]
    lead, tail, text = was.text[:begin].strip(), was.text[end:].strip(), now.text.strip()
    fits = len(lead) + len(tail) <= len(text)
    if fits and text.startswith(lead) and text.endswith(tail):
        return text[len(lead) : len(text) - len(tail)].strip(), True
    if name in now.spans:
        return now.part(name).strip(), False
    if lead and text.startswith(lead):
        return text[len(lead) :].strip(), True
    if tail and text.endswith(tail):
        return text[: len(text) - len(tail)].strip(), True
    return text, True


def _passages(item: Item) -> Iterator[Passage]:
    if isinstance(item, Passage):
        yield item
    else:
        for row in item.rows:
            yield from row


def _next_names(items: Sequence[Item], at: int | None) -> tuple[str, ...]:
    """The bookmarks of the table that follows: what is said of its caption is said of it."""
    follows = items[at + 1] if at is not None and at + 1 < len(items) else None
    return _names(follows) if isinstance(follows, Grid) else ()


def _names(grid: Grid) -> tuple[str, ...]:
    return tuple(filter(None, map(ours, _passages(grid))))


def _heads_of(item: Item) -> tuple[str, ...]:
    if isinstance(item, Passage) and item.level:
        return (*item.heads[: item.level - 1], squeezed(item.text))
    return item.heads


def _told(item: Item) -> str:
    """What an item says: tables by their heads, so that a table is never a paragraph."""
    if isinstance(item, Passage):
        return f"{item.level} {squeezed(item.text)}"
    return f"\0 {_row_told(item.rows[0])}" if item.rows else "\0"


def _row_told(row: Sequence[Passage]) -> str:
    return "\0".join(squeezed(one.text) for one in row)


def _by_names(before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
    """Items that carry the same bookmarks: for tables what most of them say."""
    here = {
        name: at
        for at, item in enumerate(after)
        for one in _passages(item)
        for name in one.spans
    }  # fmt: skip
    found: dict[int, int] = {}
    for at, item in enumerate(before):
        names = (name for one in _passages(item) for name in one.spans)
        votes = Counter(here[name] for name in names if name in here)
        for there, _ in votes.most_common(1):
            is_same = isinstance(after[there], type(item))
            if is_same and there not in found.values():
                found[at] = there
    return found


def _same_rows(was: Grid, now: Grid) -> dict[int, int]:
    here = {name: at for at, row in enumerate(now.rows) for one in row for name in one.spans}
    found: dict[int, int] = {0: 0} if was.rows and now.rows else {}
    for at, row in enumerate(was.rows[1:], start=1):
        votes = Counter(here[name] for one in row for name in one.spans if name in here)
        for there, _ in votes.most_common(1):
            if there not in found.values():
                found[at] = there
    return found


def _columns(was: Grid, now: Grid) -> dict[int, int]:
    """Which column each became: the same number of them is the same columns."""
    if not was.rows or not now.rows:
        return {}
    olds, news = was.rows[0], now.rows[0]
    if len(olds) == len(news):
        return {at: at for at in range(len(olds))}
    heads = pairs(olds, news, {}, lambda one: squeezed(one.text))
    return {old: new for old, new in heads if old is not None and new is not None}


def _model(was: Grid) -> tuple[str, ...]:
    """The bookmarks of the row that has most of them."""
    names = [tuple(map(ours, row)) for row in was.rows]
    return max(names, key=lambda row: sum(map(bool, row)), default=())
