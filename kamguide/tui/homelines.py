"""The lines of home: plans in columns, what is due, and what else can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.model.text import folded
from kamguide.tui.widgets.talk import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kamguide.workspace.overview import Overview, Standing

GAP: Final = "  "
NOTE: Final = 10
PROGRESS: Final = 8
CHANGED: Final = 15
FLOW: Final = 18
"""Cells of the columns beside the name."""
ROOMY: Final = 96
"""Columns from which the flow, and what is due beside the state, have columns of their own."""
LEAST_NAME: Final = 12
ROOM_TO_SAY_GO_ON: Final = 30
MOST_DUE: Final = 3
DEEDS: Final = (
    "new",
    "example",
    "practise",
    "review",
    "class",
    "import",
    "find",
    "away",
    "language",
)


class HomeLines:
    """Lines for one width, in one language."""

    def __init__(self, overview: Overview, lang: str, width: int) -> None:
        self._overview = overview
        self._lang = lang
        self._width = width
        self._is_roomy = width >= ROOMY

    def heads(self) -> Option:
        """What stands in each column."""
        name, *others = (
            self._say(f"home.column.{one}") for one in ("name", "state", "progress", "changed")
        )
        extra = ["", *others[:1], "", *others[1:]] if self._is_roomy else others
        return Option(Content.styled(self._columns(name, extra), "$foreground 70%"), disabled=True)

    def plan(self, one: Standing, *, go_on: bool = False) -> Option:
        """One plan."""
        overview, name = self._overview, " ".join(one.line.name.split())
        if go_on and self._room >= ROOM_TO_SAY_GO_ON:
            name = self._say("home.go_on", name=name)
        due, state = overview.what_is_due(one), overview.state(one)
        told = [overview.progress(one), overview.changed(one)]
        cells = [overview.flow(one), state, due, *told] if self._is_roomy else [due or state, *told]
        marked = "bold $accent" if one.overdue(overview.today) or one.is_stale else ""
        return Option(Content.styled(self._columns(name, cells), marked), id=f"plan:{one.line.id}")

    def due(self) -> Iterator[Option]:
        """What is overdue or due soon, each with its plan."""
        for at, (plan, one) in enumerate(self._overview.due()[:MOST_DUE]):
            when, name = self._overview.when(one), " ".join(plan.line.name.split())
            head = f"{self._say('home.due')} {_padded(when, CHANGED)}{GAP}"
            words = (
                f"{head}{shortened(name, self._width // 3)}{GAP}{self._overview.words(plan, one)}"
            )
            yield Option(Content(_cut(words, self._width)), id=f"due:{at}")

    def deed(self, name: str) -> Option:
        """Something that can be done."""
        width = max(cell_len(self._say(f"home.do.{one}")) for one in DEEDS)
        about = self._say(f"home.do.{name}.about", count=len(self._overview.away))
        line = f"{_padded(self._say(f'home.do.{name}'), width)}{GAP}{about}"
        return Option(Content(_cut(line, self._width)), id=f"do:{name}")

    def back(self) -> Option:
        """Back from the plans that were put away."""
        return Option(Content(self._say("home.do.back")), id="do:away")

    def deeds(self, words: str = "") -> list[Option]:
        """What can be done now, or as much of it as has these words."""
        known = [one for one in DEEDS if one != "away" or self._overview.away]
        said = {one: folded(self._say(f"home.do.{one}")) for one in known}
        wanted = folded(words).split()
        return [self.deed(one) for one in known if all(word in said[one] for word in wanted)]

    def matches(self, one: Standing, words: str) -> bool:
        """Whether a plan has all these words in its name, flow, state or who changed it."""
        overview = self._overview
        told = (overview.flow(one), overview.state(one), overview.what_is_due(one))
        text = folded(" ".join((one.line.name, *told, one.line.changed_by)))
        return all(word in text for word in folded(words).split())

    def more(self, count: int) -> Option:
        """How many plans are not shown."""
        return Option(Content(self._say("home.more", count=count)), id="do:all")

    def told(self, words: str) -> list[Option]:
        """Words in the place of plans."""
        return [Option(Content("\n".join(fold(words, self._width))), disabled=True)]

    @property
    def _room(self) -> int:
        """Cells that the name of a plan has."""
        taken = NOTE + PROGRESS + CHANGED + 3 * len(GAP)
        if self._is_roomy:
            taken += FLOW + NOTE + 2 * len(GAP)
        return max(LEAST_NAME, self._width - taken)

    def _columns(self, name: str, cells: Sequence[str]) -> str:
        widths = [FLOW, NOTE, NOTE] if self._is_roomy else [NOTE]
        parts = zip(cells, [*widths, PROGRESS, CHANGED], strict=True)
        told = [_padded(name, self._room), *(_padded(one, width) for one, width in parts)]
        return GAP.join(told).rstrip()

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._lang, **values)


def _padded(text: str, width: int) -> str:
    """A text in exactly so many cells."""
    cut = shortened(text, width)
    return cut + " " * (width - cell_len(cut))


def _cut(text: str, width: int) -> str:
    """As `shortened`, but the blanks between columns stay."""
    return text.rstrip() if cell_len(text) <= width else fold(text, width - 3)[0].rstrip() + "..."
