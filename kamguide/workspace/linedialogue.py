"""The conversation where no table is on the screen: what its keys do, done by commands."""

from typing import Final

from kamguide.engine.turns import Asked
from kamguide.messages import say
from kamguide.model.answers import Row
from kamguide.workspace.commands import Command
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.done import Heard
from kamguide.workspace.rowcommands import action_named
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said
from kamguide.workspace.tablelines import TableLines, named_in

BETWEEN: Final = ("above", "below")


class Filling:
    """A column being filled from top to bottom: which cells, and at which one we are."""

    def __init__(self, lines: TableLines, words: str) -> None:
        """Begin with a column of the table, or a place of the last axis of a table of pairs."""
        self.table = lines.table.id
        own = [one.id for one in lines.table.typed if one.id not in lines.table.laid_out]
        places = {row.key: lines.place_across(row) for row in lines.rows if lines.across}
        heads = {one: lines.head(one) for one in own} if len(own) > 1 or not places else {}
        found = named_in({**{f"={one}": one for one in places.values()}, **heads}, words)
        self.column = own[0] if found.startswith("=") else found
        of_column = [
            row for row in lines.rows if found not in own and f"={places[row.key]}" == found
        ]
        rows = of_column or list(lines.rows)
        empty = [row for row in rows if row[self.column] is None]
        self.keys = [row.key for row in empty or rows]

    def row(self, lines: TableLines) -> Row | None:
        """The row that is asked for now; None where the column is done."""
        known = {row.key: row for row in lines.rows}
        while self.keys and self.keys[0] not in known:
            self.keys.pop(0)
        return known[self.keys[0]] if self.keys else None


class LineDialogue(Dialogue):
    """A conversation for somebody who reads lines."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filling: Filling | None = None

    def do(self, command: Command) -> Heard:
        """Do a command; those of a table are told instead of shown."""
        if self._filling is not None and command.name in ("column", "done", "skip"):
            self._filling = None
            return self._on((self._note("grid.across"),))
        action, rest = action_named(command.rest)
        if command.name == "row" and action in BETWEEN:
            return self._between(action, rest)
        if command.name in ("sort", "matrix"):
            lines = TableLines(self.session)
            told = lines.matrix() if command.name == "matrix" else lines.sorted_by(command.rest)
            return Heard((self.speaker.guide("\n".join(told)),))
        if command.name == "column":
            self._filling = Filling(TableLines(self.session), command.rest)
            return Heard((self._note("tablelines.down"), *self._next_cell()))
        return self._still(super().do(command))

    def _still(self, heard: Heard) -> Heard:
        """A column is filled as long as its table is open."""
        turn = self.session.turn
        is_open = isinstance(turn, Asked) and turn.question.id == self._table
        if not is_open:
            self._filling = None
        return heard

    @property
    def _table(self) -> str:
        return self._filling.table if self._filling is not None else ""

    def _between(self, action: str, rest: str) -> Heard:
        lines = TableLines(self.session)
        heard = self.enter(lines.table.id, lines.between(action, rest))
        if self.waits:
            return heard
        self.session.goto(lines.table.id)
        return self._on((*heard.said, self._note("tablelines.put_in")))

    def _on(self, said: tuple[Said, ...]) -> Heard:
        return Heard((*said, *self.ask()))

    def _note(self, key: str) -> Said:
        return self.speaker.note(say(key, self.session.lang))

    # A column at a time

    def _reply(self, raw: str) -> Heard:
        if self._filling is None:
            return super()._reply(raw)
        lines = TableLines(self.session)
        if (row := self._filling.row(lines)) is not None:
            read = self.session.reader(lines.table.id).cell(row.key, self._filling.column, raw)
            heard = self.enter(lines.table.id, read)
            self._filling.keys.pop(0)
            return heard if self.waits else self._went_on(heard)
        return self._went_on(Heard())

    def _decide(self, raw: str) -> Heard:
        heard = super()._decide(raw)
        return heard if self._filling is None or self.waits else self._went_on(heard)

    def _nothing(self) -> Heard:
        if self._filling is None:
            return super()._nothing()
        if self._filling.keys:
            self._filling.keys.pop(0)
        return self._went_on(Heard())

    def _went_on(self, heard: Heard) -> Heard:
        said = self._next_cell()
        if said:
            return Heard((*heard.said, *said))
        self._filling = None
        if self._table_open:
            self.session.goto(self.session.open_question())
        return self._on((*heard.said, self._note("tablelines.column_done")))

    @property
    def _table_open(self) -> bool:
        return isinstance(self.session.turn, Asked)

    def _next_cell(self) -> tuple[Said, ...]:
        """The cell that is asked for: its row and column, and what stands there."""
        lines = TableLines(self.session)
        if self._filling is None or (row := self._filling.row(lines)) is None:
            return ()
        column = self._filling.column
        words = say(
            "tablelines.cell",
            self.session.lang,
            row=lines.name(row),
            column=lines.head(column),
            now=lines.cell(row, column),
        )
        return (self.speaker.guide(words),)
