"""From where the questions of a review talk are drawn: all that is known of one plan."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from kamguide.coach.stability import Standing, Turn
from kamguide.engine.difference import Part, Said, Spot, spots_of
from kamguide.engine.findings import Finding
from kamguide.errors import UsageError
from kamguide.messages import money, money_unit, say
from kamguide.workspace.challenges import ChallengeTelling
from kamguide.workspace.changes import Changes, changes_since
from kamguide.workspace.changes_telling import ChangesTelling
from kamguide.workspace.checking import Report, Telling, report_on
from kamguide.workspace.remarks import Place, Remarks
from kamguide.workspace.session import Session
from kamguide.workspace.spotwords import SpotWords
from kamguide.workspace.stability import StabilityTelling
from kamguide.workspace.thread import ThreadTelling

GUESSES: Final = frozenset({"guess", "guessed"})
SETTLED: Final = frozenset({"done", "dropped"})
YEARS: Final = ("T0", "T+3")


class Question(Struct, frozen=True):
    """A question for the talk: its kind, the words that fill it, and what it is about."""

    kind: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = MappingProxyType({})


class Drawn:
    """All that is known of one plan, from which questions are drawn."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.report: Report = report_on(session)
        self.telling = Telling(session)
        self.words = SpotWords(session.flow, session.path, session.answers, session.lang)
        self.remarks = Remarks(session.store, session.author, session.facts.id)

    @cached_property
    def changes(self) -> Changes | None:
        """What became of the plan since it was returned or handed in, if it ever was."""
        with suppress(UsageError):
            return changes_since(self.session)
        return None

    def at(self, place: Place) -> str:
        """A place in words."""
        spot = Spot(Part.CELL, place.question, place.row, place.column)
        return self.words.at(spot) if place.question else ""

    def question(self, kind: str, place: Place, **values: object) -> Question:
        """A question of a kind about a place."""
        return Question(kind, place, {"place": self.at(place), **values})

    # What can be asked about, a kind each

    def unmet(self) -> Iterator[Question]:
        """Comments that must be met and are open; those where nothing changed first."""
        changes = self.changes
        loud = {one.comment.event for one in changes.loud} if changes is not None else set()
        known = [one for one in self.remarks.comments(open_only=True) if one.kind == "must"]
        for one in sorted(known, key=lambda one: one.event not in loud):
            place = Place(one.section, one.question or "", one.row or "", one.column or "")
            kind = "unmet_loud" if one.event in loud else "unmet"
            where = self.at(place) or say("review.whole_plan", self.session.lang)
            if one.section:
                where = say(f"plan.{one.section}", self.session.lang)
            text = " ".join(one.text.split())
            values = {"why": kind, "place": where, "text": text, "actor": one.actor}
            yield Question("unmet", place, values)

    def overdue(self) -> Iterator[Question]:
        """What was decided and should have been done by now."""
        for one in self.session.answers.decisions.values():
            if not one.is_done and one.by < self.session.today:
                place = Place("", one.question, one.row, one.column)
                yield self.question("overdue", place, text=one.text, owner=one.owner, by=one.by)

    def blocks(self) -> Iterator[Question]:
        """What forbids to complete the plan."""
        yield from self._found("block")

    def warnings(self) -> Iterator[Question]:
        """What the coach holds against the plan: checks of the whole before single answers."""
        yield from self._found("warn")

    def _found(self, severity: str) -> Iterator[Question]:
        found = [one for one in self.report.findings if one.severity == severity]
        checks = self.session.flow.checks
        for one in sorted(found, key=lambda one: one.rule not in checks):
            answer = self.session.answers.get(one.question)
            kind = "kept" if answer is not None and one.rule in answer.kept else severity
            yield self._finding(severity, kind, one)

    def _finding(self, kind: str, why: str, one: Finding) -> Question:
        place = Place("", one.question, one.row, one.column)
        return self.question(kind, place, why=why, finding=self.telling.finding(one))

    def missing(self) -> Iterator[Question]:
        """Required answers that are not there."""
        for name in self.report.progress.missing:
            yield self.question("missing", Place(question=name))

    def moved(self) -> Iterator[Question]:
        """Numbers that moved since the plan was returned: what turned over first."""
        changes = self.changes
        if changes is None:
            return
        telling = ChangesTelling(changes)
        for one in sorted(changes.numbers, key=lambda one: not one.move.is_flip):
            entry = telling.place_of(one)
            way = telling.chain(one.ways[0]) if one.ways else ""
            yield self.question("moved", Place("", *entry), number=telling.number(one), way=way)

    def guesses(self) -> Iterator[Question]:
        """Values that are only guessed; those on which a number rests first."""
        spots = spots_of(self.session.path.standing)
        found = [(one, self._rests_on(one.question)) for one in spots if self._is_guess(one, spots)]
        for spot, number in sorted(found, key=lambda pair: not pair[1]):
            column = "" if spot.part is Part.CELL else spot.column
            place = Place("", spot.question, spot.row, column)
            value = self._stands(spot, spots)
            value = say("script.stands", self.session.lang, value=value) if value else ""
            kind = "guess_number" if number else "guess"
            yield self.question("guess", place, why=kind, value=value, number=number)

    def _is_guess(self, spot: Spot, spots: Mapping[Spot, object]) -> bool:
        value = spots[spot]
        if spot.part is Part.EVIDENCE:
            return getattr(value, "grade", "") in GUESSES
        return spot.part is Part.CELL and value in GUESSES

    def _stands(self, spot: Spot, spots: Mapping[Spot, object]) -> str:
        """What stands where something is guessed: the cell, the answer, or the row."""
        whole = Spot(
            Part.CELL if spot.column else Part.ANSWER, spot.question, spot.row, spot.column
        )
        if spot.part is Part.CELL or (spot.row and not spot.column):
            return ""
        value = spots.get(whole)
        return self.words.value(whole, value) if isinstance(value, Said) or spot.column else ""  # type: ignore[arg-type]  # of a spot

    def _rests_on(self, question: str) -> str:
        """The first number people follow that rests on a question, directly or not."""
        flow = self.session.flow
        for figure in flow.method.figures:
            if figure.headlines and question in self._questions(figure.id):
                return figure.headlines[0].label(self.session.lang)
        return ""

    def _questions(self, name: str) -> frozenset[str]:
        figure = self.session.flow.figures.get(name.partition(".")[0])
        found: set[str] = set()
        for source in figure.takes.values() if figure is not None else ():
            if isinstance(source, str):
                found.add(source)
            elif "figure" in source:
                found |= self._questions(source["figure"])
        return frozenset(found)

    def unstable(self) -> Iterator[Question]:
        """Suggestions that the smallest change turns over."""
        telling = StabilityTelling(self.session)
        turns: list[tuple[Standing, Turn, str]] = [
            (one, *flip) for one in telling.found.standings for flip in telling.flips(one)
        ]
        for one, turn, words in sorted(turns, key=lambda each: abs(each[1].after - each[1].before)):
            place = Place("", *telling.place_of(turn))
            now = telling.suggestion(one)
            yield self.question("unstable", place, now=now, turn=words)

    def orphans(self) -> Iterator[Question]:
        """What hangs on nothing."""
        telling = ThreadTelling(self.session)
        for one in telling.thread.orphans:
            place = Place("", one.item.table, one.item.key)
            yield self.question("orphan", place, words=telling.orphan(one))

    def lowest(self) -> Iterator[Question]:
        """The lowest criteria of the quality of the plan."""
        lang = self.session.lang
        for one in self.report.rubric.lowest:
            yield self.question(
                "lowest",
                Place(question=next(iter(one.criterion.needs), "")),
                title=one.criterion.title(lang),
                level=say(f"rubric.level.{one.level}", lang),
                meaning=one.criterion.levels[one.level](lang),
                better=one.criterion.levels[one.level + 1](lang),
            )

    def challenges(self) -> Iterator[Question]:
        """Questions of the coach to which nothing was said."""
        telling = ChallengeTelling(self.session)
        for one in telling.open:
            place = Place("", one.question, one.row, one.column)
            yield self.question("challenge", place, words=telling.question(one))

    def promise(self) -> Iterator[Question]:
        """What the whole plan promises."""
        forecast = self.session.path.figures.get("forecast")
        revenue = getattr(getattr(forecast, "account", None), "revenue", None)
        years = [revenue.get(one) for one in YEARS] if isinstance(revenue, Mapping) else []
        if years and None not in years:
            now, later = map(money, years)
            place = Place(question="fc_products")
            yield self.question("promise", place, now=now, later=later, unit=self._unit())

    def _unit(self) -> str:
        standing = self.session.path.standing
        unit, currency = standing.text("setup_money_unit"), standing.text("setup_currency")
        return money_unit(int(unit), currency, self.session.lang) if unit.isdigit() else currency

    def actions(self) -> Iterator[Question]:
        """What is to be done next."""
        rows = [
            row
            for row in self.session.path.standing.rows("str_actions")
            if isinstance(row["due"], date) and row["status"] not in SETTLED
        ]
        for row in sorted(rows, key=lambda one: (str(one["due"]), one.key)):
            place = Place("", "str_actions", row.key)
            spots = {one: Spot(Part.CELL, "str_actions", row.key, one) for one in ("owner", "due")}
            told = {name: self.words.value(spot, row[name]) for name, spot in spots.items()}
            yield self.question("action", place, **told)


DRAWN: Final[Mapping[str, Callable[[Drawn], Iterator[Question]]]] = {
    "unmet": Drawn.unmet,
    "block": Drawn.blocks,
    "overdue": Drawn.overdue,
    "missing": Drawn.missing,
    "moved": Drawn.moved,
    "warn": Drawn.warnings,
    "guess": Drawn.guesses,
    "unstable": Drawn.unstable,
    "orphan": Drawn.orphans,
    "challenge": Drawn.challenges,
    "lowest": Drawn.lowest,
    "promise": Drawn.promise,
    "action": Drawn.actions,
}
"""From where questions are drawn, the gravest first."""
