"""The class wall: all groups over each other, as blocks that every format can show."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.analysis.spread import LEAST
from kamguide.course.classroom import Classroom
from kamguide.course.debrief import LEAST as LEAST_APART
from kamguide.course.debrief import Question, questions, shown_number, shown_word
from kamguide.course.handing import plan_of
from kamguide.course.overlay import Compared, Numbers, Overlay, Places, Words, overlay
from kamguide.course.ratio_wall import ratio_blocks, ratio_json
from kamguide.course.readings import Kind, Unit, read_plan
from kamguide.messages import number, say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Cover,
    Heading,
    Note,
    Paragraph,
    Plan,
    Series,
    Table,
)
from kamguide.workspace.plans import Workspace

SUFFIXES: Final[dict[Unit, str]] = {"percent": "%"}
SECTIONS: Final[tuple[Kind, ...]] = (
    *("pareto", "position", "weight", "ratio", "reading", "direction", "budget"),
)
MOST_PLACES: Final = 12
"""Markets that get a matrix of their own, those groups differ about most."""


def overlaid(classroom: Classroom, workspace: Workspace) -> Overlay:
    """What the groups have answered so far, over each other."""
    found = []
    for group in classroom.card.groups:
        plan = plan_of(workspace, group)
        if plan is not None:
            found.append((group, read_plan(workspace.open(plan, read_only=True))))
    return overlay(found)


def wall(found: Overlay, title: str, lang: Lang, on: date) -> Plan:
    """The wall as a document: questions first, then each kind of thing with its outliers."""
    return _Wall(found, lang).plan(title, on)


class _Wall(Struct, frozen=True):
    found: Overlay
    lang: Lang

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"wall.{key}", self.lang, **values)

    def plan(self, title: str, on: date) -> Plan:
        names = say("course.joint", self.lang).join(one.name for one in self.found.groups)
        facts = ((self._say("groups"), names or self._say("nobody")),)
        cover = Cover(
            self._say("title", title=title), on.isoformat(), facts, self._say("rule", least=LEAST)
        )  # fmt: skip
        return Plan(self.lang, cover, tuple(self._blocks()), on)

    def _blocks(self) -> Iterator[Block]:
        asked = questions(self.found)
        yield Heading(self._say("questions"))
        if not asked:
            yield Note(self._say("no_questions"))
        for at, one in enumerate(asked, start=1):
            yield Paragraph(self._say("question", number=at, words=one.put(self.lang)))
        if asked:
            yield Note(self._say("how_asked"))
        yield from self._outliers()
        for kind in SECTIONS:
            if some := self.found.of(kind):
                yield Heading(self._say(f"h.{kind}"))
                yield from self._section(kind, _in_time(some) if kind == "budget" else some)

    # Who stands outside

    def _outliers(self) -> Iterator[Block]:
        yield Heading(self._say("outside"))
        if len(self.found.groups) < LEAST:
            yield Note(self._say("too_few", least=LEAST))
            return
        rows = [
            row
            for kind in SECTIONS
            for one in self.found.of(kind)
            for row in self._outside(one)
        ]  # fmt: skip
        if not rows:
            yield Note(self._say("nobody_outside"))
            return
        heads = ("what", "group", "value", "median", "fences")
        yield self._table("outside", heads, rows, numeric=(2, 3))

    def _outside(self, one: Compared) -> Iterator[list[str]]:
        if isinstance(one, Numbers):
            yield from self._beyond(one, one.label[self.lang], one.unit)
        elif isinstance(one, Places):
            for axis, values in (
                ("up", {name: spot.up for name, spot in one.values.items()}),
                ("across", {name: spot.across for name, spot in one.values.items()}),
            ):
                side = Numbers(one.thing, one.label, "ratio", values)
                label = self._say(f"place_{axis}", item=one.label[self.lang])
                yield from self._beyond(side, label, "ratio")

    def _beyond(self, one: Numbers, label: str, unit: Unit) -> Iterator[list[str]]:
        told = one.spread
        low, high = told.fences or (told.low, told.high)
        for name in told.outliers:
            yield [
                label,
                self.found.name(name),
                self._shown(one.values[name], unit),
                self._shown(told.median, unit),
                self._say("from_to", low=self._shown(low, unit), high=self._shown(high, unit)),
            ]

    def _shown(self, value: Decimal, unit: Unit) -> str:
        return shown_number(value, unit, self.found.money, self.lang)

    # Sections

    def _section(self, kind: Kind, some: Sequence[Compared]) -> Iterator[Block]:
        numbers = [one for one in some if isinstance(one, Numbers)]
        words = [one for one in some if isinstance(one, Words)]
        places = [one for one in some if isinstance(one, Places)]
        if numbers:
            yield self._spread(kind, numbers)
            if any(not one.spread.range for one in numbers):
                yield Note(self._say("together"))
        if words:
            yield self._words(kind, words)
        if kind in ("ratio", "reading"):
            yield from ratio_blocks(self.found, some, self.lang)
        apart = [one for one in places if one.disagreement >= LEAST_APART]
        agreed = [one.label[self.lang] for one in places if one not in apart]
        if apart:
            yield Note(self._say("order"))
        for one in apart[:MOST_PLACES]:
            yield self._matrix(one)
        if agreed:
            joint = say("course.semicolon", self.lang)
            yield Note(self._say("agreed", items=joint.join(agreed)))

    def _spread(self, kind: Kind, some: Sequence[Numbers]) -> Chart:
        """A track for each number, and what stands on it as a table."""
        notes: dict[str, str] = {}
        rows = []
        for at, one in enumerate(some):
            told = one.spread
            notes[f"median.{at}"] = str(told.median)
            notes[f"unit.{at}"] = SUFFIXES.get(one.unit, "")
            order = [group.id for group in self.found.groups]
            notes[f"outside.{at}"] = ",".join(str(order.index(name)) for name in told.outliers)
            rows.append(
                [
                    one.label[self.lang],
                    *(self._of(one.values.get(group.id)) for group in self.found.groups),
                    number(told.median, 2),
                    number(told.range, 2),
                ]
            )
        if kind == "weight":
            notes["shared"] = "1"
        heads = ["what", *(f"={one.name}" for one in self.found.groups), "median", "range"]
        table = self._table(kind, heads, rows, numeric=range(1, len(heads)))
        series = [
            Series(group.name, tuple(one.values.get(group.id) for one in some))
            for group in self.found.groups
        ]
        points = tuple(one.label[self.lang] for one in some)
        return Chart(table.title, "spread", points, tuple(series), table, notes)

    def _of(self, value: Decimal | None) -> str:
        return "-" if value is None else number(value, 2)

    def _words(self, kind: Kind, some: Sequence[Words]) -> Table:
        rows = [
            [
                one.label[self.lang],
                *(
                    shown_word(one, one.values[group.id], self.lang)
                    if group.id in one.values
                    else "-"
                    for group in self.found.groups
                ),
                self._say("camps", count=len(one.camps)),
            ]
            for one in some
        ]
        heads = ["what", *(f"={one.name}" for one in self.found.groups), "agreement"]
        return self._table(kind, heads, rows, numeric=())

    def _matrix(self, one: Places) -> Chart:
        """One market as all groups see it."""
        spots = [(group.name, one.values[group.id]) for group in self.found.groups
                 if group.id in one.values]  # fmt: skip
        rows = [
            [
                name,
                number(spot.up, 2),
                number(spot.across, 3),
                self._of(spot.size),
                say(f"plan.quadrant.{spot.box}", self.lang),
            ]
            for name, spot in spots
        ]
        heads = ("group", "up", "across", "size", "box")
        table = self._table("position", heads, rows, numeric=(1, 2, 3), item=one.label[self.lang])
        sides: tuple[tuple[str, Callable[[int], Decimal | None]], ...] = (
            ("x", lambda at: spots[at][1].across),
            ("y", lambda at: spots[at][1].up),
            ("size", lambda at: spots[at][1].size),
        )
        series = tuple(
            Series(self._say("today"), tuple(side(at) for at in range(len(spots))), role)
            for role, side in sides
        )
        notes = {
            "axis": "ratio",
            "threshold": "5",
            "ratio_max": "3",
            "axis_x": self._say("axis_across"),
            "axis_y": self._say("axis_up"),
        }
        points = tuple(name for name, _ in spots)
        return Chart(table.title, "matrix", points, series, table, notes)

    def _table(
        self,
        kind: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        numeric: Sequence[int],
        **values: object,
    ) -> Table:
        """A table; a head that begins with `=` is a name as it is."""
        columns = tuple(
            Column(one[1:] if one.startswith("=") else self._say(f"col.{one}"), "", at in numeric)
            for at, one in enumerate(heads)
        )
        cells = tuple(tuple(Cell(text) for text in row) for row in rows)
        return Table(self._say(f"t.{kind}", **values), columns, cells)


def _in_time(budgets: list[Compared]) -> list[Compared]:
    """Budgets of years in their order, what they come to behind them."""
    return sorted(budgets, key=lambda one: one.thing.name)


def write_wall(plan: Plan, target: Path, *, force: bool = False) -> None:
    """Write a wall as one HTML file that asks nobody for anything.

    Raises:
        ExportError: It is there already, or cannot be written.
    """
    from kamguide.export.files import write_file
    from kamguide.export.html import write

    write_file(target, lambda out: write(plan, out), force)


def as_json(found: Overlay) -> dict[str, Json]:
    """The wall for programs: numbers as text, questions in every language."""
    return {
        "groups": {one.id: one.name for one in found.groups},
        "numbers": [_numbers_json(one) for one in found.numbers],
        "words": [{**_thing_json(one), "values": dict(one.values)} for one in found.words],
        "places": [_places_json(one) for one in found.places],
        "ratios": ratio_json(found),
        "questions": [_question_json(one) for one in questions(found)],
    }


def _thing_json(one: Compared) -> dict[str, Json]:
    return {
        "kind": one.thing.kind,
        "name": one.thing.name,
        "label": dict(one.label),
        "disagreement": f"{one.disagreement:.4f}",
    }


def _numbers_json(one: Numbers) -> Json:
    return {
        **_thing_json(one),
        "values": {name: str(value) for name, value in one.values.items()},
        "median": str(one.spread.median),
        "range": str(one.spread.range),
        "outside": list(one.spread.outliers),
    }


def _places_json(one: Places) -> Json:
    values: dict[str, Json] = {
        name: {
            "across": str(spot.across),
            "up": str(spot.up),
            "box": spot.box,
            "size": None if spot.size is None else str(spot.size),
        }
        for name, spot in one.values.items()
    }
    return {**_thing_json(one), "values": values, "outside": list(one.outliers)}


def _question_json(one: Question) -> Json:
    about = one.about
    return {
        "kind": about.thing.kind,
        "name": about.thing.name,
        "disagreement": f"{one.disagreement:.4f}",
        "words": {lang: one.put(lang) for lang in about.label},
    }
