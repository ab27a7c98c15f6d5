"""Commands on a class: make it, hand packets out, take plans back in."""

import json
from pathlib import Path

import click
from msgspec import Struct

from kamguide.cli.gathering import gathered
from kamguide.cli.group import Options

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


in_class = click.option(
    "--class",
    "folder",
    type=_FOLDER,
    default=Path(),
    envvar="KAMGUIDE_CLASS",
    help="The folder of the class; else the one you are in.",
)


def ask_phrase(options: Options) -> str:
    """The phrase of a group, typed in."""
    from kamguide.messages import say

    phrase: str = click.prompt(say("course.ask_phrase", options.lang), err=True)
    return phrase


phrase_option = click.option(
    "--phrase", envvar="KAMGUIDE_PHRASE", help="The six words; asked for if not given."
)


class _Class(Struct, frozen=True):
    """The class that is wanted."""

    people: Path
    title: str
    pack: str
    size: int | None
    deadline: str | None


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--list", "people", required=True, type=_FILE, help="The class list: CSV or XLSX.")
@click.option("--title", required=True, help="What the class is called.")
@click.option("--pack", required=True, help="The exercise: a course pack.")
@click.option("--size", type=int, help="People a group, where the list says no groups.")
@click.option("--deadline", help="Later hand-ins are late: 2026-11-27T15:00")
@click.pass_obj
@gathered("asked", _Class)
def new(options: Options, folder: Path, asked: _Class) -> None:
    """Make a class in FOLDER, from a list of names and groups.

    Without groups in the list people are dealt to groups in turn.
    Example: kamguide course new spring --list class.csv --title "Spring" --pack muquan --size 4
    """
    from kamguide.course.known import remember_class
    from kamguide.course.making import Wanted, moment_of, new_class

    wanted = Wanted(
        asked.title,
        asked.people.read_bytes(),
        asked.pack,
        options.lang,
        asked.size,
        moment_of(asked.deadline) if asked.deadline else None,
    )
    workspace = options.workspace()
    classroom, noticed = new_class(folder, wanted, workspace.actor, options.now)
    remember_class(workspace.store.path, folder)
    options.note(noticed)
    groups = classroom.card.groups
    options.say(
        "course.made",
        title=classroom.card.title,
        groups=len(groups),
        people=sum(len(one.members) for one in groups),
        folder=str(folder),
    )
    for one in groups:
        options.say("mark.pair", head=one.name, text=[*one.members])


@click.command("hand-out")
@in_class
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def hand_out(options: Options, folder: Path, *, as_json: bool) -> None:
    """Write one packet a group, and print the phrase that opens it.

    Again, it writes the plans as they stand now; the phrases stay the same.
    """
    from kamguide.course.classroom import Classroom
    from kamguide.course.handing import hand_out as written
    from kamguide.course.handing import papers_out
    from kamguide.course.keys import MASTER
    from kamguide.course.phrases import entropy_bits
    from kamguide.course.telling import told_out

    classroom = Classroom.at(folder)
    found = list(written(classroom, classroom.workspace(options.now)))
    papers = papers_out(classroom)
    if as_json:
        told = [
            {"group": one.group.id, "name": one.group.name, "phrase": one.phrase,
             "file": str(one.file)}
            for one in found
        ]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(told_out(one, options.lang))
    options.say(
        "course.handed_out",
        count=len(found),
        folder=str(found[0].file.parent) if found else "",
        master=str(folder / MASTER),
        bits=round(entropy_bits()),
    )
    for paper in papers:
        options.say("course.paper_out", file=str(paper))


@click.command()
@in_class
@click.argument("group")
@click.pass_obj
def phrase(options: Options, folder: Path, group: str) -> None:
    """Tell the phrase of GROUP again, by the master key."""
    from kamguide.course.classroom import Classroom
    from kamguide.course.keys import Keys

    del options
    classroom = Classroom.at(folder)
    click.echo(Keys(classroom).phrase(classroom.group(group)))


@click.command()
@in_class
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def collect(options: Options, folder: Path, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Take in what groups handed in: the folder "in" of the class, and FILES besides.

    Late, empty, doubled, foreign and broken files are named; members of a group are merged.
    """
    from kamguide.course.classroom import Classroom
    from kamguide.course.collecting import collect as taken_in
    from kamguide.course.telling import collected_json, collected_lines

    classroom = Classroom.at(folder)
    workspace = classroom.workspace(options.now, options.lang)
    found = taken_in(classroom, workspace, files)
    if as_json:
        click.echo(json.dumps(collected_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(collected_lines(found, workspace, options.lang)))


@click.command("hand-in")
@click.argument("plan")
@click.option("--to", type=click.Path(path_type=Path), help="A folder, or a new file.")
@phrase_option
@click.pass_obj
def hand_in(options: Options, plan: str, to: Path | None, phrase: str | None) -> None:
    """Write PLAN for the trainer, sealed with the phrase of your group."""
    from kamguide.course.handing import hand_in as written

    workspace = options.workspace()
    workspace.store.find_plan(plan)
    file = written(workspace, plan, phrase or ask_phrase(options), to)
    options.say("course.handed_in", plan=plan, file=str(file))
    click.echo(str(file))
