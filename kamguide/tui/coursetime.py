"""The clock of a course beside the talk: looked at now and then, never on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.coursing import Coursing

LOOK: Final = 15
"""Seconds between two looks at the clock."""


class CourseTime:
    """Tells news while nobody types, and how much of a step's time is gone."""

    def __init__(self, coursing: Coursing, screen: InterviewScreen) -> None:
        self._coursing = coursing
        self._screen = screen
        self._shown = ""

    def start(self) -> None:
        """Look at the clock from now on, where there is one."""
        if self._coursing.is_on:
            self._shown = self._coursing.clock()
            self._screen.set_interval(LOOK, self.look)

    def look(self) -> None:
        """Tell what has come since, and show the time."""
        if self._screen.conversation is None:
            return
        self._screen.say(*self._coursing.told())
        now = self._coursing.clock()
        if now != self._shown:
            self._shown = now
            self._screen.refresh_feet()

    def clock(self) -> str:
        """How much of the time of the open step is gone, as it was looked at last."""
        if self._coursing.is_on:
            self._shown = self._coursing.clock()
        return self._shown
