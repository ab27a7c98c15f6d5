"""Commands of trainers: course packs, classes, marks."""

import click

from kamguide.cli.group import Guide

COMMANDS: dict[str, str] = {
    "board": "kamguide.cli.class_views:board",
    "check": "kamguide.cli.packs:check",
    "collect": "kamguide.cli.class_work:collect",
    "hand-in": "kamguide.cli.class_work:hand_in",
    "hand-out": "kamguide.cli.class_work:hand_out",
    "new": "kamguide.cli.class_work:new",
    "packs": "kamguide.cli.packs:packs",
    "phrase": "kamguide.cli.class_work:phrase",
    "wall": "kamguide.cli.class_views:wall",
}


@click.group(cls=Guide, commands_by_name=COMMANDS)
def course() -> None:
    """Run a class: packs of exercises, groups, what they hand in, marks.

    Roles are views on one laptop, not locks; what protects is the encryption of packets.
    """
