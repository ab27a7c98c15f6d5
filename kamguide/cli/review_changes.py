"""Commands of a review by difference, and of the talk about a plan."""

import json
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.workspace.session import Session


def opened(options: Options, plan: str) -> "Session":
    """The plan, to be read."""
    return options.workspace().open(plan, lang=options.lang, read_only=True)


@click.command()
@click.argument("plan")
@click.option("--since", default="", help="submitted, returned, approved, a version, or a day.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def changes(options: Options, plan: str, since: str, *, as_json: bool) -> None:
    """Show what became of PLAN since it was returned, or since any earlier moment.

    These are the answers that changed, the numbers that moved and why, and what became of the
    comments. Example: kamguide review changes "Muquan" --since 2026-11-20
    """
    from kamguide.workspace.changes import changes_since

    found = changes_since(opened(options, plan), since)
    if as_json:
        from kamguide.workspace.changes_json import as_json as in_json

        click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2))
    else:
        from kamguide.workspace.changes_telling import ChangesTelling

        click.echo("\n".join(ChangesTelling(found).lines()))
