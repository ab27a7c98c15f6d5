"""The terms of the glossary that a text uses: where they stand in it, and what they mean."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kamguide.engine.turns import Asked
from kamguide.flowfile.load import load_glossary
from kamguide.flowfile.places import method_dir
from kamguide.messages import say
from kamguide.model.flow import Term
from kamguide.model.text import Lang, folded
from kamguide.workspace.asking import Asking
from kamguide.workspace.session import Session

_BEGINNING: Final = re.compile(r"(?<![0-9a-z])[0-9a-z]|[^0-9a-z\s]")
"""Where a word may begin: in front of it nothing is written in the same letters."""


class Found(NamedTuple):
    """A term, from where to where it stands."""

    start: int
    end: int
    term: Term


def words_of(term: Term) -> tuple[str, ...]:
    """What a term is called, in every language."""
    return (*term.term.root.values(), *term.also)


class _Words:
    """What terms are called, ready to be looked for in a text."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_sign: dict[str, list[tuple[str, Term]]] = {}
        named = {folded(word): one for one in terms for word in _marked(one)}
        for word in sorted(named, key=len, reverse=True):
            self._by_sign.setdefault(word[0], []).append((word, named[word]))

    def within(self, text: str) -> tuple[Found, ...]:
        """Each term where it stands first."""
        found: list[Found] = []
        at, lower = 0, text.casefold()
        if len(lower) != len(text):  # a letter that folds into two: places would not fit
            return ()
        while (begin := _BEGINNING.search(lower, at)) is not None:
            one = self._at(lower, begin.start())
            at = begin.end() if one is None else one.end
            if one is not None and all(one.term is not known.term for known in found):
                found.append(one)
        return tuple(found)

    def _at(self, lower: str, at: int) -> Found | None:
        """The longest term at the beginning of a word, in English also more than one of it."""
        for word, term in self._by_sign.get(lower[at], ()):
            if lower.startswith(word, at):
                end = at + len(word)
                for stop in (end, end + 1) if lower[end : end + 1] == "s" else (end,):
                    if _begins_word(lower, stop):
                        return Found(at, stop, term)
        return None


def _marked(term: Term) -> Iterator[str]:
    everyday = {folded(word) for word in term.everyday}
    return (word for word in words_of(term) if folded(word) not in everyday)


@cache
def _words(method: Path) -> _Words:
    return _Words(load_glossary(method.parent, method.name).terms)


def term_finder() -> Callable[[str], tuple[Found, ...]]:
    """What does as `terms_in`, for whoever looks into one text after the other."""
    return _words(method_dir("kam")).within


def terms_in(text: str) -> tuple[Found, ...]:
    """The terms that a text uses, each where it stands first; the longest of several wins."""
    return term_finder()(text)


def _begins_word(lower: str, at: int) -> bool:
    """Whether nothing written in letters runs across this place."""
    return not (0 < at < len(lower) and _is_latin(lower[at - 1]) and _is_latin(lower[at]))


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def meanings(terms: Iterable[Term], lang: Lang) -> str:
    """Terms and what they mean, a paragraph each, with their name in the other language."""
    other = "en" if lang == "zh" else "zh"
    return "\n".join(
        say(
            "help.meaning", lang, term=one.term(lang), other=one.term(other), text=one.meaning(lang)
        )
        for one in terms
    )


def terms_of(session: Session, words: str = "") -> str:
    """What the terms of the open question mean; of other `words`, where they are what is asked."""
    turn, lang = session.turn, session.lang
    if not words and isinstance(turn, Asked):
        words = Asking(session, turn).question()
    return meanings((one.term for one in terms_in(words)), lang) or say("help.no_terms", lang)
