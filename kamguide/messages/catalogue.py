"""The sentences of each language, read once, when the first of them is said."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from kamguide.cachefile import CacheFile
from kamguide.messages.forms import shown

_LOCALES: Final = Path(__file__).resolve().parents[1] / "locale"
_FALLBACK: Final = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that the program speaks."""
    return tuple(sorted(folder.name for folder in _LOCALES.iterdir() if folder.is_dir()))


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every sentence of a language, by key."""
    files = [file.read_bytes() for file in sorted((_LOCALES / lang).glob("*.yaml"))]
    kept = CacheFile(f"sentences-{lang}", hashlib.sha256(b"".join(files)).hexdigest())
    try:
        sentences: object = json.loads(kept.read() or b"null")
    except ValueError:
        sentences = None
    if not isinstance(sentences, dict):
        sentences = _read(files)
        kept.write(json.dumps(sentences, ensure_ascii=False).encode())
    return sentences


def _read(files: Iterable[bytes]) -> dict[str, str]:
    import yaml  # not where its work is kept

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sentences: dict[str, str] = {}
    for file in files:
        sentences.update(yaml.load(file, Loader=loader))  # noqa: S506 - a safe loader, ours
    return sentences


def has(key: str, lang: str) -> bool:
    """Whether there is a sentence for `key`."""
    return key in catalogue(_known(lang))


def say(key: str, lang: str, /, **values: object) -> str:
    """The sentence for `key` in `lang`, filled.

    A language without the sentence falls back to English; a key that no language has is said
    as it is, so that a gap is visible and nothing breaks. Where `count` is one, a sentence with
    `.one` behind its key comes first.
    """
    sentences = catalogue(_known(lang))
    single = sentences.get(f"{key}.one") if values.get("count") == 1 else None
    sentence = single or sentences.get(key) or catalogue(_FALLBACK).get(key) or key
    return _Filler(lang).vformat(sentence, (), values)


def _known(lang: str) -> str:
    return lang if lang in languages() else _FALLBACK


class _Filler(Formatter):
    """Fills a sentence by plain names only; a name without a value stays as it is written."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> object:
        del args
        value = kwargs[field_name] if field_name in kwargs else "{" + field_name + "}"
        return shown(value, self._lang), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        del format_spec
        return str(value)


def filled(sentence: str, values: Mapping[str, object], lang: str) -> str:
    """A sentence from elsewhere, filled; nothing where a value for it is missing."""
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return _Filler(lang).vformat(sentence, (), values) if needed <= set(values) else ""
