"""Commands of reviewers and authors: hand in, comment, return, approve, all plans at once."""

import json
from typing import TYPE_CHECKING, Any, Final

import click

from kamguide.cli.group import Guide, Options

if TYPE_CHECKING:
    from kamguide.workspace.review import Review
    from kamguide.workspace.session import Session


COMMANDS: Final = {
    "assumptions": "kamguide.cli.annual:assumptions",
    "board": "kamguide.cli.board:board",
    "changelog": "kamguide.cli.annual:changelog",
    "changes": "kamguide.cli.review_changes:changes",
    "decide": "kamguide.cli.review_changes:decide",
    "decisions": "kamguide.cli.review_changes:decisions",
    "done": "kamguide.cli.review_changes:done",
    "fresh": "kamguide.cli.board:fresh",
    "import": "kamguide.cli.review_changes:import_",
    "progress": "kamguide.cli.board:progress",
    "roll": "kamguide.cli.annual:roll",
    "script": "kamguide.cli.review_changes:script",
    "still": "kamguide.cli.annual:still",
    "word": "kamguide.cli.wordback:word",
}
"""Those with a module of their own."""


@click.group(cls=Guide, commands_by_name=COMMANDS)
def review() -> None:
    """Hand a plan in, comment on it, return or approve it, see all plans at once.

    On one laptop these are views, not locks: who has the file can do both sides.
    """


def _review(options: Options, plan: str) -> "tuple[Review, Session]":
    """The plan in review, and the plan itself, to be read."""
    from kamguide.workspace.review import Review

    session = options.workspace().open(plan, lang=options.lang, read_only=True)
    return Review(session.store, session.author, session.facts.id), session


@review.command()
@click.argument("plan")
@click.option("--reason", default="", help="Why, although something is missing or to be mended.")
@click.pass_obj
def submit(options: Options, plan: str, reason: str) -> None:
    """Hand PLAN in; its answers are closed until it comes back."""
    found, session = _review(options, plan)
    found.submit(session, reason)
    options.say("review.submitted", plan=plan)


@review.command()
@click.argument("plan")
@click.pass_obj
def withdraw(options: Options, plan: str) -> None:
    """Take PLAN back before anybody decided on it."""
    _review(options, plan)[0].withdraw()
    options.say("review.withdrawn", plan=plan)


@review.command("return")
@click.argument("plan")
@click.option("--reason", required=True, help="What has to be better.")
@click.pass_obj
def give_back(options: Options, plan: str, reason: str) -> None:
    """Return PLAN to its author, who can change it again."""
    _review(options, plan)[0].give_back(reason)
    options.say("review.returned", plan=plan)


@review.command()
@click.argument("plan")
@click.option("--version", default="", help="The name of the version; the next number if not said.")
@click.option("--reason", default="", help="What convinced you.")
@click.pass_obj
def approve(options: Options, plan: str, version: str, reason: str) -> None:
    """Approve PLAN; its answers stay as they are."""
    name = _review(options, plan)[0].approve(version, reason)
    options.say("review.approved", plan=plan, version=name)


@review.command()
@click.argument("plan")
@click.argument("text")
@click.option("--at", "place", default="", help="A section (s2), a question, question.row.column.")
@click.option(
    "--kind", type=click.Choice(["must", "consider", "praise"]), default="consider",
    show_default=True, help="What the comment asks for.",
)  # fmt: skip
@click.pass_obj
def comment(options: Options, plan: str, text: str, place: str, kind: Any) -> None:
    """Say something about PLAN, or about a place in it.

    Example: kamguide review comment "Muquan" "Which figure?" --at obj_list.O8.statement
    """
    found, session = _review(options, plan)
    from kamguide.workspace.remarks import place_of

    found.comment(text, place_of(session.flow, session.answers, place), kind)
    options.say("review.commented", number=len(found.comments()))


@review.command()
@click.argument("plan")
@click.argument("number")
@click.argument("text")
@click.pass_obj
def answer(options: Options, plan: str, number: str, text: str) -> None:
    """Reply TEXT to comment NUMBER of PLAN."""
    _review(options, plan)[0].answer(number, text)
    options.say("review.answered", number=number)


@review.command()
@click.argument("plan")
@click.argument("number")
@click.option("--reopen", is_flag=True, help="It is not met after all.")
@click.pass_obj
def resolve(options: Options, plan: str, number: str, *, reopen: bool) -> None:
    """Say that comment NUMBER of PLAN is met."""
    _review(options, plan)[0].resolve(number, on=not reopen)
    options.say("review.reopened" if reopen else "review.resolved", number=number)


@review.command()
@click.argument("plan")
@click.option("--open", "open_only", is_flag=True, help="Only those that are not met.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def comments(options: Options, plan: str, *, open_only: bool, as_json: bool) -> None:
    """List what was said about PLAN, with replies, and how it moved."""
    from kamguide.workspace.review_telling import ReviewTelling

    telling = ReviewTelling(_review(options, plan)[1])
    if as_json:
        click.echo(json.dumps(telling.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(telling.lines(open_only=open_only)))
