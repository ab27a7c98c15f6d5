"""Screens with a line to type in and a list under it: letters type, the arrows choose.

The line has the focus all the time, so that no key is lost between the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, OptionList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widgets.option_list import Option

T = TypeVar("T")


class Choices(OptionList, can_focus=False):
    """A list that is moved in from the line above it."""

    DEFAULT_CSS = """
    Choices {
        height: 1fr; border: none; background: $background; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Choices > .option-list--option-highlighted {
        background: $primary 30%; color: $foreground; text-style: bold;
    }
    Choices > .option-list--option-disabled { color: $foreground 80%; }
    """

    def show(self, options: Sequence[Option | None], at: str | None = None) -> None:
        """Show these options, and mark the one called `at`, else the first that can be chosen."""
        self.clear_options()
        self.add_options(options)
        names = [one.id for one in self.options]
        if at is not None and at in names:
            self.highlighted = names.index(at)
        elif any(not one.disabled for one in self.options):
            self.action_first()

    @property
    def chosen(self) -> str:
        """What is marked; nothing where nothing can be."""
        option = self.highlighted_option
        return (option.id if option is not None else None) or ""


class TypedLine(Input):
    """A line without a frame, whose cursor does not blink."""

    DEFAULT_CSS = """
    TypedLine { margin: 0 1; background: $background; }
    TypedLine:focus { background-tint: $foreground 0%; }
    """

    def __init__(self, placeholder: str = "", value: str = "", max_length: int = 200) -> None:
        super().__init__(
            value,
            placeholder,
            id="words",
            compact=True,
            max_length=max_length,
            select_on_focus=False,
        )
        self.cursor_blink = False


class ChoosingScreen(Screen[T]):
    """A line, a list, and keys that move in the list while words are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", priority=True, show=False),
        Binding("down", "move('cursor_down')", priority=True, show=False),
        Binding("pageup", "move('page_up')", priority=True, show=False),
        Binding("pagedown", "move('page_down')", priority=True, show=False),
        Binding("ctrl+home", "move('first')", priority=True, show=False),
        Binding("ctrl+end", "move('last')", priority=True, show=False),
    ]

    @property
    def line(self) -> TypedLine:
        """Where words go."""
        return self.query_one(TypedLine)

    @property
    def choices(self) -> Choices:
        """What can be chosen."""
        return self.query_one(Choices)

    def on_mount(self) -> None:
        """Letters type from the first moment on."""
        self.line.focus()

    def action_move(self, how: str) -> None:
        """Move in the list."""
        getattr(self.choices, f"action_{how}")()

    @on(TypedLine.Submitted)
    def _sent(self, event: TypedLine.Submitted) -> None:
        event.stop()
        self.choices.action_select()
