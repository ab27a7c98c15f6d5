"""What follows from edits that are not kept yet, in words: the same for every front end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kamguide.coach.judging import judge
from kamguide.coach.preview import Consequences, Move, Preview, consequences, preview
from kamguide.engine.findings import Finding
from kamguide.engine.path import Path, path
from kamguide.messages import say
from kamguide.model.edits import Edit, OfPlan, RemoveRow, SetCell, SetValue
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.advice import finding_in_words
from kamguide.plan.wording import Wording, short_title, shortened
from kamguide.workspace.session import Session

MOST_CHANGES: Final = 3
"""Changed cells that are told one by one."""
MOST_CONSEQUENCES: Final = 8
"""Consequences that are told before a person decides."""
LONGEST: Final = 60
"""Cells of a text that is replaced, before it is cut."""


class Foresight:
    """Looks at what edits to one session would bring; nothing is kept."""

    def __init__(self, session: Session, edits: Sequence[Edit]) -> None:
        self._session = session
        self._edits = edits
        self._lang = session.lang
        self._after = path(session.flow, session.preview(edits), today=session.today)
        self._words_before = Wording(session.flow, session.path.standing, session.lang)
        self._words = Wording(session.flow, self._after.standing, session.lang)
        self.now: Consequences = self._consequences(session.path)
        self.expected: Consequences = self._consequences(self._after)
        self.preview: Preview = preview(session.flow, self.now, self.expected)

    def _consequences(self, where: Path) -> Consequences:
        return consequences(self._session.flow, where, judge, self._lang)

    # In words

    def changes(self) -> Iterator[str]:
        """What itself would change, before and after: each answer or cell that is replaced."""
        told = [line for edit in self._edits for line in self._changed(edit)]
        yield from told[:MOST_CHANGES]
        if len(told) > MOST_CHANGES:
            yield say("talk.and_more", self._lang, count=len(told) - MOST_CHANGES)

    def _changed(self, edit: Edit) -> Iterator[str]:
        """An edit in words; those that say nothing of their own are left out."""
        if isinstance(edit, OfPlan) or edit.question not in self._session.flow.questions:
            return
        spec = self._session.flow.questions[edit.question]
        now = self._session.answers.get(edit.question)
        match edit:
            case SetValue(value=value) if not isinstance(spec, TableQuestion):
                before = self._words_before.value(spec, now.value if now else None)
                yield self._replaced(self._title(spec.id), before, self._words.value(spec, value))
            case SetCell() if isinstance(spec, TableQuestion):
                yield from self._cell_changed(spec, edit)
            case RemoveRow(row=row) if isinstance(spec, TableQuestion):
                name = self._words_before.row(spec, row)
                yield say("preview.goes", self._lang, question=self._title(spec.id), row=name)
            case _:
                return

    def _cell_changed(self, table: TableQuestion, edit: SetCell) -> Iterator[str]:
        row = self._session.answers[table.id].row(edit.row)
        if row is None:
            return
        column = table.column(edit.column)
        year = self._session.interview.context.base_year
        before, after = (self._words_before, self._words)
        place = say(
            "preview.of_row",
            self._lang,
            row=before.row(table, edit.row),
            label=before.head(column, year),
        )
        yield self._replaced(
            place, before.value(column, row[edit.column]), after.value(column, edit.value)
        )

    def _replaced(self, label: str, before: str, after: str) -> str:
        nothing = say("preview.nothing", self._lang)
        return say(
            "preview.move",
            self._lang,
            label=label,
            before=shortened(before, LONGEST) or nothing,
            after=shortened(after, LONGEST) or nothing,
        )

    def asked(self) -> Iterator[str]:
        """What would change, the first of what would follow, and whether that is meant."""
        told = list(self.lines())
        yield from self.changes()
        yield say("preview.would", self._lang)
        yield from (f"- {one}" for one in told[:MOST_CONSEQUENCES])
        if len(told) > MOST_CONSEQUENCES:
            yield say("talk.and_more", self._lang, count=len(told) - MOST_CONSEQUENCES)
        yield say("preview.decide", self._lang)

    def lines(self) -> Iterator[str]:
        """What would follow: turns of direction first, then figures, answers and findings."""
        seen = self.preview
        if seen.is_quiet:
            yield say("preview.quiet", self._lang)
            return
        yield from (self._move(one) for one in seen.moves if one.is_flip)
        yield from (self._move(one) for one in seen.moves if not one.is_flip)
        for part, names in (
            ("parked", seen.parked),
            ("restored", seen.restored),
            ("asked", seen.asked),
            ("look_again", seen.look_again),
        ):
            yield from (say(f"preview.{part}", self._lang, question=self._title(n)) for n in names)
        yield from self._found("appeared", self._words, seen.appeared)
        yield from self._found("vanished", self._words_before, seen.vanished)

    def _found(self, part: str, words: Wording, findings: Sequence[Finding]) -> Iterator[str]:
        """Findings, alike ones of a question told once with how many more there are."""
        alike = Counter((one.question, one.rule) for one in findings)
        first = {(one.question, one.rule): one for one in reversed(findings)}
        for place, count in alike.items():
            told = finding_in_words(self._session.flow, words, first[place])
            if count > 1:
                told = say("preview.alike", self._lang, words=told, count=count - 1)
            yield say(f"preview.{part}", self._lang, question=self._title(place[0]), words=told)

    def _title(self, question: str) -> str:
        return short_title(self._session.flow, question, self._lang)

    def _move(self, move: Move) -> str:
        label = move.headline.label(self._lang)
        if move.row:
            words = self._words if move.after is not None else self._words_before
            row = words.named(move.headline.of or "", move.row)
            label = say("preview.of_row", self._lang, row=row, label=label)
        before = self._value(move, self._words_before, move.before)
        after = self._value(move, self._words, move.after)
        return say("preview.move", self._lang, label=label, before=before, after=after)

    def _value(self, move: Move, words: Wording, value: object) -> str:
        if value is None:
            return say("preview.nothing", self._lang)
        return words.headline(move.headline, value)
