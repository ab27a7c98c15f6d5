"""Files that only save time: what is in one, damaged or gone, is made again."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from kamguide import __version__

_SEAL: Final = hashlib.sha256().digest_size
"""Bytes of the digest that stands before what is kept."""
_KEPT: Final = 8
"""Files of a family that are kept; the others were made of something that is no more."""


class CacheFile(NamedTuple):
    """What was made under the name `family` of something whose digest is `key`."""

    family: str
    key: str
    folder: Path | None = None
    """Where it lies; the person's own cache unless given."""

    def read(self) -> bytes | None:
        """What was kept, whole as it was written; None where it is damaged or not there."""
        try:
            raw = self._path.read_bytes()
        except OSError:
            return None
        content = raw[_SEAL:]
        return content if hashlib.sha256(content).digest() == raw[:_SEAL] else None

    def write(self, content: bytes) -> None:
        """Keep it, readable by this person only; silently not, where that cannot be done."""
        path = self._path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(hashlib.sha256(content).digest())
                    out.write(content)
                Path(temporary).replace(path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
            self._thin_out(path.parent)
        except OSError:
            return

    @property
    def _path(self) -> Path:
        return (self.folder or _own_folder()) / f"{self.family}-{__version__}-{self.key[:32]}"

    def _thin_out(self, folder: Path) -> None:
        """Take away what was made longest ago."""
        family = self._path.name.removesuffix(self.key[:32])
        files = sorted(folder.glob(f"{family}*"), key=lambda one: one.stat().st_mtime)
        for old in files[:-_KEPT]:
            old.unlink(missing_ok=True)


def _own_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("kamguide", appauthor=False)
