"""The interview as a line dialogue: for screen readers, pipes and logs. No cursor moves."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from kamguide.cli.group import Options
from kamguide.errors import KamguideError
from kamguide.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said


@click.command()
@click.argument("plan")
@click.option("--quiet", is_flag=True, help="Say only what is asked, not what was typed.")
@click.pass_obj
def plain(options: Options, plan: str, *, quiet: bool) -> None:
    """Be interviewed for PLAN, line by line.

    A reply is one line; a line that ends in a backslash goes on in the next. Commands start
    with a slash. The end of the input leaves everything saved.
    """
    from kamguide.workspace.dialogue import Dialogue

    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang)
    dialogue = Dialogue(session)
    for said in dialogue.welcome():
        _tell(said)
    draft = session.draft()
    typed = dialogue.challenges.unsent or (draft.text if draft is not None else "")
    if typed:
        click.echo(say("plain.draft", session.lang, text=typed))
    for line in _replies():
        if not quiet and not sys.stdin.isatty():
            click.echo(f"> {line}")
        heard = dialogue.hear(line)
        for said in heard.said:
            _tell(said)
        if heard.leave and not _looked(session, heard.leave):
            break
    workspace.close(session)


def _looked(session: Session, where: str) -> bool:
    """Print what is only looked at, and come back; not where the person leaves."""
    if where == "plan":
        from kamguide.export.terminal import print_plan
        from kamguide.workspace.files import document

        print_plan(document(session), sys.stdout)
    elif where == "compare":
        _compare(session)
    return where in ("plan", "compare")


def _compare(session: Session) -> None:
    """Print the answers beside the model answer, if it is here."""
    from kamguide.cli.practise import print_comparison
    from kamguide.course.comparing import compared, pack_of
    from kamguide.course.comparison_words import ComparisonTelling

    try:
        found = compared(pack_of(session), session)
    except KamguideError as problem:
        click.echo(say(problem.key, session.lang, **problem.values))
        return
    print_comparison(ComparisonTelling(found, session), session.lang)


def _tell(said: Said) -> None:
    """Print what was said; tables only load what draws them when there are some."""
    click.echo(f"{said.name}: {said.text}")
    if said.charts:
        from kamguide.export.charted.facts import facts_of

        for chart in said.charts:
            click.echo("\n".join(facts_of(chart, said.lang)))
    if said.tables:
        from kamguide.export.terminal import drawn_lines

        width = shutil.get_terminal_size().columns
        for table in said.tables:
            click.echo("\n".join(drawn_lines(table, said.lang, width)))


def _replies() -> Iterator[str]:
    """Lines as they come; one that ends in a single backslash goes on in the next."""
    held: list[str] = []
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            if held:
                yield "\n".join(held)
            return
        line = line.rstrip("\r\n")
        if line.endswith("\\") and not line.endswith("\\\\"):
            held.append(line[:-1])
            continue
        yield "\n".join([*held, line])
        held = []
