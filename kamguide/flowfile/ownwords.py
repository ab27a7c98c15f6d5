"""A person's own word lists: a settings file read against the lists that there are.

Every fault is found at once; whether a file with faults may be used is for the caller to say.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kamguide.flowfile.nodes import Entry, Fields, Items, Node, Scalar
from kamguide.flowfile.problems import Problem, Problems, nearest, shown_path
from kamguide.model.text import folded
from kamguide.model.wordlists import Lists, OwnWords, WordChanges, merged

COMPANY: Final = "company"
INDUSTRIES: Final = "industries"
REMOVE: Final = "remove"
LONGEST: Final = 60
"""Characters of a word or phrase at most: a rule looks for words, not for sentences."""

_CONTENT: Final = re.compile(r"\w")

_Written = Mapping[str, tuple[Scalar, ...]]
"""The words of each list, each with the place where it was written."""


def read_own_words(raw: bytes, path: Path, lists: Lists) -> tuple[OwnWords, tuple[Problem, ...]]:
    """What a settings file changes, and everything that is wrong with it.

    Args:
        raw: The bytes of the file.
        path: Where it lies, for the problems.
        lists: The shipped lists that it may change.
    """
    from kamguide.flowfile.reading import tree

    problems = Problems(shown_path(path))
    node = tree(raw, problems)
    own = _Reader(problems, lists).read(node) if node is not None else OwnWords()
    return own, tuple(sorted(problems.found))


class _Reader:
    def __init__(self, problems: Problems, lists: Lists) -> None:
        self._problems = problems
        self._shipped = lists

    def read(self, node: Node) -> OwnWords:
        """Both parts of the file; what does not fit is noted and left out."""
        parts = self._entries(node)
        for name, entry in parts.items():
            if name not in (COMPANY, INDUSTRIES):
                self._problems.unknown(entry.key, "key", name, (COMPANY, INDUSTRIES))
        company = self._section(_value(parts, COMPANY), self._shipped)
        lists = merged(self._shipped, [company])
        industries = dict(self._industries(_value(parts, INDUSTRIES), lists))
        return OwnWords(company, MappingProxyType(industries))

    def _industries(self, node: Node | None, lists: Lists) -> Iterator[tuple[str, WordChanges]]:
        lines: dict[str, int] = {}
        for name, entry in self._entries(node).items():
            first = lines.setdefault(folded(name), entry.key.line)
            if first != entry.key.line:
                self._problems.add(entry.key, "flow.name.twice", name=name, first=first)
            elif self._is_word(entry.key):
                yield name.strip(), self._section(entry.node, lists)

    def _section(self, node: Node | None, lists: Lists) -> WordChanges:
        entries = self._entries(node)
        added = self._written({name: one for name, one in entries.items() if name != REMOVE})
        removed = self._written(self._entries(_value(entries, REMOVE)))
        self._check_removed(added, removed, lists)
        return WordChanges(_texts(added), _texts(removed))

    def _written(self, entries: Mapping[str, Entry]) -> _Written:
        found: dict[str, tuple[Scalar, ...]] = {}
        for name, entry in entries.items():
            if name not in self._shipped:
                self._problems.unknown(entry.key, "words", name, self._shipped)
            elif isinstance(entry.node, Items):
                found[name] = tuple(self._words(entry.node))
            elif not _is_nothing(entry.node):
                self._problems.add(entry.node, "flow.expected.list")
        return found

    def _words(self, items: Items) -> Iterator[Scalar]:
        lines: dict[str, int] = {}
        for node in items.nodes:
            if not isinstance(node, Scalar) or node.is_nothing:
                self._problems.add(node, "flow.expected.text")
            elif not node.broken and self._is_word(node):
                first = lines.setdefault(folded(node.text), node.line)
                if first != node.line:
                    self._problems.add(node, "flow.name.twice", name=node.text, first=first)
                else:
                    yield node

    def _is_word(self, node: Scalar) -> bool:
        """Whether something is written that can be looked for; what is wrong is noted."""
        if len(node.text) > LONGEST:
            self._problems.add(node, "flow.too_long", most=LONGEST)
            return False
        if not _CONTENT.search(node.text):
            self._problems.add(node, "words.no_word", word=node.text)
            return False
        return True

    def _check_removed(self, added: _Written, removed: _Written, lists: Lists) -> None:
        for name, words in removed.items():
            known = {folded(one): one for one in lists[name]}
            new = {folded(one.text) for one in added.get(name, ())}
            for word in words:
                if folded(word.text) in new:
                    self._problems.add(word, "words.both", word=word.text, list=name)
                elif folded(word.text) not in known:
                    near = nearest(word.text, list(known.values()))
                    fix = "words.not_there.near" if near else ""
                    self._problems.add(
                        word, "words.not_there", fix=fix, word=word.text, list=name, near=near
                    )

    def _entries(self, node: Node | None) -> Mapping[str, Entry]:
        """The keys of a mapping; nothing written is a mapping without any."""
        if node is None or _is_nothing(node):
            return {}
        if isinstance(node, Fields):
            return node.entries
        self._problems.add(node, "flow.expected.mapping")
        return {}


def _value(entries: Mapping[str, Entry], name: str) -> Node | None:
    entry = entries.get(name)
    return entry.node if entry is not None else None


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_nothing


def _texts(written: _Written) -> Lists:
    texts = {name: tuple(one.text.strip() for one in words) for name, words in written.items()}
    return MappingProxyType(texts)
