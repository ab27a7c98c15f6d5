"""Sealed packets: a plan that only its group and the trainer can open, and nobody can change.

A packet is encrypted with the random key of its group (AES-256-GCM). That key lies in the packet
twice: wrapped by the group's phrase (scrypt) and by the trainer's master key. What stands outside
(which class, which group) is read by everyone and sealed with the rest: no bit of it can be
changed unnoticed.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kamguide.errors import KamguideError
from kamguide.model.text import clean
from kamguide.store.canonical import canonical_json
from kamguide.store.packet import SEALED

MAGIC: Final = SEALED + b"1\n"
KEY_BYTES: Final = 32
_NONCE: Final = 12
_SALT: Final = 16
_SCRYPT: Final = {"n": 2**15, "r": 8, "p": 1}
"""About a tenth of a second and 32 MB for each guess at a phrase."""
_MOST: Final = 60_000_000
_LONGEST_HEAD: Final = 4_000

Short = Annotated[str, StringConstraints(max_length=200)]


class SealError(KamguideError):
    """A sealed packet cannot be opened; nothing was changed."""


class Head(BaseModel):
    """What everyone can read on a packet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    classroom: Short
    """The id of the class."""
    title: Short
    group: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]
    """Its id; it names files, so nothing else can be one."""
    name: Short
    kind: Literal["out", "in"]
    """Handed out by the trainer, or handed in by the group."""
    salt: Short
    by_phrase: Short
    """The key of the group, wrapped by its phrase."""
    by_master: Short
    """The same, wrapped by the master key of the class."""

    @property
    def about(self) -> bytes:
        """What the wrapped keys belong to."""
        return f"{self.classroom}/{self.group}".encode()

    def shown(self, name: str) -> str:
        """The title or the name, safe to be shown."""
        return clean(self.name if name == "name" else self.title)


class Inside(Struct, frozen=True):
    """What a packet holds: the plan as a `.kam`, who sealed it and when by their clock."""

    packet: bytes
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """A packet as it was read, still closed."""

    head: Head
    bound: bytes = field(repr=False)
    """Everything before the sealed part: sealed with it."""
    body: bytes = field(repr=False)


def is_sealed(file: Path) -> bool:
    """Whether a file is a sealed packet of any version."""
    try:
        with file.open("rb") as source:
            return source.read(len(SEALED)) == SEALED
    except OSError:
        return False


def read_sealed(file: Path) -> Sealed:
    """Read a packet without opening it.

    Raises:
        SealError: It is none, damaged, too large, or of a newer version.
    """
    name = file.name or str(file)
    try:
        with file.open("rb") as source:
            content = source.read(_MOST + 1)
    except OSError as error:
        raise SealError("course.seal.unreadable", file=name) from error
    if len(content) > _MOST:
        raise SealError("course.seal.too_large", file=name)
    if not content.startswith(MAGIC):
        newer = content.startswith(SEALED)
        raise SealError("course.seal.newer" if newer else "course.seal.none", file=name)
    end = content.find(b"\n", len(MAGIC), len(MAGIC) + _LONGEST_HEAD)
    if end < 0 or len(content) < end + 1 + _NONCE:
        raise SealError("course.seal.damaged", file=name)
    try:
        head = Head.model_validate_json(content[len(MAGIC) : end])
    except ValidationError as error:
        raise SealError("course.seal.damaged", file=name) from error
    return Sealed(head, content[: end + 1], content[end + 1 :])


def seal(head: Head, key: bytes, inside: Inside) -> bytes:
    """The bytes of a packet."""
    bound = MAGIC + canonical_json(head.model_dump()).encode() + b"\n"
    said = canonical_json({"by": inside.by, "at": inside.at.isoformat()}).encode() + b"\n"
    return bound + _encrypted(key, said + inside.packet, bound)


def unseal(sealed: Sealed, key: bytes) -> Inside:
    """What a packet holds.

    Raises:
        SealError: It was changed after it was sealed, or the key is of another group.
    """
    content = _decrypted(key, sealed.body, sealed.bound)
    if content is None:
        raise SealError("course.seal.changed", name=sealed.head.shown("name"))
    said, _, packet = content.partition(b"\n")
    try:
        told = json.loads(said)
        return Inside(packet, clean(str(told["by"])), datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SealError("course.seal.damaged", file=sealed.head.shown("name")) from error


# Keys


def new_key() -> bytes:
    """A key that nobody can guess."""
    return os.urandom(KEY_BYTES)


def wrapped(key: bytes, phrase: str, master: bytes, about: bytes) -> dict[str, str]:
    """A group's key as its packets carry it: `salt`, `by_phrase` and `by_master`."""
    salt = os.urandom(_SALT)
    return {
        "salt": _text(salt),
        "by_phrase": _text(_encrypted(_stretched(phrase, salt), key, about)),
        "by_master": _text(_encrypted(master, key, about)),
    }


def key_by_phrase(head: Head, phrase: str) -> bytes:
    """The key of a group, by its phrase.

    Raises:
        SealError: The phrase is not that of this group, or the head was changed.
    """
    opener = _stretched(phrase, _bytes(head.salt))
    key = _decrypted(opener, _bytes(head.by_phrase), head.about)
    if key is None:
        raise SealError("course.seal.wrong_phrase", name=head.shown("name"))
    return key


def key_by_master(head: Head, master: bytes) -> bytes:
    """The key of a group, by the master key of its class.

    Raises:
        SealError: The master key is of another class, or the head was changed.
    """
    key = _decrypted(master, _bytes(head.by_master), head.about)
    if key is None:
        raise SealError("course.seal.wrong_master", name=head.shown("name"))
    return key


def hidden(text: str, master: bytes, about: bytes) -> str:
    """A text that only the master key opens."""
    return _text(_encrypted(master, text.encode(), about))


def found(text: str, master: bytes, about: bytes) -> str | None:
    """A hidden text; None where the master key is another."""
    content = _decrypted(master, _bytes(text), about)
    return None if content is None else content.decode()


def _stretched(phrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=KEY_BYTES, **_SCRYPT).derive(phrase.encode())


def _encrypted(key: bytes, content: bytes, about: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def _decrypted(key: bytes, content: bytes, about: bytes) -> bytes | None:
    """What was encrypted; None where the key is another, or anything was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], about)
    except (InvalidTag, ValueError):
        return None


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError("course.seal.damaged", file="") from error
