"""The settings of a plan: shown, and changed."""

import json

import click

from kamguide.cli.group import Options


@click.command()
@click.argument("plan", required=False)
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def settings(
    options: Options, plan: str | None, name: str | None, value: str | None, *, as_json: bool
) -> None:
    """Show the settings of PLAN, or set NAME to VALUE; without PLAN, what every plan begins with.

    Example: kamguide settings "Muquan" dpm_axis difference
    """
    from kamguide.workspace.plansettings import PlanSettings

    if plan is None:
        told = PlanSettings(None, options.lang)
    else:
        workspace = options.workspace()
        session = workspace.open(plan, lang=options.lang, read_only=value is None)
        told = PlanSettings(session, options.lang)
        if session.remark:
            click.echo(session.remark, err=True)
        if value is not None:
            try:
                click.echo("\n".join(told.change(name or "", value)), err=True)
            finally:
                workspace.close(session)
    if as_json:
        click.echo(json.dumps(told.as_json(name or ""), ensure_ascii=False, indent=2))
    elif value is None:
        click.echo("\n".join(told.lines(name or "")))
