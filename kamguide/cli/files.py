"""Commands on files: answers in, plans out and in again."""

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kamguide.plan.views import View
    from kamguide.workspace.files import Brought

_FILE = click.Path(dir_okay=False, path_type=Path)


class _Care(Struct, frozen=True):
    """What is to become of answers that cannot all be read, or are only to be tried."""

    keep_good: bool
    dry_run: bool


@click.command()
@click.argument("plan")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--case", metavar="NAME", help="A case that is shipped, such as muquan.")
@click.option("--keep-good", is_flag=True, help="Keep what can be read even if something cannot.")
@click.option("--dry-run", is_flag=True, help="Only say what would follow.")
@click.pass_obj
@gathered("care", _Care)
def fill(options: Options, plan: str, file: Path | None, case: str | None, care: _Care) -> None:
    """Answer PLAN from FILE, or from a shipped case, through the same engine.

    Nothing is kept unless everything can be read. Example: kamguide fill X --case muquan
    """
    from kamguide.messages import say

    if (file is None) == (case is None):
        raise click.UsageError(say("cli.file_or_case", options.lang))
    from kamguide.workspace.filling import Filling

    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang)
    filling = (
        Filling.from_case(case, session) if case else Filling.from_file(file or Path(), session)
    )
    for told in filling.told:
        click.echo(told, err=True)
    for problem in filling.problems:
        click.echo(problem, err=True)
    if filling.problems and not care.keep_good:
        raise click.ClickException(
            say("fill.nothing_kept", options.lang, count=len(filling.problems))
        )
    if care.dry_run:
        from kamguide.workspace.foresight import Foresight

        click.echo(say("preview.would", options.lang))
        click.echo("\n".join(f"- {one}" for one in Foresight(session, filling.edits).lines()))
    else:
        filling.keep()
        options.say("fill.kept", count=filling.count, plan=session.facts.name)
    workspace.close(session)


class _Wanted(Struct, frozen=True):
    """The file that is wanted."""

    target: Path
    view: "View"
    template: Path | None
    force: bool


@click.command()
@click.argument("plan")
@click.option("--to", "target", required=True, type=_FILE, help="File to write, such as plan.docx.")
@click.option(
    "--view",
    type=click.Choice(["full", "manager", "trainer", "customer", "onepage"]),
    default="full",
    help="For whom: customer leaves out everything internal.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A company's .docx, whose styles and header are kept.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Tell how far it is, an object a line.")
@click.option("--as-of", "event", metavar="EVENT", hidden=True)
@click.pass_obj
@gathered("wanted", _Wanted)
def export(
    options: Options, plan: str, wanted: _Wanted, *, as_json: bool, event: str | None
) -> None:
    """Write PLAN to a file, in the format of its suffix.

    These are .docx .pptx .xlsx .pdf .html .md .json, and .kam with the whole log.
    Example: kamguide --lang zh export "Muquan" --to muquan.docx --view manager
    """
    from kamguide.workspace.files import held_back, write_out
    from kamguide.workspace.orders import Order

    workspace = options.workspace()
    if event is None:
        session = workspace.open(plan, lang=options.lang, read_only=True)
    else:
        session = workspace.read_as_of(plan, event, lang=options.lang)
    tell = _tell if as_json else _keep_quiet
    order = Order(wanted.target, wanted.view, wanted.template, wanted.force)
    noticed = write_out(session, order, lambda stage: tell({"stage": stage}))
    held = held_back(session, order.view)
    if as_json:
        notices = [options.worded(one) for one in noticed]
        tell({"written": str(order.target.absolute()), "held_back": held, "notices": notices})
        return
    options.say("cli.exported", plan=session.facts.name, path=str(order.target))
    options.note(noticed)
    if order.view == "customer":
        options.say("cli.held_back", count=held)


def _tell(what: "Mapping[str, object]") -> None:
    """Tell a program that listens; the file is written even where it listens no longer."""
    with suppress(BrokenPipeError):
        click.echo(json.dumps(what))


def _keep_quiet(what: "Mapping[str, object]") -> None:
    del what


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-plan", metavar="NAME", help="Under another name.")
@click.option("--phrase", envvar="KAMGUIDE_PHRASE", help="Of a class packet; else asked for.")
@click.pass_obj
def import_(options: Options, file: Path, as_plan: str | None, phrase: str | None) -> None:
    """Bring in a plan that was exported as .json, or as .kam with its whole log.

    A .kam of a plan that is here already is merged into it, cell by cell.
    """
    brought = _brought(options, file, as_plan, phrase)
    options.say("cli.imported", name=brought.name, count=brought.count)
    if brought.conflicts:
        options.say("cli.conflicts", count=brought.conflicts)
    if brought.was_closed:
        options.say("review.changed_closed", plan=brought.name)


def _brought(options: Options, file: Path, name: str | None, phrase: str | None) -> "Brought":
    """What a file brings; a packet of a class is opened with the phrase of its group."""
    from kamguide.store.packet import SEALED

    with file.open("rb") as source:
        is_sealed = source.read(len(SEALED)) == SEALED
    if not is_sealed:
        from kamguide.workspace.files import bring_in

        return bring_in(options.workspace(), file, name=name)
    from kamguide.cli.class_work import ask_phrase
    from kamguide.course.handing import bring_in_sealed

    workspace = options.workspace()
    return bring_in_sealed(workspace, file, phrase or ask_phrase(options), name=name)
