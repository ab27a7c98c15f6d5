"""A comment asked for step by step: a ready one or one's own words, then what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kamguide.course.marking.bank import KINDS
from kamguide.messages import say
from kamguide.plan.wording import short_title
from kamguide.tui.screens.picking import LineScreen, PickScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from kamguide.course.marking.desk import Desk
    from kamguide.course.marking.lines import Line
    from kamguide.course.marking.works import Work
    from kamguide.workspace.remarks import CommentKind


class Remark(Struct, frozen=True):
    """What a marker wants to say, and about what place."""

    text: str
    kind: CommentKind
    place: str


class Commenting:
    """The questions on the way to one comment; leaving any of them leaves the comment."""

    def __init__(self, app: App[None], desk: Desk, work: Work, line: Line) -> None:
        self._app = app
        self._desk = desk
        self._work = work
        self._line = line
        self._lang = desk.works.lang

    async def remark(self, place: str | None = None) -> Remark | None:
        """Ask for a comment; also about what, where no place is given."""
        said = await self._words()
        if said is None:
            return None
        where = place if place is not None else await self._place()
        return Remark(*said, where) if where is not None else None

    async def _words(self) -> tuple[str, CommentKind] | None:
        ready = self._desk.bank(self._line)
        labels = [
            say("marking.at_place", self._lang, place=say(f"review.kind.{one.kind}", self._lang))
            + one.text
            for one in ready
        ]
        chosen = await self._picked("comment", [*labels, self._say("own_words")])
        if chosen is None:
            return None
        if chosen < len(ready):
            return ready[chosen].text, ready[chosen].kind
        kinds = [say(f"review.kind.{one}", self._lang) for one in KINDS]
        at = await self._picked("kind", kinds)
        if at is None:
            return None
        words = await self._app.push_screen_wait(LineScreen(kinds[at], "", self._lang))
        return (words, KINDS[at]) if words is not None else None

    async def _place(self) -> str | None:
        """The line, or one of the answers it rests on; None where it is left."""
        session = self._work.session
        questions = [one for one in self._line.criterion.needs if one in session.answers]
        titles = [short_title(session.flow, one, self._lang) for one in questions]
        at = await self._picked("about", [self._say("the_line"), *titles])
        if not at:
            return None if at is None else ""
        return await self._within(questions[at - 1])

    async def _within(self, question: str) -> str | None:
        """An answer, or a row or a cell of it."""
        session = self._work.session
        table, rows = session.flow.tables.get(question), session.answers.rows(question)
        if table is None or not rows:
            return question
        names = [self._desk.row_words(self._work, question, row.key) for row in rows]
        at = await self._picked("row", [self._say("the_answer"), *names])
        if not at:
            return None if at is None else question
        row = f"{question}.{rows[at - 1].key}"
        columns = [one.label(self._lang) for one in table.columns]
        at = await self._picked("column", [self._say("the_row"), *columns])
        if not at:
            return None if at is None else row
        return f"{row}.{table.columns[at - 1].id}"

    async def _picked(self, title: str, labels: Sequence[str]) -> int | None:
        screen = PickScreen(self._say(title), labels, self._lang)
        return await self._app.push_screen_wait(screen)

    def _say(self, key: str) -> str:
        return say(f"marking.screen_{key}", self._lang)
