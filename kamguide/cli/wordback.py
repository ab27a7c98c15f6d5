"""A Word file that was worked on comes back: its changes and comments as proposals."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

DECIDED = ("done", "rejected")
"""Proposals that nobody has to look at again."""

if TYPE_CHECKING:
    from kamguide.workspace.wordback.proposals import Returned


class _Wish(Struct, frozen=True):
    """What is to become of the proposals."""

    accept: str
    interactive: bool
    as_json: bool


@click.command()
@click.argument("plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--accept", metavar="N,M|all", default="", help="Accept these; all = without conflict."
)
@click.option("--interactive", is_flag=True, help="Ask for each: yes, no, or later.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
@gathered("wish", _Wish)
def word(options: Options, plan: str, file: Path, wish: _Wish) -> None:
    """Read FILE back: a Word export of PLAN in which texts, cells or comments were changed.

    Each change is a proposal for the answer it stands at; nothing is kept until it is accepted.
    Example: kamguide review word "Muquan" Muquan.docx --accept 1,3
    """
    from kamguide.workspace.wordback.proposals import Returned, returned_bytes

    workspace, data = options.workspace(), returned_bytes(file)
    writes = bool(wish.accept) or wish.interactive
    session = workspace.open(plan, lang=options.lang, read_only=not writes)
    try:
        returned = Returned(session, data)
        if wish.accept:
            _accept(options, returned, wish.accept, as_json=wish.as_json)
        elif wish.interactive:
            _ask(options, returned)
        else:
            _show(returned, as_json=wish.as_json)
    finally:
        workspace.close(session)


def _show(returned: Returned, *, as_json: bool) -> None:
    from kamguide.workspace.wordback.telling import WordTelling

    telling = WordTelling(returned)
    if as_json:
        click.echo(json.dumps(telling.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(telling.lines()))


def _accept(options: Options, returned: Returned, written: str, *, as_json: bool) -> None:
    from kamguide.workspace.wordback.accepting import accept_each
    from kamguide.workspace.wordback.telling import WordTelling

    taken = accept_each(returned, _numbers(returned, written))
    if as_json:
        _show(returned, as_json=True)
    for line in WordTelling(returned).taken(taken):
        click.echo(line, err=True)
    left = [str(one.number) for one in returned.proposals() if one.state not in DECIDED]
    if left:
        options.say("wordback.left", numbers=left)
    if taken.refused:
        raise click.exceptions.Exit(1)


def _numbers(returned: Returned, written: str) -> list[int]:
    """The numbers of the proposals that are meant."""
    from kamguide.errors import UsageError
    from kamguide.model.text import folded

    words = folded(written).replace("，", ",").replace("、", ",").replace(" ", ",")
    if words in ("all", "全部"):
        return [one.number for one in returned.proposals() if one.state == "open"]
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() and len(part) < 7 for part in parts):  # noqa: PLR2004
        raise UsageError("wordback.no_numbers", raw=written)
    return [int(part) for part in parts]


def _ask(options: Options, returned: Returned) -> None:
    """Show each proposal and ask what is to become of it; then tell what has no place."""
    from kamguide.errors import UsageError
    from kamguide.workspace.wordback.telling import WordTelling

    if not sys.stdin.isatty():
        raise UsageError("wordback.needs_terminal")
    telling, rejected = WordTelling(returned), list[int]()
    click.echo(telling.head(returned.proposals()))
    for number in [one.number for one in returned.proposals() if one.state not in DECIDED]:
        decided = _decided(options, returned, number)
        if decided == "n":
            rejected.append(number)
            returned.reject(number)
        elif decided == "q":
            break
    if rejected:
        options.say("wordback.rejected", numbers=[*map(str, rejected)])
    for lost in returned.unplaced:
        click.echo("\n".join(telling.lost(lost)))


def _decided(options: Options, returned: Returned, number: int) -> str:
    """What the person says to one proposal; a yes is done at once."""
    from kamguide.workspace.wordback.accepting import accept_each
    from kamguide.workspace.wordback.telling import WordTelling

    telling, found = WordTelling(returned), returned.find(number)
    click.echo("\n" + "\n".join(telling.proposal(found)))
    if found.state == "fault":
        return ""
    answer = _answer(options)
    if answer == "y":
        for line in telling.taken(accept_each(returned, [number])):
            click.echo(line, err=True)
    return answer


def _answer(options: Options) -> str:
    from kamguide.messages import say

    kinds = click.Choice(["y", "n", "s", "q"], case_sensitive=False)
    text = say("wordback.ask", options.lang)
    chosen: str = click.prompt(text, type=kinds, default="s", show_choices=False, err=True)
    return chosen
