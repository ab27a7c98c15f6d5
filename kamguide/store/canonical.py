"""JSON as the store writes it: one spelling a value, so that equal values are equal bytes."""

import hashlib
import json
from typing import Final

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def canonical_json(value: object) -> str:
    """The one spelling of a JSON value: keys sorted, no spaces, characters as they are.

    Raises:
        ValueError: A number that JSON has no word for.
    """
    return _ENCODER.encode(value)


def fingerprint(text: str) -> str:
    """SHA-256 of a text in UTF-8, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
