"""Where a change is and what stands there, in the words of the plan."""

from collections.abc import Mapping
from typing import Final

from kamguide.engine.difference import Part, Said, Spot, Value
from kamguide.engine.path import Path
from kamguide.messages import has, say
from kamguide.model.answers import Answers, Cell, ChallengeReply, Decision, Evidence, State
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang, clean, flat
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session
from kamguide.workspace.settings import SETTINGS

_OTHER_STATES: Final = (State.UNKNOWN, State.NOT_APPLICABLE)
MARKED: Final[Mapping[Part, str]] = {
    Part.EVIDENCE: "evidence",
    Part.NOTE: "note",
    Part.INTERNAL: "internal",
    Part.KEPT: "kept",
}
"""What is said beside an answer, by the last part of its key."""


class SpotWords:
    """Words for the spots of one state of a plan."""

    def __init__(self, flow: Flow, where: Path, answers: Answers, lang: Lang) -> None:
        """`answers` are all of them, those that do not count as things stand too."""
        self._flow = flow
        self._where = where
        self._answers = answers
        self._lang = lang
        self.wording = Wording(flow, where.standing, lang)

    def title(self, question: str) -> str:
        """The short title of a question; what the flow asks no more keeps its name."""
        known = question in self._flow.questions
        return short_title(self._flow, question, self._lang) if known else clean(question)

    def has_row(self, spot: Spot) -> bool:
        """Whether the row of a spot is there."""
        answer = self._answers.get(spot.question)
        return answer is not None and answer.row(spot.row) is not None

    def row(self, spot: Spot) -> str:
        """The row of a spot, by its id and its name; one that is hidden by what stands in it."""
        table = self._flow.tables.get(spot.question)
        if table is None:
            return clean(spot.row)
        if table.key_columns or table.laid_out:
            return flat(self.wording.row(table, spot.row))
        answer = self._answers.get(spot.question)
        row = answer.row(spot.row) if answer is not None else None
        words = self.wording.cell(table, row, table.main.id) if row is not None else ""
        return flat(words) or self._say("new_row")

    def column(self, spot: Spot) -> str:
        """The column of a spot, plan years with their calendar year."""
        table = self._flow.tables.get(spot.question)
        found = [one for one in table.columns if one.id == spot.column] if table else []
        year = self._where.standing.value("setup_base_year")
        base = int(year) if isinstance(year, int) else None
        return self.wording.head(found[0], base) if found else clean(spot.column)

    def value(self, spot: Spot, value: Value) -> str:
        """What stands at a spot, on one line; nothing where nothing does."""
        return flat(self._value(spot, value))

    def _value(self, spot: Spot, value: Value) -> str:
        match value:
            case None:
                return ""
            case Said():
                return self._said(spot, value)
            case Evidence(grade=grade, source=source, dated=dated):
                known = f"changes.grade.{grade}"
                told = say(known, self._lang) if has(known, self._lang) else grade
                return self._say("joint").join(one for one in (told, source, dated) if one)
            case ChallengeReply(is_dismissed=dismissed, words=words):
                return self._say("dismissed", words=words) if dismissed else words
            case Decision(text=text, owner=owner, by=by, is_done=done):
                key = "decide.is_done" if done else "decide.is_open"
                told = say("decide.told", self._lang, text=text, owner=owner, by=by)
                return self._say("state_with", state=told, more=say(key, self._lang))
            case frozenset():
                rules = (self._flow.rules.get(one) for one in sorted(value))
                titles = (one.title(self._lang) for one in rules if one is not None)
                return self._say("joint").join(titles)
        if spot.part is Part.INTERNAL:
            return self._say("hidden" if value else "shown")
        return self._cell(spot, value) if spot.part is Part.CELL else str(value)

    def _said(self, spot: Spot, said: Said) -> str:
        if said.state in _OTHER_STATES:
            return self._left(said)
        question = self._flow.questions.get(spot.question)
        if question is None or isinstance(question, TableQuestion):
            return self._say("table_given") if said.state is State.GIVEN else ""
        return self.wording.value(question, said.value)

    def _left(self, said: Said) -> str:
        """That a question was left open or does not apply, with who, by when and why."""
        told = self._say(f"state.{said.state}")
        further = self._say("joint").join(one for one in (said.who, said.by, said.why) if one)
        return self._say("state_with", state=told, more=further) if further else told

    def _cell(self, spot: Spot, value: Cell | Value) -> str:
        table = self._flow.tables.get(spot.question)
        columns = table.columns if table is not None else ()
        column = next((one for one in columns if one.id == spot.column), None)
        return self.wording.value(column, value) if column else str(value)  # type: ignore[arg-type]  # of a cell

    def setting(self, spot: Spot) -> str:
        """The title of a setting."""
        known = SETTINGS.get(spot.name)
        return known.title(self._lang) if known is not None else clean(spot.name)

    def at(self, spot: Spot) -> str:
        """A place of the plan: the question, its row and column where there are any."""
        parts = [self.title(spot.question)]
        if spot.row:
            parts.append(self.row(spot) if self.has_row(spot) else clean(spot.row))
        if spot.column:
            parts.append(self.column(spot))
        return " / ".join(parts)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"changes.{key}", self._lang, **values)


def place_in_words(session: Session, place: Place) -> str:
    """A place of an open plan, by the short title of its question, its row and its column."""
    words = SpotWords(session.flow, session.path, session.answers, session.lang)
    return words.at(Spot(Part.CELL, place.question, place.row, place.column))
