"""A further language: one file of `<id>.<field>: text`, laid over the texts of a method.

A key leads to a text by ids: of a step, question, rule, check, figure, draft or flow, then by
fields; members of lists are named by their id, or by their number where they have none.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kamguide.flowfile.fitting import LANGUAGES, Data, members, placeholders
from kamguide.flowfile.nodes import Fields, Scalar
from kamguide.flowfile.problems import Problems

TextData = dict[str, Data]
"""A text as data: by language."""

_NUMBERED = ("weak", "sentences")


def texts_of(method: dict[str, Data], plans: list[Data]) -> dict[str, TextData]:
    """Every text of a method and of flows, by the key that an overlay gives it."""
    found: dict[str, TextData] = {}
    for kind in ("steps", "figures", "rules", "checks", "challenges", "rubric", "drafts"):
        for one in members(method.get(kind)):
            found.update(_named(one))
    for plan in plans:
        found.update(_named(plan) if isinstance(plan, dict) else ())
    for term in members(method.get("terms")):
        found.update(_walk(f"term.{_slug(term)}", term))
    return found


def _named(data: dict[str, Data]) -> Iterator[tuple[str, TextData]]:
    name = str(data.get("id", ""))
    for question in members(data.get("questions")):
        yield from _walk(str(question.get("id", "")), question)
    rest = {key: value for key, value in data.items() if key != "questions"}
    yield from _walk(name, rest)


def _walk(place: str, data: Data) -> Iterator[tuple[str, TextData]]:
    if isinstance(data, list):
        for number, one in enumerate(data, start=1):
            name = str(one.get("id", number)) if isinstance(one, dict) else str(number)
            yield from _walk(f"{place}.{name}", one)
    elif isinstance(data, dict) and not data.keys().isdisjoint(LANGUAGES):
        yield place, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _walk(f"{place}.{key}", value)


def _slug(term: dict[str, Data]) -> str:
    words = term.get("term")
    name = str(words.get("en", "")) if isinstance(words, dict) else ""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def laid_over(texts: dict[str, TextData], lang: str, overlay: Data) -> None:
    """Add the texts of an overlay, in place; keys that lead nowhere are passed over."""
    for key, text in overlay.items() if isinstance(overlay, dict) else ():
        if key in texts and isinstance(text, str):
            texts[key][lang] = text


def check_overlay(node: Fields, texts: dict[str, TextData], problems: Problems) -> None:
    """Note keys that lead to no text, and texts that would be filled differently."""
    for key, entry in node.entries.items():
        if key not in texts:
            problems.unknown(entry.key, "text", key, texts)
        elif isinstance(entry.node, Scalar):
            wanted = placeholders(str(texts[key].get("en", "")))
            if odd := wanted ^ placeholders(entry.node.text):
                names = ", ".join("{" + one + "}" for one in sorted(odd))
                problems.add(entry.node, "flow.words.placeholders", names=names)


def language_of(file: str) -> str:
    """The language that an overlay file is named for."""
    return Path(file).stem
