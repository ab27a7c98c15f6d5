"""One screen alone in the terminal: opened by a command, and the command ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from kamguide.tui.app import KamguideApp
from kamguide.tui.terminal import give_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session


class SingleScreenApp(KamguideApp):
    """The look and the keys of the app, with one screen and nothing else."""

    def __init__(
        self, make: Callable[[], Screen[None]], load: Callable[[], Workspace], lang: str
    ) -> None:
        super().__init__(load, lang=lang)
        self._make = make

    def get_default_screen(self) -> Screen[None]:
        """Nothing, until the screen is made."""
        return App.get_default_screen(self)

    def _load_behind(self) -> None:
        """Show the screen; leaving it ends the app."""
        self.push_screen(self._make(), lambda _: self.exit())
        self._listen()

    def show_export(self, session: Session) -> None:
        """Nothing is written from here: what is marked stays where it is."""
        del session
        self.bell()


def run_screen(make: Callable[[], Screen[None]], load: Callable[[], Workspace], lang: str) -> None:
    """Open a screen in the terminal, until it is left.

    Args:
        make: What makes the screen.
        load: What brings the plans, should anything ask for them.
        lang: The language to speak.
    """
    app = SingleScreenApp(make, load, lang)
    try:
        app.run()
    finally:
        give_back()
    if app.bug is not None:
        raise app.bug
