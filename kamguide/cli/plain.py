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

    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said


@click.command()
@click.argument("plan", required=False)
@click.option("--quiet", is_flag=True, help="Say only what is asked, not what was typed.")
@click.pass_obj
def plain(options: Options, plan: str | None, *, quiet: bool) -> None:
    """Be interviewed for PLAN, line by line; without PLAN, all plans and what can be done.

    A reply is one line; a line that ends in a backslash goes on in the next. Commands start
    with a slash; /home leads to all plans. The end of the input leaves everything saved.
    """
    lines = _Lines(quiet=quiet)
    if plan is None:
        _at_home(options, lines)
        return
    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang)
    if _interviewed(workspace, session, lines):
        _at_home(options, lines, session.lang)


def _at_home(options: Options, lines: _Lines, lang: str = "") -> None:
    """Say what there is, and lead from plan to plan, until the person leaves."""
    from kamguide.course.exercises import Exercises
    from kamguide.workspace.hometalk import HomeTalk

    workspace = options.workspace()
    home = HomeTalk(workspace, lang or options.lang, Exercises())
    click.echo("\n".join(home.welcome()))
    for line in lines:
        went = home.hear(line)
        while went.plan:
            _echo(went.lines)
            went = home.back_from(went, lambda session: _interviewed(workspace, session, lines))
        _echo(went.lines)
        if went.leaves:
            return


def _echo(lines: tuple[str, ...]) -> None:
    if lines:
        click.echo("\n".join(lines))


def _interviewed(workspace: Workspace, session: Session, lines: _Lines) -> bool:
    """Lead the talk about a plan; whether the person wants to go home."""
    from kamguide.workspace.linedialogue import LineDialogue

    dialogue, leave = LineDialogue(session), ""
    for said in dialogue.welcome():
        _tell(said)
    draft = session.draft()
    typed = dialogue.challenges.unsent or (draft.text if draft is not None else "")
    if typed:
        click.echo(say("plain.draft", session.lang, text=typed))
    for line in lines:
        heard = dialogue.hear(line)
        for said in heard.said:
            _tell(said)
        if heard.leave and not _looked(session, heard.leave):
            leave = heard.leave
            break
    workspace.keep_card(session)
    workspace.close(session)
    return leave == "home"


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
    click.echo(say("mark.pair", said.lang, head=said.name, text=said.text))
    if said.charts:
        from kamguide.export.charted.facts import facts_of

        for chart in said.charts:
            click.echo("\n".join(facts_of(chart, said.lang)))
    if said.tables:
        from kamguide.export.terminal import drawn_lines

        width = shutil.get_terminal_size().columns
        for table in said.tables:
            click.echo("\n".join(drawn_lines(table, said.lang, width)))


class _Lines:
    """Lines as they come; one that ends in a single backslash goes on in the next."""

    def __init__(self, *, quiet: bool) -> None:
        self._repeats = not quiet and not sys.stdin.isatty()

    def __iter__(self) -> Iterator[str]:
        """Those that are still to come, each repeated where nobody sees what is typed."""
        for line in self._typed():
            if self._repeats:
                click.echo(f"> {line}")
            yield line

    def _typed(self) -> Iterator[str]:
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
