"""What the wall reads from the plan of one group: numbers, words and places, each by what it is of.

Groups name their rows themselves, so things are the same where their names are, width and case
aside; what only one group has is compared with nobody.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct

from kamguide.course.ratio_sources import Source, sources
from kamguide.messages import languages, say
from kamguide.model.questions.choices import ChoiceValue
from kamguide.model.text import Lang, folded
from kamguide.plan.wording import Wording
from kamguide.workspace.session import Session

Kind = Literal["pareto", "position", "weight", "ratio", "reading", "direction", "budget"]
Unit = Literal["percent", "count", "score", "ratio", "days", "money"]


class Thing(NamedTuple):
    """What something is said of: its kind, and a name by which groups agree."""

    kind: Kind
    name: str


Label = Mapping[Lang, str]


class Spot(Struct, frozen=True):
    """Where a group sees a market on the matrix."""

    across: Decimal
    """Our score over the best rival's, or the difference, as the plan draws it."""
    up: Decimal
    size: Decimal | None
    x: Decimal
    """The same as `across` on the axis: +1 at the strong end, -1 at the weak one."""
    box: str


class Readings(Struct):
    """One group's side of everything that the wall compares."""

    numbers: dict[Thing, Decimal] = {}
    words: dict[Thing, str] = {}
    spots: dict[Thing, Spot] = {}
    labels: dict[Thing, Label] = {}
    units: dict[Thing, Unit] = {}
    sources: dict[str, Source] = {}
    """Where each ratio comes from."""
    money: tuple[str, str] = ("", "")
    """The unit and the currency of its amounts."""


RATIO_UNITS: Final[Mapping[str, Unit]] = {
    "net_margin": "percent",
    "roa": "percent",
    "debt_ratio": "percent",
    "debtor_days": "days",
}
CLASS_A: Final = "A"


def read_plan(session: Session) -> Readings:
    """What the wall compares, as far as a plan has it."""
    return _Reader(session).read()


class _Reader:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = session.path
        self._found = Readings()

    def read(self) -> Readings:
        """Everything, kind by kind."""
        standing = self._path.standing
        unit, currency = standing.value("setup_money_unit"), standing.value("setup_currency")
        self._found.money = (str(unit or ""), str(currency or ""))
        for part in (
            self._pareto,
            self._positions,
            self._weights,
            self._ratios,
            self._ratio_readings,
            self._directions,
            self._budget,
        ):
            part()
        return self._found

    def _number(self, thing: Thing, value: object, unit: Unit, label: Label) -> None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if isinstance(value, Decimal):
            self._found.numbers[thing] = value
            self._found.units[thing] = unit
            self._found.labels[thing] = label

    def _named(self, table: str, key: str) -> str:
        name = Wording(self._session.flow, self._session.answers, self._session.lang)
        return name.name(table, key)

    def _pareto(self) -> None:
        found = self._path.figures.get("pareto")
        standing = self._path.standing
        values: list[tuple[str, object, Unit]] = [
            ("cut_a", standing.value("pareto_cut_a"), "percent"),
            ("cut_b", standing.value("pareto_cut_b"), "percent"),
        ]
        if found is not None:
            ranking: Any = found
            cut = standing.value("pareto_cut_a")
            counted = ranking.revenue.class_counts.get(CLASS_A) if cut is not None else None
            values += [("class_a", counted, "count")]
        for name, value, unit in values:
            self._number(Thing("pareto", name), value, unit, in_both(f"wall.pareto.{name}"))

    def _positions(self) -> None:
        found: Any = self._path.figures.get("markets")
        if found is None:
            return
        for unit, placed in found.units.items():
            circle = placed.circle
            if circle.attractiveness is None or circle.x is None or circle.cell is None:
                continue
            across = circle.ratio
            if found.settings.by_difference:
                across = circle.own_total - circle.reference_total
            name = self._named("seg_segments", unit)
            thing = Thing("position", folded(name))
            self._found.labels[thing] = same(name)
            self._found.spots[thing] = Spot(
                across, circle.attractiveness, circle.revenue, circle.x, circle.cell
            )

    def _weights(self) -> None:
        """Of the account's success factors; in a flow without them, of those of each market."""
        standing = self._path.standing
        for row in standing.rows("csf_list"):
            name = str(row["name"] or "")
            if name:
                thing = Thing("weight", folded(name))
                self._number(thing, row["weight"], "percent", same(name))
        if "csf_list" in self._session.flow.questions:
            return
        for row in standing.rows("dpm_csfs"):
            market = self._named("seg_segments", str(row["unit_id"]))
            name = f"{market}: {row['name']}"
            self._number(Thing("weight", folded(name)), row["weight"], "percent", same(name))

    def _ratios(self) -> None:
        found: Any = self._path.figures.get("ratios")
        self._found.sources.update(sources(self._session))
        for name, one in found.judgements.items() if found is not None else ():
            label = self._option("fin_industry", "ratio", name)
            self._number(Thing("ratio", name), one.value, RATIO_UNITS.get(name, "ratio"), label)

    def _ratio_readings(self) -> None:
        for row in self._path.standing.rows("fin_improvement"):
            name, said = str(row["ratio"]), row["needs_improvement"]
            if isinstance(said, str):
                label = self._option("fin_improvement", "ratio", name)
                self._word(Thing("reading", name), said, label)

    def _directions(self) -> None:
        for table, column, of in (
            ("dir_choices", "unit_id", "seg_segments"),
            ("pf_directions", "product_id", "setup_products"),
        ):
            for row in self._path.standing.rows(table):
                direction = row["direction"]
                if isinstance(direction, str):
                    name = self._named(of, str(row[column]))
                    self._word(Thing("direction", folded(name)), direction, same(name))

    def _budget(self) -> None:
        found: Any = self._path.figures.get("budget")
        if found is None or not self._path.standing.rows("bud_lines"):
            return
        values = {"total": found.total, **found.by_year}
        for name, value in values.items():
            key = "wall.budget.total" if name == "total" else "wall.budget.year"
            label = in_both(key, year=str(name))
            self._number(Thing("budget", str(name)), value, "money", label)

    def _word(self, thing: Thing, word: str, label: Label) -> None:
        self._found.words[thing] = word
        self._found.labels[thing] = label

    def _option(self, table: str, column: str, code: str) -> Label:
        spec = self._session.flow.tables.get(table)
        options = spec.column(column) if spec is not None else None
        if isinstance(options, ChoiceValue):
            for one in options.options:
                if one.id == code:
                    return {lang: one.label(lang) for lang in languages()}
        return same(code)


def in_both(key: str, **values: object) -> Label:
    """A text of ours in every language."""
    return {lang: say(key, lang, **values) for lang in languages()}


def same(text: str) -> Label:
    """A text that a person wrote: the same in every language."""
    return dict.fromkeys(languages(), text)
