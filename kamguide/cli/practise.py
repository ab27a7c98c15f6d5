"""Practise alone: begin from a course pack, and see one's answers beside the model answer."""

import json
import shutil
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.course.comparison_words import ComparisonTelling

FIRST = "muquan"
"""The pack that is meant where none is named."""


class _Asked(Struct, frozen=True):
    """What is to be practised, and under which name."""

    pack: str | None
    unit: int | None
    name: str


@click.command()
@click.argument("pack", required=False)
@click.option("--unit", type=click.IntRange(1, 3), help="One unit alone, its facts given.")
@click.option("--name", default="", help="What the plan is called.")
@click.option("--compare", "plan", metavar="PLAN", help="PLAN beside the model answer.")
@click.option("--json", "as_json", is_flag=True, help="The comparison for programs.")
@click.pass_obj
@gathered("asked", _Asked)
def practise(options: Options, asked: _Asked, plan: str | None, *, as_json: bool) -> None:
    """Practise with PACK, a course pack: a part is given, a part is yours, then compare.

    Without PACK and unit it lists the packs there are. Example: kamguide practise muquan --unit 2
    """
    if plan is not None:
        _compare(options, plan, asked.pack, as_json=as_json)
    elif asked.pack is None and asked.unit is None:
        from kamguide.cli.packs import packs

        click.get_current_context().invoke(packs, as_json=as_json)
    else:
        _begin(options, asked.pack or FIRST, asked.unit or 0, asked.name)


def _begin(options: Options, pack: str, unit: int, name: str) -> None:
    from kamguide.course.packs import Exercise, load_pack, start_plan
    from kamguide.workspace.coursing import assignment_of, papers_dir

    workspace = options.workspace()
    session = start_plan(workspace, Exercise(load_pack(pack), unit), lang=options.lang, name=name)
    plan, found = session.facts.name, assignment_of(session)
    asked = {one.id for one in session.path.asked}
    workspace.close(session)
    if found is None:
        return
    given = len(asked & set(found.given))
    own = len(asked) - given
    options.say("practise.started", name=plan, given=given, own=own, minutes=found.minutes)
    for one in found.papers:
        path = str(papers_dir(found.pack) / one.file)
        options.say("practise.paper", title=one.title(options.lang), path=path)
    options.say("practise.next", name=plan)


def _compare(options: Options, plan: str, pack: str | None, *, as_json: bool) -> None:
    from kamguide.course.comparing import compared, pack_of
    from kamguide.course.comparison_words import ComparisonTelling

    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    found = compared(pack_of(session, pack), session)
    telling = ComparisonTelling(found, session)
    if as_json:
        click.echo(json.dumps(telling.as_json(), ensure_ascii=False, indent=2))
        return
    print_comparison(telling, session.lang)


def print_comparison(telling: "ComparisonTelling", lang: str) -> None:
    """Print a comparison, page after page."""
    from kamguide.export.terminal import WIDTH, drawn_lines

    width = shutil.get_terminal_size((WIDTH, 0)).columns
    for page in telling.pages():
        lines = [page.head, *(f"  {one}" for one in page.lines)]
        if page.table is not None:
            lines += drawn_lines(page.table, lang, width)
        click.echo("\n".join([*lines, ""]))
