"""The script of a review talk: what is worth ten minutes, drawn from all that is known of a plan.

Each question names the place that it is about, in the plan's own words, and why it is asked. The
gravest kind comes first; of each kind one is asked before a second of any.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from kamguide.workspace.drawn import DRAWN, Drawn, Question
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session

FEWEST, MOST = 4, 6
"""Questions of a script."""
MINUTES: Final = 10
OPENING, CLOSING = 1, 2
"""Minutes for what is to be decided, and for who does what until when."""


class Item(Struct, frozen=True):
    """A point of the agenda; `number` of the question that it is for, from 1 on."""

    minutes: int
    kind: str
    number: int = 0


class Script(Struct, frozen=True):
    """Questions in order of weight, and how the ten minutes go."""

    questions: tuple[Question, ...]
    agenda: tuple[Item, ...]


def script_of(session: Session) -> Script:
    """The script of a talk about a plan as it stands."""
    drawn = Drawn(session)
    chosen = _chosen([list(draw(drawn)) for draw in DRAWN.values()])
    kinds = list(DRAWN)
    ordered = sorted(chosen, key=lambda one: kinds.index(one.kind))
    return Script(tuple(ordered), tuple(_agenda(len(ordered))))


def _chosen(kinds: list[list[Question]]) -> list[Question]:
    """One of each kind from the gravest on, then a second; further ones only to make four."""
    chosen: list[Question] = []
    places: set[Place] = set()
    for round_, once in enumerate(zip_longest(*kinds)):
        most = MOST if round_ < 2 else FEWEST  # noqa: PLR2004 - one and a second of each kind
        for one in once:
            if one is None or len(chosen) >= most:
                continue
            if one.place != Place() and one.place in places:
                continue
            places.add(one.place)
            chosen.append(one)
    return chosen


def _agenda(count: int) -> Iterator[Item]:
    """Ten minutes in whole ones: the first questions get what is left over."""
    yield Item(OPENING, "opening")
    left = MINUTES - OPENING - CLOSING
    each, over = divmod(left, count) if count else (0, 0)
    for at in range(count):
        yield Item(each + (at < over), "question", at + 1)
    yield Item(CLOSING if count else CLOSING + left, "closing")
