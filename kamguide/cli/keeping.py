"""Commands on the store: backup, restore, forget, and a doctor's look."""

import sys
from pathlib import Path

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.pass_obj
def backup(options: Options, target: Path | None) -> None:
    """Write a verified copy of all plans to TARGET, or among the daily backups."""
    from kamguide.workspace.health import back_up

    written = back_up(options.store_path(), options.now(), target)
    options.say("cli.backed_up", path=str(written))


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def restore(options: Options, source: Path, *, yes: bool) -> None:
    """Put the backup SOURCE in the place of all plans; the present ones are set aside."""
    from kamguide.messages import say
    from kamguide.store.backup import restore as put_back

    path = options.store_path()
    if path.exists() and not yes:
        click.confirm(say("cli.restore_sure", options.lang, path=str(path)), abort=True, err=True)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = put_back(source, path, options.now())
    options.say("cli.restored", path=str(path))
    if aside is not None:
        options.say("cli.set_aside", path=str(aside))


@click.command()
@click.argument("what")
@click.option("--person", is_flag=True, help="WHAT is a person's name, not a plan.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(options: Options, what: str, *, person: bool, yes: bool) -> None:
    """Erase a plan, or what a person wrote, from the log, the drafts, the index and backups."""
    from kamguide.messages import say

    workspace = options.workspace()
    if not yes:
        typed = click.prompt(say("cli.forget_sure", options.lang, what=what), err=True)
        if typed != what:
            raise click.Abort
    workspace.forget(what, person=person)
    options.say("cli.forgotten", what=what)


@click.command()
@click.option("--rebuild", is_flag=True, help="Make everything but the log anew from the log.")
@click.pass_obj
def doctor(options: Options, *, rebuild: bool) -> None:
    """Look over the store and this machine; exit 1 if something is wrong."""
    from kamguide.workspace.health import health

    healthy = True
    for name, value, good in health(options.store_path(), options.now(), rebuild=rebuild):
        healthy = healthy and good
        click.echo(f"{'ok ' if good else '!! '} {name}: {value}")
    sys.exit(0 if healthy else 1)
