"""Opens the screen: a check of the terminal, the card of last time, then the app."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options
from kamguide.tui.terminal import give_back, paint, take

if TYPE_CHECKING:
    from kamguide.tui.app import KamguideApp


def open_screen(
    options: Options, plan: str | None = None, board: tuple[str, str, bool] | None = None
) -> None:
    """Open the screen, on a plan, on the board of all plans, or where the person left off.

    Args:
        options: What was said before the command.
        plan: The plan to open.
        board: For the board: what is typed to choose plans, their order, and whether reversed.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    if not has_terminal():
        from kamguide.messages import say

        raise click.UsageError(say("cli.no_terminal", options.lang))
    from kamguide.workspace.card import read_card

    store = options.store_path()
    card = read_card(store) if plan is None and board is None and store.exists() else {}
    if options.actor is None and not _is_known(options):
        options.workspace()
    _show_first(card)
    try:
        app = _app(options, plan, card)
        if board is not None:
            from kamguide.tui.boardfresh import BoardStart

            typed, sort, reverse = board
            app.board = BoardStart(store, options.now, typed, sort, reverse)
        app.run()
    finally:
        give_back()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def open_class(options: Options, folder: Path, tab: str) -> None:
    """Open the screen on a class: its board or its wall."""
    from kamguide.tui.classapp import ClassApp

    who = options.actor or options.workspace().actor
    app = ClassApp(folder, tab, lang=options.lang, now=options.now, actor=who)
    app.run()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def _app(options: Options, plan: str | None, card: Mapping[str, str]) -> "KamguideApp":
    from kamguide.tui.app import KamguideApp

    app = KamguideApp(
        options.workspace,
        lang=options.lang if options.lang_asked else card.get("lang", options.lang),
        plan=plan,
        card=card,
        folder=options.store_path().parent if card else None,
    )
    app.shows_tracebacks = options.debug
    return app


def has_terminal() -> bool:
    """Whether there is somebody to draw for: Textual draws on stderr."""
    ours = all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
    return ours and os.environ.get("TERM") != "dumb"


def _show_first(card: Mapping[str, str]) -> None:
    """Take the terminal and paint what was on screen last; where that fails, later is soon enough.

    From here on what is typed waits for the screen.
    """
    if sys.platform == "win32":
        return
    from kamguide.tui.firstframe import frame

    try:
        size = os.get_terminal_size(2)
        take()
        paint(frame(card, size.columns, size.lines))
    except OSError:
        give_back()


def _is_known(options: Options) -> bool:
    from kamguide.workspace.card import read_person

    return bool(read_person(options.store_path()))
