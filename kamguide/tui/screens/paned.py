"""The panes beside a talk: the way on the left, the plan on the right, folding with the width."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from kamguide.tui.screens.tabled import TabledScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from kamguide.tui.widgets.live import LivePane
    from kamguide.tui.widgets.waypane import WayPane

MIDDLE, WIDE, VAST = 84, 118, 190
"""Columns from which the way, and the plan too, stand beside the talk; and all in full."""


class PanedScreen(TabledScreen):
    """A talk with panes beside it, or in its place where it is narrow."""

    _way: WayPane
    _live: LivePane

    def _draw_panes(self) -> None:
        if self.conversation is not None:
            self._way.lead(*self.conversation.way())
            self._live.put(*self.conversation.section())

    def on_resize(self, event: events.Resize) -> None:
        """Fold panes as the width shrinks."""
        width = event.size.width
        self.set_class(width < MIDDLE, "narrow")
        self.set_class(MIDDLE <= width < WIDE, "middle")
        self.set_class(width >= VAST, "vast")
        if self.conversation is not None and self.grid.display:
            self.conversation.tabling.fit()
            self.call_after_refresh(self.conversation.tabling.show_cell)
        self.refresh_around()
        self.fit_commands()

    def action_way(self) -> None:
        """Give the keys to the way through the plan, and show it; again, back to the prompt."""
        if self.is_early_for(self.action_way):
            return
        if self._way.has_focus:
            self.to_prompt()
            return
        self._catch_up()
        self.remove_class("show-live")
        self.add_class("show-way")
        self._way.attend()

    @abstractmethod
    def is_early_for(self, deed: Callable[[], None]) -> bool:
        """Whether the plan is still to come; what a key asks for is then done once it is there."""

    def go_along(self, question: str) -> None:
        """Go where a step of the way leads; what is typed is kept, as a draft of its question."""
        if self.conversation is not None:
            self.put_away()
            self.to_prompt()
            self.conversation.command("goto", question)
            self.show_turn()

    def put_away(self) -> None:
        """Keep what is typed as a draft of its question, before one goes on to another."""
        self._catch_up()
        self.keep_words()
        self.prompt.put("")
        self._stop_timer()

    @abstractmethod
    def keep_words(self) -> None:
        """Keep what stands in the prompt now."""

    def action_plan(self) -> None:
        """Give the keys to the plan beside the talk; from there, read the whole plan."""
        if not self.is_early_for(self.action_plan):
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
