"""Commands for authors of flows: check, prove, draw, all texts."""

import json
import sys
from pathlib import Path

import click

from kamguide.cli.group import Guide, Options


@click.group(cls=Guide)
def flow() -> None:
    """Check, prove, draw and list the flows that say what is asked."""


@flow.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.pass_obj
def check(options: Options, path: Path | None) -> None:
    """Find every fault of the shipped flows, or of the file or folder at PATH."""
    from kamguide.flowfile.check import check as find_faults

    problems = find_faults(path)
    for problem in problems:
        click.echo(problem.said(options.lang))
    options.say("flow.checked", count=len(problems))
    sys.exit(1 if problems else 0)


@flow.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def prove(options: Options, path: Path | None, *, as_json: bool) -> None:
    """Lead interviews through the flows at PATH, and tell every claim that does not hold.

    Every question and branch is reached, no talk gets stuck, every figure is worked out, every
    rule and check can find something. Each failure comes with the answers that show it.
    """
    from time import monotonic

    from kamguide.flowfile.check import check as find_faults
    from kamguide.prove import found_at
    from kamguide.prove import prove as failures_of

    if problems := find_faults(path):
        options.say("prove.faulty")
        click.echo("\n".join(problem.said(options.lang) for problem in problems))
        sys.exit(1)
    start = monotonic()
    flows, cases = found_at(path)
    only = path.stem if path is not None and path.is_file() else ""
    failures = [one for one in failures_of(flows, cases) if only in ("", one.flow)]
    if as_json:
        told = [failure.as_json() for failure in failures]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("".join(f"{failure.said(options.lang)}\n" for failure in failures), nl=False)
    if failures:
        options.say("prove.done", count=len(failures))
        sys.exit(1)
    questions = len({name for one in flows for name in one.questions})
    seconds = round(monotonic() - start)
    options.say("prove.holds", flows=len(flows), questions=questions, seconds=seconds)


@flow.command()
@click.argument("name", default="full")
@click.pass_obj
def draw(options: Options, name: str) -> None:
    """Print the phases and questions of a flow as a Mermaid diagram."""
    from kamguide.flowfile.draw import draw as diagram
    from kamguide.flowfile.load import load_flow

    click.echo(diagram(load_flow(name), options.lang))


@flow.command()
@click.argument("name", default="full")
@click.pass_obj
def texts(options: Options, name: str) -> None:
    """Print every text of a flow in all its languages, tab-separated, for translators."""
    del options
    from kamguide.flowfile.load import load_flow, load_glossary
    from kamguide.flowfile.texts import as_tsv, flow_texts
    from kamguide.messages import languages

    click.echo(as_tsv(flow_texts(load_flow(name), load_glossary()), languages()), nl=False)


@flow.command("coach-report")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def coach_report(options: Options, *, as_json: bool) -> None:
    """Tell how well the rules tell weak replies from good ones: precision and recall."""
    from kamguide.flowfile.load import load_flow
    from kamguide.workspace.coach_report import CoachReport, report_as_json, report_lines

    asked = load_flow("full")
    verdicts = CoachReport(asked).verdicts()
    if as_json:
        click.echo(json.dumps(report_as_json(verdicts), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(report_lines(asked, verdicts, options.lang)).rstrip())
