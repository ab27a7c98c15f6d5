"""Which of two lists of things belong together: by what is sure first, then by what is between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeVar

T = TypeVar("T")
ALIKE: Final = 0.5
"""How much of two texts must be the same for one to be the other, changed."""
_LONGEST: Final = 2000
"""Characters that are compared: enough to tell, and quick."""

Pair = tuple[int | None, int | None]


def pairs(
    before: Sequence[T], after: Sequence[T], sure: Mapping[int, int], text: Callable[[T], str]
) -> Iterator[Pair]:
    """What became of each thing, in order; None stands for what is gone, or is new.

    Args:
        before: The things as they were.
        after: The things as they are.
        sure: Which are the same in any case, by their numbers; those that moved past others are
            the same all the same.
        text: What each says; of different kinds never alike.
    """
    left = [at for at in range(len(after)) if at not in set(sure.values())]
    start, gap = 0, list[int]()
    for at in range(len(before)):
        if at not in sure:
            gap.append(at)
            continue
        end = sure[at]
        if end >= start:
            between = [one for one in left if start <= one < end]
            yield from _between(before, after, (gap, between), text)
            gap, start = [], end + 1
        yield at, end
    yield from _between(before, after, (gap, [one for one in left if one >= start]), text)


def _between(
    before: Sequence[T],
    after: Sequence[T],
    gap: tuple[list[int], list[int]],
    text: Callable[[T], str],
) -> Iterator[Pair]:
    olds, news = gap
    if not olds or not news:
        yield from ((one, None) for one in olds)
        yield from ((None, one) for one in news)
        return
    was, now = [text(before[one]) for one in olds], [text(after[one]) for one in news]
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal" or b - a == d - c:
            yield from zip(olds[a:b], news[c:d], strict=True)
        else:
            yield from _alike(list(zip(olds[a:b], was[a:b], strict=True)),
                              list(zip(news[c:d], now[c:d], strict=True)))  # fmt: skip


def _alike(olds: list[tuple[int, str]], news: list[tuple[int, str]]) -> Iterator[Pair]:
    """Each old thing with the first new one behind the last that is alike."""
    start = 0
    for old, was in olds:
        found = next((at for at in range(start, len(news)) if _is_alike(was, news[at][1])), None)
        if found is None:
            yield old, None
            continue
        yield from ((None, news[at][0]) for at in range(start, found))
        yield old, news[found][0]
        start = found + 1
    yield from ((None, new) for new, _ in news[start:])


def _is_alike(was: str, now: str) -> bool:
    return SequenceMatcher(None, was[:_LONGEST], now[:_LONGEST]).ratio() > ALIKE
