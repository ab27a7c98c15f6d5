"""All plans at once: on the screen, as lines, for programs, as a file; and what became of one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.workspace.board import Board

STATES = ("draft", "completed", "submitted", "returned", "approved", "superseded")
BANDS = ("ready", "conditions", "rework", "restart")
DIRECTIONS = ("maintain", "improve", "harvest", "exit", "enter")
SORTS = (
    *("name", "account", "owner", "status", "revenue", "revenue_now", "margin", "margin_now"),
    *("directions", "rubric", "evidence", "blocks", "due", "open", "idle", "answered"),
)


class _Shown(Struct, frozen=True):
    """How the board is wanted, where it is not wanted as a screen."""

    as_lines: bool
    as_json: bool
    target: Path | None
    force: bool


class _Told(Struct, frozen=True):
    """What became of a place of the plan."""

    place: str
    value: str
    note: str


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="name",
    show_default=True,
    help="The column that says the order.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--status", type=click.Choice(STATES), help="Only plans that stand so.")
@click.option("--owner", metavar="NAME", help="Only plans of this person.")
@click.option("--direction", type=click.Choice(DIRECTIONS), help="Only plans with a product so.")
@click.option("--band", type=click.Choice(BANDS), help="Only plans as good as that.")
@click.option("--lines", "--plain", "as_lines", is_flag=True, help="Lines, in a terminal too.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Write it: .html, .svg.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_obj
@gathered("shown", _Shown)
def board(
    options: Options,
    /,
    words: tuple[str, ...],
    *,
    sort: str,
    reverse: bool,
    shown: _Shown,
    **wanted: str | None,
) -> None:
    """Show all plans at once: state, money, direction, quality, what is due, who has too much.

    In a terminal this is a screen; a pipe, --lines or --json give lines. WORDS choose plans: any
    word of a line, or a column: status:approved, due>0, t3>5000, idle>=30.

    Example: kamguide review board "due>0" improve --sort due
    """
    typed = " ".join((*words, *(_term(name, word) for name, word in wanted.items() if word)))
    if not (shown.as_lines or shown.as_json or shown.target):
        from kamguide.cli.screen import has_terminal, open_screen

        if has_terminal():
            open_screen(options, board=(typed, sort, reverse))
    found = _found(options, typed, sort, reverse=reverse)
    if shown.target is not None:
        _write(options, found, shown.target, force=shown.force)
        return
    from kamguide.workspace.board_telling import as_json as in_json
    from kamguide.workspace.board_telling import lines

    if shown.as_json:
        click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(found, options.lang)))


def _write(options: Options, found: "Board", target: Path, *, force: bool) -> None:
    from kamguide.workspace.board_document import left_out, write_board

    write_board(found, options.lang, target, force=force)
    options.say("board.written", path=str(target))
    if others := left_out(found, target):
        options.say("board.other_currencies", currencies=others)


def _term(name: str, word: str) -> str:
    """A choice as it is typed where one filters; blanks would part it."""
    column = {"direction": "directions"}.get(name, name)
    return " ".join(f"{column}:{part}" for part in word.split())


def _found(options: Options, typed: str, sort: str, *, reverse: bool) -> "Board":
    from kamguide.store.listing import listed_plans, listed_summaries
    from kamguide.workspace.board import Board, in_order, lines_of
    from kamguide.workspace.board_filter import Filter

    path, today = options.store_path(), options.now().astimezone().date()
    wanted = Filter(typed, options.lang)
    every = lines_of(listed_plans(path), listed_summaries(path), today)
    return Board(in_order(filter(wanted, every), sort, reverse=reverse), today)


@click.command()
@click.argument("plan")
@click.argument("place", required=False, default="")
@click.argument("value", required=False, default="")
@click.option("--note", default="", help="Anything else there is to say.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
@gathered("news", _Told)
def progress(options: Options, plan: str, news: _Told, *, as_json: bool) -> None:
    """Tell what became of PLAN since it was approved; without a PLACE, list what was told.

    Its answers stay as they were approved. VALUE is how an action or a need stands, what was
    reached or spent, or what an open item turned out to be.

    Example: kamguide review progress "Muquan" str_actions.A6 done
    """
    from kamguide.workspace.followup import Progress
    from kamguide.workspace.followup_telling import as_json as in_json
    from kamguide.workspace.followup_telling import lines
    from kamguide.workspace.summary import keep_summary

    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    told = Progress(session)
    if news.place:
        told.tell(news.place, news.value, news.note)
        keep_summary(session)
        options.say("followup.told")
    elif as_json:
        click.echo(json.dumps(in_json(told.steps()), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(session, told.steps())))


@click.command(hidden=True)
@click.pass_obj
def fresh(options: Options) -> None:
    """Bring the plans up to date whose ids stand on stdin, for the board of another process."""
    import sys

    from kamguide.workspace.freshening import freshened

    asked = (line.strip() for line in iter(sys.stdin.readline, ""))
    for one in freshened(options.store_path(), asked, options.now):
        click.echo(json.dumps(one, ensure_ascii=False))
        sys.stdout.flush()
