"""What charts say that every way of drawing them reads alike."""

from typing import Final

from kamguide.plan.blocks import Series

HIGH: Final = 2
"""Involvement from which it matters that somebody of ours knows the person."""


def needs_contact(person: Series) -> bool:
    """Whether nobody of ours knows somebody who has a say."""
    most = max((one for one in person.values if one is not None), default=0)
    return person.role == "uncovered" and most >= HIGH
