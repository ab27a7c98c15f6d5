"""A table on the interview screen: what its keys and commands do to rows, and to the look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kamguide.engine.reading import Read
from kamguide.errors import AnswerError, KamguideError
from kamguide.messages import say
from kamguide.tui.tabling import Tabling
from kamguide.tui.widgets.grid import NEW_ROW
from kamguide.workspace.rowcommands import action_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kamguide.workspace.commands import Command


class TableKeys(Tabling):
    """The table that is open, with all that can be done to it."""

    def do(self, name: str) -> None:
        """Do what a key of the grid says."""
        if self.fillable is not None:
            _ACTIONS[name](self)

    def command(self, command: Command) -> bool:
        """Do a command that is about the open table as it is shown; whether it is one."""
        if self.sheet is None:
            return False
        if command.name in ("undo", "redo"):
            return self._take_back(undone=command.name == "redo")
        if command.name not in ("row", "sort", "column", "matrix"):
            return False
        if command.name != "row":
            self.do(command.name)
            return True
        action, row = action_named(command.rest)
        if row or not action:
            return False
        self.do(action)
        return True

    def _take_back(self, *, undone: bool) -> bool:
        """Take back what was done last, and go where it was; false where that is elsewhere."""
        before, session = self.sheet, self._session
        if before is None:
            return False
        before.view.unread.clear()
        if session.taken_back_next(undone=undone) != before.table.id:
            return False
        try:
            session.redo() if undone else session.undo()
        except KamguideError as problem:
            self._screen.say(self._dialogue.speaker.problem(problem))
            return True
        self._say("talk.redone" if undone else "talk.undone")
        self.show()
        if self.sheet is not None and (place := self.sheet.changed_since(before)) is not None:
            self.go(*place)
        self._screen.refresh_around()
        return True

    def _say(self, key: str, **values: object) -> None:
        self._screen.say(self._dialogue.speaker.note(say(key, self._lang, **values)))

    def _may_move_rows(self) -> bool:
        """Whether rows can be put elsewhere as the table is shown; said where not."""
        if self.sheet is None or not self.sheet.room:
            self._say("grid.rows_given")
            return False
        if self.sheet.view.order:
            self._say("grid.sorted_first")
            return False
        self._confirm()
        return True

    def new_row(self) -> None:
        """Go to where a new row begins behind the last."""
        if self.sheet is not None and self.sheet.room:
            self._open_row("")
        else:
            self._say("grid.rows_given")

    def insert(self, below: int) -> None:
        """Begin a new row above or below the one under the cursor."""
        row = self.here[0]
        if row != NEW_ROW and self._may_move_rows() and self.sheet is not None:
            keys = [one.key for one in self.sheet.rows]
            at = keys.index(row) + below
            self._open_row(keys[at] if at < len(keys) else "")

    def _open_row(self, before: str) -> None:
        if self.sheet is None:
            return
        self.sheet.view.room_before = before
        self.show()
        self._screen.grid.go(NEW_ROW, self.sheet.first_typed)

    def move_row(self, by: int) -> None:
        """Move the row under the cursor up or down."""
        from kamguide.engine.rowmoves import moved

        if self._may_move_rows() and self.sheet is not None and self.here[0] != NEW_ROW:
            reader = self._session.reader(self.sheet.table.id)
            self._entered(moved(reader, self.sheet.table, self.here[0], by))

    def copy_row(self) -> None:
        """Put a copy of the row under the cursor below it."""
        from kamguide.engine.rowmoves import duplicated

        row, column = self.here
        if not self._may_move_rows() or self.sheet is None or row == NEW_ROW:
            return
        before = self.sheet
        reader = self._session.reader(self.sheet.table.id)
        try:
            read = duplicated(reader, self.sheet.table, row)
        except AnswerError as problem:
            self._screen.say(self._dialogue.speaker.problem(problem))
            return
        self._entered(read)
        if new := self._new_row(before):
            self.go(new, column)
            self._say("grid.copied", row=new, of=row)

    def _entered(self, read: Read) -> None:
        if read.edits:
            self._enter(read, "")
        if not self._dialogue.waits:
            self.show()
            self._screen.refresh_around()

    def delete_row(self) -> None:
        """Take the row under the cursor away; the cursor stays where it was."""
        row, column = self.here
        if self.sheet is None or not self.sheet.room:
            self._say("grid.rows_given")
        elif row != NEW_ROW:
            self._confirm()
            keys = self.sheet.keys
            below = keys[keys.index(row) + 1] if keys.index(row) + 1 < len(keys) else ""
            self._screen.grid.go(below, column)
            try:
                self._screen.say(*self._dialogue.remove_row(self.sheet.table.id, row).said)
            except KamguideError as problem:
                self._screen.say(self._dialogue.speaker.problem(problem))
            if self._dialogue.waits:
                self._screen.show_turn()
            else:
                self._entered(Read(()))

    # Another look

    def edit(self) -> None:
        """Take the words of the cell under the cursor into the prompt."""
        self._screen.prompt.put(self._screen.grid.text_here)

    def sort(self) -> None:
        """Sort by the column of the cursor for reading: up, down, and as kept again."""
        if self.sheet is None:
            return
        view, column = self.sheet.view, self._screen.grid.place[1]
        by, descending = view.sorted_by
        head = next(one.head for one in self.sheet.columns if one.id == column)
        if by == column and descending:
            view.order, view.sorted_by = (), ("", False)
            self._say("grid.as_kept")
        else:
            view.sorted_by = (column, by == column)
            view.order = self.sheet.in_order_of(column, descending=by == column)
            key = "grid.sorted_down" if by == column else "grid.sorted"
            self._say(key, column=head.removesuffix(" ^"))
        self.show()
        if view.order:
            self._screen.grid.go(self._screen.grid.keys[0], column)

    def toggle_column(self) -> None:
        """Fill column by column, or row by row again."""
        grid = self._screen.grid
        grid.fills_down = not grid.fills_down
        self._say("grid.down" if grid.fills_down else "grid.across")
        self._screen.refresh_around()

    def toggle_matrix(self) -> None:
        """Show a table of pairs as a list, or as a grid again."""
        from kamguide.tui.crossed import crossing

        if self.sheet is None:
            return
        if crossing(self.sheet.table) is None:
            self._say("grid.no_crossing")
            return
        here, view = self.here, self.sheet.view
        view.is_list = not view.is_list
        view.order, view.sorted_by = (), ("", False)
        self._say("grid.as_list" if view.is_list else "grid.as_grid")
        self.show()
        self.go(*here)


_ACTIONS: Final[Mapping[str, Callable[[TableKeys], None]]] = {
    "new": TableKeys.new_row,
    "below": lambda table: table.insert(1),
    "above": lambda table: table.insert(0),
    "copy": TableKeys.copy_row,
    "delete": TableKeys.delete_row,
    "up": lambda table: table.move_row(-1),
    "down": lambda table: table.move_row(1),
    "edit": TableKeys.edit,
    "sort": TableKeys.sort,
    "column": TableKeys.toggle_column,
    "matrix": TableKeys.toggle_matrix,
}
