"""Opens the screen: a check of the terminal, the card of last time, then the app."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options
from kamguide.tui.terminal import give_back, paint, take

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kamguide.tui.app import KamguideApp
    from kamguide.tui.colours import Look


def open_screen(
    options: Options,
    plan: str | None = None,
    board: tuple[str, str, bool] | None = None,
    *,
    look: str = "",
) -> None:
    """Open the screen, on a plan, on the board of all plans, or where the person left off.

    Args:
        options: What was said before the command.
        plan: The plan to open.
        board: For the board: what is typed to choose plans, their order, and whether reversed.
        look: The look at the plan that is seen first, if not the talk is.

    Raises:
        click.UsageError: There is no terminal to draw on.
    """
    _need_terminal(options.lang)
    from kamguide.workspace.card import read_card

    store = options.store_path()
    card = read_card(store) if plan is None and board is None and store.exists() else {}
    if options.actor is None and not _is_known(options):
        options.workspace()
    try:
        app = _app(options, plan, card, _begin(card, store.parent))
        app.first_look = look
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


def _need_terminal(lang: str) -> None:
    if not has_terminal():
        from kamguide.messages import say

        raise click.UsageError(say("cli.no_terminal", lang))


def open_class(options: Options, folder: Path, tab: str) -> None:
    """Open the screen on a class: its board or its wall."""
    from kamguide.tui.classapp import ClassApp

    who = options.actor or options.workspace().actor
    app = ClassApp(folder, tab, lang=options.lang, now=options.now, actor=who)
    app.run()
    if app.bug is not None:
        raise app.bug
    sys.exit(app.return_code or 0)


def _app(options: Options, plan: str | None, card: Mapping[str, str], look: Look) -> KamguideApp:
    from kamguide.tui.app import KamguideApp

    app = KamguideApp(
        options.workspace,
        lang=options.lang if options.lang_asked else card.get("lang", options.lang),
        plan=plan,
        card=card,
        look=look,
        folder=options.store_path().parent if card else None,
    )
    app.shows_tracebacks = options.debug
    return app


def has_terminal() -> bool:
    """Whether there is somebody to draw for: Textual draws on stderr."""
    ours = all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr))
    return ours and os.environ.get("TERM") != "dumb"


def _begin(card: Mapping[str, str], folder: Path) -> Look:
    """Show what was on screen last, and load the app; how everything is to look from then on."""
    from kamguide.cli.look import ASCII, THEME, draw_in_ascii, is_still
    from kamguide.tui.colours import Look, theme_for
    from kamguide.workspace.taste import read_taste

    said, taste = click.get_current_context().meta, read_taste(folder)
    if taste.ascii and not said.get(ASCII):
        draw_in_ascii()
    choice = said.get(THEME) or taste.theme
    follows = choice == "auto" and "COLORFGBG" not in os.environ
    last = taste.paper == "light" if follows and taste.paper else None
    asked = _show_first(card, theme_for(choice, os.environ, last), asks=follows)
    is_light = last if asked is None else _heard(asked, folder, last)
    still = is_still(said, os.environ)
    return Look(theme_for(choice, os.environ, is_light), still, is_light, not taste.toured)


def _show_first(card: Mapping[str, str], theme: str, *, asks: bool) -> float | None:
    """Take the terminal and paint what was on screen last; where that fails, later is soon enough.

    From here on what is typed waits for the screen. With `asks` the terminal is asked how light
    its paper is; what comes back is when that was.
    """
    if sys.platform == "win32":
        return None
    from kamguide.tui.colours import THEMES
    from kamguide.tui.firstframe import frame
    from kamguide.tui.paper import QUESTION

    try:
        size = os.get_terminal_size(2)
        take()
        first = frame(card, size.columns, size.lines, THEMES[theme])
        paint(first + QUESTION if asks else first)
    except OSError:
        give_back()
        return None
    return monotonic() if asks else None


def _heard(asked: float, folder: Path, last: bool | None) -> bool | None:
    """Whether the terminal says that it is light, once the app is loaded; kept for next time.

    Nothing waits for its answer: it comes while the app is imported. Where it says nothing, it
    is what it was `last`.
    """
    from kamguide.tui.offline import load_offline

    load_offline()
    import kamguide.tui.app  # noqa: F401 - see above
    from kamguide.tui.paper import hear
    from kamguide.workspace.taste import keep_taste, read_taste

    is_light = hear(asked)
    if is_light is None:
        return last
    if is_light != last and folder.exists():
        taste = read_taste(folder)._replace(paper="light" if is_light else "dark")
        with suppress(OSError):
            keep_taste(folder, taste)
    return is_light


def _is_known(options: Options) -> bool:
    from kamguide.workspace.card import read_person

    return bool(read_person(options.store_path()))
