"""Which screen shows each look at a whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from kamguide.tui.looks import Left
    from kamguide.workspace.session import Session


def look_screen(session: Session, name: str, mark: object) -> Screen[Left]:
    """The screen that shows a look, at the place where it was left."""
    if name == "plan":
        from kamguide.tui.screens.reading import (
            Bookmark,
            ReadingScreen,
        )

        return ReadingScreen(session, mark if isinstance(mark, Bookmark) else None)
    if name == "answers":
        from kamguide.tui.screens.answers import AnswersScreen, Kept

        return AnswersScreen(session, mark if isinstance(mark, Kept) else None)
    from kamguide.tui.screens.look import LookScreen

    return LookScreen(session, name, mark if isinstance(mark, int) else None)
