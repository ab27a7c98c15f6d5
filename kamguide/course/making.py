"""A new class in a folder of its own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

from kamguide.course.beginning import PACK
from kamguide.course.classlist import groups_of, read_list
from kamguide.course.classroom import CARD, Card, Classroom
from kamguide.course.packs import keep_pack, load_pack
from kamguide.errors import UsageError
from kamguide.model.context import Notice
from kamguide.model.text import Lang, flat


class Wanted(Struct, frozen=True):
    """What a trainer says of a class."""

    title: str
    people: bytes
    """The file of the class list."""
    pack: str
    """Its name, or where it lies."""
    lang: Lang
    size: int | None = None
    deadline: datetime | None = None


def new_class(
    folder: Path, wanted: Wanted, trainer: str, now: Callable[[], datetime]
) -> tuple[Classroom, tuple[Notice, ...]]:
    """Make a class; gives back what was noticed in its list too.

    Raises:
        UsageError: There is a class in the folder, no such pack, or the list has to be mended.
        IntakeError: The list cannot be read.
    """
    if (folder / CARD).exists():
        raise UsageError("course.exists", folder=str(folder))
    title = flat(wanted.title)[:80]
    if not title:
        raise UsageError("course.no_title")
    found = read_list(wanted.people, wanted.lang)
    pack = load_pack(wanted.pack)
    card = Card(
        id=uuid4().hex,
        title=title,
        trainer=trainer,
        lang=wanted.lang,
        pack=pack.id,
        begun=now(),
        deadline=wanted.deadline,
        groups=groups_of(found, wanted.size, wanted.lang),
    )
    classroom = Classroom(folder, card)
    classroom.keep()
    keep_pack(pack, folder / PACK)
    return classroom, found.notices


def moment_of(raw: str) -> datetime:
    """A moment as a trainer writes it, in the time of this laptop where no zone is said.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return datetime.fromisoformat(raw.strip()).astimezone()
    except ValueError as error:
        raise UsageError("course.no_moment", raw=raw) from error
