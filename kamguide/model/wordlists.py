"""Word lists of a company and its industries, laid over those that a method ships.

A section adds words to lists and takes words out; sections are laid over one after the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from kamguide.model.text import folded

Words = tuple[str, ...]
Lists = Mapping[str, Words]


def _nothing() -> Lists:
    return MappingProxyType({})


class WordChanges(Struct, frozen=True):
    """What one section of the settings file changes, by the name of the list."""

    added: Lists = field(default_factory=_nothing)
    removed: Lists = field(default_factory=_nothing)


class OwnWords(Struct, frozen=True):
    """What a person's settings file says: for every plan, and for plans of an industry."""

    company: WordChanges = field(default_factory=WordChanges)
    industries: Mapping[str, WordChanges] = MappingProxyType({})

    def industry(self, name: str) -> str | None:
        """The industry of this name as the file spells it; None where there is none."""
        wanted = folded(name)
        return next((one for one in self.industries if folded(one) == wanted), None)

    def changes(self, industry: str = "") -> Iterator[WordChanges]:
        """The sections that count, in the order in which they are laid over the shipped lists."""
        yield self.company
        if industry and (known := self.industry(industry)) is not None:
            yield self.industries[known]


def merged(lists: Lists, changes: Iterable[WordChanges]) -> dict[str, Words]:
    """The lists after all changes: words taken out, then words added that are not there yet.

    Lists that `lists` does not have are left out: no rule looks for them.
    """
    merged_lists = dict(lists)
    for change in changes:
        for name, words in merged_lists.items():
            merged_lists[name] = _changed(
                words, change.added.get(name, ()), change.removed.get(name, ())
            )
    return merged_lists


def _changed(words: Words, added: Words, removed: Words) -> Words:
    gone = {folded(one) for one in removed}
    kept = {folded(one): one for one in words if folded(one) not in gone}
    for one in added:
        kept.setdefault(folded(one), one)
    return tuple(kept.values())
