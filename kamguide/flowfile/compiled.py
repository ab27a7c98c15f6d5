"""Files that were read and fitted before, kept as JSON by the digest of what they came from.

The cache only saves time: whatever is wrong with it, the files are read again.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from kamguide import __version__
from kamguide.flowfile.fitting import Data

SCHEMA: Final = 1
"""Raised when the same files would be kept otherwise."""

_KEPT: Final = 8


class Cache:
    """A folder of compiled files; `folder` is the person's cache unless given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._made: dict[tuple[str, str], BaseModel] = {}

    def made(self, name: str, digest: str) -> BaseModel | None:
        """What this very object was given before: models never change, so it is shared."""
        return self._made.get((name, digest))

    def remember(self, name: str, digest: str, model: BaseModel) -> None:
        """Have `made` give this model from now on."""
        self._made[name, digest] = model

    def get(self, name: str, digest: str) -> bytes | None:
        """What was kept under this name for files of this digest."""
        try:
            return self._path(name, digest).read_bytes()
        except OSError:
            return None

    def keep(self, name: str, digest: str, compiled: bytes) -> None:
        """Keep it, readable by this person only; silently not, where that cannot be done."""
        path = self._path(name, digest)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(compiled)
                Path(temporary).replace(path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
            self._thin_out(path.parent, name)
        except OSError:
            return

    def _path(self, name: str, digest: str) -> Path:
        if self._folder is None:
            from platformdirs import user_cache_path

            self._folder = user_cache_path("kamguide", appauthor=False)
        return self._folder / "flows" / f"{name}-{__version__}-{SCHEMA}-{digest[:32]}.json"

    @staticmethod
    def _thin_out(folder: Path, name: str) -> None:
        """Take away what was compiled longest ago."""
        files = sorted(folder.glob(f"{name}-*.json"), key=lambda one: one.stat().st_mtime)
        for old in files[:-_KEPT]:
            old.unlink(missing_ok=True)


def as_json(data: Data) -> bytes:
    """Data as the cache keeps it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
