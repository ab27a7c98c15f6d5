"""A numbered list above the prompt: the arrows move, Enter picks, a digit or a word does too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as ListOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamguide.model.prompts import Option


class PickList(OptionList, can_focus=False):
    """Options to pick one of, or to tick several."""

    DEFAULT_CSS = "PickList { height: auto; max-height: 10; border: none; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._options_shown: tuple[Option, ...] = ()
        self._ticked: set[int] = set()
        self._many = False
        self._lang = "en"

    def offer(self, options: Sequence[Option], lang: str, *, many: bool) -> None:
        """Show what can be picked."""
        self._options_shown = tuple(options)
        self._ticked.clear()
        self._many = many
        self._lang = lang
        self._draw()
        self.highlighted = None

    def move(self, key: str) -> None:
        """Move the highlight by an arrow key."""
        if key in ("down", "tab"):
            self.action_cursor_down()
        elif key in ("up", "shift+tab"):
            self.action_cursor_up()

    def tick(self) -> None:
        """Tick or untick the highlighted option, where several may be picked."""
        if self._many and (at := self.highlighted) is not None:
            self._ticked ^= {at}
            self._draw()
            self.highlighted = at

    def picked(self) -> str:
        """What Enter means now: the numbers that are ticked, or the highlighted one."""
        if self._ticked:
            return ", ".join(str(at + 1) for at in sorted(self._ticked))
        return "" if self.highlighted is None else str(self.highlighted + 1)

    def _draw(self) -> None:
        self.clear_options()
        for at, option in enumerate(self._options_shown):
            mark = ("[x] " if at in self._ticked else "[ ] ") if self._many else ""
            self.add_option(ListOption(Content(f"{at + 1:>2}  {mark}{option.label(self._lang)}")))
