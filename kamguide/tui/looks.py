"""Looks at a whole plan: which screen shows each, and how one leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Left:
    """How a look was left: at which place of it, for which answer, or for which other look."""

    look: str
    mark: object = None
    entry: Entry | None = None
    next: str = ""


def look_screen(session: Session, name: str, mark: object) -> Screen[Left]:
    """The screen that shows a look, at the place where it was left."""
    if name == "plan":
        from kamguide.tui.screens.reading import (  # noqa: PLC0415 - screens load when shown
            Bookmark,
            ReadingScreen,
        )

        return ReadingScreen(session, mark if isinstance(mark, Bookmark) else None)
    if name == "answers":
        from kamguide.tui.screens.answers import AnswersScreen, Kept  # noqa: PLC0415 - as above

        return AnswersScreen(session, mark if isinstance(mark, Kept) else None)
    from kamguide.tui.screens.look import LookScreen  # noqa: PLC0415 - as above

    return LookScreen(session, name, mark if isinstance(mark, int) else None)
