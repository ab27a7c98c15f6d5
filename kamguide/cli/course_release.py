"""Commands around marking: draw readers, give marks out, report."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kamguide.cli.class_named import CLASS_ONLY, class_folder
from kamguide.cli.class_work import in_class
from kamguide.cli.course_marks import person, works_at
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.course.marking.works import Works


def _trainer(options: Options, works: "Works") -> str:
    """Who asks; members of groups are refused what only trainers see."""
    from kamguide.course.marking.desk import Desk

    who = person(options)
    Desk(works, who, options.now).refuse_peer()
    return who


@click.command()
@CLASS_ONLY
@in_class
@click.option("--each", type=click.IntRange(1), help="Draw: how many plans each reads.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another draw.")
@click.option(
    "--by",
    type=click.Choice(["group", "person"]),
    default="group",
    show_default=True,
    help="Who reads: a whole group, or each person.",
)
@click.option(
    "--give", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Write what each reader needs on their own computer below FOLDER, names hidden.",
)  # fmt: skip
@click.option(
    "--take", type=click.Path(exists=True, path_type=Path), multiple=True, metavar="FILE",
    help="Take the marks of a reader in: their folder, or the file in its marks/by.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def peer(options: Options, /, named: tuple[str, ...], folder: Path, **asked: Any) -> None:
    """Draw who reads whose plan in CLASS (--each), show it, give plans to readers and take marks.

    Nobody gets a plan of their own group; all plans are read about as often. Readers judge with
    `kamguide --as NAME course mark FOLDER`, in the class folder or in what they were given.
    """
    folder = class_folder(named, folder)
    if asked["give"] is not None or asked["take"]:
        _exchange(options, folder, asked["give"], asked["take"])
        return
    _draw(options, folder, asked)


def _exchange(options: Options, folder: Path, give: Path | None, take: tuple[Path, ...]) -> None:
    from kamguide.course.marking.bundles import Bundles

    bundles = Bundles(works_at(options, folder), options.now)
    if give is not None:
        for one in bundles.give(give):
            click.echo(str(one))
    for file in take:
        options.say("marking.taken", marker=bundles.take(file).marker)


def _draw(options: Options, folder: Path, asked: dict[str, Any]) -> None:
    from kamguide.course.classroom import Classroom
    from kamguide.course.marking.peers import Peers, allocate
    from kamguide.messages import say

    classroom = Classroom.at(folder)
    peers = Peers(classroom)
    if asked["each"] is not None:
        came = [one.id for one in works_at(options, folder).subjects if one.plan]
        groups, by = classroom.card.groups, asked["by"]
        peers.keep(allocate(groups, asked["each"], asked["seed"], by, came or None))
    drawn = peers.kept()
    if drawn is None:
        options.say("marking.not_drawn")
        return
    names = {one.id: one.name for one in classroom.card.groups}
    shown = {who: [names[one] for one in given] for who, given in drawn.readers.items()}
    if asked["as_json"]:
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    joint = say("board.joint", options.lang)
    for who, given in shown.items():
        click.echo(say("marking.reads", options.lang, who=who, groups=joint.join(given)))


@click.command()
@CLASS_ONLY
@in_class
@click.option("--reason", default="", help="Why, although lines are not judged; or why again.")
@click.option("--reopen", is_flag=True, help="Let markers change marks that are out.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def release(options: Options, /, named: tuple[str, ...], folder: Path, **asked: Any) -> None:
    """Give the marks of CLASS out: a feedback sheet a group, the list, plans with remarks.

    Until then nothing of the marks leaves the class folder; they lie in CLASS/released then.
    """
    from kamguide.course.marking.release import Release

    works = works_at(options, class_folder(named, folder))
    who, reason = _trainer(options, works), asked["reason"]
    if asked["reopen"]:
        Release(works, options.now).reopen(who, reason)
        options.say("marking.reopened")
        return
    done = Release(works, options.now).release(who, reason)
    if asked["as_json"]:
        told = {
            "folder": str(done.folder),
            "files": [one.name for one in done.files],
            "groups": [*done.groups],
            "without": [*done.without],
            "comments": done.comments,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(str(one) for one in done.files))
    options.say("marking.released", count=len(done.groups), comments=done.comments)
    if done.without:
        options.say("marking.without", groups=", ".join(done.without))


@click.command()
@CLASS_ONLY
@in_class
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path),
    help="A file such as report.html; once the marks are out.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def report(options: Options, /, named: tuple[str, ...], folder: Path, **asked: Any) -> None:
    """Report on CLASS: results, the hardest lines, how far markers agree, minutes by step."""
    from kamguide.course.marking.class_report import ClassReport
    from kamguide.course.marking.report_document import ReportDocument
    from kamguide.course.marking.report_document import as_json as in_json
    from kamguide.course.marking.reporting import keep_report

    folder, target = class_folder(named, folder), asked["target"]
    works = works_at(options, folder)
    _trainer(options, works)
    found = ClassReport(works)
    if asked["as_json"]:
        click.echo(json.dumps(in_json(found), ensure_ascii=False, indent=2))
        return
    document = ReportDocument(found, options.lang, options.now().astimezone().date()).document()
    if target is None:
        import sys

        from kamguide.export.terminal import print_plan

        print_plan(document, sys.stdout)
        return
    keep_report(folder, document, target, force=asked["force"])
    options.say("marking.report_written", path=str(target))
