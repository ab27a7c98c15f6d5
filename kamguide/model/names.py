"""Names of people as they are found in what somebody wrote."""

import re
from typing import Final

_LATIN: Final = "[0-9A-Za-z_\u00c0-\u024f]"
"""What goes on with a Latin name; Chinese letters stand close to it, and are another word."""


def spelled(name: str) -> str:
    """A pattern for a name as a word of its own, whatever stands between its parts."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    before = f"(?<!{_LATIN})" if _is_latin(name.strip()[:1]) else ""
    after = f"(?!{_LATIN})" if _is_latin(name.strip()[-1:]) else ""
    return f"{before}{words}{after}"


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
