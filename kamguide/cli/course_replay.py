"""The command that shows how a plan came about, where its authors allow it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kamguide.cli.class_named import CLASS_AND_GROUP, class_and_group
from kamguide.cli.class_work import in_class
from kamguide.cli.course_marks import person, works_at
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.course.replay import Replay
    from kamguide.store.sqlite import SqliteStore


@click.command()
@CLASS_AND_GROUP
@in_class
@click.option("--plan", default="", help="A plan of your own instead of a group's.")
@click.option("--allow", is_flag=True, help="Those who wrote it allow its replay.")
@click.option("--forbid", is_flag=True, help="They do not, or not any more.")
@click.option("--hide", multiple=True, metavar="NAME", help="A letter instead of a name; * is all.")
@click.option("--no-text", is_flag=True, help="Without what people wrote freely.")
@click.option("--step", is_flag=True, help="On a screen, entry by entry, with the arrow keys.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def replay(options: Options, /, named: tuple[str, ...], folder: Path, **asked: Any) -> None:
    """Show how a group came to its plan: order, time, revisions, reasons, from its log.

    Only with their consent (--allow), which stands in the plan and travels with it; with
    --allow, --hide makes a person a letter in it for ever.
    Example: kamguide course replay class "Group 2" --step
    """
    folder, group = class_and_group(named, folder)
    store, plan = _plan(options, folder, group, asked["plan"])
    if asked["allow"] or asked["forbid"]:
        _consent(options, store, plan, on=asked["allow"], hide=asked["hide"])
        return
    from kamguide.course.consent import refuse_without_consent
    from kamguide.course.replay import Replay, Shown, proof

    consent = refuse_without_consent(store, plan, person(options))
    found = Replay(store, plan, options.lang, Shown(asked["hide"], not asked["no_text"]))
    fingerprint = proof(store, plan)
    if asked["step"]:
        _step(options, found)
    elif asked["as_json"]:
        click.echo(json.dumps(found.as_json(fingerprint), ensure_ascii=False, indent=2))
    else:
        _tell(found)
    if consent.by:
        options.say("replay.allowed_by", who=consent.by, on=consent.on)
    options.say("replay.same", fingerprint=fingerprint[:16])


def _plan(
    options: Options, folder: Path, group: str | None, name: str
) -> "tuple[SqliteStore, str]":
    """The store and the plan that are meant."""
    if name:
        store = options.workspace().store
        return store, store.find_plan(name)
    if group is None:
        from kamguide.messages import say

        raise click.UsageError(say("replay.which", options.lang))
    from kamguide.errors import UsageError

    works = works_at(options, folder)
    subject = works.subject(group)
    if not subject.plan:
        raise UsageError("marking.no_plan", group=subject.name)
    return works.store(anchors=subject.is_anchor), subject.plan


def _consent(
    options: Options, store: "SqliteStore", plan: str, *, on: bool, hide: tuple[str, ...]
) -> None:
    from kamguide.course.consent import give_consent
    from kamguide.store.changes import Author
    from kamguide.store.ids import IdSource

    author = Author(store.origin, person(options), options.now(), IdSource())
    give_consent(store, plan, author, on=on, hide=hide)
    options.say("replay.allowed" if on else "replay.not_allowed")


def _tell(found: "Replay") -> None:
    from kamguide.course.replay_telling import ReplayTelling

    telling = ReplayTelling(found)
    click.echo("\n".join([*telling.head(), "", *telling.lines()]))


def _step(options: Options, found: "Replay") -> None:
    from kamguide.cli.screen import has_terminal
    from kamguide.messages import say

    if not has_terminal():
        raise click.UsageError(say("cli.no_terminal", options.lang))
    from kamguide.tui.screens.replaying import ReplayScreen
    from kamguide.tui.single import run_screen

    run_screen(lambda: ReplayScreen(found), options.workspace, options.lang)
