"""Bytes to text: UTF-8 and nothing else, and what is found instead is named."""

import re
from typing import Final

from kamguide.flowfile.problems import Problems, Start

LARGEST: Final = 1_000_000
"""Bytes of a file at most."""

_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def decoded(raw: bytes, problems: Problems) -> str | None:
    """The text of a file, or None where it is not one; why is noted in `problems`."""
    if len(raw) > LARGEST:
        problems.add(Start(), "flow.file.too_large", size=len(raw), most=LARGEST)
        return None
    if raw.startswith(_UTF16) or _is_utf16(raw):
        problems.add(Start(), "flow.file.encoding", found="UTF-16")
        return None
    try:
        text = raw.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.add(Start(line), "flow.file.encoding", found=_encoding_of(raw))
        return None
    if bad := _UNPRINTABLE.search(text):
        code = f"U+{ord(bad[0]):04X}"
        problems.add(place_of(text, bad.start()), "flow.file.character", code=code)
        return None
    return text


def _is_utf16(raw: bytes) -> bool:
    """Whether every other byte of the start is zero, as Latin text has it in UTF-16."""
    start = raw[:200]
    return b"\0" in start and 3 * max(start[::2].count(0), start[1::2].count(0)) > len(start)


def _encoding_of(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK"


def place_of(text: str, offset: int) -> Start:
    """The line and column of a character."""
    before = text.rfind("\n", 0, offset)
    return Start(text.count("\n", 0, offset) + 1, offset - before)
