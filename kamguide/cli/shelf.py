"""Commands on plans as a whole: another name, a copy, archived, deleted; and words in all of them.

Nothing here erases; `forget` does.
"""

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("plan")
@click.argument("name")
@click.pass_obj
def rename(options: Options, plan: str, name: str) -> None:
    """Call PLAN by another NAME.

    Example: kamguide rename "Muquan" "Muquan 2027"
    """
    workspace = options.workspace()
    done = workspace.shelf.rename(workspace.store.find_plan(plan), name)
    options.say("shelf.renamed", before=done.before, name=done.name)


@click.command()
@click.argument("plan")
@click.argument("name")
@click.pass_obj
def copy(options: Options, plan: str, name: str) -> None:
    """Start a plan called NAME with every answer of PLAN.

    Example: kamguide copy "Muquan" "Muquan, second try"
    """
    workspace = options.workspace()
    session = workspace.copy(plan, name)
    workspace.close(session)
    options.say("shelf.copied", name=session.facts.name)


@click.command()
@click.argument("plan")
@click.option("--back", is_flag=True, help="Bring it back into the list.")
@click.pass_obj
def archive(options: Options, plan: str, *, back: bool) -> None:
    """Take PLAN out of the list; nothing of it is lost.

    `kamguide plans --archived` shows it. Example: kamguide archive "Muquan" --back
    """
    _put(options, plan, back=back, delete=False)


@click.command()
@click.argument("plan")
@click.option("--back", is_flag=True, help="Bring it back into the list.")
@click.pass_obj
def delete(options: Options, plan: str, *, back: bool) -> None:
    """Delete PLAN; it can be brought back until `kamguide forget` erases it.

    `kamguide plans --all` shows it. Example: kamguide delete "Muquan" --back
    """
    _put(options, plan, back=back, delete=True)


def _put(options: Options, plan: str, *, back: bool, delete: bool) -> None:
    workspace = options.workspace()
    shelf = workspace.shelf
    if back:
        done = shelf.bring_back(shelf.find_away(plan))
    else:
        found = workspace.store.find_plan(plan)
        done = shelf.delete(found) if delete else shelf.put_away(found)
    options.say(f"shelf.{done.deed}", before=done.before, name=done.name)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def find(options: Options, words: tuple[str, ...]) -> None:
    """Find WORDS in the answers of all plans.

    Example: kamguide find carton price
    """
    from kamguide.workspace.finding import Finder

    hits = Finder(options.workspace(), options.lang).hits(" ".join(words))
    for one in hits:
        click.echo("\t".join((one.plan.name, one.title, one.text)))
    if not hits:
        options.say("find.nothing", words=" ".join(words))
