"""Times as the store writes them: in UTC, so that their text sorts as they do."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

_TIME: Final = len("2026-03-02T09:00:00.000000")


def stamp(at: datetime) -> str:
    """A time as it is written everywhere: UTC, microseconds, so that text sorts as time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:_TIME] + "Z"


@lru_cache(maxsize=1)
def moment(text: str) -> datetime:
    """The time that `stamp` wrote; all that was kept at once has one.

    Raises:
        ValueError: The text is no such time.
    """
    if not text.endswith("Z") or stamp(at := datetime.fromisoformat(text)) != text:
        raise ValueError(text)
    return at
