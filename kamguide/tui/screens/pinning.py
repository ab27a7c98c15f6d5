"""A plan to be read by a marker: Enter on an answer pins a comment to it."""

from __future__ import annotations

from typing import ClassVar

from kamguide.tui.screens.reading import ReadingScreen


class PinningScreen(ReadingScreen):
    """The plan as it is read, with the words of a marker; nothing of it is written to a file."""

    WORDS: ClassVar = "pinning"

    def action_export(self) -> None:
        """Nothing: what is marked stays where it is."""
        self.app.bell()
