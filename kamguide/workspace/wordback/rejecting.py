"""What was proposed in a Word file and is not wanted: kept with the plan, so that it stays so."""

from hashlib import sha256
from typing import Final

from kamguide.workspace.session import Session
from kamguide.workspace.wordback.wishes import Wish

REJECTED: Final = "word_rejected"
_LETTERS: Final = 12
"""Of the mark of a wish: enough to tell some thousands apart."""


def is_rejected(session: Session, wish: Wish) -> bool:
    """Whether the same was asked for at the same place, and rejected."""
    return _mark(wish) in _marks(session)


def reject(session: Session, wish: Wish) -> None:
    """Keep that something is not wanted.

    Raises:
        UsageError: The plan can only be read.
    """
    if not is_rejected(session, wish):
        session.may_change()
        session.setting(REJECTED, " ".join((*_marks(session), _mark(wish))))


def _marks(session: Session) -> list[str]:
    return str(session.answers.settings.get(REJECTED) or "").split()


def _mark(wish: Wish) -> str:
    place = wish.place
    cells = [f"{name}={text}" for name, text in sorted(wish.cells.items())]
    told = (wish.kind, place.section, place.question, place.row, place.column, wish.after, *cells)
    return sha256("\n".join(told).encode()).hexdigest()[:_LETTERS]
