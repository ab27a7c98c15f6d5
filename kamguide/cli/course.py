"""Commands of trainers: course packs, classes, marks."""

import click

from kamguide.cli.group import Guide

COMMANDS: dict[str, str] = {
    "board": "kamguide.cli.class_views:board",
    "check": "kamguide.cli.packs:check",
    "collect": "kamguide.cli.class_work:collect",
    "debrief": "kamguide.cli.class_views:debrief",
    "hand-in": "kamguide.cli.class_work:hand_in",
    "hand-out": "kamguide.cli.class_work:hand_out",
    "mark": "kamguide.cli.course_marks:mark",
    "new": "kamguide.cli.class_work:new",
    "packs": "kamguide.cli.packs:packs",
    "peer": "kamguide.cli.course_release:peer",
    "phrase": "kamguide.cli.class_work:phrase",
    "release": "kamguide.cli.course_release:release",
    "replay": "kamguide.cli.course_replay:replay",
    "report": "kamguide.cli.course_release:report",
    "settle": "kamguide.cli.class_settle:settle",
    "wall": "kamguide.cli.class_views:wall",
}


@click.group(cls=Guide, commands_by_name=COMMANDS)
def course() -> None:
    """Run a class: packs of exercises, groups, what they hand in, marks.

    Roles are views on one laptop, not locks; what protects is the encryption of packets.
    """
