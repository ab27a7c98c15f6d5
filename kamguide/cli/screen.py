"""Opens the screen: a check of the terminal, the card of last time, then the app."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from kamguide.cli.group import Options
from kamguide.tui.terminal import give_back, paint, take


def open_screen(options: Options, plan: str | None = None) -> None:
    """Open the screen, on a plan or where the person left off.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    if not has_terminal():
        from kamguide.messages import say

        raise click.UsageError(say("cli.no_terminal", options.lang))
    from kamguide.workspace.card import read_card

    store = options.store_path()
    card = read_card(store) if plan is None and store.exists() else {}
    if options.actor is None and not _is_known(options):
        options.workspace()
    _show_first(card)
    try:
        from kamguide.tui.app import KamguideApp

        app = KamguideApp(
            options.workspace,
            lang=options.lang if options.lang_asked else card.get("lang", options.lang),
            plan=plan,
            card=card,
            folder=store.parent if card else None,
        )
        app.shows_tracebacks = options.debug
        app.run()
    finally:
        give_back()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def open_class(options: Options, folder: Path, tab: str) -> None:
    """Open the screen on a class: its board or its wall."""
    from kamguide.tui.classapp import ClassApp

    app = ClassApp(folder, tab, lang=options.lang, now=options.now)
    app.run()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


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
