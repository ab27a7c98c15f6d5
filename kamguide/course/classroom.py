"""A class on the trainer's laptop: one folder, its groups, and a store of what they handed in."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kamguide.errors import UsageError
from kamguide.export.files import write_file
from kamguide.model.text import Lang, folded

if TYPE_CHECKING:
    from kamguide.workspace.plans import Workspace

CARD: Final = "class.json"
STORE: Final = "plans.db"

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Group(BaseModel):
    """Some people who write one plan together."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"g[0-9]{2}")]
    """Names its files; what people call it is its name."""
    name: Name
    members: tuple[Name, ...]


class Card(BaseModel):
    """What a class is: kept as `class.json` in its folder."""

    model_config = ConfigDict(frozen=True)

    version: int = 1
    id: str = ""
    """Tells this class from every other, also from one of the same title."""
    title: Name
    trainer: str
    lang: Lang
    pack: str
    """The name of the course pack, which lies in the folder `pack`."""
    begun: datetime
    deadline: datetime | None = None
    """What is sealed after this moment is late."""
    groups: tuple[Group, ...]
    letters: dict[str, str] = {}
    """The letter of each group, where nobody in the class has a name."""


class Classroom:
    """The folder of a class, read; what groups hand in is kept in its own store.

    `class.json` says who is in it, `pack/` is the course pack, `packets/` what goes out,
    `in/` what came back, `plans.db` the collected plans (one a group, of the group's name),
    `marks/` what markers keep.
    """

    def __init__(self, folder: Path, card: Card) -> None:
        self.folder = folder
        self.card = card

    @classmethod
    def at(cls, folder: Path) -> "Classroom":
        """The class in a folder.

        Raises:
            UsageError: There is none, or its card cannot be read.
        """
        try:
            return cls(folder, Card.model_validate_json((folder / CARD).read_bytes()))
        except OSError as error:
            raise UsageError("course.no_class", folder=str(folder)) from error
        except ValidationError as error:
            raise UsageError("course.broken_class", folder=str(folder)) from error

    @property
    def store(self) -> Path:
        """The file with the plans that came in."""
        return self.folder / STORE

    def group(self, wanted: str) -> Group:
        """A group by its id or its name, width and case aside.

        Raises:
            UsageError: There is none.
        """
        for one in self.card.groups:
            if folded(wanted) in (folded(one.id), folded(one.name)):
                return one
        known = tuple(one.name for one in self.card.groups)
        raise UsageError("course.no_group", group=wanted, known=known)

    def workspace(self, now: Callable[[], datetime], lang: Lang | None = None) -> "Workspace":
        """The collected plans, open for the trainer's work."""
        from kamguide.workspace.plans import Workspace

        return Workspace.at(
            self.store, actor=self.card.trainer, lang=lang or self.card.lang, now=now
        )

    def keep(self) -> None:
        """Write the card of the class; the folder is made if it is not there."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = json.dumps(self.card.model_dump(mode="json"), ensure_ascii=False, indent=1)
        write_file(self.folder / CARD, lambda out: out.write(f"{content}\n".encode()), force=True)
