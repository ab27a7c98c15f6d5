"""Commands of trainers: course packs, classes, marks."""

import click

from kamguide.cli.group import Guide

COMMANDS: dict[str, str] = {}


@click.group(cls=Guide, commands_by_name=COMMANDS)
def course() -> None:
    """Run a class: packs of exercises, groups, what they hand in, marks.

    Roles are views on one laptop, not locks; what protects is the encryption of packets.
    """
