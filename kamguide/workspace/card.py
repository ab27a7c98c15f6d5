"""Small things kept beside the store, readable before anything heavy is loaded.

Who the person is, and what they saw last. Losing them loses no answer.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PERSON: Final = "person.json"
_CARD: Final = "card.json"
_EARLY: Final = "typed.json"


def keep_person(folder: Path, name: str) -> None:
    """Remember the name of the person who works with the store in this folder."""
    keep_small(folder / _PERSON, {"name": name})


def keep_card(folder: Path, card: Mapping[str, str]) -> None:
    """Remember what is on screen."""
    keep_small(folder / _CARD, card)


def read_person(store: Path) -> str:
    """The name of the person who works with the store at this path, if they said it."""
    return str(read_small(store.parent / _PERSON).get("name", ""))


def read_card(store: Path) -> Mapping[str, str]:
    """What was on screen last, if anything."""
    return {name: str(one) for name, one in read_small(store.parent / _CARD).items()}


def keep_early(folder: Path, plan: str, words: str) -> None:
    """Keep words that were typed before their plan was loaded."""
    keep_small(folder / _EARLY, {"plan": plan, "words": words})


def read_early(folder: Path, plan: str) -> str:
    """The words that were kept so for a plan; empty where there are none."""
    kept = read_small(folder / _EARLY)
    return str(kept.get("words", "")) if kept.get("plan") == plan else ""


def forget_early(folder: Path) -> None:
    """Let go of them: the plan has them."""
    (folder / _EARLY).unlink(missing_ok=True)


def read_small(path: Path) -> Mapping[str, object]:
    """What a small file holds; nothing where it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep_small(path: Path, content: Mapping[str, str]) -> None:
    """Write a small file, whole or not at all, for this person's eyes."""
    temporary = path.with_suffix(f".{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
    temporary.replace(path)
