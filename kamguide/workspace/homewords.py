"""What is typed at home in lines: a number, a command, or words to find a plan by."""

from typing import Final

from msgspec import Struct

from kamguide.model.text import Lang, folded

HOME_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "new": ("new", "新建"),
    "example": ("example", "示例"),
    "practise": ("practise", "practice", "练习"),
    "find": ("find", "查找"),
    "rename": ("rename", "改名"),
    "copy": ("copy", "duplicate", "复制"),
    "archive": ("archive", "归档"),
    "delete": ("delete", "删除"),
    "back": ("back", "恢复"),
    "undo": ("undo", "撤销"),
    "away": ("away", "archived", "已归档"),
    "list": ("list", "plans", "home", "列表", "计划", "首页"),
    "lang": ("lang", "语言"),
    "help": ("help", "帮助", "?", "？", "commands", "命令"),
    "pause": ("quit", "exit", "pause", "退出", "暂停"),
}
"""Each command of home; the first name is shown in English, the first Chinese one in Chinese."""


class Wish(Struct, frozen=True):
    """A command of home, which line it is about (0: none was named), and the words behind."""

    name: str
    number: int
    rest: str


def wish_in(raw: str) -> Wish:
    """What was typed, read; `open` where it is no command but names a line or a plan."""
    words = raw.strip().lstrip("/／").strip()
    name, _, rest = words.partition(" ")
    wanted = folded(name)
    command = next((one for one, names in HOME_NAMES.items() if wanted in names), "open")
    behind = words if command == "open" else rest.strip()
    number, _, after = behind.partition(" ")
    if folded(number).isdecimal():
        return Wish(command, int(folded(number)), after.strip())
    return Wish(command, 0, behind)


def home_name(command: str, lang: Lang) -> str:
    """What a command of home is called in a language."""
    names = HOME_NAMES[command]
    return next(one for one in names if one.isascii() == (lang == "en"))
