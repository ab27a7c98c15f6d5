"""How one leaves a look at the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from kamguide.workspace.entries import Entry


class Left(Struct, frozen=True):
    """How a look was left: at which place of it, for which answer, or for which other look."""

    look: str
    mark: object = None
    entry: Entry | None = None
    next: str = ""
