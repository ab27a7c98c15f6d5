"""A table on the interview screen as it is looked at: the grid, and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.model.prompts import PickPrompt, PicksPrompt, ScalePrompt
from kamguide.tui.lines import fitted
from kamguide.tui.widgets.grid import NEW_ROW
from kamguide.workspace.asking import rows_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from kamguide.engine.findings import Finding
    from kamguide.model.questions.table import TableQuestion
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.tui.sheet import Sheet, View
    from kamguide.workspace.dialogue import Dialogue

LONG: Final = 300
"""Rows from which a table is long."""
JUDGE_DELAY, LONG_DELAY = 0.4, 2.0
"""Seconds without a change until the coach looks at the cells of the table."""
_HELPED: Final = (PickPrompt, PicksPrompt, ScalePrompt)
"""Prompts of cells that have something to choose from."""
_GAP: Final = "   "
_ASKS: Final = 2
"""Lines over the table: which cell, and what belongs in it."""
_BY_COLUMN: Final = "F7"
_EDGES: Final = 4
"""Cells of a line around words that stand in it."""
_NUMBERS: Final = ("money", "number", "percent", "scale", "year")


class TableView:
    """The table that is open, as it is looked at."""

    def __init__(self, screen: InterviewScreen, dialogue: Dialogue) -> None:
        self._screen = screen
        self._dialogue = dialogue
        self._session = dialogue.session
        self._views: dict[str, View] = {}
        self._findings: Sequence[Finding] = ()
        self._timer: Timer | None = None
        self._refused = ("", "")
        """What was typed and could not be read, and why, until it is changed."""
        self._told = _ASKS
        """How many lines stand over the table."""
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
        screen.query_one("#form").border_title = None
        screen.cell_scale.display = False
        screen.cell_choices.display = table is not None and self._has_help(table)
        if is_open:
            screen.picks.display = False
            screen.prompt.has_list = screen.prompt.takes_ticks = False
            self.fit()
            self.show()

    def _has_help(self, table: TableQuestion) -> bool:
        """Whether some cell has a list to pick from, or a scale."""
        context = self._session.interview.context
        return any(isinstance(one.prompt(context), _HELPED) for one in table.typed)

    def _sheet_of(self, table: TableQuestion) -> Sheet:
        from kamguide.tui.crossed import sheet_of
        from kamguide.tui.sheet import View

        sheet = self.sheet
        if sheet is not None and sheet.table is table and sheet.is_current:
            return sheet
        return sheet_of(self._session, table, self._views.setdefault(table.id, View()))

    def fit(self) -> None:
        """Give the table the room that the lines around it leave, and say over it what is asked.

        In the talk the question may be out of view.
        """
        is_helped = self.sheet is not None and self._has_help(self.sheet.table)
        around = 6 + (2 if is_helped else 0)
        self._screen.grid.styles.max_height = max(4, self._screen.size.height * 3 // 4 - around)
        if self.sheet is not None:
            asked = fitted(self.sheet.table.ask(self._lang), self._screen.size.width - _EDGES)
            self._screen.query_one("#form").border_title = Content(f" {asked} ")

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
        wrong = {
            (one.row, one.column)
            for one in self._findings
            if one.severity == "block"
            or (one.severity == "warn" and types.get(one.column) in _NUMBERS)
        }
        self.sheet.view.wrong = frozenset(
            place for place in wrong if all(place) and not self.sheet.lacks(*place)
        )
        self._screen.grid.show(self.sheet)
        self.show_cell(anew=False)

    def show_cell(self, *, anew: bool = True) -> None:
        """Say what belongs in the cell under the cursor and what is wrong, and offer its list."""
        from kamguide.tui.sheetwords import SheetWords

        if self.sheet is None:
            return
        if not self._screen.grid.place[1]:
            self._show_none(self.sheet.table)
            return
        screen, words = self._screen, SheetWords(self.sheet, self._findings)
        row, column = self.here
        why = self._refused[1]
        remark, is_wrong = (why, True) if why else words.remark(row, column)
        self._tell(words.about(row, column), remark, is_wrong=is_wrong)
        foot = words.needs(column, row)
        screen.table_foot.tell(foot, screen.grid.hidden, self._lang)
        if anew:
            self._offer(row, column)

    def _tell(self, about: str, remark: str = "", *, is_wrong: bool = False) -> None:
        """Say which cell this is, and something of it; what is wrong takes the lines it needs."""
        ask, before, words = self._screen.query_one("#ask", Static), self._told, Content(remark)
        if is_wrong:
            lines = fold(f"! {remark}", max(20, self._screen.size.width - 2))
            words = Content.styled("\n".join(lines), "bold $error")
        self._told = _ASKS + words.plain.count("\n")
        ask.update(Content.assemble((about, "bold"), "\n", words), layout=False)
        if self._told != before:
            ask.styles.height = self._told

    def _show_none(self, table: TableQuestion) -> None:
        """Say where the rows come from of a table that has none yet."""
        screen = self._screen
        self._tell(*rows_first(self._session, table).split("\n"))
        screen.table_foot.tell("", (0, 0), self._lang)
        screen.cell_choices.display = screen.cell_scale.display = False

    def _offer(self, row: str, column: str) -> None:
        """Show the list or the scale of a cell, in the same two lines."""
        from kamguide.workspace.anchors import Anchors

        sheet, screen = self.sheet, self._screen
        if sheet is None or not self._has_help(sheet.table):
            return
        prompt = sheet.table.column(column).prompt(self._session.interview.context)
        is_scale = isinstance(prompt, ScalePrompt) and sheet.is_typed(column)
        screen.cell_scale.display, screen.cell_choices.display = is_scale, not is_scale
        if isinstance(prompt, ScalePrompt) and is_scale:
            ends = Anchors(self._session).ends(sheet.table, row, prompt)
            screen.cell_scale.offer(prompt, ends, self._lang)
            screen.cell_scale.seek(screen.prompt.text)
            return
        is_list = isinstance(prompt, PickPrompt | PicksPrompt) and sheet.is_typed(column)
        options = prompt.options if isinstance(prompt, PickPrompt | PicksPrompt) and is_list else ()
        screen.cell_choices.offer(options, self._lang, many=isinstance(prompt, PicksPrompt))

    @property
    def fillable(self) -> Sheet | None:
        """The open table; None where it has no row yet that anything could be filled in to."""
        return self.sheet if self._screen.grid.place[1] else None

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
        from kamguide.tui.crossed import crossing

        if self.sheet is None:
            return ""
        kind = "free" if self.sheet.room else "crossed" if crossing(self.sheet.table) else "given"
        *keys, last = say(f"grid.keys_{kind}", self._lang).split(_GAP)
        line = ""
        if self._screen.grid.fills_down:
            line = say("grid.by_column", self._lang)
            keys = [one for one in keys if not one.startswith(_BY_COLUMN)]
        for key in keys:
            more = f"{line}{_GAP}{key}".strip()
            if cell_len(f"{more}{_GAP}{last}") <= width:
                line = more
        return f"{line}{_GAP}{last}"
