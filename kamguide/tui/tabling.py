"""A table on the interview screen: what is typed and pasted into its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.errors import AnswerError, KamguideError
from kamguide.messages import say
from kamguide.tui.tableview import TableView
from kamguide.tui.widgets.grid import NEW_ROW

if TYPE_CHECKING:
    from kamguide.engine.pasting import Matrix
    from kamguide.engine.reading import Read
    from kamguide.tui.sheet import Sheet


class Tabling(TableView):
    """The table that is open, being filled in."""

    def typed(self, text: str) -> None:
        """Show what is being typed in its cell, and what on its list fits."""
        if self.sheet is not None:
            if self._refused[1] and text != self._refused[0]:
                self._refused = ("", "")
                self.show_cell(anew=False)
            self._screen.grid.echo(text)
            self._screen.cell_choices.narrow(text)
            self._screen.cell_scale.seek(text)

    def take(self, raw: str) -> bool:
        """Enter: keep what was typed, and go to the next cell; whether it could be read."""
        if self.sheet is None or self.fillable is None:
            return False
        if raw.strip() and not self.take_cell(raw):
            return False
        if not self._dialogue.waits:
            self._screen.grid.next_cell()
            self.show_cell()
        return True

    def take_cell(self, raw: str) -> bool:
        """Keep what was typed in the cell under the cursor; whether it could be read."""
        if self.sheet is None or self.fillable is None:
            return False
        typed = raw
        if self._screen.cell_choices.display:
            raw = self._screen.cell_choices.completed(raw)
        row, column = self.here
        self._confirm()
        try:
            read = self.sheet.read(row, column, raw)
        except AnswerError as problem:
            self._refuse(typed, problem)
            return False
        before = self.sheet
        if not self._enter(read, raw):
            return False
        if not self._dialogue.waits:
            self.sheet.view.unread.pop((row, column), None)
            self._arrive(row, column, before)
        return True

    def _refuse(self, typed: str, problem: AnswerError) -> None:
        """Say why what was typed is not kept."""
        from kamguide.tui.sheetwords import SheetWords

        why = say(problem.key, self._lang, **problem.values)
        if self.sheet is not None and problem.key == "answer.amount.unreadable":
            why = SheetWords(self.sheet).no_mark(problem.values["raw"], self.here[1]) or why
        self._refused = (typed, why)
        self.show_cell(anew=False)

    def _confirm(self) -> None:
        """A draft that is worked on is accepted first."""
        if self.sheet is not None and self.sheet.proposed:
            self._session.confirm_draft(self.sheet.table.id, move=False)
            self.sheet = self._sheet_of(self.sheet.table)

    def _enter(self, read: Read, raw: str) -> bool:
        """Keep what was read, or have it decided first; whether either could be done.

        What is to be decided is a draft until it is.
        """
        sheet, (row, column) = self.sheet, self.here
        if sheet is None:
            return False
        try:
            self._screen.say(*self._dialogue.enter(sheet.table.id, read).said)
        except KamguideError as problem:
            self._screen.say(self._dialogue.speaker.problem(problem))
            return False
        if self._dialogue.waits:
            self._session.keep_draft(raw, None if row == NEW_ROW else row, column)
            self._screen.show_turn()
        return True

    def _arrive(self, row: str, column: str, before: Sheet) -> None:
        """Show what was entered, the cursor on it: also where that is a row of another name."""
        if row == NEW_ROW:
            before.view.room_before = ""
        self.show()
        if self.sheet is not None and (row == NEW_ROW or self.sheet.row(row) is None):
            self.go(self._new_row(before) or row, column)

    def _new_row(self, before: Sheet) -> str:
        """The row that was not there before; nothing where all were."""
        rows = self.sheet.rows if self.sheet is not None else ()
        return next((one.key for one in rows if before.row(one.key) is None), "")

    def empty(self) -> None:
        """Empty the cell under the cursor."""
        if self.sheet is None or self.fillable is None:
            return
        row, column = self.here
        self.sheet.view.unread.pop((row, column), None)
        try:
            read = self._session.reader(self.sheet.table.id).cell(row, column, "")
        except AnswerError as problem:
            self._screen.say(self._dialogue.speaker.problem(problem))
            return
        if read.edits and row != NEW_ROW:
            self._enter(read, "")
        if not self._dialogue.waits:
            self.show()

    # Pasting

    @property
    def takes_lines(self) -> bool:
        """Whether several lines are the words of one cell here."""
        sheet, column = self.fillable, self.here[1]
        return sheet is not None and sheet.table.column(column).type == "long_text"

    def paste(self, raw: str) -> None:
        """Lay a copied block over the table from the cursor on."""
        from kamguide.engine.pasting import matrix_of

        if self.sheet is None or self.fillable is None:
            return
        fields = self.sheet.fields_from(self._screen.grid.place[1])
        self.paste_matrix(matrix_of(raw, fields, keeps_blanks=not self.sheet.room), raw)

    def paste_matrix(self, matrix: Matrix, raw: str) -> None:
        """Lay texts over the table from the cursor on, all of it one change."""
        from kamguide.engine.pasting import laid_over
        from kamguide.engine.rowmoves import placed
        from kamguide.tui.pastewords import told

        if self.sheet is None or self.fillable is None:
            return
        self._confirm()
        row, column = self._screen.grid.place
        region = self.sheet.region(row, self.sheet.start_of(column, matrix))
        reader = self._session.reader(self.sheet.table.id)
        laid = laid_over(reader, self.sheet.table, matrix, region)
        before = self.sheet.view.room_before if row == NEW_ROW else ""
        read = placed(laid.read, self.sheet.rows, before=before)
        if (laid.edits and not self._enter(read, raw)) or self._dialogue.waits:
            return
        self.sheet.view.unread |= {
            (one.row, one.column): (one.raw, one.error) for one in laid.unread if one.row
        }
        self._screen.say(told(laid, self.sheet, self._dialogue.speaker))
        self.show()
        if laid.unread and laid.unread[0].row:
            self.go(laid.unread[0].row, laid.unread[0].column)
