"""A row of numbers with what each end means: arrows, a click or a digit pick one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kamguide.messages import say
from kamguide.tui.lines import fitted

if TYPE_CHECKING:
    from textual import events

    from kamguide.model.prompts import ScalePrompt

GAP: Final = "   "
"""What stands between what is told."""
LEAST: Final = 12
"""Columns in which a hint can be read."""
BRACKETS: Final = 2
"""Columns around a number, for the brackets of the chosen one."""


class Scale(Widget, can_focus=False):
    """The marks of a scale; the one that is typed, or that the arrows chose, stands out."""

    DEFAULT_CSS = """
    Scale { height: auto; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    @dataclass
    class Picked(Message):
        """A mark was clicked; `reply` picks it."""

        reply: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._marks: tuple[str, ...] = ()
        self._step = Decimal(1)
        self._ends: tuple[str, ...] = ()
        self._hint = ""
        self._at: int | None = None

    def offer(self, prompt: ScalePrompt, ends: tuple[str, str], lang: str) -> None:
        """Show a scale with what its ends mean; an end may mean nothing in particular."""
        self._marks = tuple(str(mark) for mark in range(prompt.min, prompt.max + 1))
        self._step = prompt.step
        meant = zip((prompt.min, prompt.max), ends, strict=True)
        self._ends = tuple(
            say("scale.end", lang, mark=str(mark), means=end) for mark, end in meant if end
        )
        steps = say("scale.steps", lang, step=prompt.step) if prompt.step < 1 else ""
        self._hint = GAP.join(one for one in (say("scale.help", lang), steps) if one)
        self._at = None
        self.refresh(layout=True)

    def render(self) -> Content:
        """The numbers, and below them what the ends mean."""
        marks = []
        for at, mark in enumerate(self._marks):
            is_here = at == self._at
            marks.append(Content.styled(f"[{mark}]" if is_here else f" {mark} ", _LOOK[is_here]))
        room = self.content_size.width - sum(len(mark) for mark in marks) - len(GAP)
        hint = GAP + fitted(self._hint, room) if room > LEAST else ""
        first = Content("").join((*marks, Content(hint)))
        return Content("\n").join((first, Content(self._meaning()))) if self._ends else first

    def _meaning(self) -> str:
        """What the ends mean, each cut to its share of the line where both are too long."""
        whole, room = GAP.join(self._ends), self.content_size.width
        if cell_len(whole) <= room:
            return whole
        share = (room - len(GAP) * (len(self._ends) - 1)) // len(self._ends)
        return GAP.join(fitted(one, share) for one in self._ends)

    def move(self, key: str) -> None:
        """Go to the next mark, or the one before."""
        step = 1 if key in ("right", "up") else -1
        at = (-1 if step > 0 else len(self._marks)) if self._at is None else self._at
        self._go(max(0, min(len(self._marks) - 1, at + step)))

    def seek(self, words: str) -> None:
        """Let the mark stand out that is typed; one between two lets neither."""
        self._go(self._marks.index(words.strip()) if words.strip() in self._marks else None)

    def picked(self) -> str:
        """The mark that Enter picks now."""
        return "" if self._at is None else self._marks[self._at]

    def _go(self, at: int | None) -> None:
        if at != self._at:
            self._at = at
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click on a number picks it."""
        place = event.get_content_offset(self)
        if place is None or place.y > 0:
            return
        begin = 0
        for mark in self._marks:
            begin += cell_len(mark) + BRACKETS
            if place.x < begin:
                self.post_message(self.Picked(mark))
                return


_LOOK: Final = {True: "bold reverse", False: ""}
