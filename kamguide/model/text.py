"""Words in several languages, and what a person typed made safe to keep.

Everything from outside passes `clean` once, at the door.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Lang = str
"""A language code of the catalogues and flows, such as `zh` or `en`."""

DEFAULT_LANG: Final = "en"

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


_LANGS: Final[dict[tuple[Lang, ...], tuple[Lang, ...]]] = {}
"""The languages of texts: one tuple for all that have the same, as there are thousands."""


class Text:
    """The same words in each language of a flow."""

    __slots__ = ("_langs", "_words")

    def __init__(self, root: Mapping[Lang, str]) -> None:
        langs = tuple(root)
        self._langs: Final = _LANGS.setdefault(langs, langs)
        self._words: Final = tuple(root.values())

    @property
    def root(self) -> dict[Lang, str]:
        """The words by language."""
        return dict(zip(self._langs, self._words, strict=True))

    def __call__(self, lang: Lang) -> str:
        """The words in `lang`, else in English, else in whatever language there is."""
        words = self.root
        return words.get(lang) or words.get(DEFAULT_LANG) or next(iter(words.values()), "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.root == other.root

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))

    def __repr__(self) -> str:
        return f"Text({self.root!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        """Read from a mapping of language to words."""
        from pydantic_core import core_schema

        del source, handler
        words = core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema())
        read = core_schema.no_info_after_validator_function(cls, words)
        made = core_schema.is_instance_schema(cls)
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([made, read], mode="left_to_right"),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.root),
        )


def clean(raw: str) -> str:
    r"""`raw` without anything that a terminal, a document or a reader could be fooled by.

    Line ends become `\n`; control characters, bidirectional overrides, zero-width marks,
    surrogates and non-characters become U+FFFD, so that nothing disappears silently; the rest
    is composed (NFC). Tabs and new lines stay.
    """
    if raw.isprintable():  # nothing that is unsafe is, and most texts are
        return unicodedata.normalize("NFC", raw)
    return unicodedata.normalize("NFC", _UNSAFE.sub("�", _LINE_ENDS.sub("\n", raw)))


def flat(text: str) -> str:
    """`text` as one line: clean, its line ends and doubled blanks one blank each."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """`text` as it is compared: compatible forms and letter case do not count."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def width(text: str) -> int:
    """How many cells wide a text is on one line; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
