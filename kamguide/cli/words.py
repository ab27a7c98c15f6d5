"""The word lists of the rules, and the settings file that extends them."""

import json
import sys

import click

from kamguide.cli.group import Guide, Options


@click.group(cls=Guide, invoke_without_command=True)
@click.option("--industry", metavar="NAME", default="", help="With the words of an industry, too.")
@click.option("--write", is_flag=True, help="Write a commented file to begin with.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def words(context: click.Context, industry: str, *, write: bool, as_json: bool) -> None:
    """Show the word lists that the coach's rules look in, with the words of your company.

    Your own words stand in words.yaml in the data folder; --write begins that file.
    Example: kamguide words --industry packaging
    """
    if context.invoked_subcommand is not None:
        return
    options: Options = context.obj
    from kamguide.workspace import wordtelling
    from kamguide.workspace.vocabulary import read_vocabulary, shipped_lists

    shipped = shipped_lists()
    own = read_vocabulary(shipped)
    if write:
        wordtelling.write_start(shipped, own.path, options.lang)
        options.say("words.written", path=str(own.path))
        return
    chosen = own.industry(industry) if industry else ""
    if remark := own.remark("", options.lang):
        click.echo(remark, err=True)
    if as_json:
        told = wordtelling.as_json(shipped, own, chosen)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(wordtelling.lines(shipped, own, chosen, options.lang)))


@words.command()
@click.pass_obj
def check(options: Options) -> None:
    """Tell every fault of the file with your own words; exit 1 if there is one."""
    from kamguide.workspace.vocabulary import read_vocabulary, shipped_lists

    own = read_vocabulary(shipped_lists())
    for problem in own.problems:
        click.echo(problem.said(options.lang))
    if not own.path.exists():
        options.say("words.none", path=str(own.path))
    else:
        options.say("words.checked", path=str(own.path), count=len(own.problems))
    sys.exit(1 if own.problems else 0)
