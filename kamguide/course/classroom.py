"""A class on the trainer's laptop: one folder, its groups, and a store of what they handed in."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kamguide.errors import UsageError
from kamguide.model.text import Lang

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
    title: Name
    trainer: str
    lang: Lang
    pack: str
    """The name of the course pack, which lies in the folder `pack`."""
    begun: datetime
    groups: tuple[Group, ...]


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

    def keep(self) -> None:
        """Write the card of the class; the folder is made if it is not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(self.card.model_dump(mode="json"), ensure_ascii=False, indent=1)
        (self.folder / CARD).write_text(content + "\n", encoding="utf-8")
