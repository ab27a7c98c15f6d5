"""A table from a CSV or XLSX file into a question: looked at first, all problems at once."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kamguide.workspace.intake import Intake
    from kamguide.workspace.intake_words import IntakeTelling


@click.command()
@click.argument("plan")
@click.argument("question")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook; else the first that fits.")
@click.option("--map", "maps", metavar="HEAD=COLUMN", multiple=True, help="May be repeated.")
@click.option("--ignore", "ignored", metavar="HEAD", multiple=True, help="May be repeated.")
@click.option("--replace", "replaces", is_flag=True, help="Take away rows that are not in FILE.")
@click.option("--keep-good", is_flag=True, help="Keep the rows that can be read.")
@click.option("--dry-run", is_flag=True, help="Only show what would be kept.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def intake(  # noqa: PLR0913 - options of a command
    options: Options,
    plan: str,
    question: str,
    file: Path,
    *,
    sheet: str,
    maps: tuple[str, ...],
    ignored: tuple[str, ...],
    replaces: bool,
    keep_good: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take the rows of FILE (.csv, .tsv, .xlsx, or - for stdin) into the table QUESTION of PLAN.

    Columns are matched by their heads, in either language; rows that are there are updated,
    others added. Nothing is kept unless everything can be read.
    Example: kamguide intake "Muquan" pareto_customers customers.xlsx --dry-run
    """
    from kamguide.workspace.intake import Choices, Intake, file_bytes, table_named

    choices = Choices(sheet, _columns(maps, ignored), replaces)
    data = sys.stdin.buffer.read() if str(file) == "-" else file_bytes(file)
    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang, read_only=dry_run)
    try:
        looked = Intake.of_bytes(session, table_named(session, question), data, choices)
        _go(options, looked, keep=not dry_run, keep_good=keep_good, as_json=as_json)
    finally:
        workspace.close(session)


def _columns(maps: Iterable[str], ignored: Iterable[str]) -> dict[str, str]:
    """What was said of columns: the head first, the column behind the last `=`."""
    columns = dict.fromkeys(ignored, "")
    for one in maps:
        head, equals, column = one.rpartition("=")
        if not equals or not head.strip():
            raise click.BadParameter(one, param_hint="--map HEAD=COLUMN")
        columns[head.strip()] = column.strip()
    return columns


def _go(options: Options, looked: Intake, *, keep: bool, keep_good: bool, as_json: bool) -> None:
    from kamguide.messages import say
    from kamguide.workspace.intake_words import IntakeTelling

    telling = IntakeTelling(looked)
    bad = len(looked.taken.troubles)
    keeps = keep and (keep_good or not bad)
    if as_json:
        record = telling.as_json()
    else:
        _show(telling)
    kept = looked.keep() if keeps else None
    if as_json:
        numbers = None if kept is None else [kept.new, kept.changed, kept.removed]
        names = ("added", "changed", "removed")
        record["kept"] = None if numbers is None else dict(zip(names, numbers, strict=True))
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    elif kept is not None:
        click.echo("\n".join(telling.kept(kept)))
    else:
        click.echo("\n".join(telling.would()))
    if bad and not keep_good:
        raise click.ClickException(say("intake.nothing_kept", options.lang, count=bad))


def _show(telling: IntakeTelling) -> None:
    """Show the file as it would be taken in, and on stderr what is wrong with it."""
    from kamguide.export.terminal import WIDTH, drawn_lines

    click.echo(telling.found())
    click.echo("\n".join(f"  {one}" for one in telling.columns()))
    preview = telling.preview()
    if preview.rows:
        width = shutil.get_terminal_size((WIDTH, 0)).columns
        click.echo("\n".join(drawn_lines(preview, telling.lang, width)))
        click.echo(telling.more())
    for note in telling.notes():
        click.echo(note)
    for trouble in telling.troubles():
        click.echo(trouble, err=True)
