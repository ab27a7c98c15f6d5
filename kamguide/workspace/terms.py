"""The terms of the glossary that a text uses: where they stand in it, and what they mean."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kamguide.engine.interview import Asked
from kamguide.flowfile.load import load_glossary
from kamguide.messages import say
from kamguide.model.flow import Term
from kamguide.model.text import Lang, folded
from kamguide.workspace.asking import Asking
from kamguide.workspace.session import Session


class Found(NamedTuple):
    """A term, from where to where it stands."""

    start: int
    end: int
    term: Term


def words_of(term: Term) -> tuple[str, ...]:
    """What a term is called, in every language."""
    return (*term.term.root.values(), *term.also)


@cache
def _by_word() -> Mapping[str, Term]:
    return {
        folded(word): term for term in reversed(load_glossary().terms) for word in words_of(term)
    }


@cache
def _longest() -> int:
    return max((len(word) for word in _by_word()), default=0)


def terms_in(text: str) -> tuple[Found, ...]:
    """The terms that a text uses, each where it stands first; the longest of several wins."""
    found: list[Found] = []
    at, lower = 0, text.casefold()
    if len(lower) != len(text):  # a letter that folds into two: places would not fit
        return ()
    while at < len(lower):
        one = _at(lower, at)
        at = at + 1 if one is None else one.end
        if one is not None and one.term not in [known.term for known in found]:
            found.append(one)
    return tuple(found)


def _at(lower: str, at: int) -> Found | None:
    if not _begins_word(lower, at):
        return None
    for end in range(min(len(lower), at + _longest()), at + 1, -1):
        if _begins_word(lower, end) and (term := _named(lower[at:end])) is not None:
            return Found(at, end, term)
    return None


def _begins_word(lower: str, at: int) -> bool:
    """Whether nothing written in letters runs across this place."""
    return not (0 < at < len(lower) and _is_latin(lower[at - 1]) and _is_latin(lower[at]))


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _named(piece: str) -> Term | None:
    known = _by_word()
    return known.get(piece) or (known.get(piece[:-1]) if piece.endswith("s") else None)


def meanings(terms: Iterable[Term], lang: Lang) -> str:
    """Terms and what they mean, a paragraph each, with their name in the other language."""
    other = "en" if lang == "zh" else "zh"
    return "\n".join(
        say(
            "help.meaning", lang, term=one.term(lang), other=one.term(other), text=one.meaning(lang)
        )
        for one in terms
    )


def terms_of(session: Session) -> str:
    """What the terms of the open question mean."""
    turn, lang = session.turn, session.lang
    words = Asking(session, turn).question() if isinstance(turn, Asked) else ""
    return meanings((one.term for one in terms_in(words)), lang) or say("help.no_terms", lang)
