"""How firmly suggestions stand, in words, line by line, and as JSON."""

from collections.abc import Iterator
from typing import Final

from kamguide.coach.stability import (
    KINDS,
    WINNER,
    Kind,
    Stability,
    Standing,
    Turn,
    Unturned,
    Verdict,
    stability,
)
from kamguide.messages import number, say
from kamguide.model.answers import Json, Row
from kamguide.model.questions.table import Axis, GridRows, TableQuestion
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.entries import Entry
from kamguide.workspace.session import Session

UNITS: Final = {
    "selection": "sel_candidates",
    "markets": "seg_segments",
    "products": "setup_products",
}
"""The table that names the units of each level."""


class StabilityTelling:
    """Tells for each suggestion the smallest change of a weight and of a score that turns it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lang = session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)
        self.found: Stability = stability(session.path)

    def lines(self) -> Iterator[str]:
        """Every suggestion by level, and below it what would turn it."""
        yield from (one.text for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same, each line with the number that would turn the suggestion."""
        if not self.found.standings:
            yield Entry(self._say("nothing"))
            return
        yield Entry(self._say("turned"))
        levels = dict.fromkeys(one.level for one in self.found.standings)
        for level in levels:
            yield Entry("")
            yield Entry(self._say(f"level.{level}"))
            yield from self._notes(level)
            for one in self.found.standings:
                if one.level == level:
                    yield Entry(f"- {self.suggestion(one)}")
                    yield from self._below(one)

    def _say(self, key: str, **values: object) -> str:
        return say(f"stability.{key}", self._lang, **values)

    def _notes(self, level: str) -> Iterator[Entry]:
        """What is turned besides weights and scores, and which weights cannot be."""
        if level == "selection":
            yield Entry(f"  {self._say('measured')}")
        for one in self.found.unturned:
            if one.level == level:
                words = self._say("unturned", weights=self._set(one), sum=number(one.sum))
                yield Entry(f"  {words}", one.question, self._first_row(one), "weight")

    def _set(self, one: Unturned) -> str:
        """A set of weights: the question, and the unit where each has weights of its own."""
        title = short_title(self._session.flow, one.question, self._lang)
        if not one.unit:
            return title
        unit = self._wording.named(UNITS[one.level], one.unit)
        return say("preview.of_row", self._lang, row=unit, label=title)

    def _first_row(self, one: Unturned) -> str:
        rows = self._session.path.standing.rows(one.question)
        own = (row.key for row in rows if not one.unit or one.unit in row.cells.values())
        return next(own, "")

    def suggestion(self, one: Standing) -> str:
        """What is suggested, and for what."""
        now = self._verdict(one, one.now)
        if one.unit == WINNER:
            return now
        return self._say("unit", unit=self._wording.named(UNITS[one.level], one.unit), now=now)

    def _verdict(self, one: Standing, verdict: Verdict) -> str:
        """All that is suggested: the winner, or a direction, or one direction or another."""
        if one.unit == WINNER:
            return self._wording.named(UNITS[one.level], verdict[0])
        words = (say(f"plan.direction.{code}", self._lang) for code in verdict)
        return say("plan.or", self._lang).join(words)

    # What would turn it

    def _below(self, one: Standing) -> Iterator[Entry]:
        if one.is_fixed:
            yield Entry(f"  {self._say('fixed')}")
            return
        for kind in KINDS:
            if kind in one.flips:
                turn, then = one.flips[kind]
                words = self._turned(turn, self._verdict(one, then))
                yield Entry(f"  {words}", *self.place_of(turn))
            elif words := self._firm(one, kind):
                yield Entry(f"  {words}")

    def flips(self, one: Standing) -> Iterator[tuple[Turn, str]]:
        """What would turn a suggestion, and that it would, in words."""
        for turn, then in one.flips.values():
            yield turn, self._turned(turn, self._verdict(one, then))

    def place_of(self, turn: Turn) -> tuple[str, str, str]:
        """Where the number stands that is turned."""
        return turn.dial.question, self._key(turn), turn.dial.column

    def _firm(self, one: Standing, kind: Kind) -> str:
        """That nothing of a kind turns it, as far as that could be tried."""
        left_out = kind == "weight" and any(
            each.level == one.level and each.unit in ("", one.unit) for each in self.found.unturned
        )
        if kind in one.turned:
            return self._say(f"firm.{kind}" + ("_tried" if left_out else ""))
        return "" if left_out else self._say(f"single.{kind}")

    def _turned(self, turn: Turn, then: str) -> str:
        before, after = turn.facts or (turn.before, turn.after)
        key = "fell" if after < before else "rose"
        words = {"then": then, "place": self._place(turn)}
        if turn.facts is None:
            return self._say(key, **words, before=number(before), after=number(after))
        column = self._session.flow.tables[turn.dial.question].column(turn.dial.column)
        return self._say(
            f"{key}_points",
            **words,
            before=self._wording.value(column, before),
            after=self._wording.value(column, after),
            points_before=number(turn.before),
            points_after=number(turn.after),
        )

    def _key(self, turn: Turn) -> str:
        table = self._session.flow.tables[turn.dial.question]
        return (
            table.row_key({name: getattr(turn.dial.row, name) for name in table.key_columns}) or ""
        )

    def _place(self, turn: Turn) -> str:
        table = self._session.flow.tables[turn.dial.question]
        label = self._wording.head(table.column(turn.dial.column), None)
        row = self._row(table, self._key(turn))
        return say("preview.of_row", self._lang, row=row, label=label)

    def _row(self, table: TableQuestion, key: str) -> str:
        """What tells a row apart; what is scored is told by its name, not its short name."""
        row = self._session.path.standing[table.id].row(key)
        if row is None or not isinstance(table.layout, GridRows):
            return self._wording.row(table, key)
        return " / ".join(self._along(table, row, one) for one in table.layout.axes)

    def _along(self, table: TableQuestion, row: Row, axis: Axis) -> str:
        """Where a row of a grid lies along one axis."""
        other = self._session.flow.tables.get(axis.of or "")
        if other is None or len(axis.columns) == 1:
            return " / ".join(self._wording.cell(table, row, one) for one in axis.columns)
        places = zip(other.key_columns, axis.columns, strict=True)
        cells = {key: value for key, one in places if (value := row[one]) is not None}
        return self._wording.row(other, other.row_key(cells) or "")

    # For programs

    def as_json(self) -> dict[str, Json]:
        """The same by ids; of a fact that is turned into points, both are told."""
        return {
            "plan": self._session.facts.name,
            "suggestions": [
                {
                    "level": one.level,
                    "unit": one.unit,
                    "now": [*one.now],
                    **{kind: self._flip_as_json(one, kind) for kind in KINDS},
                }
                for one in self.found.standings
            ],
            "not_turned": [
                {
                    "level": one.level,
                    "question": one.question,
                    "unit": one.unit,
                    "sum": str(one.sum),
                }
                for one in self.found.unturned
            ],
        }

    def _flip_as_json(self, one: Standing, kind: Kind) -> Json:
        if kind not in one.flips:
            return None
        turn, then = one.flips[kind]
        told: dict[str, Json] = {
            "question": turn.dial.question,
            "row": self._key(turn),
            "column": turn.dial.column,
            "before": str(turn.before),
            "after": str(turn.after),
            "then": [*then],
        }
        if turn.facts is not None:
            told |= {"fact_before": str(turn.facts[0]), "fact_after": str(turn.facts[1])}
        return told
