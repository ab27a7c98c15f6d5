"""How firmly suggestions stand, in words, line by line, and as JSON."""

from collections.abc import Iterator
from typing import Final

from kamguide.coach.stability import STEP, WINNER, Kind, Stability, Turn, stability
from kamguide.messages import number, say
from kamguide.model.answers import Json
from kamguide.plan.wording import Wording
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
        self.found: tuple[Stability, ...] = stability(session.path)

    def lines(self) -> Iterator[str]:
        """Every suggestion by level, and below it what would turn it."""
        yield from (one.text for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same, each line with the number that would turn the suggestion."""
        if not self.found:
            yield Entry(say("stability.nothing", self._lang))
        level = ""
        for one in self.found:
            if one.level != level:
                if level:
                    yield Entry("")
                level = one.level
                yield Entry(say(f"stability.level.{level}", self._lang))
            yield Entry(f"- {self._suggestion(one)}")
            yield from self._flips(one)

    def _suggestion(self, one: Stability) -> str:
        if one.unit == WINNER:
            return self._verdict(one, one.now)
        unit = self._wording.named(UNITS[one.level], one.unit)
        return say("stability.unit", self._lang, unit=unit, now=self._verdict(one, one.now))

    def _verdict(self, one: Stability, verdict: str) -> str:
        if one.unit == WINNER:
            return self._wording.named(UNITS[one.level], verdict)
        return say(f"plan.direction.{verdict}", self._lang)

    def _flips(self, one: Stability) -> Iterator[Entry]:
        for kind in STEP:
            if kind not in one.flips:
                yield Entry(f"  {say(f'stability.firm.{kind}', self._lang)}")
                continue
            turn, then = one.flips[kind]
            words = say(
                "stability.fell" if turn.after < turn.before else "stability.rose",
                self._lang,
                then=self._verdict(one, then),
                place=self._place(turn),
                before=number(turn.before),
                after=number(turn.after),
            )
            row = self._key(turn)
            yield Entry(f"  {words}", turn.dial.question, row, turn.dial.column)

    def _key(self, turn: Turn) -> str:
        table = self._session.flow.tables[turn.dial.question]
        return table.row_key({name: getattr(turn.row, name) for name in table.key_columns}) or ""

    def _place(self, turn: Turn) -> str:
        table = self._session.flow.tables[turn.dial.question]
        label = self._wording.head(table.column(turn.dial.column), None)
        row = self._wording.row(table, self._key(turn))
        return say("preview.of_row", self._lang, row=row, label=label)

    def as_json(self) -> dict[str, Json]:
        """The same for programs, by ids."""
        return {
            "plan": self._session.facts.name,
            "suggestions": [
                {
                    "level": one.level,
                    "unit": one.unit,
                    "now": one.now,
                    **{kind: self._flip_as_json(one, kind) for kind in STEP},
                }
                for one in self.found
            ],
        }

    def _flip_as_json(self, one: Stability, kind: Kind) -> Json:
        if kind not in one.flips:
            return None
        turn, then = one.flips[kind]
        return {
            "question": turn.dial.question,
            "row": self._key(turn),
            "column": turn.dial.column,
            "before": str(turn.before),
            "after": str(turn.after),
            "then": then,
        }
