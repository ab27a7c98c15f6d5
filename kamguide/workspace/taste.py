"""How a person likes the screen: kept beside the store, read before anything heavy is loaded."""

from pathlib import Path
from typing import Final, NamedTuple

from kamguide.workspace.card import keep_small, read_small

_TASTE: Final = "screen.json"
_YES: Final = "yes"


class Taste(NamedTuple):
    """What was chosen, whether the tour was offered, and what the terminal was like."""

    theme: str = "auto"
    ascii: bool = False
    toured: bool = False
    paper: str = ""
    """`light` or `dark`, as the terminal last said; nothing where it never did."""


def read_taste(folder: Path) -> Taste:
    """What was chosen by the person who works with the store in this folder."""
    kept = read_small(folder / _TASTE)
    theme, paper = str(kept.get("theme", "auto")), str(kept.get("paper", ""))
    return Taste(
        theme if theme in ("auto", "light", "dark") else "auto",
        kept.get("ascii") == _YES,
        kept.get("toured") == _YES,
        paper if paper in ("light", "dark") else "",
    )


def keep_taste(folder: Path, taste: Taste) -> None:
    """Remember what was chosen."""
    kept = taste._asdict()
    words = {name: _YES if one is True else str(one or "") for name, one in kept.items()}
    keep_small(folder / _TASTE, words)
