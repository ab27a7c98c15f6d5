"""Commands of markers: judge, compare, draw peers, give marks out, report."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kamguide.cli.class_named import CLASS_AND_GROUP, class_and_group
from kamguide.cli.class_work import in_class
from kamguide.cli.group import Options

if TYPE_CHECKING:
    from kamguide.course.marking.desk import Desk
    from kamguide.course.marking.works import Work, Works


def works_at(options: Options, folder: Path) -> "Works":
    """The plans of the class in a folder."""
    from kamguide.course.classroom import Classroom
    from kamguide.course.marking.works import Works

    classroom = Classroom.at(folder)
    return Works.of(classroom, options.lang, options.now)


def person(options: Options) -> str:
    """Who marks: the name that was given, or that of the person at this computer."""
    return options.actor or options.workspace().actor


def _desk(options: Options, folder: Path, *, blind: bool = False) -> "Desk":
    from kamguide.course.marking.desk import Desk

    return Desk(works_at(options, folder), person(options), options.now, blind=blind)


@click.command()
@CLASS_AND_GROUP
@in_class
@click.option("--line", "lines", multiple=True, metavar="LINE=LEVEL", help="Give a line its level.")
@click.option("--reason", default="", help="Why; needed where it is not what is proposed.")
@click.option("--comment", "words", default="", help="Say something; with --line LINE.")
@click.option("--bank", type=int, help="Say a ready comment by its number; with --line LINE.")
@click.option(
    "--kind", type=click.Choice(["must", "consider", "praise"]), default="consider",
    show_default=True, help="What the comment asks for.",
)  # fmt: skip
@click.option("--at", "place", default="", help="question, or question.row.column, it is about.")
@click.option("--uncomment", type=int, metavar="N", help="Take comment N of --line away.")
@click.option(
    "--accept", is_flag=True, help="Take the counted proposals over, where none is yours."
)
@click.option("--settle", is_flag=True, help="The level is what the trainers agreed on.")
@click.option("--blind", is_flag=True, help="Groups as letters, names hidden.")
@click.option("--compare", is_flag=True, help="All markers side by side.")
@click.option("--anchor", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Add a plan (.kam, .json) that every marker judges.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="Print, also where there is a screen.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def mark(options: Options, /, named: tuple[str, ...], folder: Path, **asked: Any) -> None:
    """Judge the plans of a class line by line: the screen, or GROUP by options.

    Everything stays in the class folder, one file a marker, until `course release`.
    Example: kamguide course mark class "Group 2" --line 1=2 --reason "No cut-off"
    """
    folder, group = class_and_group(named, folder)
    desk = _desk(options, folder, blind=asked["blind"])
    if asked["anchor"] is not None:
        _add_anchor(options, desk, asked["anchor"])
        return
    if asked["compare"]:
        _compare(options, desk, as_json=asked["as_json"])
        return
    if group is None:
        _overview(options, desk, asked)
        return
    work = desk.work(group)
    if _Judging(options, desk, work, asked).done():
        return
    if asked["listed"] or asked["as_json"] or not _on_screen(options, desk, work.subject.id):
        _show(desk, work, as_json=asked["as_json"])


def _overview(options: Options, desk: "Desk", asked: dict[str, Any]) -> None:
    from kamguide.course.marking.telling import Telling

    if asked["as_json"]:
        told = [
            {"group": one.title, "judged": one.judged, "lines": one.lines}
            for one in desk.standings()
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif asked["listed"] or not _on_screen(options, desk):
        click.echo("\n".join(Telling(desk).standings()))
        options.say("marking.how_to")


def _on_screen(options: Options, desk: "Desk", group: str = "") -> bool:
    """Open the screen where there is a terminal."""
    from kamguide.cli.screen import has_terminal

    if not has_terminal():
        return False
    from kamguide.tui.single import run_screen

    run_screen(lambda: _marking_screen(desk, group), options.workspace, desk.works.lang)
    return True


def _marking_screen(desk: "Desk", group: str) -> Any:
    from kamguide.tui.screens.marking import MarkingScreen

    return MarkingScreen(desk, group)


class _Judging:
    """What the options say of one plan."""

    def __init__(self, options: Options, desk: "Desk", work: "Work", asked: dict[str, Any]) -> None:
        self._options = options
        self._desk = desk
        self._work = work
        self._asked = asked

    def done(self) -> bool:
        """Do what the options say; whether they said anything."""
        asked = self._asked
        if asked["accept"]:
            self._tell("marking.accepted", count=self._desk.accept(self._work))
        for written in asked["lines"]:
            name, given, level = written.partition("=")
            if given:
                self._level(name, level)
            if asked["words"] or asked["bank"] is not None:
                self._comment(name)
            if asked["uncomment"] is not None:
                self._desk.uncomment(self._work, name, asked["uncomment"])
                self._tell("marking.uncommented")
        return bool(asked["lines"] or asked["accept"])

    def _tell(self, key: str, **values: object) -> None:
        self._options.say(key, group=self._work.title, **values)

    def _level(self, name: str, level: str) -> None:
        from kamguide.course.marking.feedback import level_words
        from kamguide.errors import UsageError

        lang, settles = self._options.lang, self._asked["settle"]
        if not level.strip():
            line = self._desk.take_back(self._work, name)
            self._tell("marking.taken_back", line=line.criterion.title(lang))
            return
        try:
            number = int(level)
        except ValueError as error:
            raise UsageError("marking.no_level", level=level) from error
        give = self._desk.settle if settles else self._desk.judge
        line = give(self._work, name, number, self._asked["reason"])
        self._tell(
            "marking.settled" if settles else "marking.given",
            line=line.criterion.title(lang),
            level=level_words(number, lang),
        )

    def _comment(self, name: str) -> None:
        from kamguide.course.marking.lines import named

        words, kind = self._asked["words"], self._asked["kind"]
        if self._asked["bank"] is not None:
            chosen = self._desk.ready(named(self._work.lines, name), self._asked["bank"])
            words, kind = chosen.text, chosen.kind
        self._desk.comment(self._work, name, words, kind, self._asked["place"])
        self._tell("marking.commented")


def _show(desk: "Desk", work: "Work", *, as_json: bool) -> None:
    from kamguide.course.marking.telling import Telling

    telling = Telling(desk)
    if as_json:
        click.echo(json.dumps(telling.as_json(work), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(telling.work(work)))


def _compare(options: Options, desk: "Desk", *, as_json: bool) -> None:
    from kamguide.course.marking.class_report import ClassReport
    from kamguide.course.marking.report_document import as_json as in_json
    from kamguide.course.marking.telling import Telling

    desk.refuse_peer()
    report = ClassReport(desk.works)
    if as_json:
        told = in_json(report)
        chosen = {name: told[name] for name in ("agreement", "anchors", "apart", "unclear")}
        click.echo(json.dumps(chosen, ensure_ascii=False, indent=2))
        return
    titles = {one.subject.id: one.title for one in desk.standings()}
    click.echo("\n".join(Telling(desk).compared(report.distant, titles)))
    click.echo("\n".join(Telling(desk).agreements(report.agreements)))
    del options


def _add_anchor(options: Options, desk: "Desk", file: Path) -> None:
    desk.refuse_peer()
    name = desk.works.add_anchor(file, desk.marker)
    options.say("marking.anchor_added", name=name)
