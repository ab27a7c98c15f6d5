"""How a person likes the screen: kept beside the store, read before anything heavy is loaded."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kamguide.workspace.card import keep_small, read_small

_TASTE: Final = "screen.json"
_YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class Taste:
    """What was chosen, and whether the tour was offered."""

    theme: str = "auto"
    ascii: bool = False
    toured: bool = False


def read_taste(folder: Path) -> Taste:
    """What was chosen by the person who works with the store in this folder."""
    kept = read_small(folder / _TASTE)
    theme = str(kept.get("theme", "auto"))
    return Taste(
        theme if theme in ("auto", "light", "dark") else "auto",
        kept.get("ascii") == _YES,
        kept.get("toured") == _YES,
    )


def keep_taste(folder: Path, taste: Taste) -> None:
    """Remember what was chosen."""
    words = {name: _YES if one is True else str(one or "") for name, one in asdict(taste).items()}
    keep_small(folder / _TASTE, words)
