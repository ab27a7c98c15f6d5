"""A review on the screen: what became of a plan, and the script of the talk about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from kamguide.tui.screens.look import LookScreen
from kamguide.workspace.looks import REVIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session


class ChangesScreen(LookScreen):
    """What changed since the plan was returned, and what to ask; Enter goes to the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f11", "back", priority=True, show=False),
    ]
    looks: ClassVar[Mapping[str, Callable[[Session], Iterator[Entry]]]] = REVIEWS
