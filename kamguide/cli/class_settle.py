"""The command that settles what members of a group disagree about."""

from pathlib import Path

import click

from kamguide.cli.class_work import in_class
from kamguide.cli.group import Options


@click.command()
@in_class
@click.argument("group", required=False)
@click.argument("place", type=int, required=False)
@click.argument("side", type=int, required=False)
@click.pass_obj
def settle(
    options: Options, folder: Path, group: str | None, place: int | None, side: int | None
) -> None:
    """Settle what members of GROUP disagree about: which PLACE, and which SIDE counts.

    Without PLACE and SIDE it shows each with both sides. The other side stays in the history.
    Example: kamguide course settle g01 1 2
    """
    from kamguide.course.classroom import Classroom
    from kamguide.course.handing import plan_of
    from kamguide.course.telling import disputed_lines
    from kamguide.errors import UsageError
    from kamguide.workspace.settling import Settling

    classroom = Classroom.at(folder)
    workspace = classroom.workspace(options.now, options.lang)
    if group is None or place is None:
        lines = list(disputed_lines(classroom, workspace, options.lang, group))
        click.echo("\n".join(lines)) if lines else options.say("cli.conflict.none")
        return
    plan = plan_of(workspace, classroom.group(group))
    if side is None or plan is None:
        raise UsageError("conflict.two_numbers" if side is None else "conflict.none")
    session = workspace.open(plan, lang=options.lang)
    try:
        click.echo(Settling(session).settle(place, side))
    finally:
        workspace.close(session)
