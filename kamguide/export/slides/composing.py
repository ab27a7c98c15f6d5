"""A slide's content laid out on as many slides as it needs: nothing runs off, nothing is lost.

Points stand above what they speak of, or beside it where that is narrow; a chart stands left of
the tables that say the same in numbers. What does not fit goes on on a next slide.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from kamguide.export.slides.fitting import wrapped
from kamguide.export.slides.grids import SIZE as SMALLEST
from kamguide.export.slides.grids import SIZES as TABLE_SIZES
from kamguide.export.slides.grids import Grid, Room, cut, grids, natural_width
from kamguide.export.slides.pages import (
    BODY,
    GAP,
    HEADLINE,
    SECTION,
    SECTION_SIZE,
    Box,
    ChartBox,
    Frame,
    Page,
    Text,
    TextBox,
)
from kamguide.export.slides.prose import SMALL, fitting_size, split, texts, whole_height
from kamguide.messages import say
from kamguide.model.text import Lang, clean, flat
from kamguide.plan.blocks import Chart, Paragraph, Table
from kamguide.plan.slides import Slide

TITLES: Final = (24.0, 20.0)
"""Sizes of a headline: the first in which it takes two lines."""
STRIP: Final = 0.42
"""The part of a slide that points above a chart or table take at most."""
STRIP_OVER_TABLES: Final = 0.6
SHARES: Final = (0.54, 0.48, 0.42)
"""The part of the width that a chart takes beside tables: the first at which they fit."""
HALF: Final = 0.5
ALONE: Final = 0.62
"""The same beside points."""
NARROW: Final = 0.5
"""The part of the width up to which tables leave room for points beside them."""
NATIVE: Final = frozenset(
    {"matrix", "revenue", "scenarios", "budget", "value", "comparison", "forces", "pareto"}
)
"""The kinds of charts that are drawn; others are shown as their tables."""


def pages(slide: Slide, lang: Lang) -> Iterator[Page]:
    """The slides that one slide's content takes."""
    notes: list[str] = []
    headline, size = _headline(slide.headline, lang, notes)
    section = cut(flat(slide.section), Room(SECTION.width, SECTION_SIZE, 1), lang, notes)
    boxes = list(_Composer(slide, lang, notes).pages())
    for number, one in enumerate(boxes, start=1):
        shown = headline
        if number > 1:
            key = "plan.deck.continued"
            shown, size = _headline(say(key, lang, headline=headline, number=number), lang, [])
        kept = (
            tuple(clean(one) for one in (*slide.notes, *dict.fromkeys(notes)))
            if number == 1
            else ()
        )
        yield Page(section, shown, size, tuple(one), kept)


def _headline(text: str, lang: Lang, notes: list[str]) -> tuple[str, float]:
    text = flat(text)
    for size in TITLES:
        if len(text) < 400 and len(wrapped(text, HEADLINE.width, size, bold=True)) <= 2:  # noqa: PLR2004
            return text, size
    return cut(text, Room(HEADLINE.width, TITLES[-1], 2), lang, notes), TITLES[-1]


