"""The script of a review talk in words: line by line, as a document to print, and as JSON."""

from collections.abc import Iterator
from typing import Final

from kamguide.messages import day, say
from kamguide.model.answers import Json
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Heading,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.wording import shortened
from kamguide.workspace.deciding import Decisions
from kamguide.workspace.drawn import Question
from kamguide.workspace.entries import Entry
from kamguide.workspace.script import Item, Script, script_of
from kamguide.workspace.session import Session

LONGEST: Final = 72
"""Cells of what a question is about, in the agenda."""


class ScriptTelling:
    """Tells the script of a talk about a plan."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lang = session.lang
        self.script: Script = script_of(session)
        self._decisions = Decisions(session)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"script.{key}", self._lang, **values)

    def ask(self, one: Question) -> str:
        """The question itself."""
        return self._say(f"ask.{one.kind}", **one.values)

    def why(self, one: Question) -> str:
        """Why it is asked."""
        return self._say(f"why.{one.values.get('why', one.kind)}", **one.values)

    def about(self, one: Question) -> str:
        """What it is about, in the plan's own words."""
        return str(one.values.get("place", "")) or say("review.whole_plan", self._lang)

    def point(self, item: Item) -> str:
        """A point of the agenda."""
        if not item.number:
            return self._say(f"agenda.{item.kind}", status=self._status())
        about = shortened(self.about(self.script.questions[item.number - 1]), LONGEST)
        return self._say("agenda.question", number=item.number, about=about)

    def _status(self) -> str:
        return say(f"status.{self._session.facts.status}", self._lang)

    # Line by line

    def lines(self) -> Iterator[str]:
        """Questions with what they are about and why, the agenda, what was decided."""
        yield from (one.text for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same, each line with the place that it is about."""
        yield Entry(self._say("head.questions"))
        for number, one in enumerate(self.script.questions, start=1):
            place = (one.place.question, one.place.row, one.place.column)
            yield Entry(f"{number}. {self.ask(one)}", *place)
            yield Entry(f"   {self._say('about', place=self.about(one))}", *place)
            yield Entry(f"   {self._say('why', why=self.why(one))}", *place)
        yield Entry("")
        yield Entry(self._say("head.agenda"))
        for item in self.script.agenda:
            minutes = self._say("minutes", minutes=item.minutes)
            yield Entry(f"- {minutes}  {self.point(item)}")
        yield Entry("")
        yield Entry(self._say("head.decisions"))
        yield from self._decisions.entries()
        yield Entry(self._say("how"))

    # To print

    def document(self) -> Plan:
        """The same as a document, with room to write down what is decided."""
        facts = self._session.facts
        on = day(self._session.today, self._lang)
        title = self._say("title", plan=facts.name)
        about = ((self._say("state"), self._status()), (self._say("day"), on))
        cover = Cover(title, self._say("subtitle"), about)
        return Plan(self._lang, cover, tuple(self._blocks()), self._session.today)

    def _blocks(self) -> Iterator[Block]:
        yield Heading(self._say("head.questions"), 1)
        for number, one in enumerate(self.script.questions, start=1):
            yield Heading(f"{number}. {self.about(one)}", 2)
            yield Paragraph(self.ask(one))
            yield Bullets((Paragraph(self._say("why", why=self.why(one))),))
        yield Heading(self._say("head.agenda"), 1)
        heads = (Column(self._say("col.minutes"), numeric=True), Column(self._say("col.point")))
        rows = [(Cell(str(one.minutes)), Cell(self.point(one))) for one in self.script.agenda]
        whole = (
            Cell(str(sum(one.minutes for one in self.script.agenda))),
            Cell(self._say("whole")),
        )
        yield Table("", heads, (*rows, whole), totals=1)
        yield Heading(self._say("head.decisions"), 1)
        names = ("what", "owner", "by", "stands")
        columns = tuple(Column(self._say(f"col.{name}")) for name in names)
        yield Table("", columns, tuple(self._decided()))

    def _decided(self) -> Iterator[tuple[Cell, ...]]:
        """What was decided until now, and three empty lines to write on."""
        for one in self._decisions.all:
            state = say("decide.is_done" if one.is_done else "decide.is_open", self._lang)
            yield tuple(map(Cell, (one.text, one.owner, day(one.by, self._lang), state)))
        for _ in range(3):
            yield tuple(map(Cell, (" ", " ", " ", " ")))

    # For programs

    def as_json(self) -> dict[str, Json]:
        """The same by ids, with the words beside them."""
        return {
            "plan": self._session.facts.name,
            "status": self._session.facts.status,
            "questions": [
                {
                    "kind": one.kind,
                    "section": one.place.section,
                    "question": one.place.question,
                    "row": one.place.row,
                    "column": one.place.column,
                    "about": self.about(one),
                    "words": self.ask(one),
                    "why": self.why(one),
                }
                for one in self.script.questions
            ],
            "agenda": [
                {"minutes": one.minutes, "kind": one.kind, "question": one.number,
                 "words": self.point(one)}
                for one in self.script.agenda
            ],
            "decisions": self._decisions.as_json(),
        }  # fmt: skip
