"""Office files as the parts they are packed of: only where all of it unpacks within limits."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from kamguide.errors import IntakeError

MOST_UNPACKED: Final = 20_000_000
MOST_PARTS: Final = 2_000
PACKED: Final = b"PK\3\4"
OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""Files of before 2007, and ones that a password locks."""
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\0")


def parts_of(
    data: bytes, wanted: Callable[[str], bool] = lambda _: True, *, kind: str = "intake"
) -> dict[str, bytes]:
    """The XML parts of an office file by name, those that are wanted.

    Args:
        data: The file.
        wanted: Whether a part of this name is unpacked; sizes are looked at for all of them.
        kind: The family of sentences to refuse it with.

    Raises:
        IntakeError: It is locked, unpacks to far too much, or declares entities of its own.
    """
    with ZipFile(BytesIO(data)) as packed:
        infos = packed.infolist()
        if any(one.flag_bits & 1 for one in infos):
            raise IntakeError(f"{kind}.old_or_locked")
        read = [one for one in infos if one.filename.endswith((".xml", ".rels"))]
        if len(infos) > MOST_PARTS or sum(one.file_size for one in read) > MOST_UNPACKED:
            raise IntakeError(f"{kind}.bomb")
        parts = {one.filename: packed.read(one) for one in read if wanted(one.filename)}
    if any(_DECLARES.search(part) for part in parts.values()):
        raise IntakeError(f"{kind}.bomb")  # no office program declares entities
    return parts
