"""Commands that show a class: the board, and the wall."""

import json
import sys
from pathlib import Path

import click
from msgspec import Struct

from kamguide.cli.class_work import in_class
from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options


@click.command()
@in_class
@click.option("--lines", "--plain", "plain", is_flag=True, help="As lines, in a terminal too.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def board(options: Options, folder: Path, *, plain: bool, as_json: bool) -> None:
    """Show who is where: a line a group, from what was collected last."""
    from kamguide.course.board import as_json as in_json
    from kamguide.course.board import class_board
    from kamguide.course.board_telling import lines
    from kamguide.course.classroom import Classroom

    classroom = Classroom.at(folder)
    if not (plain or as_json) and _opens_screen(options, classroom.folder, "board"):
        return
    found = class_board(classroom, classroom.workspace(options.now, options.lang))
    if as_json:
        click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(found, options.lang, _width())))


class _Shown(Struct, frozen=True):
    """How the wall is wanted, where it is not wanted as a screen."""

    to: Path | None
    force: bool
    plain: bool
    as_json: bool


@click.command()
@in_class
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write it as .html")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--lines", "--plain", "plain", is_flag=True, help="As lines, in a terminal too.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
@gathered("shown", _Shown)
def wall(options: Options, folder: Path, shown: _Shown) -> None:
    """Lay the plans of all groups over each other, with questions for the debrief."""
    from kamguide.course.classroom import Classroom
    from kamguide.course.wall import as_json as in_json
    from kamguide.course.wall import overlaid, write_wall
    from kamguide.course.wall import wall as wall_of

    classroom = Classroom.at(folder)
    if not (shown.plain or shown.as_json or shown.to) and _opens_screen(
        options, classroom.folder, "wall"
    ):
        return
    found = overlaid(classroom, classroom.workspace(options.now, options.lang))
    if shown.as_json:
        click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2))
        return
    plan = wall_of(found, classroom.card.title, options.lang, options.now().date())
    if shown.to is not None:
        write_wall(plan, shown.to, force=shown.force)
        options.say("wall.written", file=str(shown.to))
        return
    from kamguide.cli.signs import pen_of
    from kamguide.export.terminal import print_plan

    print_plan(plan, sys.stdout, pen=pen_of(sys.stdout))


@click.command()
@in_class
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="A .docx, .html …")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--lines", "--plain", "plain", is_flag=True, help="As lines, in a terminal too.")
@click.pass_obj
def debrief(options: Options, folder: Path, to: Path | None, *, force: bool, plain: bool) -> None:
    """Show the debrief: a question for each goal, each one's takeaway, the rubric with its levels.

    Example: kamguide course debrief --to debrief.docx
    """
    from kamguide.course.classroom import Classroom
    from kamguide.course.goals import debrief as document
    from kamguide.course.goals import ending

    classroom = Classroom.at(folder)
    if not (plain or to) and _opens_screen(options, classroom.folder, "debrief"):
        return
    found = ending(classroom, classroom.workspace(options.now, options.lang))
    plan = document(found, classroom.card.title, options.lang, options.now().date())
    if to is not None:
        from kamguide.workspace.files import write_document

        write_document(plan, to, force=force)
        options.say("debrief.written", file=str(to))
        return
    from kamguide.cli.signs import pen_of
    from kamguide.export.terminal import print_plan

    print_plan(plan, sys.stdout, pen=pen_of(sys.stdout))


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 30)).columns if sys.stdout.isatty() else 120


def _opens_screen(options: Options, folder: Path, tab: str) -> bool:
    """Open the screen of the class where there is somebody to draw for."""
    from kamguide.cli.screen import has_terminal, open_class

    if not has_terminal():
        return False
    open_class(options, folder, tab)
    return True
