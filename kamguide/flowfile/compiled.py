"""What was made of files before, kept by the digest of the files.

The cache only saves time: whatever is wrong with it, the files are read again.
"""

import hashlib
import io
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from kamguide.cachefile import CacheFile
from kamguide.model.base import Frozen
from kamguide.model.text import Text

SCHEMA: Final = 3
"""Raised when a model gets or loses a field: what was kept of it would be another."""

_SEAL: Final = hashlib.sha256().digest_size
"""Bytes of the digest that stands before what is kept."""


class Cache:
    """A folder of compiled files; `folder` is the person's cache unless given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._made: dict[tuple[str, str], Frozen] = {}

    def get(self, name: str, digest: str) -> object:
        """What was kept under this name for files of this digest, or None.

        Models never change, so what was given once is given again.
        """
        if (made := self._made.get((name, digest))) is not None:
            return made
        kept = self._file(name, digest).read()
        if kept is None:
            return None
        try:
            found = _unpacked(kept)
        except pickle.UnpicklingError:
            return None
        self._made[name, digest] = found
        return found

    def keep(self, name: str, digest: str, model: Frozen) -> None:
        """Keep it, for this process and, where that can be done, for later ones."""
        self._made[name, digest] = model
        self._file(name, digest).write(_packed(model))

    def _file(self, name: str, digest: str) -> CacheFile:
        return CacheFile(f"{name}-{SCHEMA}", digest, self._folder)


def _packed(model: Frozen) -> bytes:
    kept = pickle.dumps(model, protocol=pickle.HIGHEST_PROTOCOL)
    return hashlib.sha256(kept).digest() + kept


def _unpacked(raw: bytes) -> Frozen:
    """The model that was packed.

    Raises:
        UnpicklingError: It is damaged, or not ours.
    """
    source = io.BytesIO(raw)
    if source.read(_SEAL) != hashlib.sha256(memoryview(raw)[_SEAL:]).digest():
        raise pickle.UnpicklingError("damaged")
    model: Frozen = _Models(source).load()
    return model


class _Models(pickle.Unpickler):
    """Makes models and what they hold, and nothing else: no file can have it run anything."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of ours.

        Raises:
            UnpicklingError: It is something else.
        """
        if (module, name) == ("decimal", "Decimal"):
            return Decimal
        found = super().find_class(module, name) if module.startswith("kamguide.model.") else None
        if isinstance(found, type) and issubclass(found, Frozen | Text):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")
