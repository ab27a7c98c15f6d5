"""What people changed in a Word file, as wishes for one place each; and what has no place."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from kamguide.intake.word.comparing import (
    Altered,
    Anchor,
    Aside,
    Comparison,
    Difference,
    Emptied,
    PartGone,
    RowCame,
    RowGone,
)
from kamguide.intake.word.passages import Passage, WordComment, WordFile, squeezed
from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.remarks import Place
from kamguide.workspace.wordback.exported import Exported
from kamguide.workspace.wordback.values import DASHES, ValueReader, is_words, value_at

Kind = Literal["text", "row", "no_row", "comment"]
Why = Literal["aside", "gone", "elsewhere", "row", "no_row", "part", "comment", "margin"]
"""Why something has no place: no answer stands there, it is gone there but not elsewhere, a row
came to or went from a table that is not one answer's, a whole part is gone, it has no words, it
stands above or below the pages."""


class Wish(Struct, frozen=True):
    """What somebody wants of one place."""

    kind: Kind
    place: Place
    before: str = ""
    """What stood there when the file was made."""
    after: str = ""
    authors: tuple[str, ...] = ()
    cells: Mapping[str, str] = MappingProxyType({})
    """Of a new row, by column."""
    comment: WordComment | None = None
    words: str = ""
    """What a comment is about."""
    row_id: str = ""
    """The id that stood before the words."""


class Unplaced(Struct, frozen=True):
    """Something in the file that no answer can be changed by."""

    why: Why
    heads: tuple[str, ...]
    before: str = ""
    after: str = ""
    authors: tuple[str, ...] = ()


class Wishes:
    """All that a file asks for, in its order."""

    def __init__(self, then: Exported, came: WordFile) -> None:
        self._then, self._came = then, came
        self._reader = ValueReader(then.session, then.lang)
        self.wishes: list[Wish] = []
        self.unplaced: list[Unplaced] = []
        self._parts: dict[Place, int] = {}
        """Texts that stand in several parts, with the number of the wish for each."""
        found = Comparison(then.file, came)
        for one in found.differences:
            self._take(one)
        for anchor in found.anchors:
            self._comment(anchor)
        heard = {one.comment for one in found.anchors}
        for key in came.comments.keys() - heard:
            self._comment(Anchor(key, "", (), ()))
        self._margins(then.file.margins, came.margins)

    def _margins(self, before: Sequence[str], after: Sequence[str]) -> None:
        """What stands above and below the pages belongs to no answer."""
        lost = (Unplaced("margin", (), before=one) for one in before if one not in after)
        new = (Unplaced("margin", (), after=one) for one in after if one not in before)
        self.unplaced += [*lost, *new]

    def _take(self, one: Difference) -> None:
        match one:
            case Altered():
                self._altered(one)
            case Aside(before=before, after=after):
                self._leave("aside" if after else "gone", before, after)
            case Emptied(name=name, before=before):
                self._emptied(name, before)
            case PartGone(passages=passages):
                told = [squeezed(one.text) for one in passages if squeezed(one.text)]
                heads = passages[0].heads if passages else ()
                if told:
                    self.unplaced.append(Unplaced("part", heads, " / ".join(told)))
            case RowCame():
                self._row_came(one)
            case RowGone():
                self._row_gone(one)

    def _leave(self, why: Why, before: Passage | None, after: Passage | None) -> None:
        where = after or before
        if where is not None:
            was, now = ("" if one is None else squeezed(one.text) for one in (before, after))
            self.unplaced.append(Unplaced(why, where.heads, was, now, where.authors))

    # Answers

    def _spot(self, name: str) -> Place | None:
        return self._then.spots.get(name)

    def _altered(self, one: Altered) -> None:
        place = self._spot(one.name)
        if place is None:
            self._leave("aside", one.before, one.after)
            return
        before, after = squeezed(one.before.part(one.name)), squeezed(one.text)
        if self._is_part(place, before):
            self._part(place, before, after, one.after.authors)
            return
        row_id, shown = self._id_before(place, before)
        wish = Wish("text", place, shown, after, one.after.authors, row_id=row_id)
        self._add(wish)

    def _id_before(self, place: Place, shown: str) -> tuple[str, str]:
        """The id that stands before the name of a row, and the name."""
        start = f"{place.row} "
        if place.row and shown.startswith(start) and not self._said(place).startswith(start):
            return place.row, shown.removeprefix(start)
        return "", shown

    def _said(self, place: Place) -> str:
        return squeezed(self._reader.shown(place))

    def _is_part(self, place: Place, before: str) -> bool:
        """Whether only a part of a text stands there."""
        said = value_at(self._then.session.answers, place)
        is_text = isinstance(said, str) and is_words(self._reader.spec(place))
        return is_text and before not in DASHES and before != self._said(place) and (
            before in self._said(place) and not before.startswith(f"{place.row} ")
        )  # fmt: skip

    def _part(self, place: Place, before: str, after: str, authors: tuple[str, ...]) -> None:
        at = self._parts.get(place)
        if at is None:
            said = self._said(place)
            self._parts[place] = len(self.wishes)
            self.wishes.append(Wish("text", place, said, said.replace(before, after, 1), authors))
            return
        known = self.wishes[at]
        both = tuple(dict.fromkeys((*known.authors, *authors)))
        text = known.after.replace(before, after, 1)
        self.wishes[at] = Wish("text", place, known.before, text, both)

    def _emptied(self, name: str, before: Passage) -> None:
        place = self._spot(name)
        if place is None or self._stands_elsewhere(place):
            self._leave("gone" if place is None else "elsewhere", before, None)
            return
        self._add(Wish("text", place, squeezed(before.part(name)), "", before.authors))

    def _stands_elsewhere(self, place: Place) -> bool:
        return any(
            self._spot(name) == place and squeezed(one.part(name))
            for one in self._came.passages()
            for name in one.spans
        )

    def _add(self, wish: Wish) -> None:
        """Take a wish; the same for the same place, elsewhere in the file, is said once."""
        for one in self.wishes:
            if (one.kind, one.place, one.after) == (wish.kind, wish.place, wish.after):
                return
        self.wishes.append(wish)

    # Rows

    def _row_came(self, one: RowCame) -> None:
        spots = [self._spot(name) for name in one.model]
        known = {(spot.question, spot.row) for spot in spots if spot is not None}
        question = next(iter(known))[0] if len(known) == 1 else ""
        table = self._then.session.flow.questions.get(question)
        texts = [squeezed(cell.text) for cell in one.cells]
        after, authors = _row(texts), _authors(one.cells)
        if not isinstance(table, TableQuestion) or table.laid_out:
            self.unplaced.append(Unplaced("row", one.cells[0].heads, "", after, authors))
            return
        cells: dict[str, str] = {}
        for spot, text in zip(spots, texts, strict=True):
            if spot is not None and text not in DASHES:
                cells[spot.column] = text
            elif spot is None and text not in DASHES:
                self.unplaced.append(Unplaced("aside", one.cells[0].heads, "", text, authors))
        self.wishes.append(Wish("row", Place("", question), "", after, authors, cells))

    def _row_gone(self, one: RowGone) -> None:
        spots = {spot for name in one.names if (spot := self._spot(name)) is not None}
        rows = {(spot.question, spot.row) for spot in spots}
        before = _row([squeezed(cell.text) for cell in one.cells])
        authors = tuple({self._came.removed.get(name, "") for name in one.names} - {""})
        if len(rows) == 1 and self._is_whole(one.table):
            question, row = rows.pop()
            self._add(Wish("no_row", Place("", question, row), before, "", authors))
        elif before.strip():
            self.unplaced.append(Unplaced("no_row", one.cells[0].heads, before, "", authors))

    def _is_whole(self, names: Sequence[str]) -> bool:
        """Whether a table shows every row of one answer to which rows may be added."""
        spots = {spot for name in names if (spot := self._spot(name)) is not None}
        questions = {spot.question for spot in spots}
        question = questions.pop() if len(questions) == 1 else ""
        table = self._then.session.flow.questions.get(question)
        if not isinstance(table, TableQuestion) or table.laid_out:
            return False
        rows = {row.key for row in self._then.session.answers.rows(question)}
        return rows <= {spot.row for spot in spots}

    # Comments

    def _comment(self, anchor: Anchor) -> None:
        said = self._came.comments.get(anchor.comment)
        if said is None:
            return
        words = squeezed(anchor.words)
        if not said.text:
            self.unplaced.append(Unplaced("comment", anchor.heads, words, "", (said.author,)))
            return
        place = self._place_of(anchor)
        text = said.text
        if not place.question and words and words not in anchor.heads:
            text = say("wordback.about", self._then.lang, words=words, text=text)
        self.wishes.append(
            Wish("comment", place, "", text, (said.author,), comment=said, words=words)
        )

    def _place_of(self, anchor: Anchor) -> Place:
        spots = [spot for name in anchor.names if (spot := self._spot(name)) is not None]
        if not spots:
            return Place(section=next(self._sections(anchor.heads), ""))
        first = spots[0]
        same = {spot.question for spot in spots}
        if len(spots) == 1:
            return first
        if len(same) > 1:
            return Place(section=next(self._sections(anchor.heads), ""))
        rows = {spot.row for spot in spots}
        return Place("", first.question, first.row if len(rows) == 1 else "")

    def _sections(self, heads: Sequence[str]) -> Iterator[str]:
        return (self._then.sections[one] for one in heads if one in self._then.sections)


def _row(texts: Sequence[str]) -> str:
    return " | ".join(one.replace("\n", " ") for one in texts if one)


def _authors(cells: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in cells for name in one.authors))
