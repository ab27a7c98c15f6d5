"""Commands on course packs: list them, check one."""

import json
import sys

import click

from kamguide.cli.group import Options


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def packs(options: Options, *, as_json: bool) -> None:
    """List the course packs there are: those shipped, and your own."""
    from kamguide.course.packs import available_packs
    from kamguide.messages import say

    lang, found = options.lang, available_packs()
    if as_json:
        told = [
            {
                "id": one.id,
                "version": one.card.version,
                "title": one.title(lang),
                "about": one.about(lang),
                "minutes": one.minutes,
                "flow": one.card.flow,
                "faults": len(one.faults),
                "news": len(one.news),
            }
            for one in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(say("pack.line", lang, id=one.id, title=one.title(lang), minutes=one.minutes))
        click.echo(say("pack.line_more", lang, about=one.about(lang)))
    options.say("pack.how")


@click.command()
@click.argument("pack")
@click.pass_obj
def check(options: Options, pack: str) -> None:
    """Find every fault of PACK (a name, a folder or a .kpack file), and play it as a learner would.

    What is handed out must fit the flow, each planted fault must be found by what it names,
    news must point at questions that are asked, and the times of the steps must add up.
    """
    from kamguide.course.packcheck import check_pack
    from kamguide.messages import say

    checked = check_pack(pack)
    for problem in checked.problems:
        click.echo(problem.said(options.lang))
    if checked.problems or checked.pack is None:
        options.say("pack.checked", count=len(checked.problems))
        sys.exit(1)
    found = checked.pack
    if checked.hidden:
        click.echo(say("pack.hidden", options.lang, names=checked.hidden))
    options.say(
        "pack.checked_good",
        pack=found.title(options.lang),
        given=len(found.given),
        own=len(found.flow().questions) - len(found.given),
        faults=len(found.faults),
        news=len(found.news),
        minutes=found.minutes,
    )
