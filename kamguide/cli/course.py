"""Commands of trainers: course packs, classes, marks."""

import click

from kamguide.cli.group import Guide

COMMANDS: dict[str, str] = {
    "mark": "kamguide.cli.course_marks:mark",
    "peer": "kamguide.cli.course_release:peer",
    "release": "kamguide.cli.course_release:release",
    "replay": "kamguide.cli.course_replay:replay",
    "report": "kamguide.cli.course_release:report",
}


@click.group(cls=Guide, commands_by_name=COMMANDS)
def course() -> None:
    """Run a class: packs of exercises, groups, what they hand in, marks.

    Roles are views on one laptop, not locks; what protects is the encryption of packets.
    """