class _Composer:
    """Lays out one slide; what is left over waits for the next one."""

    def __init__(self, slide: Slide, lang: Lang, notes: list[str]) -> None:
        self._lang, self._notes = lang, notes
        self._charts = [one for one in slide.visuals if isinstance(one, Chart) and drawn(one)]
        self._tables = list(dict.fromkeys(_table(v) for v in slide.visuals if not _is_drawn(v)))
        self._points: Sequence[Paragraph] = slide.points
        self._text: list[Text] = []
        self._rest: list[Grid] = []
        self._tried: dict[tuple[int, float, float], tuple[list[Grid], list[str], Table]] = {}

    def pages(self) -> Iterator[list[Box]]:
        """The boxes of each slide; at least one slide."""
        yield self._first()
        while self._text or self._rest:
            yield self._further()

    def _first(self) -> list[Box]:
        if not self._charts and not self._tables:
            return self._only_text()
        if len(self._charts) == 1 and not self._tables:
            left, right = BODY.halves(ALONE)
            return [ChartBox(left, self._charts[0]), *self._column(right)]
        narrow = not self._charts and self._points and self._are_narrow()
        if narrow:
            left, right = BODY.halves(NARROW)
            return [*self._stack(left), *self._column(right)]
        strip, room = self._strip()
        return [*strip, *self._shown(room)]

    def _are_narrow(self) -> bool:
        return all(natural_width(one) <= BODY.width * NARROW for one in self._tables)

    def _only_text(self) -> list[Box]:
        self._text = texts(self._points, BODY.width, self._lang, self._notes)
        return self._box(BODY, fitting_size(self._text, BODY))

    def _column(self, frame: Frame) -> list[Box]:
        """Points beside something."""
        self._text = texts(self._points, frame.width, self._lang, self._notes)
        return self._box(frame, SMALL)

    def _box(self, frame: Frame, size: float) -> list[Box]:
        """As many of the waiting points as a frame holds; the frame is as high as they are."""
        held, self._text = split(self._text, frame, size)
        if not held:
            return []
        used = whole_height(held, frame.width, size)
        return [TextBox(replace(frame, height=used), tuple(held), size)]

    def _strip(self) -> tuple[list[Box], Frame]:
        """Points above something, and the room under them."""
        self._text = texts(self._points, BODY.width, self._lang, self._notes)
        if not self._text:
            return [], BODY
        most = BODY.height * (STRIP if self._charts else STRIP_OVER_TABLES)
        boxes = self._box(replace(BODY, height=most), SMALL)
        return boxes, _under(BODY, boxes)

    def _shown(self, room: Frame) -> list[Box]:
        """Charts side by side, or one of them left of the tables; or the tables alone."""
        if not self._charts:
            return self._stack(room)
        first, *others = self._charts
        if others:
            left, right = room.halves(HALF)
            self._rest = [grid for one in self._tables for grid in self._laid(one, BODY.width)]
            return [ChartBox(left, first), ChartBox(right, others[0])]
        left, right = room.halves(self._share(room))
        return [ChartBox(left, first), *self._stack(right)]

    def _share(self, room: Frame) -> float:
        """How much of the width is left to the chart, so that the tables have room beside it."""
        shares = (one for one in SHARES if self._fit(room.halves(one)[1], SMALLEST))
        return next(shares, SHARES[-1])

    def _fit(self, frame: Frame, size: float) -> bool:
        """Whether all tables have room in a frame, in a size of type."""
        laid = [self._grids(one, frame.width, size)[0] for one in self._tables]
        used = sum(grid.whole + GAP for parts in laid for grid in parts) - GAP
        return used <= frame.height and all(len(parts) == 1 for parts in laid)

    def _grids(self, table: Table, width: float, size: float) -> tuple[list[Grid], list[str]]:
        """A table laid out, and what is cut from it; every way is tried once."""
        key = (id(table), width, size)
        if key not in self._tried:
            notes: list[str] = []
            laid = list(grids(table, width, self._lang, notes, size))
            self._tried[key] = (laid, notes, table)
        return self._tried[key][:2]

    def _laid(self, table: Table, width: float, size: float = SMALLEST) -> list[Grid]:
        """A table as it will be drawn: what is cut from it goes into the notes."""
        laid, notes = self._grids(table, width, size)
        self._notes += notes
        return laid

    def _stack(self, frame: Frame) -> list[Box]:
        """Tables below each other; those that do not fit are laid out anew over the whole width."""
        boxes: list[Box] = []
        size = next((one for one in TABLE_SIZES if self._fit(frame, one)), SMALLEST)
        waiting = list(self._tables)
        while waiting:
            laid = self._laid(waiting[0], frame.width, size)
            if len(laid) > 1 or laid[0].least > frame.height:
                break
            waiting.pop(0)
            box, rest = laid[0].placed(frame)
            boxes.append(box)
            frame = frame.below(box.frame.height + GAP)
            if rest is not None:
                waiting.insert(0, rest.table)
                break
        self._rest = [grid for one in waiting for grid in self._laid(one, BODY.width)]
        return boxes

    def _further(self) -> list[Box]:
        """A next slide: the points that are left, then the tables that are left."""
        if not self._text:
            return self._more_tables(BODY)
        boxes = self._box(BODY, fitting_size(self._text, BODY))
        return boxes if self._text else [*boxes, *self._more_tables(_under(BODY, boxes))]

    def _more_tables(self, frame: Frame) -> list[Box]:
        boxes: list[Box] = []
        while self._rest and self._rest[0].least <= frame.height:
            box, rest = self._rest.pop(0).placed(frame)
            boxes.append(box)
            frame = frame.below(box.frame.height + GAP)
            if rest is not None:
                self._rest.insert(0, rest)
                break
        return boxes


def _under(frame: Frame, boxes: Sequence[Box]) -> Frame:
    """The room under the boxes that stand at the top of a frame."""
    return frame.below(boxes[-1].frame.height + GAP / 2) if boxes else frame


def drawn(chart: Chart) -> bool:
    """Whether a chart is drawn natively: its kind is known and it has something to show."""
    return chart.kind in NATIVE and any(any(one.values) for one in chart.series)


def _is_drawn(visual: Table | Chart) -> bool:
    return isinstance(visual, Chart) and drawn(visual)


def _table(visual: Table | Chart) -> Table:
    return visual.table if isinstance(visual, Chart) else visual
