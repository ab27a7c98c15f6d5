"""Commands of a review by difference, and of the talk about a plan."""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.workspace.session import Session

_FILE: Final = click.Path(dir_okay=False, path_type=Path)


class _Form(Struct, frozen=True):
    """As what the script is wanted."""

    as_json: bool
    markdown: bool
    target: Path | None
    force: bool


class _Decided(Struct, frozen=True):
    """What was decided, who sees to it by when, and where it belongs."""

    text: str
    owner: str
    by: str
    place: str


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


@click.command()
@click.argument("plan")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--markdown", is_flag=True, help="As Markdown, to paste elsewhere.")
@click.option("--to", "target", type=_FILE, help="A file to print: .docx, .pdf, .html or .md.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_obj
@gathered("form", _Form)
def script(options: Options, plan: str, form: _Form) -> None:
    """Show what to ask about PLAN in ten minutes, and why.

    Four to six pointed questions drawn from all that is known of it, an agenda, and what was
    decided. Example: kamguide review script "Muquan" --to script.docx
    """
    from kamguide.workspace.script_telling import ScriptTelling

    telling = ScriptTelling(opened(options, plan))
    if form.as_json:
        click.echo(json.dumps(telling.as_json(), ensure_ascii=False, indent=2))
    elif form.target is not None:
        from kamguide.workspace.files import write_document

        write_document(telling.document(), form.target, force=form.force)
        options.say("cli.exported", plan=plan, path=str(form.target))
    elif form.markdown:
        from kamguide.export.markdown import write

        out = BytesIO()
        write(telling.document(), out)
        click.echo(out.getvalue().decode(), nl=False)
    else:
        from kamguide.export.terminal import print_plan

        print_plan(telling.document(), sys.stdout)


@click.command()
@click.argument("plan")
@click.argument("text")
@click.option("--owner", required=True, metavar="NAME", help="Who sees to it.")
@click.option("--by", required=True, metavar="DATE", help="By when.")
@click.option("--at", "place", default="", help="A question, question.row, question.row.column.")
@click.pass_obj
@gathered("decided", _Decided)
def decide(options: Options, plan: str, decided: _Decided) -> None:
    """Record a decision about PLAN: an open item until it is done.

    Example: kamguide review decide "Muquan" "Ask the COO" --owner Lin --by 2026-12-15
    """
    from kamguide.workspace.deciding import Decisions
    from kamguide.workspace.remarks import place_of

    session = opened(options, plan)
    decisions = Decisions(session)
    place = place_of(session.flow, session.answers, decided.place)
    number = decisions.decide(decided.text, decided.owner, decided.by, place)
    words = decisions.told(decisions.all[number - 1])
    options.say("decide.kept", number=number, words=words)


@click.command()
@click.argument("plan")
@click.argument("number")
@click.option("--reopen", is_flag=True, help="It is not done after all.")
@click.pass_obj
def done(options: Options, plan: str, number: str, *, reopen: bool) -> None:
    """Say that decision NUMBER of PLAN is done."""
    from kamguide.workspace.deciding import Decisions

    decisions = Decisions(opened(options, plan))
    words = decisions.told(decisions.settle(number, on=not reopen))
    options.say("decide.reopened" if reopen else "decide.settled", words=words)


@click.command()
@click.argument("plan")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def decisions(options: Options, plan: str, *, as_json: bool) -> None:
    """List what was decided about PLAN: what, who, by when."""
    from kamguide.workspace.deciding import Decisions

    known = Decisions(opened(options, plan))
    if as_json:
        click.echo(json.dumps(known.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(known.lines()))


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-plan", metavar="NAME", help="Under another name, where the plan is new here.")
@click.pass_obj
def import_(options: Options, file: Path, as_plan: str | None) -> None:
    """Take in a plan that was handed in as a .kam FILE, and tell what changed.

    It is merged with what is here of the plan, cell by cell.
    """
    from kamguide.workspace.incoming import ArrivedTelling, take_in

    arrived = take_in(options.workspace(), file, options.lang, name=as_plan)
    click.echo("\n".join(ArrivedTelling(arrived).lines()))
