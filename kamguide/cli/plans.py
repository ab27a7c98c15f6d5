"""Commands on plans: start, list, show, look back, the finished example."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("name")
@click.option(
    "--flow",
    default="full",
    show_default=True,
    help="full, quick, unit1, unit2, unit3, annual_review",
)
@click.option("--from", "copy_from", metavar="PLAN", help="Copy set-up, unit 1 and competitors.")
@click.option("--practise", metavar="CASE", help="With the facts of a case, such as muquan.")
@click.pass_obj
def new(
    options: Options, name: str, flow: str, copy_from: str | None, practise: str | None
) -> None:
    """Start a plan called NAME.

    Example: kamguide new "Muquan" --flow quick
    """
    if practise and copy_from:
        from kamguide.messages import say

        raise click.UsageError(say("cli.from_or_practise", options.lang))
    workspace = options.workspace()
    if practise:
        from kamguide.course.packs import Exercise, pack_for, start_plan

        exercise = Exercise(*pack_for(practise, flow))
        session = start_plan(workspace, exercise, lang=options.lang, name=name)
    else:
        session = workspace.new(name, flow, copy_from=copy_from)
    workspace.close(session)
    options.say("cli.started", name=session.facts.name, flow=session.flow.title(options.lang))


@click.command()
@click.option("--archived", is_flag=True, help="Archived ones, too.")
@click.option("--all", "every", is_flag=True, help="Archived and deleted ones, too.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def plans(options: Options, *, archived: bool, every: bool, as_json: bool) -> None:
    """List the plans, the one changed last first."""
    from kamguide.store.listing import listed_plans, listed_summaries

    path = options.store_path()
    listed = listed_plans(path, archived=archived or every)
    found = [one for one in listed if every or not one.deleted]
    known = {plan: one.content for plan, one in listed_summaries(path).items()}
    if as_json:
        told = [_line(one, known.get(one.id)) for one in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not found:
        options.say("cli.no_plans")
    for one in found:
        far = known.get(one.id, {})
        progress = f"{far['answered']}/{far['applicable']}" if far else "-"
        columns = (one.name, one.flow, _state(one), progress, f"{one.changed_at:%Y-%m-%d}", one.id)
        click.echo("\t".join(columns))


def _state(one: Any) -> str:
    away = "deleted" if one.deleted else "archived"
    return away if one.archived else str(one.status)


def _line(one: Any, summary: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "flow": one.flow,
        "status": one.status,
        "archived": one.archived,
        "deleted": one.deleted,
        "changed_at": one.changed_at.isoformat(),
        "changed_by": one.changed_by,
        "summary": summary,
    }


@click.command()
@click.argument("plan")
@click.option("--chart", metavar="NAME", help="Only this chart, such as dpm; all for every one.")
@click.option("--width", type=click.IntRange(20, 400), help="Columns, instead of the terminal's.")
@click.option("--ascii/--lines", "is_ascii", default=None, help="Signs that charts are drawn with.")
@click.pass_obj
def show(
    options: Options, plan: str, chart: str | None, width: int | None, *, is_ascii: bool | None
) -> None:
    """Show the plan of PLAN in the terminal, or one of its charts.

    Example: kamguide show "Muquan" --chart dpm
    """
    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    from kamguide.cli.signs import pen_of
    from kamguide.export.terminal import print_charts, print_plan
    from kamguide.workspace.charting import charts_meant
    from kamguide.workspace.files import document

    pen = pen_of(sys.stdout, is_ascii=is_ascii)
    if chart is None:
        print_plan(document(session), sys.stdout, width=width, pen=pen)
    else:
        charts = charts_meant(session, chart)
        print_charts(charts, sys.stdout, options.lang, width=width, pen=pen)


@click.command()
@click.argument("plan")
@click.option("--thread", is_flag=True, help="What each objective hangs on, and the loose ends.")
@click.option("--stability", is_flag=True, help="The smallest change that turns each suggestion.")
@click.option(
    "--challenges",
    is_flag=True,
    help="What the coach would ask about patterns, and what was answered.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def check(context: click.Context, /, plan: str, *, as_json: bool, **looks: bool) -> None:
    """Tell what PLAN still needs: missing answers, findings, quality, open items, the thread.

    Exit 1 where something must be corrected before the plan can be completed.
    """
    options: Options = context.obj
    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    from kamguide.workspace.challenges import ChallengeTelling
    from kamguide.workspace.checking import Telling, report_on
    from kamguide.workspace.stability import StabilityTelling
    from kamguide.workspace.thread import ThreadTelling

    lookers: dict[str, type[ThreadTelling | StabilityTelling | ChallengeTelling]] = {
        "thread": ThreadTelling,
        "stability": StabilityTelling,
        "challenges": ChallengeTelling,
    }
    asked = [make(session) for name, make in lookers.items() if looks[name]]
    if asked:
        _tell(*((one.as_json() if as_json else one.lines()) for one in asked))
        return
    report, telling, thread = report_on(session), Telling(session), ThreadTelling(session)
    if as_json:
        _tell({**telling.as_json(report), "thread": thread.as_json()})
    else:
        _tell(telling.lines(report), thread.lines())
    context.exit(1 if report.blocks else 0)


def _tell(*told: dict[str, Any] | Iterator[str]) -> None:
    """Print lines part by part, or records together as JSON."""
    records = [one for one in told if isinstance(one, dict)]
    if records:
        together = {name: value for one in records for name, value in one.items()}
        click.echo(json.dumps(together, ensure_ascii=False, indent=2))
        return
    parts = ("\n".join(one) for one in told if not isinstance(one, dict))
    click.echo("\n\n".join(part.rstrip() for part in parts))


@click.command()
@click.argument("plan")
@click.option("--question", metavar="ID", help="Only what happened to this question.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def history(options: Options, plan: str, question: str | None, *, as_json: bool) -> None:
    """Show what happened to PLAN, oldest first."""
    from kamguide.messages import say
    from kamguide.workspace.listing import Listing

    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    listing = Listing(session)
    for event in session.events():
        if question is not None and event.question != question:
            continue
        if as_json:
            line: dict[str, object] = {
                "seq": event.seq,
                "at": event.at.isoformat(),
                "actor": event.actor,
            }
            line |= {"kind": str(event.kind), "question": event.question, "row": event.row}
            line |= {"column": event.column, "payload": dict(event.payload)}
            click.echo(json.dumps(line, ensure_ascii=False))
            continue
        said = say(f"event.{event.kind}", options.lang)
        text = listing.event_text(event)
        click.echo(
            f"{event.at.astimezone():%Y-%m-%d %H:%M}  {event.actor}  {said}"
            f"  {event.question or ''}  {text}".rstrip()
        )


@click.command()
@click.option(
    "--export",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the finished plan to a file, such as plan.docx, instead of opening it.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_obj
def demo(options: Options, target: Path | None, *, force: bool) -> None:
    """Open a finished example plan: in the screen, or printed where there is no terminal.

    Example: kamguide demo --export muquan.docx
    """
    from kamguide.workspace.files import document, example
    from kamguide.workspace.files import export as write_plan

    workspace = options.workspace()
    plan = example(workspace, options.lang)
    if target is not None:
        session = workspace.open(plan, lang=options.lang, read_only=True)
        noticed = write_plan(session, target, force=force)
        options.say("cli.exported", plan=session.facts.name, path=str(target))
        options.note(noticed)
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        from kamguide.cli.screen import open_screen

        open_screen(options, plan, look="plan")
        return
    from kamguide.cli.signs import pen_of
    from kamguide.export.terminal import print_plan

    session = workspace.open(plan, lang=options.lang, read_only=True)
    print_plan(document(session), sys.stdout, pen=pen_of(sys.stdout))
