"""The interview as a line dialogue: for screen readers, pipes and logs. No cursor moves."""

import sys
from collections.abc import Iterator

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("plan")
@click.option("--quiet", is_flag=True, help="Say only what is asked, not what was typed.")
@click.pass_obj
def plain(options: Options, plan: str, *, quiet: bool) -> None:
    """Be interviewed for PLAN, line by line.

    A reply is one line; a line that ends in a backslash goes on in the next. Commands start
    with a slash. The end of the input leaves everything saved.
    """
    from kamguide.messages import say
    from kamguide.workspace.dialogue import Dialogue

    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang)
    dialogue = Dialogue(session)
    for said in dialogue.welcome():
        _tell(said.name, said.text)
    draft = session.draft()
    if draft is not None:
        click.echo(say("plain.draft", session.lang, text=draft.text))
    for line in _replies():
        if not quiet and not sys.stdin.isatty():
            click.echo(f"> {line}")
        heard = dialogue.hear(line)
        for said in heard.said:
            _tell(said.name, said.text)
        if heard.leave == "plan":
            from kamguide.export.terminal import print_plan
            from kamguide.workspace.files import document

            print_plan(document(session), sys.stdout)
        elif heard.leave:
            break
    workspace.close(session)


def _tell(name: str, text: str) -> None:
    click.echo(f"{name}: {text}")


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
