"""Each language says everything, in sentences of its own; numbers and days as Babel has them."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from kamguide.flowfile.load import load_flow, load_glossary
from kamguide.messages import languages, say
from kamguide.messages.catalogue import catalogue
from kamguide.messages.forms import day, number
from kamguide.model.base import Frozen
from kamguide.model.text import Text

HAN = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){3,}")
"""Four words in a row: a sentence, and no name or command."""
QUOTED = re.compile(r"中文|\d+\s*[万亿]|\{.*?\}|kamguide( [a-z]+)*")
"""What a language is called where one changes to it, what may be typed, what is put in."""
IN_CODE = ("cli.help.", "cli.option.")
"""Sentences that English has where the command is."""


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def texts(thing: object) -> Iterator[Text]:
    """Every text in two languages within a flow, at any depth."""
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, Frozen):
        for one in fields(thing):
            yield from texts(getattr(thing, one.name))
    elif isinstance(thing, dict):
        yield from texts((*thing.values(),))
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from texts(one)


def test_every_language_has_every_sentence_with_the_same_places() -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    assert {*languages()} == {"en", "zh"}
    chinese = {key: one for key, one in chinese.items() if not key.startswith(IN_CODE)}
    assert {key for key in english if not key.startswith(IN_CODE)} == chinese.keys()
    assert [key for key in chinese if places(english[key]) != places(chinese[key])] == []


def test_no_sentence_of_ours_has_words_of_the_other_language() -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    mixed = [key for key, one in english.items() if HAN.search(QUOTED.sub("", one))]
    left = [key for key, one in chinese.items() if ENGLISH.search(QUOTED.sub("", one))]
    assert mixed == ["words.start"], "a file of words, which stand together in one list"
    assert left == []


def test_no_question_has_words_of_the_other_language() -> None:
    shipped = [*texts(load_flow("full")), *texts(load_glossary())]
    assert len(shipped) > 1000
    assert [one("en") for one in shipped if HAN.search(one("en"))] == []
    assert [one("zh") for one in shipped if ENGLISH.search(one("zh"))] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_days_and_numbers_are_those_of_babel(lang: str) -> None:
    form = "long" if lang == "zh" else "d MMM y"
    for value in (date(2026, 1, 5), date(2026, 11, 26), date(2028, 2, 29)):
        assert day(value, lang) == format_date(value, form, locale=lang)
    for amount in ("0", "12", "1234.5", "-98765432.1", "0.25", "1200000"):
        exact = Decimal(amount)
        assert number(exact) == format_decimal(exact, "#,##0.##", locale=lang)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"[1]", b"null"])
def test_sentences_that_were_kept_are_made_anew_where_they_are_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert catalogue.__wrapped__("en") == catalogue("en")
    (kept,) = (tmp_path / "kamguide").glob("sentences-by-word-en-*")
    whole = kept.read_bytes()
    assert catalogue.__wrapped__("en") == catalogue("en")
    kept.write_bytes(damage)
    assert catalogue.__wrapped__("en") == catalogue("en")
    assert kept.read_bytes() == whole


@pytest.mark.parametrize(
    ("key", "one", "several"),
    [
        ("ago.days", "1 day ago", "2 days ago"),
        ("board.without_money", "1 plan does not know its", "2 plans do not know their"),
        ("copy.done", "Copied 1 line (", "Copied 2 lines ("),
        ("find.count", "1 place in 1 plan", "2 places in 2 plans"),
        ("draft.swot.strength", "1 point ahead", "2 points ahead"),
        ("engine.not_complete", "1 required answer is missing, and 1 needs", "answers are missing"),
        ("review.not_ready", "1 answer is missing, and 1 finding must", "and 2 findings must"),
        ("cli.held_back", "1 answer, row or column.", "2 answers, rows and columns."),
        ("talk.pasted", "1 row pasted. /undo takes it back", "/undo takes them back"),
    ],
)
def test_what_is_told_agrees_with_its_numbers(key: str, one: str, several: str) -> None:
    names = places(catalogue("en")[key])
    assert one in say(key, "en", **dict.fromkeys(names, 1))
    assert several in say(key, "en", **dict.fromkeys(names, 2))


def test_words_that_hang_on_a_number_are_of_a_number_that_is_there() -> None:
    for sentence in catalogue("en").values():
        parts = [(name, spec) for _, name, spec, _ in Formatter().parse(sentence) if name]
        plain = {name for name, spec in parts if not spec}
        assert {name for name, spec in parts if spec} <= plain, sentence
        assert all(spec.count("|") == 1 for _, spec in parts if spec), sentence
