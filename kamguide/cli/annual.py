"""Commands of the annual review: begin it, carry the plan over, confirm, see what changed."""

import json

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("plan")
@click.option("--name", default="", help="What the new plan is called.")
@click.pass_obj
def roll(options: Options, plan: str, name: str) -> None:
    """Begin the annual review of the approved PLAN, or carry over what PLAN reviews.

    The first call starts a new plan that follows PLAN. Called with that plan once the closed
    year is reviewed, it moves the old answers on by a year. The old plan stays as it is.
    """
    from kamguide.workspace.annual import begin, carry_over
    from kamguide.workspace.annual_telling import carried_over
    from kamguide.workspace.previous import rolled_from

    workspace = options.workspace()
    state = workspace.store.state(workspace.store.find_plan(plan))
    if rolled_from(state) is None or state.facts.status in ("approved", "superseded"):
        session = begin(workspace, plan, name)
        workspace.close(session)
        options.say("annual.started", plan=plan, name=session.facts.name)
        click.echo(session.facts.name)
        return
    session = workspace.open(plan, lang=options.lang)
    try:
        click.echo(carried_over(carry_over(session), session))
    finally:
        workspace.close(session)


@click.command()
@click.argument("plan")
@click.option("--question", multiple=True, help="Say of this answer that it still holds.")
@click.option("--step", multiple=True, help="Say it of all answers of this step.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def still(
    options: Options, plan: str, question: tuple[str, ...], step: tuple[str, ...], *, as_json: bool
) -> None:
    """List what PLAN took over and nobody confirmed yet; or confirm some of it.

    Example: kamguide review still "Muquan 2027" --step pareto --question mkt_size
    """
    from kamguide.workspace.annual import confirm, waiting_in
    from kamguide.workspace.annual_telling import still_json, still_lines

    workspace = options.workspace()
    session = workspace.open(plan, lang=options.lang, read_only=not (question or step))
    try:
        names = (*question, *(one for each in step for one in waiting_in(session, each)))
        if names:
            found = confirm(session, names)
            options.say("annual.confirmed_here", count=len(found), asked=len(names))
        if as_json:
            click.echo(json.dumps(still_json(session), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(still_lines(session)))
    finally:
        workspace.close(session)


@click.command()
@click.argument("plan")
@click.option("--all", "moved", is_flag=True, help="Also what only moved on by a year.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def changelog(options: Options, plan: str, *, moved: bool, as_json: bool) -> None:
    """Show what changed in PLAN from the plan it follows: before, after, date, who."""
    from kamguide.workspace.annual_telling import change_lines, changes_json

    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    if as_json:
        click.echo(json.dumps(changes_json(session), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(change_lines(session, moved=moved)))


@click.command()
@click.argument("plan", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def assumptions(options: Options, plan: str | None, *, as_json: bool) -> None:
    """Show how assumptions came out, by person and by kind: of PLAN, or of all plans.

    Held, held in part, failed and open ones, and how well the stated probabilities fitted.
    """
    from kamguide.workspace.assumptions import board_json, board_lines, claims

    found = claims(options.workspace(), plan)
    if as_json:
        click.echo(json.dumps(board_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(board_lines(found, options.lang)))
