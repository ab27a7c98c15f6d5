"""The word lists in effect, told line by line or for programs, and the file to begin with."""

import os
from collections.abc import Iterator
from pathlib import Path

from kamguide.errors import UsageError
from kamguide.messages import has, say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.model.wordlists import Lists, Words
from kamguide.workspace.vocabulary import Vocabulary


def lines(shipped: Lists, words: Vocabulary, industry: str, lang: Lang) -> Iterator[str]:
    """Every list with what it is for; what was added is marked +, what was taken out -."""
    for name, now in words.lists(shipped, industry).items():
        before = shipped[name]
        about = _about(name, lang)
        yield say("mark.pair", lang, head=name, text=about) if about else name
        marked = [one if one in before else f"+{one}" for one in now]
        yield "  " + ", ".join([*marked, *(f"-{one}" for one in _without(before, now))])


def as_json(shipped: Lists, words: Vocabulary, industry: str) -> dict[str, Json]:
    """The same for programs, with the faults of the file."""
    return {
        "file": str(words.path),
        "industry": industry or None,
        "industries": [*words.industries],
        "problems": [
            {"file": one.file, "line": one.line, "column": one.column, "problem": one.key}
            for one in words.problems
        ],
        "lists": {
            name: {
                "words": [*now],
                "added": [*_without(now, shipped[name])],
                "removed": [*_without(shipped[name], now)],
            }
            for name, now in words.lists(shipped, industry).items()
        },
    }


def _without(words: Words, others: Words) -> Iterator[str]:
    known = set(others)
    return (one for one in words if one not in known)


def _about(name: str, lang: Lang) -> str:
    key = f"words.about.{name}"
    return say(key, lang) if has(key, lang) else ""


def write_start(shipped: Lists, path: Path, lang: Lang) -> None:
    """Write a settings file in which everything is a comment, to be filled in.

    Raises:
        UsageError: There is one already, or it cannot be written; nothing is changed.
    """
    text = say("words.start", lang, lists="\n".join(_commented(shipped, lang)))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageError("words.exists", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError("words.not_written", path=str(path), why=reason) from error


def _commented(shipped: Lists, lang: Lang) -> Iterator[str]:
    """Each list with what it is for, and one of its words in each script."""
    for name, words in shipped.items():
        latin = [one for one in words if one.isascii()]
        other = [one for one in words if not one.isascii()]
        about = _about(name, lang)
        some = ", ".join((*latin[:1], *other[:1]))
        yield f"  # {name}: [{some}]" + (f"  # {about}" if about else "")
