"""Commands of trainers: course packs, classes, marks."""

import click

from kamguide.cli.group import Guide

COMMANDS: dict[str, str] = {
    "mark": "kamguide.cli.course_marks:mark",
    "peer": "kamguide.cli.course_marks:peer",
    "release": "kamguide.cli.course_marks:release",
    "report": "kamguide.cli.course_marks:report",
}


@click.group(cls=Guide, commands_by_name=COMMANDS)
def course() -> None:
    """Run a class: packs of exercises, groups, what they hand in, marks.

    Roles are views on one laptop, not locks; what protects is the encryption of packets.
    """
