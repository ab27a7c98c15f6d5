"""Which class is meant, and which group in it: said before the rest, or the one where one is."""

from collections.abc import Sequence
from pathlib import Path

import click

CLASS_AND_GROUP = click.argument("named", nargs=-1, metavar="[CLASS] [GROUP]")
CLASS_ONLY = click.argument("named", nargs=-1, metavar="[CLASS]")


def class_and_group(named: Sequence[str], folder: Path) -> tuple[Path, str | None]:
    """The folder of the class, and the group where one is named.

    Args:
        named: What was said: a folder with a class in it, a group, or both.
        folder: The class where none is said.

    Raises:
        click.UsageError: More was said than these.
    """
    words = [*named]
    if words and (len(words) > 1 or (Path(words[0]) / "class.json").is_file()):
        folder = Path(words.pop(0))
    if len(words) > 1:
        raise click.UsageError(" ".join(words))
    return folder, words[0] if words else None


def class_folder(named: Sequence[str], folder: Path) -> Path:
    """The folder of the class, where nothing else can be said.

    Raises:
        click.UsageError: More was said.
    """
    if len(named) > 1:
        raise click.UsageError(" ".join(named[1:]))
    return Path(named[0]) if named else folder
