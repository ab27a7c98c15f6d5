"""A file to a tree of nodes, guarded before anything is built.

Size, depth and number of nodes are bounded on the stream of events; anchors, aliases, tags,
merge keys and double keys are refused; nothing in a file can make this raise.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from kamguide.flowfile.encoding import decoded
from kamguide.flowfile.lookalikes import confusable_before, confusable_in
from kamguide.flowfile.nodes import Entry, Fields, Items, Node, Scalar
from kamguide.flowfile.problems import Problems, Start

DEEPEST: Final = 50
MOST_NODES: Final = 40_000

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooMuchError(Exception):
    """A guard was hit; its problem is noted already."""


def read(path: Path, problems: Problems) -> Node | None:
    """The tree of a file, or None where it cannot be read; why is noted in `problems`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.add(Start(), "flow.file.unreadable", reason=error.strerror or str(error))
        return None
    return tree(raw, problems)


def tree(raw: bytes, problems: Problems) -> Node | None:
    """The tree of a file's bytes, or None where they are no single YAML document."""
    text = decoded(raw, problems)
    if text is None:
        return None
    try:
        return _Builder(problems).built(yaml.parse(text, Loader=_LOADER))
    except _TooMuchError:
        return None
    except yaml.YAMLError as error:
        _explain(error, text, problems)
        return None


class _Builder:
    """Builds the tree event by event, without recursion."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._open: list[tuple[Start, list[Node]]] = []
        self._count = 0
        self._documents = 0

    def built(self, events: Iterator[Any]) -> Node | None:
        """The one node of the document.

        Raises:
            _TooMuchError: A bound was hit.
            yaml.YAMLError: It is no YAML.
        """
        root: list[Node] = []
        self._open.append((Start(), root))
        takers = {
            yaml.ScalarEvent: self._take_scalar,
            yaml.MappingStartEvent: self._take_opening,
            yaml.SequenceStartEvent: self._take_opening,
            yaml.MappingEndEvent: self._take_mapping,
            yaml.SequenceEndEvent: self._take_sequence,
            yaml.AliasEvent: self._take_alias,
            yaml.DocumentStartEvent: self._begin,
        }
        for event in events:
            if (take := takers.get(type(event))) is not None:
                take(event)
        if not root:
            self._problems.add(Start(), "flow.file.empty")
        return root[0] if root else None

    def _take_scalar(self, event: Any) -> None:
        self._guard(event)
        mark = event.start_mark
        broken = event.tag is not None
        self._open[-1][1].append(
            Scalar(mark.line + 1, mark.column + 1, event.value, not event.style, broken)
        )

    def _take_opening(self, event: Any) -> None:
        self._guard(event)
        self._open.append((_start(event), []))

    def _take_mapping(self, event: Any) -> None:
        del event
        start, nodes = self._open.pop()
        self._open[-1][1].append(self._fields(start, nodes))

    def _take_sequence(self, event: Any) -> None:
        del event
        start, nodes = self._open.pop()
        self._open[-1][1].append(Items(start.line, start.column, tuple(nodes)))

    def _take_alias(self, event: Any) -> None:
        start = _start(event)
        self._problems.add(start, "flow.yaml.alias", name=event.anchor)
        self._open[-1][1].append(Scalar(start.line, start.column, "", plain=True, broken=True))

    def _begin(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._problems.add(_start(event), "flow.yaml.documents")
            raise _TooMuchError

    def _guard(self, event: Any) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            self._problems.add(_start(event), "flow.yaml.too_many", most=MOST_NODES)
            raise _TooMuchError
        if len(self._open) > DEEPEST:
            self._problems.add(_start(event), "flow.yaml.too_deep", most=DEEPEST)
            raise _TooMuchError
        if event.anchor is not None:
            self._problems.add(_start(event), "flow.yaml.anchor", name=event.anchor)
        if event.tag is not None:
            self._problems.add(_start(event), "flow.yaml.tag", tag=event.tag)

    def _fields(self, start: Start, nodes: list[Node]) -> Fields:
        entries: dict[str, Entry] = {}
        for key, node in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._problems.add(key, "flow.yaml.odd_key")
            elif key.text in entries:
                first = entries[key.text].key.line
                self._problems.add(key, "flow.yaml.twice", name=key.text, first=first)
            elif self._is_sound(key):
                entries[key.text] = Entry(key, node)
        return Fields(start.line, start.column, entries)

    def _is_sound(self, key: Scalar) -> bool:
        if key.plain and key.text == "<<":
            self._problems.add(key, "flow.yaml.merge")
            return False
        mark = confusable_in(key.text) if key.plain else ""
        if mark:
            self._problems.add(key, f"flow.yaml.{mark}")
        return not mark


def _start(event: Any) -> Start:
    mark = event.start_mark
    return Start(mark.line + 1, mark.column + 1)


def _explain(error: yaml.YAMLError, text: str, problems: Problems) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Start(mark.line + 1, mark.column + 1) if mark is not None else Start()
    reason = str(getattr(error, "problem", None) or "")
    if "nesting depth" in reason:
        problems.add(place, "flow.yaml.too_deep", most=DEEPEST)
        return
    if confusable := confusable_before(text, place.line):
        line, column, mark_name = confusable
        problems.add(Start(line, column), f"flow.yaml.{mark_name}")
        return
    context = getattr(error, "context_mark", None)
    if context is not None and "quoted scalar" in str(getattr(error, "context", "")):
        problems.add(Start(context.line + 1, context.column + 1), "flow.yaml.open_quote")
        return
    problems.add(place, _REASONS.get(_kind(reason), "flow.yaml.broken"), reason=reason)


_REASONS: Final = {
    "mapping": "flow.yaml.colon_in_text",
    "indent": "flow.yaml.indent",
    "bracket": "flow.yaml.open_bracket",
    "start": "flow.yaml.odd_start",
}


def _kind(reason: str) -> str:
    if "mapping values are not allowed" in reason:
        return "mapping"
    if "',' or '" in reason:
        return "bracket"
    if "cannot start any token" in reason:
        return "start"
    if "expected key" in reason or "block end" in reason or "could not find expected" in reason:
        return "indent"
    return ""
