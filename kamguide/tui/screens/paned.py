"""The panes beside a talk: the way on the left, the plan on the right, folding with the width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.tui.screens.tabled import TabledScreen

if TYPE_CHECKING:
    from textual import events

    from kamguide.tui.widgets.live import LivePane
    from kamguide.tui.widgets.pane import Pane

MIDDLE, WIDE = 84, 118
"""Columns from which the way, and the plan too, stand beside the talk."""


class PanedScreen(TabledScreen):
    """A talk with panes beside it, or in its place where it is narrow."""

    _way: Pane
    _live: LivePane

    def _draw_panes(self) -> None:
        if self.conversation is not None:
            way, here = self.conversation.way()
            self._way.show(way, here)
            self._live.put(*self.conversation.section())

    def on_resize(self, event: events.Resize) -> None:
        """Fold panes as the width shrinks."""
        width = event.size.width
        self.set_class(width < MIDDLE, "narrow")
        self.set_class(MIDDLE <= width < WIDE, "middle")
        if self.conversation is not None and self.grid.display:
            self.conversation.tabling.fit()
            self.call_after_refresh(self.conversation.tabling.show_cell)
        self.refresh_around()

    def action_pane(self, name: str) -> None:
        """On a narrow screen show another pane instead of the talk, or the talk again."""
        other = "show-live" if name == "way" else "show-way"
        self.remove_class(other)
        self.toggle_class(f"show-{name}")

    def action_plan(self) -> None:
        """Give the keys to the plan beside the talk; from there, read the whole plan."""
        if self.conversation is not None:
            self._catch_up()
            self._live.attend()

    def on_descendant_focus(self) -> None:
        """Say what the keys do, wherever they go."""
        if self.conversation is not None and not self._is_behind:
            self.refresh_feet()

    def to_prompt(self) -> None:
        """Give the keys back to the prompt, and show the talk."""
        self.remove_class("show-way", "show-live")
        self.prompt.focus()
