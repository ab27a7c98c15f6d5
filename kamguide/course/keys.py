"""The keys of a class: the trainer's master key, and one key a group that it opens.

`master.key` is the only secret; keep it, and keep it to yourself. `keys.json` beside it is of no
use without it: the phrases of the groups in it are encrypted.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kamguide.course.classroom import Classroom, Group
from kamguide.course.phrases import new_phrase
from kamguide.course.sealing import (
    KEY_BYTES,
    Head,
    found,
    hidden,
    key_by_master,
    new_key,
    wrapped,
)
from kamguide.errors import UsageError
from kamguide.export.files import write_file

MASTER: Final = "master.key"
KEYS: Final = "keys.json"


class GroupKeys(BaseModel):
    """What is kept of the key of a group; without the master key it opens nothing."""

    model_config = ConfigDict(frozen=True)

    salt: str
    by_phrase: str
    by_master: str
    phrase: str
    """The phrase, encrypted under the master key."""


_KEPT: Final = TypeAdapter(dict[str, GroupKeys])


class Keys:
    """The keys of one class, made as they are asked for."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom
        self._master = self._read_master()
        self._kept = self._read_kept()

    @property
    def master(self) -> bytes:
        """The master key, which opens every packet of the class."""
        return self._master

    def phrase(self, group: Group) -> str:
        """The phrase of a group, the same every time.

        Raises:
            UsageError: The master key is not the one that it was made with.
        """
        kept = self._of(group)
        phrase = found(kept.phrase, self._master, self._head(group, "out").about)
        if phrase is None:
            raise UsageError("course.keys.other_master", path=str(self._path(MASTER)))
        return phrase

    def head(self, group: Group, kind: Literal["out", "in"]) -> Head:
        """What stands on a packet of a group."""
        self._of(group)
        return self._head(group, kind)

    def key(self, group: Group) -> bytes:
        """The key that a group's packets are encrypted with."""
        return key_by_master(self.head(group, "out"), self._master)

    # Files

    def _path(self, name: str) -> Path:
        return self._classroom.folder / name

    def _head(self, group: Group, kind: Literal["out", "in"]) -> Head:
        kept = self._kept.get(group.id)
        card = self._classroom.card
        return Head(
            classroom=card.id,
            title=card.title,
            group=group.id,
            name=group.name,
            kind=kind,
            salt=kept.salt if kept else "",
            by_phrase=kept.by_phrase if kept else "",
            by_master=kept.by_master if kept else "",
        )

    def _of(self, group: Group) -> GroupKeys:
        if group.id not in self._kept:
            about = self._head(group, "out").about
            phrase = new_phrase()
            self._kept[group.id] = GroupKeys(
                **wrapped(new_key(), phrase, self._master, about),
                phrase=hidden(phrase, self._master, about),
            )
            content = _KEPT.dump_json(self._kept, indent=1)
            write_file(self._path(KEYS), lambda out: out.write(content), force=True)
        return self._kept[group.id]

    def _read_kept(self) -> dict[str, GroupKeys]:
        try:
            return dict(_KEPT.validate_json(self._path(KEYS).read_bytes()))
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            raise UsageError("course.keys.broken", path=str(self._path(KEYS))) from error

    def _read_master(self) -> bytes:
        path = self._path(MASTER)
        try:
            text = path.read_text("ascii")
        except FileNotFoundError:
            return self._made_master(path)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("course.keys.broken", path=str(path)) from error
        try:
            master = base64.b64decode(text.strip(), validate=True)
        except (binascii.Error, ValueError) as error:
            raise UsageError("course.keys.broken", path=str(path)) from error
        if len(master) != KEY_BYTES:
            raise UsageError("course.keys.broken", path=str(path))
        return master

    def _made_master(self, path: Path) -> bytes:
        """A new master key, where no group has a key yet: another one would lock them all out."""
        if self._path(KEYS).exists():
            raise UsageError("course.keys.no_master", path=str(path))
        master = os.urandom(KEY_BYTES)
        write_file(path, lambda out: out.write(base64.b64encode(master) + b"\n"))
        return master


def phrases_of(classroom: Classroom, keys: Keys) -> Mapping[str, str]:
    """The phrase of every group, by the group's id."""
    return {one.id: keys.phrase(one) for one in classroom.card.groups}
