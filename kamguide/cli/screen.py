"""Opens the screen: a check of the terminal, the card of last time, then the app."""

import os
import sys

import click

from kamguide.cli.group import Options


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
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def _is_known(options: Options) -> bool:
    from kamguide.workspace.card import read_person

    return bool(read_person(options.store_path()))
