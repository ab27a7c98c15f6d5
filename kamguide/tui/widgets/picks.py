"""A numbered list above the prompt: arrows, a click, a digit, a word or its beginning pick."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as ListOption

from kamguide.errors import AnswerError
from kamguide.messages.joining import listed
from kamguide.model.matching import picks
from kamguide.model.text import folded
from kamguide.tui import initials

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from kamguide.model.prompts import Option

_PARTS: Final = re.compile("[,，、;；]")
_LETTERS: Final = re.compile("[a-z]+")


def _numbers(options: Iterable[int]) -> str:
    return ", ".join(str(at + 1) for at in sorted(options))


class PickList(OptionList, can_focus=False):
    """Options to pick one of, or to tick several.

    While words are typed, the option they fit best is highlighted, and what is highlighted is
    what Enter picks. The list keeps its place and its height.
    """

    DEFAULT_CSS = """
    PickList { height: auto; max-height: 10; border: none; padding: 0 1; }
    PickList > .option-list--option-highlighted {
        background: $primary; color: $background; text-style: bold;
    }
    """

    @dataclass
    class Picked(Message):
        """An option was clicked; `reply` picks it."""

        reply: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._options_shown: tuple[Option, ...] = ()
        self._ticked: set[int] = set()
        self._offered: tuple[tuple[Option, ...], tuple[str, ...], bool] = ((), (), False)
        """What was offered, with what was given, before anybody ticked anything."""
        self.is_emptied = False
        """Whether the last tick was taken away: what is lit is then just what is not meant."""
        self._many = False
        self._lang = "en"
        self._typed = ""
        self._fits: tuple[int, ...] = ()
        """The options that what is typed fits, the best first."""
        self._is_moved = False
        """Whether the arrows chose after words were typed, or stood there."""
        self.takes_words = True
        """Whether words pick; where a list only offers ways on, they are an answer themselves."""

    def offer(
        self, options: Sequence[Option], lang: str, *, many: bool, given: Collection[str] = ()
    ) -> None:
        """Show what can be picked; what was `given` so far, by its codes, is ticked or lit.

        Where the same is offered again, what the person ticked meanwhile stays.
        """
        self._options_shown = tuple(options)
        picked = [at for at, option in enumerate(options) if option.code in given]
        before, self._offered = self._offered, (self._options_shown, tuple(given), many)
        if before != self._offered:
            self._ticked = set(picked) if many else set()
            self.is_emptied = False
        self._many = many
        self._lang = lang
        self._typed, self._fits, self._is_moved = "", (), False
        self._draw()
        self.highlighted = None if many else next(iter(picked), None)

    def let_stand(self, given: str) -> None:
        """Have the answer so far highlighted, which stands in the prompt: arrows go on from it."""
        self._typed, self._fits, self._is_moved = self._part_of(given), (), False
        fits = self._by_words(self._typed) if self._typed else iter(())
        self.highlighted = next(fits, None)

    def move(self, key: str) -> None:
        """Move the highlight by an arrow key; among the options that fit, while words are typed."""
        self._is_moved, self.is_emptied = True, False
        step = 1 if key in ("down", "tab") else -1
        if self._fits:
            at = self._fits.index(self.highlighted) if self.highlighted in self._fits else -step
            self.highlighted = self._fits[(at + step) % len(self._fits)]
        elif step > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def tick(self) -> None:
        """Tick or untick the highlighted option, where several may be picked."""
        if self._many and (at := self.highlighted) is not None:
            self._ticked ^= {at}
            self.is_emptied = not self._ticked
            self._draw()
            self.highlighted = at

    def picked(self) -> str:
        """What Enter means now: the numbers that are ticked, or the highlighted one."""
        if self._ticked:
            return _numbers(self._ticked)
        at = None if self.is_emptied else self.highlighted
        return "" if at is None else str(at + 1)

    def named(self, reply: str) -> str:
        """What a reply by numbers picks, by name; another reply as it is."""
        parts = [part.strip() for part in _PARTS.split(reply)]
        count = len(self._options_shown)
        if not all(part.isdecimal() and 0 < int(part) <= count for part in parts):
            return reply
        names = (self._options_shown[int(part) - 1].label(self._lang) for part in parts)
        return listed(names, self._lang)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click picks, or ticks where several may be picked."""
        event.stop()
        if self._many:
            self.tick()
        else:
            self.post_message(self.Picked(str(event.option_index + 1)))

    # Words

    def seek(self, words: str) -> None:
        """Highlight what the words fit best; of several parts the last one counts."""
        part = self._part_of(words)
        if part == self._typed or not self.takes_words:
            return
        self._typed, self._is_moved = part, False
        if self._needs_initials(part):
            self.run_worker(self._learn_initials(), exclusive=True)
        self._show_fits()

    def _part_of(self, words: str) -> str:
        return _PARTS.split(words)[-1].strip() if self._many else words.strip()

    def _show_fits(self) -> None:
        self._fits = tuple(self._fitting(self._typed)) if self._typed else ()
        self.highlighted = self._fits[0] if self._fits else None

    async def _learn_initials(self) -> None:
        """Load what knows the initials beside the screen, so that keys are heard; then seek."""
        await asyncio.to_thread(initials.load)
        self._show_fits()

    def _needs_initials(self, part: str) -> bool:
        is_asked = self._lang == "zh" and _LETTERS.fullmatch(folded(part)) is not None
        return is_asked and not initials.is_loaded()

    def meant(self, raw: str) -> str:
        """The reply that typed words stand for: the number of what is highlighted for them.

        Words that fit nothing stay as they are, for what reads replies to say so.
        """
        if not self.takes_words:
            return raw
        if not self._many:
            self.seek(raw)
            if self._needs_initials(raw.strip()):
                initials.load()
                self._show_fits()
            is_chosen = self._fits or self._is_moved
            return raw if self.highlighted is None or not is_chosen else self.picked()
        parts = [part.strip() for part in _PARTS.split(raw) if part.strip()]
        meant = [self._part(part) for part in parts]
        return raw if meant == parts else ", ".join(meant)

    def with_ticks(self, words: str) -> str:
        """A reply in words, and all that is ticked besides; *none* is said alone."""
        named = self._named_in(words) if self._ticked else set()
        return words if not named or self._ticked <= named else _numbers(named | self._ticked)

    def _named_in(self, words: str) -> set[int]:
        """The options that words pick; none where they cannot be read."""
        try:
            codes = picks(words, self._options_shown)
        except AnswerError:
            return set()
        return {at for at, option in enumerate(self._options_shown) if option.code in codes}

    def _part(self, part: str) -> str:
        """One of several parts, as its number where only its initials fit."""
        if self._needs_initials(part):
            initials.load()
        fits = tuple(self._by_initials(part))
        if any(True for _ in self._by_words(part)) or len(fits) != 1:
            return part
        return str(fits[0] + 1)

    def _fitting(self, part: str) -> Iterator[int]:
        """The options that words fit: by number, then by name, at last by pinyin initials."""
        if part.isdecimal() and 0 < int(part) <= len(self._options_shown):
            yield int(part) - 1
        else:
            yield from dict.fromkeys((*self._by_words(part), *self._by_initials(part)))

    def _by_words(self, part: str) -> Iterator[int]:
        """Whole names first, then beginnings; parts only where nothing begins so."""
        wanted = folded(part)
        names = [
            (folded(one.code), *map(folded, one.label.root.values())) for one in self._options_shown
        ]
        ways: tuple[Callable[[str], bool], ...] = (
            lambda name: name == wanted,
            lambda name: name.startswith(wanted),
            lambda name: (len(wanted) > 1 or not wanted.isascii()) and wanted in name,
        )
        for way in ways:
            fits = [at for at, known in enumerate(names) if any(way(name) for name in known)]
            yield from fits
            if fits:
                return

    def _by_initials(self, part: str) -> Iterator[int]:
        letters = folded(part)
        if self._lang != "zh" or not _LETTERS.fullmatch(letters) or not initials.is_loaded():
            return
        labels = [one.label("zh") for one in self._options_shown]
        for way in (initials.begins, initials.contains):
            fits = [at for at, label in enumerate(labels) if way(letters, label)]
            yield from fits
            if fits:
                return

    def _draw(self) -> None:
        self.clear_options()
        for at, option in enumerate(self._options_shown):
            mark = ("[x] " if at in self._ticked else "[ ] ") if self._many else ""
            self.add_option(ListOption(Content(f"{at + 1:>2}  {mark}{option.label(self._lang)}")))
