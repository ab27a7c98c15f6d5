"""The words of the company and the industry, laid over the lists that the coach's rules look in.

A settings file that has faults never stops work: the shipped lists count, and it is said why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from kamguide.errors import UsageError
from kamguide.flowfile.load import load_method
from kamguide.flowfile.places import user_words_file
from kamguide.flowfile.problems import Problem, Problems, Start, nearest, shown_path
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.model.wordlists import Lists, OwnWords, merged

INDUSTRY: Final = "industry"
"""The setting that names the industry whose words count."""
MOST_TOLD: Final = 3
"""Faults of a settings file that are told where a plan is opened; `words check` tells all."""


class Vocabulary(Struct, frozen=True):
    """A person's own words, as far as their file can be used."""

    path: Path
    own: OwnWords = field(default_factory=OwnWords)
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file; where there is anything, none of its words count."""

    def lists(self, shipped: Lists, industry: str = "") -> Mapping[str, tuple[str, ...]]:
        """The lists in effect."""
        return shipped if self.problems else merged(shipped, self.own.changes(industry))

    def laid_over(self, flow: Flow, industry: Json) -> Flow:
        """A flow whose rules look in the lists in effect; it stays the same flow otherwise."""
        lists = self.lists(flow.method.words, _named(industry))
        if lists == flow.method.words:
            return flow
        return replace(flow, method=replace(flow.method, words=dict(lists)))

    @property
    def industries(self) -> tuple[str, ...]:
        """The industries that have words of their own."""
        return () if self.problems else tuple(self.own.industries)

    def industry(self, name: str) -> str:
        """The industry of this name as the file spells it.

        Raises:
            UsageError: It has no words of its own, or the file has faults.
        """
        if self.problems:
            count = len(self.problems)
            raise UsageError("words.faulty_industry", path=str(self.path), count=count)
        if (known := self.own.industry(name)) is not None:
            return known
        names = self.industries
        key = "words.no_industry" if names else "words.no_industries"
        near = nearest(name, names)
        raise UsageError(
            f"{key}.near" if near else key,
            name=name,
            near=near,
            known=tuple(names),
            path=str(self.path),
        )

    def remark(self, industry: Json, lang: Lang) -> str:
        """What must be said of the words when a plan is opened; mostly nothing."""
        if self.problems:
            return "\n".join(self._faults(lang))
        name = _named(industry)
        if not name or self.own.industry(name) is not None:
            return ""
        return say("words.industry_unknown", lang, name=name, path=str(self.path))

    def _faults(self, lang: Lang) -> Iterator[str]:
        count = len(self.problems)
        yield say("words.faulty", lang, path=str(self.path), count=count)
        for problem in self.problems[:MOST_TOLD]:
            yield problem.said(lang)
        if count > MOST_TOLD:
            yield say("words.more_faults", lang, count=count - MOST_TOLD)


def shipped_lists() -> Lists:
    """The lists that come with the method.

    Raises:
        FlowError: Its files have faults of form.
    """
    return load_method().words


def read_vocabulary(shipped: Lists, path: Path | None = None) -> Vocabulary:
    """The words of a settings file; without one, none.

    Args:
        shipped: The lists that it may change.
        path: The file; the person's unless given.
    """
    path = path or user_words_file()
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Vocabulary(path)
    except OSError as error:
        problems = Problems(shown_path(path))
        problems.add(Start(), "flow.file.unreadable", reason=error.strerror or str(error))
        return Vocabulary(path, problems=tuple(problems.found))
    from kamguide.flowfile.ownwords import read_own_words

    own, found = read_own_words(raw, path, shipped)
    return Vocabulary(path, own, found)


def _named(industry: Json) -> str:
    return industry if isinstance(industry, str) else ""
