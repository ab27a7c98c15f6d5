"""The words that are commands, in both languages: the same on the screen and in lines."""

from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.model.text import Lang, folded


class Command(Struct, frozen=True):
    """A command and what was said behind it."""

    name: str
    rest: str = ""


NAMES: Final[dict[str, tuple[str, ...]]] = {
    "back": ("back", "返回", "上一题"),
    "skip": ("skip", "later", "跳过", "以后", "稍后"),
    "unknown": ("unknown", "dontknow", "不知道", "待查"),
    "na": ("na", "notapplicable", "不适用"),
    "why": ("why", "为什么"),
    "example": ("example", "示例", "例子"),
    "term": ("term", "术语"),
    "goto": ("goto", "转到"),
    "find": ("find", "查找"),
    "list": ("list", "查看"),
    "status": ("status", "进度"),
    "edit": ("edit", "修改"),
    "editor": ("editor", "编辑器"),
    "anchors": ("anchors", "锚点", "帮我选"),
    "undo": ("undo", "撤销"),
    "redo": ("redo", "重做"),
    "history": ("history", "历史"),
    "check": ("check", "检查", "还缺什么"),
    "answers": ("answers", "核对", "答案"),
    "summary": ("summary", "小结"),
    "thread": ("thread", "主线", "金线"),
    "rubric": ("rubric", "评分", "质量评分", "quality"),
    "stability": ("stability", "稳定性"),
    "challenges": ("challenges", "challenge", "追问"),
    "clock": ("clock", "计时"),
    "compare": ("compare", "对照"),
    "dismiss": ("dismiss", "驳回"),
    "complete": ("complete", "完成计划"),
    "reopen": ("reopen", "重新打开"),
    "plan": ("plan", "计划"),
    "chart": ("chart", "charts", "图", "图表"),
    "export": ("export", "导出"),
    "intake": ("intake", "导入表", "导入"),
    "flow": ("flow", "流程"),
    "settings": ("settings", "设置"),
    "lang": ("lang", "语言"),
    "note": ("note", "备注"),
    "evidence": ("evidence", "依据"),
    "internal": ("internal", "内部"),
    "keep": ("keep", "保留"),
    "clear": ("clear", "清除"),
    "delete": ("delete", "删除"),
    "row": ("row", "行"),
    "sort": ("sort", "排序"),
    "column": ("column", "按列"),
    "matrix": ("matrix", "矩阵"),
    "done": ("done", "完成", "没有了"),
    "draft": ("draft", "草稿"),
    "home": ("home", "首页"),
    "pause": ("pause", "quit", "exit", "save", "暂停", "保存", "退出"),
    "comments": ("comments", "意见"),
    "comment": ("comment", "提意见"),
    "reply": ("reply", "答复"),
    "met": ("met", "落实"),
    "word": ("word", "改稿"),
    "submit": ("submit", "提交"),
    "withdraw": ("withdraw", "撤回"),
    "return": ("return", "退回"),
    "approve": ("approve", "批准"),
    "group": ("group", "小组"),
    "confirm": ("confirm", "确认"),
    "object": ("object", "质疑"),
    "takeaway": ("takeaway", "收获"),
    "conflict": ("conflict", "conflicts", "分歧"),
    "changes": ("changes", "变化", "改了什么"),
    "script": ("script", "提纲", "评审提纲"),
    "decide": ("decide", "决定"),
    "settle": ("settle", "办结"),
    "roll": ("roll", "滚动"),
    "still": ("still", "仍成立", "仍然成立"),
    "progress": ("progress", "进展"),
    "changelog": ("changelog", "变更"),
    "help": ("help", "帮助"),
    "commands": ("commands", "命令", ""),
    "theme": ("theme", "配色", "主题"),
    "ascii": ("ascii", "字符"),
    "tour": ("tour", "导览"),
}
"""Each command's slash names; the first is the one that help shows in English."""

PLAIN: Final[dict[str, str]] = {
    "back": "back",
    "返回": "back",
    "skip": "skip",
    "跳过": "skip",
    "don't know": "unknown",
    "dont know": "unknown",
    "i don't know": "unknown",
    "not sure": "unknown",
    "不知道": "unknown",
    "待查": "unknown",
    "不清楚": "unknown",
    "不适用": "na",
    "not applicable": "na",
    "n/a": "na",
    "help": "help",
    "帮助": "help",
    "?": "help",
    "example": "example",
    "示例": "example",
    "list": "list",
    "查看": "list",
    "status": "status",
    "进度": "status",
    "save": "pause",
    "保存": "pause",
    "done": "done",
    "完成": "done",
    "没有了": "done",
    "no more": "done",
    "undo": "undo",
    "撤销": "undo",
    "lang en": "lang",
    "lang zh": "lang",
}
"""Whole replies that are commands without a slash."""
_LANGUAGES: Final[dict[Lang, tuple[str, ...]]] = {
    "en": ("en", "english", "英文", "英语"),
    "zh": ("zh", "chinese", "中文", "汉语"),
}


def command_in(raw: str) -> Command | str:
    """The command in a reply, or the reply itself; a leading backslash makes any word text."""
    words = raw.strip()
    if words.startswith("\\"):
        return words[1:]
    if words.startswith(("/", "／")):
        name, _, rest = words[1:].partition(" ")
        return Command(_named(name), rest.strip())
    plain = folded(words)
    if plain in PLAIN:
        return Command(PLAIN[plain], plain.partition(" ")[2] if plain.startswith("lang ") else "")
    if (term := _asked_term(plain)) is not None:
        return Command("term", term)
    return raw


def language_in(words: str, now: Lang) -> Lang:
    """The language that is wanted: the one that is named, or else the other one than now.

    Raises:
        UsageError: There is no such language.
    """
    if not words:
        return "en" if now == "zh" else "zh"
    for lang, names in _LANGUAGES.items():
        if folded(words) in names:
            return lang
    raise UsageError("language.unknown", raw=words)


def near_command(name: str) -> str:
    """The command that was probably meant, or nothing; of two Chinese letters one may be wrong."""
    every = [alias for aliases in NAMES.values() for alias in aliases]
    wanted = folded(name)
    near = get_close_matches(wanted, every, n=1, cutoff=0.6 if wanted.isascii() else 0.5)
    begun = [alias for alias in every if len(wanted) > 1 and alias.startswith(wanted)]
    return next(iter((*near, *begun)), "")


def _named(name: str) -> str:
    wanted = folded(name)
    for command, aliases in NAMES.items():
        if wanted in aliases:
            return command
    return f"?{name}"


def _asked_term(plain: str) -> str | None:
    """The term in *what is a DMU?* or *什么是 DMU？*."""
    for start in ("what is a ", "what is an ", "what is ", "what's a ", "what does "):
        if plain.startswith(start) and plain.endswith("?"):
            return plain.removeprefix(start).rstrip("? ").removesuffix(" mean").strip()
    if plain.startswith("什么是"):
        return plain.removeprefix("什么是").rstrip("?？ ").strip()
    if plain.endswith("是什么?"):
        return plain.removesuffix("是什么?").strip()
    return None
