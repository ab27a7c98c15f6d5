"""The screen, opened on a class from the shell: there is no plan to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.course.classroom import Classroom
from kamguide.tui.app import KamguideApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kamguide.workspace.plans import Workspace


class ClassApp(KamguideApp):
    """Shows one class, and ends with it."""

    is_of_class = True

    def __init__(
        self, folder: Path, tab: str, *, lang: str, now: Callable[[], datetime], actor: str = ""
    ) -> None:
        """Open a class.

        Args:
            folder: Where it is.
            tab: What is shown first.
            lang: The language to speak.
            now: The clock.
            actor: Who looks, and judges under that name; the trainer of the class if not said.
        """
        classroom = Classroom.at(folder)

        def load() -> Workspace:
            workspace = classroom.workspace(now, lang)
            workspace.actor = actor or workspace.actor
            return workspace

        super().__init__(load, lang=lang)
        self._classroom = classroom
        self._tab = tab

    def show_home(self) -> None:
        """The class is where one is at home here."""
        from kamguide.tui.screens.klass import ClassScreen

        self.switch_or_push(ClassScreen(self._classroom, self._tab))
