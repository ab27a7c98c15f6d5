"""Marks that look like those of YAML but are not: full-width colons, no-break spaces, tabs.

A reader would only say that something is wrong on the next line; here each is named and placed.
"""

import re
from functools import lru_cache
from typing import Final

_LOOKBACK: Final = 30

_CONFUSABLE: Final = (
    ("：", re.compile(r"^[\s\-{]*[\w.]+\s*(：)")),
    ("：", re.compile(r"[,{]\s*[\w.]+(：)")),
    ("，", re.compile(r"[{\[].*?(，)\s*[\w“]+\s*[:：\]，]")),
    ("，", re.compile(r"[\[{][^\]}]*(，)")),
    ("“", re.compile(r":\s+([“”])")),
    ("\t", re.compile(r"^[\s\-]*?(\t)")),
    ("\t", re.compile(r":\s*?(\t)")),
    ("\u00a0", re.compile("^[ \\-]*?([\u00a0\u3000\u2002-\u200a\u202f])")),
    ("\u00a0", re.compile("[\\w]:([\u00a0\u3000\u2002-\u200a\u202f])")),
    ("－", re.compile(r"^\s*([－—–−])\s*\w")),
)
MARKS: Final = {
    "：": "colon", "，": "comma", "“": "quotes", "\t": "tab", "\u00a0": "space", "－": "dash",
}  # fmt: skip


def confusable_before(text: str, line: int) -> tuple[int, int, str] | None:
    """The nearest mark at or before `line` that only looks like one of YAML's, and its name."""
    lines = text.splitlines()
    for number in range(min(line, len(lines)), max(0, line - _LOOKBACK), -1):
        for mark, pattern in _CONFUSABLE:
            if found := pattern.search(lines[number - 1][:2000]):
                return number, found.start(1) + 1, MARKS[mark]
    return None


@lru_cache(maxsize=4096)
def confusable_in(text: str) -> str:
    """The name of a mark that explains why a word is not what it should be, or nothing."""
    if re.match(r"[\w.]+：", text):
        return "colon"
    if text[:1] in "“”" and text[-1:] in "“”":
        return "quotes"
    if re.search("[\u00a0\u3000\u2002-\u200a\u202f]", text):
        return "space"
    if re.match(r"[－—–−]", text):
        return "dash"
    return "comma" if "，" in text else ""
