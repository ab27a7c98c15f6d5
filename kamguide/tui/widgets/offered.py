"""What can be picked above the prompt: a list, or the marks of a scale; at most one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from kamguide.model.prompts import PickPrompt, PicksPrompt, ScalePrompt
from kamguide.tui.widgets.picks import PickList
from kamguide.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult

    from kamguide.model.prompts import CellPrompt


class Offered(Vertical):
    """The list or the scale of what is asked now; gone where neither fits."""

    DEFAULT_CSS = "Offered { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._list, self._scale = PickList(), Scale()
        self._scale.display = False

    def compose(self) -> ComposeResult:
        """Both; one of them is seen."""
        yield self._list
        yield self._scale

    def offer(
        self,
        prompt: CellPrompt,
        lang: str,
        ends: tuple[str, str],
        given: Collection[str] = (),
    ) -> None:
        """Show what a prompt lets one pick, or nothing; of options `given` was picked before."""
        match prompt:
            case PickPrompt(options=options) | PicksPrompt(options=options) if options:
                many = isinstance(prompt, PicksPrompt)
                self._list.offer(options, lang, many=many, given=given)
                self._show(is_list=True)
            case ScalePrompt():
                self._scale.offer(prompt, ends, lang)
                self._show(is_list=False)
            case _:
                self.display = False

    def _show(self, *, is_list: bool) -> None:
        self._list.display, self._scale.display, self.display = is_list, not is_list, True

    @property
    def is_list(self) -> bool:
        """Whether there is a list to move up and down in."""
        return self.display and self._list.display

    @property
    def takes_words(self) -> bool:
        """Whether words pick from the list; else they are an answer themselves."""
        return self._list.takes_words

    @takes_words.setter
    def takes_words(self, takes: bool) -> None:
        self._list.takes_words = takes

    def move(self, key: str) -> None:
        """Move the highlight by an arrow key."""
        (self._list if self.is_list else self._scale).move(key)

    def tick(self) -> None:
        """Tick or untick what is highlighted."""
        if self.is_list:
            self._list.tick()

    def seek(self, words: str) -> None:
        """Highlight what typed words fit."""
        (self._list if self.is_list else self._scale).seek(words)

    def let_stand(self, given: str) -> None:
        """Highlight the answer so far, which stands in the prompt."""
        (self._list.let_stand if self.is_list else self._scale.seek)(given)

    def picked(self) -> str:
        """What Enter on an empty line means now."""
        return (self._list if self.is_list else self._scale).picked()

    @property
    def is_emptied(self) -> bool:
        """Whether the last tick was just taken away."""
        return self.is_list and self._list.is_emptied

    def named(self, reply: str) -> str:
        """What a reply by numbers picks, by name."""
        return self._list.named(reply) if self.is_list else reply

    def with_ticks(self, words: str) -> str:
        """A reply in words, and all that is ticked besides."""
        return self._list.with_ticks(words) if self.is_list else words

    def meant(self, raw: str) -> str:
        """The reply that typed words stand for."""
        return self._list.meant(raw) if self.is_list else raw
