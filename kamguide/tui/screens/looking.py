"""Which screen shows each look at a whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.workspace.looks import REVIEWS
from kamguide.workspace.wordback.look import WORD

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
    if name.startswith(WORD):
        from kamguide.tui.screens.proposals import ProposalsScreen, Sitting

        return ProposalsScreen(session, name, mark if isinstance(mark, Sitting) else None)
    if name == "compare":
        from kamguide.tui.screens.comparison import ComparisonScreen

        return ComparisonScreen(session, mark if isinstance(mark, int) else None)
    if name in REVIEWS:
        from kamguide.tui.screens.changes import ChangesScreen

        return ChangesScreen(session, name, mark if isinstance(mark, int) else None)
    if name == "still":
        from kamguide.tui.screens.still import StillScreen

        return StillScreen(session, mark if isinstance(mark, str) else "")
    from kamguide.tui.screens.look import LookScreen

    return LookScreen(session, name, mark if isinstance(mark, int) else None)
