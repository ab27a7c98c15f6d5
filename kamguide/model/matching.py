"""Finding what a person points at in a list: by number, code, label, or a part of it.

A reply that fits several things picks none of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from kamguide.errors import AnswerError
from kamguide.model.context import Target
from kamguide.model.numerals import LONGEST, number, shortened
from kamguide.model.prompts import Option
from kamguide.model.text import folded

_LONGEST_LIST: Final = 2000
_SHOWN: Final = 5
_DIGITS_THAT_NAME: Final = 3
"""Fewer digits are a number of the list, never a part of a name."""

_HAN: Final = re.compile("[\u3400-\u9fff]")
_EDGES: Final = " .,;:!?'\"。，；：！？、“”‘’「」《》"
_NUMBERED: Final = re.compile(
    r"(?P<mark>#|no\.? ?|第)?(?P<number>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})"
    r"(?P<end>[.)、:]| ?[个项号条种])?"
)
_ID: Final = re.compile(r"([a-z]{1,3}) ?([0-9]{1,6})")
_LETTER: Final = re.compile("[a-z]")
_LISTED: Final = re.compile("[,，、;；\n|]")
_AND: Final = re.compile(r"\s+and\s+|\s*(?:&|和|与|及|以及|还有)\s*")
_SPAN: Final = re.compile(r"(.+?)\s*(?:-|–|—|~|到|至|\bto\b)\s*(.+)")

_ALL: Final = frozenset(
    {"all", "all of them", "everything", "全部", "所有", "全选", "都选", "都是", "都"}
)
_NONE: Final = frozenset(
    {"none", "none of them", "nothing", "无", "没有", "都不", "都不是", "都没有", "一个都没有"}
)
_YES: Final = frozenset(
    [
        "yes",
        "y",
        "yeah",
        "yep",
        "yup",
        "1",
        "true",
        "t",
        "ok",
        "okay",
        "sure",
        "right",
        "correct",
        "是",
        "是的",
        "对",
        "对的",
        "有",
        "有的",
        "好",
        "好的",
        "行",
        "可以",
        "嗯",
        "真",
        "确认",
        "同意",
        "没错",
        "√",
        "✓",
        "✔",
    ]
)
_NO: Final = frozenset(
    [
        "no",
        "n",
        "2",  # the second of the two that are offered
        "nope",
        "nah",
        "0",
        "false",
        "f",
        "not",
        "wrong",
        "incorrect",
        "否",
        "不",
        "不是",
        "不是的",
        "不对",
        "没",
        "没有",
        "无",
        "非",
        "不行",
        "不可以",
        "不好",
        "假",
        "不同意",
        "×",
        "✗",
        "✘",
    ]
)


class _Item(Struct, frozen=True):
    """Something that can be pointed at: what is kept, and the names it goes by."""

    value: str
    names: tuple[str, ...]
    """The code first; as written."""
    keys: tuple[str, ...]
    """The names as they are compared."""

    def shown(self, raw: str) -> str:
        """The name to show to someone who wrote `raw`: one in the same script, if there is."""
        in_han = bool(_HAN.search(raw))
        labels = self.names[1:] or self.names
        return next((one for one in labels if bool(_HAN.search(one)) == in_han), labels[0])


class _List(Struct, frozen=True):
    """Items, and the keys of the sentences about them."""

    items: tuple[_Item, ...]
    unknown: str
    several: str

    def fail_unknown(self, raw: str) -> AnswerError:
        names = {key: item.shown(raw) for item in self.items for key in item.keys}
        short = len(raw) <= LONGEST
        near = get_close_matches(_key(raw), names, n=1) if short else []
        return AnswerError(self.unknown, raw=shortened(raw), near=names[near[0]] if near else "")

    def only(self, found: Iterable[_Item], raw: str) -> str:
        """The value of the one item found.

        Raises:
            AnswerError: None was found, or several.
        """
        fits = list(dict.fromkeys(found))
        if not fits:
            raise self.fail_unknown(raw)
        if len(fits) > 1:
            names = [item.shown(raw) for item in fits[:_SHOWN]]
            more = ["…"] if len(fits) > _SHOWN else []
            raise AnswerError(self.several, raw=shortened(raw), fits=" / ".join(names + more))
        return fits[0].value

    def at(self, place: int) -> tuple[_Item, ...]:
        """The item with this number, counted from one, if there is one."""
        return (self.items[place - 1],) if 1 <= place <= len(self.items) else ()

    def named(self, key: str) -> list[_Item]:
        """Items that go by exactly this name."""
        return [item for item in self.items if key in item.keys]

    def partly_named(self, key: str) -> list[_Item]:
        """Items with a name that starts so; if there are none, those with one that contains it."""
        if not key or (key.isdecimal() and len(key) < _DIGITS_THAT_NAME):
            return []
        starting = [item for item in self.items if any(one.startswith(key) for one in item.keys)]
        if starting or (len(key) == 1 and not _HAN.match(key)):
            return starting
        return [item for item in self.items if any(key in one for one in item.keys)]


def pick(raw: str, options: Sequence[Option]) -> str:
    """The code of the option that a reply means.

    It may be its number in the list, its code, its label in any language, the start or a part
    of one, or a letter (`b` for the second) where no code or label starts with it.

    Raises:
        AnswerError: Nothing fits (`answer.pick.unknown`), or several do (`answer.pick.several`).
    """
    return _pick(raw, _of_options(options))


def picks(raw: str, options: Sequence[Option]) -> tuple[str, ...]:
    """The codes that a reply means, in the order of the list, each once.

    Parts stand between commas, semicolons, *and*, or blanks if they are numbers, letters or
    whole names; `1-3` is a span; *all* and *none* are what they say.

    Raises:
        AnswerError: A part fits nothing, or several options.
    """
    given = set(_several(raw, _of_options(options), _pick))
    return tuple(option.code for option in options if option.code in given)


def yes_no(raw: str) -> bool:
    """Whether a reply says yes, in either language.

    Raises:
        AnswerError: It says neither yes nor no.
    """
    word = _key(raw) if len(raw) <= LONGEST else ""
    if word not in _YES | _NO:
        raise AnswerError("answer.yes_no.unreadable", raw=shortened(raw))
    return word in _YES


def reference(raw: str, targets: Sequence[Target]) -> str:
    """The id of the row that a reply points to.

    It may be the id, id and name, the name or a part of it, or a number of the list where no id
    is a number. What looks like an id and is not in the list is returned in upper case: whether
    it exists is for a rule to say.

    Raises:
        AnswerError: Nothing fits (`answer.reference.unknown`), or several rows do
            (`answer.reference.several`).
    """
    return _refer(raw, _of_targets(targets))


def references(raw: str, targets: Sequence[Target]) -> tuple[str, ...]:
    """The ids that a reply points to, in the order given, each once; written as for `picks`.

    Raises:
        AnswerError: A part fits nothing, or several rows.
    """
    return _several(raw, _of_targets(targets), _refer)


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", folded(text)).strip(_EDGES)


def _of_options(options: Sequence[Option]) -> _List:
    items = [(option.code, (option.code, *option.label.root.values())) for option in options]
    return _List(_items(items), "answer.pick.unknown", "answer.pick.several")


def _of_targets(targets: Sequence[Target]) -> _List:
    items = [(one.id, tuple(dict.fromkeys(_names(one)))) for one in targets]
    return _List(_items(items), "answer.reference.unknown", "answer.reference.several")


def _names(target: Target) -> Iterator[str]:
    """An id that says nothing by itself is shown with its name."""
    yield target.id
    if target.name and _ID.fullmatch(_key(target.id)):
        yield f"{target.id} {target.name}"
    yield target.name or target.id


def _items(named: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[_Item, ...]:
    return tuple(_Item(value, names, tuple(map(_key, names))) for value, names in named)


def _place(raw: str) -> tuple[int, bool] | None:
    """The number that a reply is, and whether it can be nothing else (`2.`, `#2`, 第二个)."""
    found = _NUMBERED.fullmatch(folded(raw).strip(" 。,，;；"))
    if found is None:
        return None
    digits = found["number"]
    sure = bool(found["mark"] or found["end"])
    if digits.isdecimal():
        return int(digits), sure
    value = number(digits.replace("两", "二"))
    return (int(value), sure) if value is not None and sure else None


def _pick(raw: str, listed: _List) -> str:
    """One option; see `pick`."""
    if len(raw) > LONGEST * 2:
        raise listed.fail_unknown(raw)
    if named := listed.named(raw_key := _key(raw)):
        numbered = _place(raw)
        if numbered is not None and numbered[1]:
            return listed.only(listed.at(numbered[0]) or named, raw)
        return listed.only((*named, *(listed.at(numbered[0]) if numbered else ())), raw)
    if (numbered := _place(raw)) is not None and (there := listed.at(numbered[0])):
        return listed.only(there, raw)
    if part := listed.partly_named(raw_key):
        return listed.only(part, raw)
    if _LETTER.fullmatch(raw_key):
        return listed.only(listed.at(ord(raw_key) - ord("a") + 1), raw)
    raise listed.fail_unknown(raw)


def _refer(raw: str, listed: _List) -> str:
    """One row; see `reference`."""
    if len(raw) > LONGEST * 2:
        raise listed.fail_unknown(raw)
    key = _key(raw).strip("[](){}【】 ")
    own = [item for item in listed.items if item.keys[0] == key]
    if found := own or _with_its_name(key, listed) or listed.named(key):
        return listed.only(found, raw)
    if shaped := _ID.fullmatch(key):
        bare = f"{shaped[1]}{int(shaped[2])}"
        same = [item for item in listed.items if item.keys[0] == bare]
        return listed.only(same, raw) if same else f"{shaped[1]}{shaped[2]}".upper()
    numbered = _place(raw)
    if numbered is not None and not any(item.keys[0].isdecimal() for item in listed.items):
        return listed.only(listed.at(numbered[0]), raw)
    return listed.only(listed.partly_named(key), raw)


def _with_its_name(key: str, listed: _List) -> list[_Item]:
    """Items written as they are shown: `[F3] Delivery`, `F3 Delivery`, `Delivery (F3)`."""
    words = " ".join(re.sub(r"[\[\](){}【】·:]", " ", key).split())
    return [
        item
        for item in listed.items
        if words in (f"{item.keys[0]} {name}" for name in item.keys[1:])
        or words in (f"{name} {item.keys[0]}" for name in item.keys[1:])
    ]


_One = Callable[[str, _List], str]


def _several(raw: str, listed: _List, one: _One) -> tuple[str, ...]:
    """Every value that a list in words means, in the order given, each once."""
    key = _key(raw)
    if named := listed.named(key):
        return (listed.only(named, raw),)
    if key in _ALL:
        return tuple(item.value for item in listed.items)
    if key in _NONE:
        return ()
    parts = [part for part in _LISTED.split(raw) if part.strip()]
    if not parts or len(raw) > _LONGEST_LIST:
        raise listed.fail_unknown(raw)
    return tuple(dict.fromkeys(value for part in parts for value in _part(part, listed, one)))


def _part(part: str, listed: _List, one: _One) -> tuple[str, ...]:
    """What stands between two commas: one thing, a span, or things with *and* or blanks."""
    if span := _span(part, listed):
        return span
    try:
        return (one(part, listed),)
    except AnswerError as problem:
        joined = [piece for piece in _AND.split(part) if piece.strip()]
        if len(joined) > 1:
            return tuple(value for piece in joined for value in _part(piece, listed, one))
        words = part.split()
        if len(words) > 1 and all(_stands_alone(word, listed) for word in words):
            return tuple(one(word, listed) for word in words)
        raise problem from None


def _stands_alone(word: str, listed: _List) -> bool:
    """Whether a word among blanks is a pick by itself: parts of names would be guessed."""
    key = _key(word)
    alone = _place(word) is not None or _LETTER.fullmatch(key) or _ID.fullmatch(key)
    return bool(alone or listed.named(key))


def _span(part: str, listed: _List) -> tuple[str, ...]:
    """The values from one number or id of the list to another, or nothing."""
    found = _SPAN.fullmatch(folded(part))
    if found is None or listed.named(_key(part)):
        return ()
    ends = [_end(found[1], listed), _end(found[2], listed)]
    if None in ends:
        return ()
    first, last = sorted(end for end in ends if end is not None)
    return tuple(item.value for item in listed.items[first : last + 1])


def _end(text: str, listed: _List) -> int | None:
    """Where in the list a span starts or ends."""
    key = _key(text)
    for place, item in enumerate(listed.items):
        if item.keys[0] == key and _ID.fullmatch(key):
            return place
    numbered = _place(text)
    inside = numbered is not None and 1 <= numbered[0] <= len(listed.items)
    return numbered[0] - 1 if numbered is not None and inside else None
