"""Words as the search index splits them: every Han character is a word of its own.

SQLite's own tokenizers see a run of Chinese as one word, or find nothing shorter than
three characters. Split, a phrase finds Chinese words of any length.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kamguide.store.canonical import Json
from kamguide.store.lines import Found
from kamguide.store.states import KeptAnswer, KeptRow, PlanState

_HAN: Final = re.compile("([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD: Final = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """A name as it is compared: width, case and outer spaces aside."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def split_words(text: str) -> list[str]:
    """The words of a text, in order, as they are compared."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return _WORD.findall(_HAN.sub(r" \1 ", bare))


def phrases(words: str) -> list[list[str]]:
    """What is looked for: a phrase for each run between spaces, all of which must stand."""
    return [found for run in words.split() if (found := split_words(run))]


def match_expression(words: str) -> str:
    """What is looked for, as FTS5 reads it; the last word may go on. Empty for nothing."""
    quoted = ['"' + " ".join(phrase) + '"' for phrase in phrases(words)]
    return " AND ".join(quoted) + "*" if quoted else ""


def matches(text: str, words: str) -> bool:
    """Whether all that is looked for stands in a text: the rule that the index follows."""
    wanted = phrases(words)
    have = split_words(text)
    return bool(wanted) and all(
        _stands(phrase, have, open_ended=phrase is wanted[-1]) for phrase in wanted
    )


def _stands(phrase: list[str], have: list[str], *, open_ended: bool) -> bool:
    *firm, last = phrase
    for start in range(len(have) - len(phrase) + 1):
        *before, end = have[start : start + len(phrase)]
        if before == firm and (end == last or (open_ended and end.startswith(last))):
            return True
    return False


def found_in(states: Iterable[PlanState], words: str, limit: int) -> tuple[Found, ...]:
    """What the index would find, found without one: by plan, question and row."""
    found = [one for state in states for one in texts_of(state) if matches(one.text, words)]
    return tuple(sorted(found, key=lambda one: (one.plan, one.question, one.row))[:limit])


def texts_of(state: PlanState) -> Iterator[Found]:
    """All text of a plan that can be looked for."""
    yield Found(state.plan, "", "", state.facts.name)
    for question in state.answers:
        yield from question_texts(state, question)


def question_texts(state: PlanState, question: str) -> Iterator[Found]:
    """The text kept for one question: a place for it, and one for each of its rows."""
    kept = state.answers.get(question)
    if kept is None:
        return
    remarks = [one.text for one in state.facts.comments if one.question == question]
    own = [*_strings(kept.value), kept.who, kept.why, *_beside(kept, ""), *remarks]
    if text := _joined(own):
        yield Found(state.plan, question, "", text)
    for row in kept.rows.values():
        if text := _joined([*_cells(row), *_beside(kept, row.key)]):
            yield Found(state.plan, question, row.key, text)


def _cells(row: KeptRow) -> list[str]:
    return [text for value in row.cells.values() for text in _strings(value)]


def _beside(kept: KeptAnswer, row: str) -> list[str]:
    notes = [text for place, text in kept.beside.notes.items() if _is_in(place, row)]
    sources = [
        text
        for place, evidence in kept.beside.evidence.items()
        if _is_in(place, row)
        for text in _strings(evidence.get("source"))
    ]
    return notes + sources


def _is_in(place: str, row: str) -> bool:
    return place == row or (row != "" and place.startswith(f"{row}."))


def _strings(value: Json | Mapping[str, Json]) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    return []


def _joined(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)
