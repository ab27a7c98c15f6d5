"""click's own phrases in the person's language."""

from __future__ import annotations

import gettext
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from click import core, decorators, exceptions, formatting, parser, termui, types

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCALES: Final = Path(__file__).parents[1] / "locale"
_MODULES: Final = (core, decorators, exceptions, formatting, parser, termui, types)
"""Where click asks gettext for its phrases, each by the English one."""


@cache
def _phrases(lang: str) -> Mapping[str, str]:
    """By the English phrase; a file of its own, because every command needs some of it."""
    file = _LOCALES / lang / "click.json"
    said: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return said


def speak(lang: str) -> None:
    """Let click say everything in a language from now on; English where we have no words."""
    said = _phrases(lang)

    def one(phrase: str) -> str:
        return said.get(phrase, phrase)

    def one_or_many(single: str, many: str, count: int) -> str:
        return said.get(many) or gettext.ngettext(single, many, count)

    for module in _MODULES:
        for name, ours in (("_", one), ("ngettext", one_or_many)):
            if hasattr(module, name):
                setattr(module, name, ours)
