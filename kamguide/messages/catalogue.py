"""The sentences of each language, read when they are said."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from string import Formatter
from typing import Final

import msgspec

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
    kept = CacheFile(f"sentences-by-word-{lang}", hashlib.sha256(b"".join(files)).hexdigest())
    packed = kept.read()
    if packed is None:
        packed = _packed(_read(files))
        kept.write(packed)
    return Sentences(packed)


class Sentences(Mapping[str, str]):
    """Sentences by key; those whose keys begin with the same word are read together.

    Few of them are said in one sitting, and all take a megabyte.
    """

    def __init__(self, packed: bytes) -> None:
        self._unread: Final = msgspec.msgpack.decode(packed, type=dict[str, bytes])
        self._read: Final[dict[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        self._read_like(_first_word(key))
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        for word in [*self._unread]:
            self._read_like(word)
        return iter(self._read)

    def __len__(self) -> int:
        return len([*self])

    def _read_like(self, word: str) -> None:
        if (unread := self._unread.pop(word, None)) is not None:
            like = msgspec.msgpack.decode(zlib.decompress(unread), type=dict[str, str])
            self._read.update(like)


def _packed(sentences: Mapping[str, str]) -> bytes:
    keys = groupby(sorted(sentences), _first_word)
    alike = {word: {key: sentences[key] for key in of} for word, of in keys}
    packed = {word: zlib.compress(msgspec.msgpack.encode(one)) for word, one in alike.items()}
    return msgspec.msgpack.encode(packed)


def _first_word(key: str) -> str:
    return key.partition(".")[0]


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
    as it is, so that a gap is visible and nothing breaks. Words that hang on a number stand behind
    its name, those for one first: `{count} {count:answer was|answers were} kept`.
    """
    sentence = catalogue(_known(lang)).get(key) or catalogue(_FALLBACK).get(key) or key
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
        single, among, several = format_spec.partition("|")
        if not among:
            return str(value)
        return single if value == "1" else several


def filled(sentence: str, values: Mapping[str, object], lang: str) -> str:
    """A sentence from elsewhere, filled; nothing where a value for it is missing."""
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return _Filler(lang).vformat(sentence, (), values) if needed <= set(values) else ""
