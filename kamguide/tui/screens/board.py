"""All plans at once, for whoever reviews them: found, sorted, read, commented, decided on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.store.listing import listed_plans, listed_summaries
from kamguide.tui.boardfresh import BoardFreshener, BoardStart
from kamguide.tui.screens.choosing import TypedLine
from kamguide.tui.widgets.board_grid import BoardGrid
from kamguide.workspace.board import SORTS, Board, BoardLine, in_order, line_of, lines_of
from kamguide.workspace.board_cells import cell
from kamguide.workspace.board_filter import Filter
from kamguide.workspace.together_telling import load_line, total_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.timer import Timer

    from kamguide.store.lines import PlanLine, Summary
    from kamguide.tui.screens.board_deeds import BoardDeeds

ROOMY: Final = 34
"""Lines from which there is room to say who has too much to do."""
WIDE: Final = 110
"""Columns from which all keys fit."""
FEW: Final = 200
"""Plans that are added up within a key; of more, what they come to follows."""
SETTLED: Final = 0.15
"""Seconds without a change after which many plans are added up."""
GAP: Final = "   "


class BoardScreen(Screen[None]):
    """A line to choose plans by, the plans, what they come to, and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"move('{how}')", priority=True, show=False)
            for key, how in (
                ("up", "up"),
                ("down", "down"),
                ("pageup", "pageup"),
                ("pagedown", "pagedown"),
                ("ctrl+home", "first"),
                ("ctrl+end", "last"),
            )
        ),
        Binding("left", "column(-1)", priority=True, show=False),
        Binding("right", "column(1)", priority=True, show=False),
        Binding("f2", "deed('comment')", priority=True, show=False),
        Binding("f3", "deed('return')", priority=True, show=False),
        Binding("f4", "language", priority=True, show=False),
        Binding("f5", "together", priority=True, show=False),
        Binding("f6", "sort", priority=True, show=False),
        Binding("f7", "deed('approve')", priority=True, show=False),
        Binding("tab", "menu", priority=True, show=False),
        Binding("escape", "back", priority=True, show=False),
        Binding("f9", "leave", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    BoardScreen #sum, BoardScreen #detail, BoardScreen #said { height: auto; padding: 0 1; }
    BoardScreen #sum { text-wrap: nowrap; text-overflow: ellipsis; }
    BoardScreen #detail { color: $foreground 80%; }
    BoardScreen #said { max-height: 3; color: $accent; }
    """

    def __init__(self, start: BoardStart) -> None:
        super().__init__()
        self.start = start
        self._sort, self._reverse = start.sort, start.reverse
        self._plans: dict[str, PlanLine] = {}
        self._lines: dict[str, BoardLine] = {}
        self._board = Board((), self._today)
        self._filled = ""
        """What was typed when plans were chosen last."""
        self._timer: Timer | None = None
        self._fresh = BoardFreshener(start, self)

    @property
    def lang(self) -> str:
        """The language the person is spoken to in."""
        return self.app.lang  # type: ignore[attr-defined, no-any-return]  # our app

    @property
    def grid(self) -> BoardGrid:
        """The plans."""
        return self.query_one(BoardGrid)

    @property
    def _line(self) -> TypedLine:
        return self.query_one(TypedLine)

    def compose(self) -> ComposeResult:
        """How many plans, a line to choose by, the plans, what they come to, the keys."""
        yield Static("", id="head", classes="head title", markup=False)
        yield TypedLine(self._say("board.filter"), self.start.typed)
        yield BoardGrid(self.lang)
        yield Static("", id="sum", markup=False)
        yield Static("", id="detail", markup=False)
        yield Static("", id="said", markup=False)
        yield Static("", id="keys", classes="foot", markup=False)

    def on_mount(self) -> None:
        """Letters choose plans from the first moment on."""
        self._line.focus()

    def on_unmount(self) -> None:
        """Nothing is brought up to date any more."""
        self._fresh.stop()

    def on_screen_resume(self) -> None:
        """Show everything afresh when coming back."""
        self.look_again()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self._tell_around()

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    @property
    def _today(self) -> date:
        return self.start.now().astimezone().date()

    # Showing

    def look_again(self) -> None:
        """Read all plans as they are now."""
        path = self.start.store
        plans, known = listed_plans(path), listed_summaries(path)
        self._plans = {one.id: one for one in plans}
        self._lines = {one.id: one for one in lines_of(plans, known, self._today)}
        self.grid.lang = self.lang
        self._line.placeholder = self._say("board.filter")
        self._fill()

    def _fill(self, at: str | None = None) -> None:
        """Show the plans that are wanted, in their order."""
        self._filled = self._line.value
        wanted = Filter(self._line.value, self.lang)
        chosen = in_order(filter(wanted, self._lines.values()), self._sort, reverse=self._reverse)
        self._board = Board(chosen, self._today)
        units = {one.money for one in chosen if None not in one.revenue}
        self.grid.show(chosen, unit=len(units) > 1, at=at)
        self._tell_around()
        self._fresh.look()

    def _tell_around(self) -> None:
        """What stands above and below the plans."""
        order = self._say("board.reversed" if self._reverse else "board.sorted", by=self._order)
        shown, every = len(self._board.lines), len(self._lines)
        key = "board.head.all" if shown == every else "board.head"
        self._put("head", f"{self._say(key, shown=shown, count=every)}{GAP}{order}")
        self._sum_up()
        keys = "board.keys" if self.size.width >= WIDE else "board.keys.short"
        self._put("keys", self._say(keys))
        self._tell_detail()

    def _sum_up(self) -> None:
        """Add up what is shown; of many plans once nothing has changed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        if len(self._board.lines) <= FEW:
            self._tell_sums()
        else:
            self._timer = self.set_timer(SETTLED, self._tell_sums)

    def _tell_sums(self) -> None:
        self._put("sum", "\n".join(self._sums()))

    @property
    def _order(self) -> str:
        return self._say(f"board.by.{self._sort}")

    def _sums(self) -> Sequence[str]:
        if not self._board.lines:
            return [self._say("board.nobody")]
        known = self._board.together
        sums = [total_line(one, self.lang) for one in known.totals[:2]]
        if self.size.height >= ROOMY:
            sums += [
                self._say("board.much", who=load_line(one, self.lang)) for one in known.loads[:3]
            ]
        elif known.loads:
            names = self._say("board.joint").join(one.name for one in known.loads[:3])
            sums.append(self._say("board.much_short", names=names))
        return sums

    def _tell_detail(self) -> None:
        """What the columns without room say of the marked plan."""
        line = self._lines.get(self.grid.marked)
        folded = self.grid.folded if line is not None else ()
        told = [
            self._say("board.told", column=self._say(f"board.col.{one}"), words=words)
            for one in folded
            if line is not None and (words := cell(line, one, self.lang))
        ]
        self._put("detail", GAP.join(told))

    def _put(self, where: str, words: str) -> None:
        line = self.query_one(f"#{where}", Static)
        line.update(Content(words))
        line.display = bool(words)

    def tell(self, words: str) -> None:
        """Say what came of the last thing that was done."""
        self._put("said", words)

    # Bringing up to date

    @property
    def in_view(self) -> Sequence[BoardLine]:
        """The plans on screen."""
        return self.grid.in_view

    def take(self, plan: str, summary: Summary) -> None:
        """Show a plan as it was just worked out; the order stays until somebody sorts."""
        if (kept := self._plans.get(plan)) is None:
            return
        line = line_of(kept, summary, self._today)
        self._lines[plan] = line
        shown = tuple(line if one.id == plan else one for one in self._board.lines)
        self._board = Board(shown, self._today)
        self.grid.put(line)
        self._tell_around()

    # Choosing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value in ("?", "？"):
            self._line.value = ""
            self.app.action_help_here()  # type: ignore[attr-defined]  # our app
        else:
            self._fill()

    @on(BoardGrid.Moved)
    def _moved(self) -> None:
        self._tell_detail()
        self._fresh.look()

    @on(BoardGrid.Pressed)
    def _pressed(self, event: BoardGrid.Pressed) -> None:
        if event.again:
            self.action_deed("read")

    @on(TypedLine.Submitted)
    def _sent(self, event: TypedLine.Submitted) -> None:
        event.stop()
        self.action_deed("read")

    @property
    def marked(self) -> BoardLine | None:
        """The plan that is marked."""
        return self._lines.get(self.grid.marked)

    def action_move(self, how: str) -> None:
        """Move the mark."""
        self._soon(lambda: self.grid.move(how))

    def action_column(self, by: int) -> None:
        """Choose the next column, or the one before; those without room too."""
        columns = self.grid.columns
        here = columns.index(self.grid.chosen) if self.grid.chosen in columns else 0
        column = columns[(here + by) % len(columns)]
        self.grid.choose(column)
        self.tell(self._say("board.chosen", column=self._say(f"board.col.{column}")))

    def action_sort(self) -> None:
        """Sort by the chosen column; again, the other way round."""
        column = self.grid.chosen if self.grid.chosen in SORTS else "revenue"
        self._reverse = not self._reverse if column == self._sort else False
        self._sort = column
        self.tell("")
        self._fill()

    # What can be done

    @cached_property
    def _deeds(self) -> BoardDeeds:
        """What opens plans: loaded behind the first frame."""
        from kamguide.tui.screens.board_deeds import BoardDeeds

        return BoardDeeds(self)

    def loaded(self) -> None:
        """Plans can be opened from now on."""
        self._fresh.look()

    def tried(self, act: Callable[[], None]) -> None:
        """Do something; where it cannot be done that is said."""
        try:
            act()
        except KamguideError as problem:
            self.tell(self._say(problem.key, **problem.values))

    def _soon(self, act: Callable[[], None]) -> None:
        """Do something once the letters typed until now have chosen their plans."""
        self._line.call_later(self._now, act)

    def _now(self, act: Callable[[], None]) -> None:
        if self.app.screen is not self:  # a dialog that was asked for meanwhile goes first
            return
        if self._line.value != self._filled:
            self._fill()
        act()

    def action_deed(self, deed: str) -> None:
        """Do something with the plan that is marked."""
        self._soon(lambda: self._deeds.do(deed, self.marked))

    def action_menu(self) -> None:
        """Ask what is to be done with the plan that is marked."""
        self._soon(lambda: self._deeds.ask(self.marked))

    def action_together(self) -> None:
        """Show what the plans come to, and all accounts on one matrix."""
        from kamguide.tui.screens.together import TogetherScreen

        self.app.push_screen(TogetherScreen(self._board, self.lang))

    def action_language(self) -> None:
        """Speak the other language."""
        self.app.lang = "en" if self.lang == "zh" else "zh"  # type: ignore[attr-defined]  # our app
        self.tell("")
        self.look_again()

    def action_back(self) -> None:
        """Show all plans again; then back to home."""
        if self._line.value:
            self._line.value = ""
            self.tell("")
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to home, which is not there yet where the board was opened first."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.show_home()  # type: ignore[attr-defined]  # our app
