"""A table on the interview screen: what keys and replies come to while it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from kamguide.engine.pasting import laid_over, matrix_of
from kamguide.engine.rowmoves import duplicated, moved, placed
from kamguide.errors import AnswerError
from kamguide.messages import say
from kamguide.model.prompts import PickPrompt, PicksPrompt
from kamguide.tui.crossed import crossing, sheet_of
from kamguide.tui.pastewords import told
from kamguide.tui.sheet import NEW_ROW, View
from kamguide.tui.sheetwords import SheetWords
from kamguide.workspace.rowcommands import action_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.timer import Timer

    from kamguide.engine.findings import Finding
    from kamguide.engine.pasting import Matrix
    from kamguide.engine.reading import Read
    from kamguide.model.questions.table import TableQuestion
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.tui.sheet import Sheet
    from kamguide.workspace.commands import Command
    from kamguide.workspace.dialogue import Dialogue

LONG: Final = 300
"""Rows from which a table is long."""
JUDGE_DELAY, LONG_DELAY = 0.4, 2.0
"""Seconds without a change until the coach looks at the cells of the table."""
_GAP: Final = "   "
_NUMBERS: Final = ("money", "number", "percent", "scale", "year")


class Tabling:
    """The table that is open, as it is looked at and filled in."""

    def __init__(self, screen: InterviewScreen, dialogue: Dialogue) -> None:
        self._screen = screen
        self._dialogue = dialogue
        self._session = dialogue.session
        self._views: dict[str, View] = {}
        self._findings: Sequence[Finding] = ()
        self._timer: Timer | None = None
        self._refused = ""
        """Why what is typed could not be read, until it is changed."""
        self.sheet: Sheet | None = None
        """The open table; None while none is."""

    @property
    def _lang(self) -> str:
        return self._session.lang

    @property
    def is_long(self) -> bool:
        """Whether what hangs on the whole table takes too long to be shown after every cell."""
        return self.sheet is not None and len(self.sheet.rows) > LONG

    # Showing

    def open(self, table: TableQuestion | None) -> None:
        """Show this table from now on, or none."""
        before = self.sheet.table.id if self.sheet is not None else ""
        if table is None or table.id != before:
            self._findings = ()
        self.sheet = None if table is None else self._sheet_of(table)
        screen, is_open = self._screen, table is not None
        screen.set_class(is_open, "tabled")
        screen.grid.display = screen.table_foot.display = is_open
        screen.prompt.takes_moves = screen.prompt.takes_blocks = is_open
        screen.query_one("#ask").display = is_open
        screen.cell_choices.display = table is not None and any(
            isinstance(one.prompt(self._session.interview.context), PickPrompt | PicksPrompt)
            for one in table.typed
        )
        if is_open:
            screen.picks.display = False
            screen.prompt.takes_ticks = False
            self.fit()
            self.show()

    def _sheet_of(self, table: TableQuestion) -> Sheet:
        sheet = self.sheet
        if sheet is not None and sheet.table is table and sheet.is_current:
            return sheet
        return sheet_of(self._session, table, self._views.setdefault(table.id, View()))

    def fit(self) -> None:
        """Give the table the room that the lines around it leave."""
        around = 6 + (2 if self._screen.cell_choices.display else 0)
        self._screen.grid.styles.max_height = max(4, self._screen.size.height * 3 // 4 - around)

    def show(self) -> None:
        """Show the table as it stands."""
        if self.sheet is None:
            return
        self.sheet = self._sheet_of(self.sheet.table)
        self._screen.grid.show(self.sheet)
        self.show_cell()
        if self._timer is not None:
            self._timer.stop()
        delay = LONG_DELAY if self.is_long else JUDGE_DELAY
        self._timer = self._screen.set_timer(delay, self._judge)

    def _judge(self) -> None:
        """Mark the cells that the coach finds wrong."""
        if self.sheet is None or not self._screen.is_attached:
            return
        self._findings = self._session.findings_on(self.sheet.table.id)
        types = {one.id: one.type for one in self.sheet.table.columns}
        self.sheet.view.wrong = frozenset(
            (one.row, one.column)
            for one in self._findings
            if one.severity == "block"
            or (one.severity == "warn" and types.get(one.column) in _NUMBERS)
        )
        self._screen.grid.show(self.sheet)
        self.show_cell(anew=False)

    def show_cell(self, *, anew: bool = True) -> None:
        """Say what belongs in the cell under the cursor and what is wrong, and offer its list."""
        if self.sheet is None or not self._screen.grid.place[1]:
            return
        screen, words = self._screen, SheetWords(self.sheet, self._findings)
        row, column = self.here
        remark, is_wrong = (self._refused, True) if self._refused else words.remark(row, column)
        lines = (words.about(row, column), f"! {remark}" if is_wrong else remark)
        screen.query_one("#ask", Static).update(Content("\n".join(lines)), layout=False)
        foot = words.needs(column, row)
        screen.table_foot.tell(foot, screen.grid.hidden, self._lang)
        if anew:
            self._offer(column)

    def _offer(self, column: str) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        prompt = sheet.table.column(column).prompt(self._session.interview.context)
        is_list = isinstance(prompt, PickPrompt | PicksPrompt) and sheet.is_typed(column)
        options = prompt.options if isinstance(prompt, PickPrompt | PicksPrompt) and is_list else ()
        self._screen.cell_choices.offer(options, self._lang, many=isinstance(prompt, PicksPrompt))

    @property
    def here(self) -> tuple[str, str]:
        """The row and column of the table under the cursor; empty where no table is shown."""
        if self.sheet is None:
            return "", ""
        return self.sheet.at(*self._screen.grid.place)

    def go(self, row: str, column: str) -> None:
        """Put the cursor on a cell of the table; on the first one where nothing is named."""
        if self.sheet is not None:
            place = self.sheet.place(row, column) if column and row != NEW_ROW else (row, column)
            self._screen.grid.go(*place)

    def keys(self, width: int) -> str:
        """The keys that matter here, the most needed first; help tells the others."""
        if self.sheet is None:
            return ""
        kind = "free" if self.sheet.room else "crossed" if crossing(self.sheet.table) else "given"
        *keys, last = say(f"grid.keys_{kind}", self._lang).split(_GAP)
        line = say("grid.by_column", self._lang) if self._screen.grid.fills_down else ""
        for key in keys:
            more = f"{line}{_GAP}{key}".strip()
            if cell_len(f"{more}{_GAP}{last}") <= width:
                line = more
        return f"{line}{_GAP}{last}"

    # Filling in

    def typed(self, text: str) -> None:
        """Show what is being typed in its cell, and what on its list fits."""
        if self.sheet is not None:
            if self._refused:
                self._refused = ""
                self.show_cell(anew=False)
            self._screen.grid.echo(text)
            self._screen.cell_choices.narrow(text)

    def take(self, raw: str) -> bool:
        """Enter: keep what was typed, and go to the next cell; whether it could be read."""
        if self.sheet is None:
            return False
        if raw.strip() and not self.take_cell(raw):
            return False
        if not self._dialogue.waits:
            self._screen.grid.next_cell()
            self.show_cell()
        return True

    def take_cell(self, raw: str) -> bool:
        """Keep what was typed in the cell under the cursor; whether it could be read."""
        if self.sheet is None:
            return False
        if self._screen.cell_choices.display:
            raw = self._screen.cell_choices.completed(raw)
        row, column = self.here
        self._confirm()
        try:
            read = self.sheet.read(row, column, raw)
        except AnswerError as problem:
            self._refused = say(problem.key, self._lang, **problem.values)
            self.show_cell(anew=False)
            return False
        before = self.sheet
        self._enter(read, raw)
        if not self._dialogue.waits:
            self.sheet.view.unread.pop((row, column), None)
            self._arrive(row, column, before)
        return True

    def _confirm(self) -> None:
        """A draft that is worked on is accepted first."""
        if self.sheet is not None and self.sheet.proposed:
            self._session.confirm_draft(self.sheet.table.id, move=False)
            self.sheet = self._sheet_of(self.sheet.table)

    def _enter(self, read: Read, raw: str) -> None:
        """Keep what was read, or have it decided first: then it is a draft until it is."""
        sheet, (row, column) = self.sheet, self.here
        if sheet is None:
            return
        self._screen.say(*self._dialogue.enter(sheet.table.id, read).said)
        if self._dialogue.waits:
            self._session.keep_draft(raw, None if row == NEW_ROW else row, column)
            self._screen.show_turn()

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
        if self.sheet is None:
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
        column = self.here[1]
        return self.sheet is not None and self.sheet.table.column(column).type == "long_text"

    def paste(self, raw: str) -> None:
        """Lay a copied block over the table from the cursor on."""
        if self.sheet is None:
            return
        fields = self.sheet.fields_from(self._screen.grid.place[1])
        self.paste_matrix(matrix_of(raw, fields), raw)

    def paste_matrix(self, matrix: Matrix, raw: str) -> None:
        """Lay texts over the table from the cursor on, all of it one change."""
        if self.sheet is None:
            return
        self._confirm()
        row, column = self._screen.grid.place
        region = self.sheet.region(row, self.sheet.start_of(column, matrix))
        reader = self._session.reader(self.sheet.table.id)
        laid = laid_over(reader, self.sheet.table, matrix, region)
        if laid.edits:
            before = self.sheet.view.room_before if row == NEW_ROW else ""
            self._enter(placed(laid.read, self.sheet.rows, before=before), raw)
        if self._dialogue.waits:
            return
        self.sheet.view.unread |= {
            (one.row, one.column): (one.raw, one.error) for one in laid.unread if one.row
        }
        self._screen.say(told(laid, self.sheet, self._dialogue.speaker))
        self.show()
        if laid.unread and laid.unread[0].row:
            self.go(laid.unread[0].row, laid.unread[0].column)

    # Rows

    def do(self, name: str) -> None:
        """Do what a key of the grid says."""
        if self.sheet is not None:
            _ACTIONS[name](self)

    def command(self, command: Command) -> bool:
        """Do a command that is about the open table as it is shown; whether it is one."""
        if self.sheet is None:
            return False
        if command.name == "help":
            self._say("grid.help")
        elif command.name in ("undo", "redo"):
            self.sheet.view.unread.clear()
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
        if self._may_move_rows() and self.sheet is not None and self.here[0] != NEW_ROW:
            reader = self._session.reader(self.sheet.table.id)
            self._entered(moved(reader, self.sheet.table, self.here[0], by))

    def copy_row(self) -> None:
        """Put a copy of the row under the cursor below it."""
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
            keys = self.sheet.keys
            below = keys[keys.index(row) + 1] if keys.index(row) + 1 < len(keys) else ""
            self._screen.grid.go(below, column)
            self._screen.say(*self._dialogue.remove_row(self.sheet.table.id, row).said)
            if self._dialogue.waits:
                self._screen.show_turn()
            else:
                self.show()
                self._screen.refresh_around()

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

    def toggle_column(self) -> None:
        """Fill column by column, or row by row again."""
        grid = self._screen.grid
        grid.fills_down = not grid.fills_down
        self._say("grid.down" if grid.fills_down else "grid.across")
        self._screen.refresh_around()

    def toggle_matrix(self) -> None:
        """Show a table of pairs as a list, or as a grid again."""
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


_ACTIONS: Final[Mapping[str, Callable[[Tabling], None]]] = {
    "new": Tabling.new_row,
    "below": lambda table: table.insert(1),
    "above": lambda table: table.insert(0),
    "copy": Tabling.copy_row,
    "delete": Tabling.delete_row,
    "up": lambda table: table.move_row(-1),
    "down": lambda table: table.move_row(1),
    "edit": Tabling.edit,
    "sort": Tabling.sort,
    "column": Tabling.toggle_column,
    "matrix": Tabling.toggle_matrix,
}
