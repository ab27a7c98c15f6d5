"""What can be picked in a cell, on two lines: typing narrows it, the arrows go through it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from kamguide.messages import say
from kamguide.model.text import folded
from kamguide.tui import initials
from kamguide.tui.widgets.columns import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from kamguide.model.prompts import Option

LINES: Final = 2
_LIST_MARKS: Final = ",，、;；"
_LETTERS: Final = re.compile("[a-z]+")


class CellChoices(Static):
    """The options of the cell under the cursor; what is typed is completed from them."""

    DEFAULT_CSS = "CellChoices { height: 2; padding: 0 1; }"

    @dataclass
    class Picked(Message):
        """An option was clicked; `reply` has it, `is_last` where nothing can follow it."""

        reply: str
        is_last: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._options: tuple[Option, ...] = ()
        self._many = False
        self._lang = "en"
        self._typed = ""
        self._at: int | None = None
        self._drawn: list[tuple[int, range, int]] = []
        """Where what fits is on screen: the line, the cells, which one."""

    def offer(self, options: Sequence[Option], lang: str, *, many: bool) -> None:
        """Show what can be picked; nothing where there is no list."""
        self._options, self._lang, self._many = tuple(options), lang, many
        self._typed, self._at = "", None
        self.refresh()

    def narrow(self, typed: str) -> None:
        """Show what fits so far."""
        if typed != self._typed:
            self._typed, self._at = typed, None
            if self._options and self._is_heard and not initials.is_loaded():
                self.run_worker(self._learn_initials(), exclusive=True)
            self.refresh()

    async def _learn_initials(self) -> None:
        """Load what knows the initials beside the screen, so that keys are heard."""
        await asyncio.to_thread(initials.load)
        self.refresh()

    def step(self, by: int) -> bool:
        """Go through what fits; whether there is anything to go through."""
        fits = self._fitting
        if not fits:
            return False
        start = -1 if by > 0 else 0
        self._at = ((self._at if self._at is not None else start) + by) % len(fits)
        self.refresh()
        return True

    def completed(self, typed: str) -> str:
        """What is typed with the option one stands on in the place of its last part.

        Pinyin initials that fit one option alone stand for it.
        """
        self.narrow(typed)
        if self._at is not None:
            picked = self._label(self._fitting[self._at][1])
        elif (only := self._only_heard()) is not None:
            picked = self._label(only)
        else:
            return typed
        before = self._before
        return f"{before}{' ' if before and before[-1] in ',;' else ''}{picked}"

    def _only_heard(self) -> Option | None:
        """The one option that fits by its initials, where none fits by its words."""
        if not self._options or not self._is_heard or self._by_words():
            return None
        initials.load()
        fits = self._by_initials()
        return fits[0][1] if len(fits) == 1 else None

    @property
    def _before(self) -> str:
        """Where several may be picked, what was typed before the last mark."""
        if not self._many:
            return ""
        at = max(self._typed.rfind(mark) for mark in _LIST_MARKS)
        return self._typed[: at + 1]

    @property
    def _fitting(self) -> list[tuple[int, Option]]:
        """The options that fit what is typed, with their numbers: those that begin so first."""
        return self._by_words() or self._by_initials()

    def _by_words(self) -> list[tuple[int, Option]]:
        word = self._word
        numbered = list(enumerate(self._options, 1))
        if word.isdecimal():
            return [one for one in numbered if str(one[0]).startswith(word)]
        starts = [one for one in numbered if self._begins(one[1], word)]
        return starts + [
            one for one in numbered if one not in starts and word in folded(self._label(one[1]))
        ]

    def _by_initials(self) -> list[tuple[int, Option]]:
        if not self._is_heard or not initials.is_loaded():
            return []
        numbered = list(enumerate(self._options, 1))
        for way in (initials.begins, initials.contains):
            fits = [one for one in numbered if way(self._word, self._label(one[1]))]
            if fits:
                return fits
        return []

    @property
    def _word(self) -> str:
        return folded(self._typed[len(self._before) :])

    @property
    def _is_heard(self) -> bool:
        """Whether what is typed may be pinyin initials."""
        return self._lang == "zh" and _LETTERS.fullmatch(self._word) is not None

    def _begins(self, option: Option, word: str) -> bool:
        return any(part.startswith(word) for part in (*_words(self._label(option)), option.code))

    def _label(self, option: Option) -> str:
        return option.label(self._lang)

    def on_click(self, event: events.Click) -> None:
        """A click on an option picks it; where several may be picked, another can follow."""
        at = event.get_content_offset(self)
        found = (one for one in self._drawn if at is not None and one[0] == at.y and at.x in one[1])
        if (hit := next(found, None)) is not None:
            self._at = hit[2]
            reply = self.completed(self._typed)
            self.post_message(self.Picked(f"{reply}, " if self._many else reply, not self._many))

    def render(self) -> Content:
        """What fits, from shortly before the one we are at."""
        fits = self._fitting if self._options else []
        first = max(0, (self._at or 0) - 1)
        self._drawn.clear()
        lines, room = [""], max(20, self.size.width)
        for place, (number, option) in enumerate(fits[first:], first):
            mark = ">" if place == self._at else " "
            words = cut(f"{mark}{number} {self._label(option)}", room) + "  "
            if cell_len(lines[-1] + words.rstrip()) > room:
                if len(lines) == LINES:
                    more = say("grid.more_choices", self._lang, count=len(fits) - place)
                    lines[-1] = cut(lines[-1].rstrip(), room - cell_len(more) - 2) + "  " + more
                    break
                lines.append("")
            begin = cell_len(lines[-1])
            self._drawn.append((len(lines) - 1, range(begin, begin + cell_len(words)), place))
            lines[-1] += words
        if self._options and not fits:
            lines = [say("grid.nothing_fits", self._lang)]
        return Content("\n".join(lines))


def _words(label: str) -> tuple[str, ...]:
    """A label from each of its words on."""
    words = folded(label).split()
    return tuple(" ".join(words[at:]) for at in range(len(words)))
