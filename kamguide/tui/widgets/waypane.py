"""The way through the plan, to go along: a click or the arrows and Enter lead to a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip

from kamguide.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType
    from textual import events

    from kamguide.tui.screens.interview import InterviewScreen

CHOSEN: Final = Style(bold=True, reverse=True)


class WayPane(Pane, can_focus=True):
    """Phases and steps; while it has the keys, `>` at the edge says which step is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "step(1)", show=False),
        Binding("up,shift+tab", "step(-1)", show=False),
        Binding("pagedown", "step(8)", show=False),
        Binding("pageup", "step(-8)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._leads: Mapping[int, str] = {}
        self._chosen = 0

    def lead(self, content: RenderableType, line: int, leads: Mapping[int, str]) -> None:
        """Show the way, this line of it in view; each of the lines leads to a question."""
        self._leads = leads
        self.show(content, line)

    def attend(self) -> None:
        """Take the keys, at the step where we are."""
        here = self._line or 0
        self._chosen = min(self._leads, key=lambda line: abs(line - here), default=0)
        self.focus()

    def on_focus(self) -> None:
        """Say which step is meant."""
        self.refresh()

    def on_blur(self) -> None:
        """Nobody goes along it any more."""
        self.refresh()

    def action_step(self, by: int) -> None:
        """Some steps further, or back; as far as there are any."""
        lines = sorted(self._leads)
        if lines:
            at = lines.index(self._chosen) if self._chosen in lines else 0
            self._chosen = lines[max(0, min(len(lines) - 1, at + by))]
            self.bring(self._chosen)
            self.refresh()

    def action_choose(self) -> None:
        """Go to the step that is meant."""
        self._go(self._chosen)

    def on_click(self, event: events.Click) -> None:
        """A click on a step leads to it."""
        if (at := event.get_content_offset(self)) is not None:
            self._go(at.y + self.scroll_offset.y)

    def _go(self, line: int) -> None:
        if line in self._leads:
            self._talk.go_along(self._leads[line])

    def on_key(self, event: events.Key) -> None:
        """Words belong into the prompt, wherever one looks."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._talk.to_prompt()
            self._talk.prompt.insert(event.character)

    @property
    def _talk(self) -> InterviewScreen:
        return self.screen  # type: ignore[return-value]  # there is no other with a way beside it

    def render_line(self, y: int) -> Strip:
        """Draw one line; the step that is meant stands out, by a sign too."""
        strip = super().render_line(y)
        if not self.has_focus or self.scroll_offset.y + y != self._chosen:
            return strip
        sign = Strip([Segment(">", self.look)], 1)
        return Strip.join([sign, strip.crop(1)]).apply_style(CHOSEN)
