"""The part of a screen that has a table in it: its keys, its mouse, and the panes beside it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from kamguide.tui.gridkeys import EDIT
from kamguide.tui.screens.talking import TalkingScreen
from kamguide.tui.widgets.prompt import PromptArea

if TYPE_CHECKING:
    from textual.message import Message
    from textual.timer import Timer

    from kamguide.tui.conversation import Conversation
    from kamguide.tui.widgets.cellchoices import CellChoices
    from kamguide.tui.widgets.grid import TableGrid
    from kamguide.tui.widgets.scale import Scale
    from kamguide.tui.widgets.tablefoot import TableFoot

PANES_DELAY: Final = 0.6
"""Seconds without a change in a table until what stands around it follows."""


class TabledScreen(TalkingScreen):
    """A talk in which tables are filled in above the prompt."""

    grid: TableGrid
    """The table, while one is asked for."""
    table_foot: TableFoot
    cell_choices: CellChoices
    cell_scale: Scale

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.conversation: Conversation | None = None
        self._words = ""
        """What is typed: at the end the widgets are gone before the screen is."""
        self._unsent = ""
        """What of it was not sent yet, and is no answer already."""
        self._is_behind = False
        """Whether only the words of what is asked now are on screen."""
        self._panes: Timer | None = None
        self._beside: tuple[str, ...] = ()
        """The table that the panes stand beside, and their language."""

    @abstractmethod
    def _draw_panes(self) -> None: ...

    @abstractmethod
    def _catch_up(self) -> None: ...

    @abstractmethod
    def _stop_timer(self) -> None: ...

    @abstractmethod
    def _sent(self, event: PromptArea.Sent) -> None: ...

    @abstractmethod
    def _moved(self, event: PromptArea.Moved) -> None: ...

    @abstractmethod
    def _pasted(self, event: PromptArea.Pasted) -> None: ...

    def _refresh_panes(self) -> None:
        """Show the way and the plan; beside a table only once no cell was kept for a while."""
        if self._panes is not None:
            self._panes.stop()
            self._panes = None
        sheet = self.conversation.tabling.sheet if self.conversation is not None else None
        now = (sheet.table.id, sheet.session.lang) if sheet is not None else ()
        before, self._beside = self._beside, now
        if now and before == now:
            self._panes = self.set_timer(PANES_DELAY, self._draw_panes)
        else:
            self._draw_panes()

    def _taken_at_once(self, message: Message) -> None:
        match message:
            case PromptArea.Sent():
                self._sent(message)
            case PromptArea.Moved():
                self._moved(message)
            case PromptArea.Pasted():
                self._pasted(message)

    def _move_in_grid(self, key: str) -> None:
        """Move in the table; words that cannot be read keep the cursor where it is."""
        if self.conversation is None:
            return
        step = {"up": -1, "down": 1}.get(key, 0) if self.prompt.text else 0
        if step and self._stepped(key, step):
            return
        if key == "delete":
            self.conversation.tabling.empty()
        elif self._commit_cell() and self.grid.display:
            self.grid.move(key)

    def _stepped(self, key: str, step: int) -> bool:
        """Go through what the cell can be from what is typed; whether there is anything."""
        if self.cell_scale.display:
            self.cell_scale.seek(self.prompt.text)
            self.cell_scale.move(key)
            self.prompt.put(self.cell_scale.picked())
            return True
        self.cell_choices.narrow(self.prompt.text)
        return self.cell_choices.display and self.cell_choices.step(step)

    def _commit_cell(self) -> bool:
        """Keep what is typed in its cell; whether nothing is left that could not be read."""
        if not self.prompt.text or self.conversation is None:
            return True
        if not self.conversation.tabling.take_cell(self.prompt.text):
            return False
        self._stop_timer()
        self.prompt.put("")
        self.refresh_around()
        return True

    def on_table_grid_pressed(self, event: TableGrid.Pressed) -> None:
        """Go to the cell that was pressed, after what is typed was kept."""
        if self._commit_cell():
            self.grid.go(event.row, event.column)

    def on_cell_choices_picked(self, event: CellChoices.Picked) -> None:
        """Take the option that was pressed, or go on with the others of the cell."""
        self.prompt.put(event.reply)
        if event.is_last:
            self._sent(PromptArea.Sent(event.reply))

    def drop_words(self) -> bool:
        """Let go of what is typed for a cell, which stays as it was; whether there was anything."""
        if not self.grid.display or not self.prompt.unsent:
            return False
        self.prompt.put("")
        return True

    def on_table_grid_reached(self) -> None:
        """Say what belongs in the cell under the cursor."""
        if self.conversation is not None and not self._is_behind:
            self.conversation.tabling.show_cell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a table are those of the prompt where there is no table."""
        is_shown = self.conversation is not None and self.grid.display
        if action == "to_end" and is_shown:
            return self.focused is not self.prompt
        if action != "grid" or not super().check_action(action, parameters):
            return super().check_action(action, parameters)
        return is_shown and (parameters != (EDIT,) or not self._words)

    def action_grid(self, name: str) -> None:
        """Do something with the table, after what is typed was kept."""
        self._catch_up()
        if self.conversation is not None and self.grid.display and self._commit_cell():
            self.conversation.tabling.do(name)
