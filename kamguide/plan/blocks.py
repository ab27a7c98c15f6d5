"""What a plan is made of: a closed set of blocks, each only data.

Every writer knows all of them; none knows what a key account is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kamguide.model.text import Lang

if TYPE_CHECKING:
    from kamguide.plan.slides import Deck
    from kamguide.plan.workbook import Workbook

Mark = Literal["", "weak", "open", "correct", "draft"]
"""Kept against advice, still to find out, needs correction, or only proposed."""


class Heading(Struct, frozen=True):
    """A heading of level 1 to 3; `appendix` says that an appendix begins.

    `place` is the answer that it shows.
    """

    text: str
    level: int = 1
    appendix: bool = False
    place: str = ""


class Paragraph(Struct, frozen=True):
    """Prose; `lead` says in a word what it is about, `place` which answer it shows.

    A place is a `question`, or `question.row.column` inside a table.
    """

    text: str
    lead: str = ""
    mark: Mark = ""
    place: str = ""
    internal: bool = False


class Bullets(Struct, frozen=True):
    """Short points, each a paragraph of one line."""

    items: tuple[Paragraph, ...]
    internal: bool = False


class Column(Struct, frozen=True):
    """A column: its head, the unit that stands in the head, and the side numbers go to."""

    head: str
    unit: str = ""
    numeric: bool = False
    internal: bool = False


class Cell(Struct, frozen=True):
    """A cell: its text, its mark, and the place of the answer it shows."""

    text: str
    mark: Mark = ""
    place: str = ""


class Table(Struct, frozen=True):
    """Rows under heads; the last `totals` rows are sums. `place` is the question it shows.

    `internal` is the whole table, `internal_rows` some of its rows by number, from zero.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    place: str = ""
    mark: Mark = ""
    internal: bool = False
    internal_rows: frozenset[int] = frozenset()


ChartKind = Literal[
    "pareto",
    "matrix",
    "forces",
    "ratios",
    "value",
    "stages",
    "comparison",
    "revenue",
    "scenarios",
    "gantt",
    "budget",
    "dmu",
    "swot",
    "relationship",
    "spread",
]


class Series(Struct, frozen=True):
    """One line of numbers of a chart, a value or nothing for each of its points.

    `role` says what it is in a chart of several kinds of numbers: `line` over stacked bars,
    `x`, `y` and `size` of circles and where they go, `start` and `end` of a span as ordinal days,
    `covered` a person whom one of ours knows, or the side that a thing is seen from.
    """

    name: str
    values: tuple[Decimal | None, ...]
    role: str = ""
    internal: bool = False


class Chart(Struct, frozen=True):
    """What a chart shows, as data: writers that cannot draw show `table` instead.

    `notes` are what numbers do not say, by name: `unit`; `cut.2` the last point of the second
    class and `class.2` its name; `attitude.0` of the first person; `pair.0` two points that
    belong together; the `level` reached and the `target`; of a spread `median.0` of the first
    point, `outside.0` the series that stand outside there, `shared` where all have one scale;
    `box.star` another name for a box of a matrix, `still` that nothing moves in it.
    """

    title: str
    kind: ChartKind
    points: tuple[str, ...]
    series: tuple[Series, ...]
    table: Table
    notes: Mapping[str, str] = {}


class Note(Struct, frozen=True):
    """A remark under or beside what it is about."""

    text: str


class PageBreak(Struct, frozen=True):
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Table | Chart | Note | PageBreak


class Cover(Struct, frozen=True):
    """The first page: what it is and for whom, under it facts by name.

    `title` says both in one line; `label` and `account` say them apart. `places` are those of
    the facts that show an answer, by name.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    note: str = ""
    label: str = ""
    account: str = ""
    places: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan in one language."""

    lang: Lang
    cover: Cover
    blocks: tuple[Block, ...]
    on: date | None = None
    """The day it was put together."""
    workbook: "Callable[[], Workbook] | None" = field(default=None, compare=False)
    """Its answers and calculations as sheets, written only when somebody wants them."""
    event: str = ""
    """The last event of the log it was made from; nothing where files shall not tell."""
    deck: "Callable[[], Deck] | None" = field(default=None, init=False, compare=False, repr=False)
    """Its slides, made when they are asked for. A plan made of another one has none: what was
    left out of its blocks must not come back on a slide."""

    def with_deck(self, deck: "Callable[[], Deck]") -> "Plan":
        """The same plan, and how its slides are made."""
        made = replace(self)
        object.__setattr__(made, "deck", deck)
        return made
