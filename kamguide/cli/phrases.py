"""click's own phrases in the person's language."""

from __future__ import annotations

import gettext
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from click import core, decorators, exceptions, formatting, parser, termui, types

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCALES: Final = Path(__file__).parents[1] / "locale"
_MODULES: Final = (core, decorators, exceptions, formatting, parser, termui, types)
"""Where click asks gettext for its phrases, each by the English one."""


_MARKS: Final = (
    (re.compile(r"(?<![0-9A-Za-z])'([^'\n]*)'(?![0-9A-Za-z])"), r"“\1”"),
    (re.compile(r"(?<=”), (?=“)"), "、"),
    (re.compile(r"(?<=[”）])\.(?= |$)"), "。"),
    (re.compile(r"(?<=[”\u4e00-\u9fff]) (?=“)|(?<=”) (?=[\u4e00-\u9fff])|(?<=。) "), ""),
)
"""Marks that click sets in English, whatever the language, and the Chinese ones."""


class _Sentence(str):
    """A phrase whose values are filled in between Chinese marks."""

    __slots__ = ()

    def format(self, *given: object, **values: object) -> str:
        """The sentence, with what stands in it."""
        kind = values.get("number_type")
        if isinstance(kind, str):
            values["number_type"] = _phrases("zh").get(kind, kind)
        said = super().format(*given, **values)
        for mark, ours in _MARKS:
            said = mark.sub(ours, said)
        return said


@cache
def _phrases(lang: str) -> Mapping[str, str]:
    """By the English phrase; a file of its own, because every command needs some of it."""
    file = _LOCALES / lang / "click.json"
    said: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return said


def speak(lang: str) -> None:
    """Let click say everything in a language from now on; English where we have no words."""
    kind = _Sentence if lang == "zh" else str
    said = {phrase: kind(ours) for phrase, ours in _phrases(lang).items()}

    def one(phrase: str) -> str:
        return said.get(phrase, phrase)

    def one_or_many(single: str, many: str, count: int) -> str:
        return said.get(many) or gettext.ngettext(single, many, count)

    for module in _MODULES:
        for name, ours in (("_", one), ("ngettext", one_or_many)):
            if hasattr(module, name):
                setattr(module, name, ours)
