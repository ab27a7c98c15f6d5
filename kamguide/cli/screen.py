"""Opens the screen: a check of the terminal, the card of last time, then the app."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options

if TYPE_CHECKING:
    from pathlib import Path

    from kamguide.tui.colours import Look


def open_screen(options: Options, plan: str | None = None) -> None:
    """Open the screen, on a plan or where the person left off.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        from kamguide.messages import say

        raise click.UsageError(say("cli.no_terminal", options.lang))
    from kamguide.workspace.card import read_card

    store = options.store_path()
    card = read_card(store) if plan is None and store.exists() else {}
    if options.actor is None and not _is_known(options):
        options.workspace()
    look, typed = _look_of(store)
    from kamguide.tui.app import KamguideApp

    app = KamguideApp(
        options.workspace,
        lang=options.lang if options.lang_asked else card.get("lang", options.lang),
        plan=plan,
        card=card,
        look=look,
    )
    app.typed_ahead = typed
    app.shows_tracebacks = options.debug
    app.run()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def _look_of(store: Path) -> tuple[Look, bytes]:
    """How the screen is to look, and the keys that were pressed while the terminal was asked."""
    from kamguide.cli.look import ASCII, THEME, draw_in_ascii, is_still
    from kamguide.tui.colours import Look, theme_for
    from kamguide.tui.paper import Paper, ask_terminal
    from kamguide.workspace.taste import read_taste

    said, taste = click.get_current_context().meta, read_taste(store.parent)
    if taste.ascii and not said.get(ASCII):
        draw_in_ascii()
    choice = said.get(THEME) or taste.theme
    follows = choice == "auto" and "COLORFGBG" not in os.environ
    paper = ask_terminal() if follows else Paper(None)
    theme = theme_for(choice, os.environ, paper.is_light)
    still = is_still(said, os.environ)
    return Look(theme, still, paper.is_light, not taste.toured), paper.typed


def _is_known(options: Options) -> bool:
    from kamguide.workspace.card import read_person

    return bool(read_person(options.store_path()))
