"""The file that is being written while the person goes on: started, looked after, told.

What tells of it never takes the focus: an answer that is being typed goes where it was meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kamguide.errors import ExportError
from kamguide.messages import say
from kamguide.model.text import clean

if TYPE_CHECKING:
    from textual.timer import Timer

    from kamguide.tui.app import KamguideApp
    from kamguide.workspace.beside import Writing
    from kamguide.workspace.orders import Order
    from kamguide.workspace.session import Session

LOOK: Final = 0.1
"""Seconds between looks at how far it is."""


class Exports:
    """At most one file at a time, and what became of the last one until somebody saw it."""

    def __init__(self, app: KamguideApp) -> None:

        self._app = app
        self._timer: Timer | None = None
        self.writing: Writing | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self.writing is not None and not self.writing.is_over

    def ask(self, session: Session, words: str) -> None:
        """Begin to write what stands behind `/export`.

        Raises:
            KamguideError: It cannot be read, or it can be seen already that this will not go.
        """
        from kamguide.workspace.orders import order_in

        if self.is_busy:
            raise ExportError("exporting.running", file=self.name)
        from kamguide.workspace.files import file_name

        self.begin(session, order_in(words, Path(file_name(session))))

    def begin(self, session: Session, order: Order) -> Writing:
        """Begin to write a file.

        Raises:
            ExportError: It can be seen already that this will not go.
        """
        from kamguide.workspace.beside import write_beside

        workspace = self._app.workspace
        if workspace is None:  # nothing is asked before the plans are there
            raise RuntimeError
        self.writing = write_beside(workspace, session, order)
        if self._timer is None:
            self._timer = self._app.set_interval(LOOK, self._look)
        return self.writing

    def seen(self) -> None:
        """The person knows what became of the file."""
        if not self.is_busy:
            self.writing = None

    def busy(self, lang: str) -> str:
        """That one file is written at a time."""
        return say("exporting.running", lang, file=self.name)

    @property
    def name(self) -> str:
        """The name of the file that is being written."""
        return clean(self.writing.order.target.name) if self.writing else ""

    def far(self, plan: str, lang: str) -> str:
        """How far the file of a plan is, in short; empty where none is written."""
        writing = self.writing
        if writing is None or writing.is_over or writing.plan != plan:
            return ""
        return say("exporting.far_in_short", lang, **steps_of(writing))

    def _look(self) -> None:
        """Tell the screen on top how far it is."""
        writing = self.writing
        if (writing is None or writing.is_over) and self._timer is not None:
            self._timer.stop()
            self._timer = None
        if writing is not None:
            on_top = self._app.screen
            told = getattr(on_top, "tell_far", None)
            if told is not None:
                told(writing)
            elif writing.is_over:
                self._app.notify(outcome(writing, self._app.lang), markup=False)


def steps_of(writing: Writing) -> dict[str, object]:
    """How far a file is, as messages say it."""
    from kamguide.workspace.orders import STAGES

    name = clean(writing.order.target.name)
    return {"file": name, "step": STAGES.index(writing.stage) + 1, "steps": len(STAGES)}


def outcome(writing: Writing, lang: str) -> str:
    """What became of a file, in lines."""
    from kamguide.workspace.orders import shown

    written = writing.written
    if written is None:
        return problem(writing, lang)
    return "\n".join(
        (say("exporting.told", lang, path=clean(shown(written.path))), *remarks(writing, lang))
    )


def problem(writing: Writing, lang: str) -> str:
    """Why there is no file."""
    if writing.is_stopped:
        return say("exporting.stopped", lang)
    words = writing.problem
    return say("exporting.broke_off", lang, why=words) if words.lstrip("-").isdigit() else words


def remarks(writing: Writing, lang: str) -> tuple[str, ...]:
    """What there is to know about a file that was written."""
    written = writing.written
    if written is None:
        return ()
    held = written.held_back
    return (*((say("cli.held_back", lang, count=held),) if held else ()), *written.notices)
