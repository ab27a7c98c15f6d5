"""How the screen looks: said before the command, in the environment, or kept from last time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

THEME: Final = "kamguide.theme"
STILL: Final = "kamguide.still"
ASCII: Final = "kamguide.ascii"


def _kept(name: str) -> Callable[[click.Context, click.Parameter, object], None]:
    """Keeps an option for the command that opens the screen."""

    def keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
        del parameter
        context.meta[name] = value

    return keep


def _in_ascii(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Have everything drawn in ASCII, also by what is started from here."""
    del parameter
    context.meta[ASCII] = value
    if value:
        draw_in_ascii()


def draw_in_ascii() -> None:
    """Have everything drawn in ASCII, also by what is started from here."""
    from kamguide.export.charted.pens import CHOICE

    os.environ[CHOICE] = "ascii"


def look_options(command: Callable[..., object]) -> Callable[..., object]:
    """Add the options of how the screen looks to a command."""
    options = (
        click.option(
            "--theme",
            type=click.Choice(["auto", "light", "dark"]),
            envvar="KAMGUIDE_THEME",
            expose_value=False,
            callback=_kept(THEME),
            help="Colours of the screen; auto follows the terminal.",
        ),
        click.option(
            "--ascii",
            is_flag=True,
            envvar="KAMGUIDE_ASCII",
            expose_value=False,
            is_eager=True,
            callback=_in_ascii,
            help="Draw borders, marks and charts in ASCII.",
        ),
        click.option(
            "--no-animation",
            is_flag=True,
            envvar="KAMGUIDE_NO_ANIMATION",
            expose_value=False,
            callback=_kept(STILL),
            help="Let nothing move; so it is over SSH.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def is_still(said: Mapping[str, object], environment: Mapping[str, str]) -> bool:
    """Whether nothing is to move: as asked for, or because every move travels over a line."""
    return bool(said.get(STILL)) or bool(environment.get("SSH_CONNECTION"))
