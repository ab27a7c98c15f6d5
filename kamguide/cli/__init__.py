"""The command line: thin commands over the workspace, each imported when it is called.

Data goes to stdout, everything else to stderr; exit 0 good, 1 our error, 2 usage.
"""

from pathlib import Path

import click

from kamguide import __version__
from kamguide.cli.group import Guide, Options, spoken
from kamguide.cli.look import look_options

COMMANDS = {
    "archive": "kamguide.cli.shelf:archive",
    "backup": "kamguide.cli.keeping:backup",
    "check": "kamguide.cli.plans:check",
    "copy": "kamguide.cli.shelf:copy",
    "course": "kamguide.cli.course:course",
    "delete": "kamguide.cli.shelf:delete",
    "demo": "kamguide.cli.plans:demo",
    "doctor": "kamguide.cli.keeping:doctor",
    "export": "kamguide.cli.files:export",
    "fill": "kamguide.cli.files:fill",
    "find": "kamguide.cli.shelf:find",
    "flow": "kamguide.cli.flows:flow",
    "forget": "kamguide.cli.keeping:forget",
    "history": "kamguide.cli.plans:history",
    "import": "kamguide.cli.files:import_",
    "intake": "kamguide.cli.intake:intake",
    "new": "kamguide.cli.plans:new",
    "plain": "kamguide.cli.plain:plain",
    "plans": "kamguide.cli.plans:plans",
    "practise": "kamguide.cli.practise:practise",
    "rename": "kamguide.cli.shelf:rename",
    "restore": "kamguide.cli.keeping:restore",
    "review": "kamguide.cli.review:review",
    "settings": "kamguide.cli.settings:settings",
    "show": "kamguide.cli.plans:show",
    "words": "kamguide.cli.words:words",
}


@click.group(cls=Guide, commands_by_name=COMMANDS, invoke_without_command=True)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    envvar="KAMGUIDE_STORE",
    help="The file that holds the plans; else your own.",
)
@click.option(
    "--lang", type=str, envvar="KAMGUIDE_LANG", callback=spoken, help="The language: en or zh."
)
@click.option("--as", "actor", metavar="NAME", envvar="KAMGUIDE_ACTOR", help="Who works.")
@click.option(
    "--today",
    metavar="DATE",
    envvar="KAMGUIDE_TODAY",
    help="Work as on this day, such as 2026-11-26.",
)
@look_options
@click.option("--debug", is_flag=True, hidden=True)
@click.version_option(__version__, prog_name="kamguide")
def kamguide(
    store: Path | None,
    lang: str | None,
    actor: str | None,
    today: str | None,
    *,
    debug: bool,
) -> None:
    """Guided planning for key accounts: the screen, or one of the commands below."""
    context = click.get_current_context()
    context.obj = Options(store, lang, actor, today, debug=debug)
    if context.invoked_subcommand is None:
        from kamguide.cli.screen import open_screen

        open_screen(context.obj)
