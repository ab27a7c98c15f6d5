"""The talk as something to go through by keys: choose what was said, change it, copy it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from kamguide.tui.widgets.bubbles import Hit, hits
from kamguide.tui.widgets.talk import Talk

if TYPE_CHECKING:
    from textual import events

WANTS: Final = {"enter": "edit", "e": "edit", "c": "copy", "y": "copy", "h": "history"}
"""What a key wants done with what is chosen."""
STEPS: Final = {"up": -1, "down": 1, "pageup": -5, "pagedown": 5}


class Transcript(Talk):
    """What was said, with one thing of it chosen while the keys are here."""

    @dataclass
    class Wanted(Message):
        """Something is to be done with what is chosen: `edit`, `copy`, or `history`."""

        what: str

    @dataclass
    class Typed(Message):
        """A key that means nothing here, and so belongs to the prompt."""

        text: str

    def browse(self) -> bool:
        """Take the keys, the person's last answer chosen; false where nothing was said."""
        numbers = range(len(self.everything))
        own = (at for at in reversed(numbers) if self.everything[at].who == "you")
        if not numbers:
            return False
        self.can_focus = True
        self.focus(scroll_visible=False)
        self.choose(next(own, numbers[-1]))
        return True

    def on_blur(self) -> None:
        """Nothing is chosen while the keys are elsewhere."""
        self.can_focus = False
        self.choose(None)

    async def _on_key(self, event: events.Key) -> None:
        if self.chosen is None:
            return
        event.stop()
        event.prevent_default()
        last = len(self.everything) - 1
        if event.key in STEPS:
            self.choose(max(0, min(last, self.chosen + STEPS[event.key])))
        elif event.key in ("tab", "shift+tab"):
            self._to_own(1 if event.key == "tab" else -1)
        elif event.key in ("home", "end"):
            self.choose(0 if event.key == "home" else last)
        elif event.key in WANTS:
            self.post_message(self.Wanted(WANTS[event.key]))
        elif event.is_printable and event.character:
            self.post_message(self.Typed(event.character))

    def _to_own(self, step: int) -> None:
        """Choose the next thing the person said, or the one before."""
        at = (self.chosen or 0) + step
        while 0 <= at < len(self.everything):
            if self.everything[at].who == "you":
                self.choose(at)
                return
            at += step

    # Finding

    def find(self, words: str) -> tuple[Hit, ...]:
        """Where words stand in all that was said, the oldest first; they are marked too."""
        self.seek(words)
        said = enumerate(self.everything)
        return tuple(hit for number, one in said for hit in hits(one, number, words))
