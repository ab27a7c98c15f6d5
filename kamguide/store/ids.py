"""Global ids: UUIDs of version 7, later ones sort after earlier ones of the same source."""

import re
import secrets
from collections.abc import Callable
from typing import Final
from uuid import UUID

_RANDOM_BITS: Final = 74
_LOW_BITS: Final = 62
_VERSION: Final = 7 << 76
_VARIANT: Final = 2 << 62
_UUID7: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_PLAN_ID_BYTES: Final = 6


def uuid7(milliseconds: int, random: bytes) -> str:
    """A UUID of version 7.

    Args:
        milliseconds: Time since 1970-01-01 UTC, below 2**48.
        random: At least 10 bytes, of which the last 74 bits are used.

    Source:
        RFC 9562, section 5.7.
    """
    return _spelled((milliseconds << _RANDOM_BITS) | _low(random))


def is_uuid7(text: str) -> bool:
    """Whether a text is a UUID of version 7 as this program spells them."""
    return _UUID7.fullmatch(text) is not None


class IdSource:
    """Makes ids that grow, even when the clock stands still or is set back."""

    def __init__(self, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._random = random
        self._last = -1

    def next(self, milliseconds: int) -> str:
        """The next id, for this time."""
        wanted = (milliseconds << _RANDOM_BITS) | _low(self._random(10))
        self._last = max(wanted, self._last + 1)
        return _spelled(self._last)


def new_plan_id(random: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A short id for a plan: twelve hexadecimal digits."""
    return random(_PLAN_ID_BYTES).hex()


def _low(random: bytes) -> int:
    return int.from_bytes(random, "big") & ((1 << _RANDOM_BITS) - 1)


def _spelled(number: int) -> str:
    """Spread a time and 74 random bits around the version and the variant."""
    low = number & ((1 << _LOW_BITS) - 1)
    middle = (number >> _LOW_BITS) & 0xFFF
    milliseconds = (number >> _RANDOM_BITS) & ((1 << 48) - 1)
    return str(UUID(int=(milliseconds << 80) | _VERSION | (middle << 64) | _VARIANT | low))
