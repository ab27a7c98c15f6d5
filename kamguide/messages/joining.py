"""Several things in one line."""

from collections.abc import Iterable


def listed(names: Iterable[str], lang: str) -> str:
    """Names beside each other, with the comma that a language lists things by."""
    return ("、" if lang == "zh" else ", ").join(names)
