"""A table from a CSV or XLSX file into a question: looked at first, all problems at once."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kamguide.workspace.intake import Intake
    from kamguide.workspace.intake_words import IntakeTelling


class _UnaskedError(click.ClickException):
    """Nobody is there to say yes: a matter of how the command was called."""

    exit_code = 2


class _Wish(Struct, frozen=True):
    """How a file is looked at, and what is to come of it."""

    sheet: str
    maps: tuple[str, ...]
    replace: bool
    dry_run: bool
    yes: bool
    keep_good: bool
    as_json: bool


@click.command()
@click.argument("plan")
@click.argument("question")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook; else what fits best.")
@click.option(
    "--map",
    "maps",
    metavar="HEAD=COLUMN",
    multiple=True,
    help="What a column becomes; nothing behind = leaves it out. May be repeated.",
)
@click.option("--replace", is_flag=True, help="Take away rows that are not in FILE.")
@click.option("--keep-good", is_flag=True, help="Keep what can be read even if something cannot.")
@click.option("--dry-run", is_flag=True, help="Only show what would be kept.")
@click.option("--yes", is_flag=True, help="Keep it without asking.")
@click.option("--json", "as_json", is_flag=True, help="For programs; keeps only with --yes.")
@click.pass_obj
@gathered("wish", _Wish)
def intake(options: Options, plan: str, question: str, file: Path, wish: _Wish) -> None:
    """Take the rows of FILE (.csv, .tsv, .xlsx, or - for stdin) into the table QUESTION of PLAN.

    Columns are matched by their heads, in either language; rows that are there are updated,
    others added. Nothing is kept unless everything can be read and you agree.
    Example: kamguide intake "Muquan" pareto_customers customers.xlsx --dry-run
    """
    from kamguide.workspace.intake import Choices, Intake, file_bytes, table_named

    choices = Choices(wish.sheet, _columns(wish.maps), wish.replace)
    data = sys.stdin.buffer.read() if str(file) == "-" else file_bytes(file)
    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang, read_only=wish.dry_run)
    try:
        if not wish.dry_run:
            session.may_change()
        _go(options, Intake(session, table_named(session, question), data, choices), wish)
    finally:
        workspace.close(session)


def _columns(maps: Iterable[str]) -> dict[str, str]:
    """What was said of columns: the head first, the column behind the last `=`."""
    columns = {}
    for one in maps:
        head, equals, column = one.rpartition("=")
        if not equals or not head.strip():
            raise click.BadParameter(one, param_hint="--map HEAD=COLUMN")
        columns[head.strip()] = column.strip()
    return columns


def _go(options: Options, looked: Intake, wish: _Wish) -> None:
    from kamguide.messages import say
    from kamguide.workspace.intake_words import IntakeTelling

    telling = IntakeTelling(looked)
    faults = len(looked.taken.faults)
    good = bool(looked.taken.edits) and (wish.keep_good or not faults)
    if wish.as_json:
        keeps = good and wish.yes and not wish.dry_run
        if keeps:
            looked.keep()
        click.echo(json.dumps({**telling.as_json(), "kept": keeps}, ensure_ascii=False, indent=2))
    else:
        _show(telling)
        keeps = good and not wish.dry_run and _agreed(options, wish)
    if faults and not good:
        raise click.ClickException(say("intake.nothing_kept", options.lang, count=faults))
    if keeps:
        if not wish.as_json:
            looked.keep()
        click.echo(telling.kept(), err=True)


def _agreed(options: Options, wish: _Wish) -> bool:
    """Whether the person says yes; where nobody can be asked, only `--yes` is one."""
    from kamguide.messages import say

    if wish.yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise _UnaskedError(say("intake.needs_yes", options.lang))
    if click.confirm(say("intake.sure", options.lang), err=True):
        return True
    options.say("intake.left")
    return False


def _show(telling: IntakeTelling) -> None:
    """Show the file as it would be taken in, and on stderr what is wrong with it."""
    from kamguide.export.terminal import WIDTH, drawn_lines

    lines = [*telling.found(), *telling.notes()]
    width = shutil.get_terminal_size((WIDTH, 0)).columns
    for table in telling.preview():
        lines += drawn_lines(table, telling.lang, width)
    click.echo("\n".join([*lines, *telling.would()]))
    for fault in telling.faults():
        click.echo(fault, err=True)
