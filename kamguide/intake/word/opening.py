"""Bytes of a Word file to what stands in it; what could do harm is refused first."""

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from posixpath import dirname, join, normpath
from typing import Any, Final
from zipfile import BadZipFile

from lxml import etree

from kamguide.errors import IntakeError
from kamguide.intake.packed import OLD_OR_LOCKED, PACKED, parts_of
from kamguide.intake.word.composing import Composer
from kamguide.intake.word.margin import comments_in, day_in
from kamguide.intake.word.passages import WordFile, squeezed
from kamguide.intake.word.xml import attribute, local, text_of
from kamguide.model.text import clean

MOST_BYTES: Final = 50_000_000
"""Pictures are most of it."""
_BROKEN: Final = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, IndexError,
    RecursionError, RuntimeError, etree.XMLSyntaxError,
)  # fmt: skip
"""What the libraries raise on a damaged file."""
_NUMBER: Final = re.compile(r"\s*\d+\s*$")
"""The number of a page, at the end of a line."""
_PARSER: Final = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def read_word(data: bytes) -> WordFile:
    """What stands in a Word file, with all tracked changes made.

    Raises:
        IntakeError: It is no Word file of ours to read, damaged, locked, or too large.
    """
    if len(data) > MOST_BYTES:
        raise IntakeError("wordback.too_large", most=MOST_BYTES // 1_000_000)
    if data.startswith(OLD_OR_LOCKED):
        raise IntakeError("wordback.old_or_locked")
    if not data.startswith(PACKED):
        raise IntakeError("wordback.no_word")
    try:
        return _read(parts_of(data, _is_read, kind="wordback"))
    except _BROKEN as error:
        raise IntakeError("wordback.damaged") from error


def _is_read(name: str) -> bool:
    return not name.startswith(("customXml/", "word/theme/")) and "WithEffects" not in name


def _read(parts: Mapping[str, bytes]) -> WordFile:
    main = _related(parts, "").get("officeDocument", "")
    beside = _related(parts, main)
    body = _parsed(parts.get(main))
    if body is None or local(body) != "document":
        raise IntakeError("wordback.no_word")
    notes = [_parsed(parts.get(beside.get(kind, ""))) for kind in ("footnotes", "endnotes")]
    composer = Composer(_headings(_parsed(parts.get(beside.get("styles", "")))))
    composer.read(body, [one for one in notes if one is not None])
    said = _parsed(parts.get(beside.get("comments", "")))
    more = _parsed(parts.get(beside.get("commentsExtended", "")))
    facts = _facts(_parsed(parts.get("docProps/core.xml")))
    return WordFile(
        tuple(composer.items),
        comments_in(said, more),
        composer.removed,
        facts.get("language", "").partition("-")[0].lower(),
        date.fromisoformat(made) if (made := day_in(facts.get("created", ""))) else None,
        facts.get("lastModifiedBy", ""),
        tuple(dict.fromkeys(_margins(parts, main))),
    )


def _margins(parts: Mapping[str, bytes], main: str) -> Iterator[str]:
    """The paragraphs of headers and footers that have words."""
    for kind, target in _relations(parts, main):
        root = _parsed(parts.get(target)) if kind in ("header", "footer") else None
        for one in () if root is None else root.iter():
            if local(one) == "p":
                words = "".join(text_of(each) for each in one.iter() if local(each) == "t")
                if any(map(str.isalpha, words)):
                    yield _NUMBER.sub("", squeezed(clean(words))).strip()


def _parsed(part: bytes | None) -> Any:
    """The root of a part; None where there is none."""
    return None if part is None else etree.fromstring(part, etree.XMLParser(**_PARSER))


def _related(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The parts that a part is related to, by kind; the first of several."""
    found: dict[str, str] = {}
    for kind, target in _relations(parts, name):
        found.setdefault(kind, target)
    return found


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    """What a part is related to: the kind and the part; what lies outside the file is not one."""
    folder = dirname(name)
    root = _parsed(parts.get(join(folder, "_rels", f"{name.rpartition('/')[2]}.rels")))
    for one in () if root is None else root:
        if attribute(one, "TargetMode") != "External":
            target = attribute(one, "Target")
            path = target.lstrip("/") if target.startswith("/") else join(folder, target)
            yield attribute(one, "Type").rpartition("/")[2], normpath(path)


def _headings(styles: Any) -> dict[str, int]:
    """The levels of the styles of headings, by the ids of the styles."""
    found = {}
    for one in () if styles is None else styles:
        name = next((attribute(each, "val") for each in one if local(each) == "name"), "")
        word, _, level = name.lower().partition(" ")
        if word == "heading" and level.isdecimal():
            found[attribute(one, "styleId")] = int(level)
    return found


def _facts(core: Any) -> dict[str, str]:
    return {} if core is None else {local(one): clean(text_of(one)).strip() for one in core}
