"""A thousand texts that a program should fear, the same every time."""

import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from kamguide.model.text import clean

SEED: Final = 20261126
MARK: Final = "7777"
"""What the escape codes among them say, so that they are told from our own."""
MARKUP: Final = (
    "[bold red]x[/]",
    "[/]",
    "[@click=app.exit]go[/]",
    "[link=file:///etc/passwd]y[/link]",
    "\\[",
    "[[",
    "<script>alert(1)</script>",
    "</w:t>",
    "&amp;&#0;&lt;",
    "]]>",
    "<!--",
    "{{ 7*7 }}",
    "{% raw %}",
    '#eval("1")',
    "$x^2$ @ref <label>",
    "`code` **b** ~~s~~",
    "| a | b |",
    "# h",
    "![i](http://x/y.png)",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "%s %d {0} {name}",
    "../../etc/passwd",
    "C:\\nul",
    "~/.ssh",
    "'; DROP TABLE log;--",
    "!!python/object:os.system",
    "&a *a",
    "null",
    "true",
    "---",
    "...",
    "? ",
    ": ",
    "- x",
    "|",
    "\\x1b[31m",
    "\\u202e",
    "/quit",
    "?",
    "//x",
)
CODES: Final = (
    "\x1b[7777m",
    "\x1b[2J",
    "\x1b[7777;1H",
    "\x1b]0;7777\x07",
    "\x1b]52;c;Nzc3Nw==\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x1bP7777q\x1b\\",
    "\x1b_7777\x1b\\",
    "\x1b^7777\x1b\\",
    "\x1bX7777\x1b\\",
    "\x1bc",
    "\x1b#8",
    "\x9b7777m",
    "\x9d0;7777\x9c",
    "\x90q7777\x9c",
    "\x07",
    "\x08\x08",
    "\x0e",
    "\x0f",
    "\x05",
    "\x00",
    "\x7f",
    "\x1a",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x1b[?1049l",
    "\x1b[201~",
    "\x1b[200~",
)
UNSEEN: Final = (
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2067",
    "\u2069",
    "\u200f",
    "\u061c",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\x85",
    "\ufff9",
    "\ufdd0",
    "\uffff",
)
WIDE: Final = (
    "关键客户管理",
    "沐泉饮品（华东）",
    "전략",
    "ｆｕｌｌ",
    "。。",
    "“”",
    "𠮷野家",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "😀",
    "𝔘𝔫𝔦",
    "é",
    "e\u0301" * 3,
    "Z\u0351\u036b\u0343",
    "ก็็็",
    "ﷺ",
    "עברית",
    "العربية",
    "ﬁ",
    "İ",
    "ß",
    "Ω",
    "Å",
    "½",
    "①",
    "\U0010ffff",
    "\ue000",
)
LONG: Final = 100_000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def hostile(count: int = 1000) -> Iterator[str]:
    """So many of them, none empty."""
    chance = random.Random(SEED)  # noqa: S311 - texts, not secrets
    kinds = (MARKUP, CODES, UNSEEN, WIDE)
    yield from (one for kind in kinds for one in kind)
    for number in range(count - sum(map(len, kinds))):
        words = "".join(
            chance.choice(chance.choice(kinds)) + chance.choice(("", " ", "x", "\n", "\t"))
            for _ in range(chance.randrange(1, 8))
        )
        yield words * (LONG // len(words)) if number % 200 == 0 else f"x{words}"


def visible(text: str) -> str:
    """What a person sees of a text, however it is spaced."""
    shown = unicodedata.normalize("NFC", text)
    return "".join(one for one in shown if one.isprintable() and not one.isspace())


def kept_whole(raw: str, kept: str) -> bool:
    """Whether everything visible is kept, in its order, and nothing that is obeyed."""
    has_all = visible(clean(raw)).replace("�", "") in visible(kept).replace("�", "")
    return has_all and _CONTROL.search(kept) is None
