"""The talk as something to go through by keys: choose what was said, change it, copy it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from kamguide.tui.widgets.bubbles import Hit, Line, hits, places
from kamguide.tui.widgets.spans import FOUND, HERE, Spans, within
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

    _followed: bool = True
    """Whether the end was in view before something was chosen."""
    _words: str = ""
    """What is looked for, if anything is."""
    _hit: Hit | None = None
    """Which of the places found is looked at."""

    def browse(self) -> bool:
        """Take the keys, the person's last answer chosen; false where nothing was said."""
        if not self.everything:
            return False
        self._followed = self.follows
        self.can_focus = True
        self.focus(scroll_visible=False)
        last = len(self.everything) - 1
        self.choose(next(filter(self._is_answer, range(last, -1, -1)), last))
        return True

    def _is_answer(self, number: int) -> bool:
        one = self.everything[number]
        return one.who == "you" and bool(one.question)

    def on_blur(self) -> None:
        """Nothing is chosen while the keys are elsewhere; another window keeps what is."""
        if not self.app.app_focus:
            return
        self.can_focus = False
        self.choose(None)
        if self._followed:
            self.to_end()

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
        """Choose the next answer of the person, or the one before."""
        begin = (self.chosen or 0) + step
        there = range(begin, len(self.everything) if step > 0 else -1, step)
        if (found := next(filter(self._is_answer, there), None)) is not None:
            self.choose(found)

    # Finding

    def seek(self, words: str) -> None:
        """Mark these words wherever they stand; none marks nothing."""
        self._words, self._hit = words, None
        self._strips.clear()
        self.refresh()

    def reveal(self, hit: Hit) -> None:
        """Bring a place that was found into view, and let it stand out among the others."""
        self._hit = hit
        self._strips.clear()
        self._bring(hit.bubble, hit.of)
        self.refresh()

    def marked(self, line: Line) -> Spans:
        """Where the words that are looked for stand in a line."""
        if not self._words or line.of == 0:
            return ()
        said = self._bubbles[line.bubble - self._first].said[line.of]
        length = len(self._words.strip())
        spans = (
            within(line, at, at + length, HERE if self._is_here(line, at) else FOUND)
            for at in places(said, self._words)
        )
        return tuple(span for found in spans for span in found)

    def _is_here(self, line: Line, start: int) -> bool:
        return self._hit == Hit(line.bubble, line.of, start)

    def find(self, words: str) -> tuple[Hit, ...]:
        """Where words stand in all that was said, the oldest first; they are marked too."""
        self.seek(words)
        said = enumerate(self.everything)
        return tuple(hit for number, one in said for hit in hits(one, number, words))
