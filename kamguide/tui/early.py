"""Words that are typed before their plan is there: kept beside the store, then its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.workspace.card import forget_early, keep_early, read_early

if TYPE_CHECKING:
    from pathlib import Path


class EarlyWords:
    """What is typed until a plan is loaded, and what was typed so when it never came to that."""

    def __init__(self, folder: Path | None, plan: str) -> None:
        self._folder = folder
        self._plan = plan
        self._is_kept = False

    def keep(self, words: str) -> None:
        """Keep what is typed by now."""
        if self._folder is not None and (words or self._is_kept):
            keep_early(self._folder, self._plan, words)
            self._is_kept = True

    def before(self, plan: str, typed: str) -> str:
        """What is to stand before `typed`: words of an earlier time which the plan never got."""
        if self._folder is None or self._is_kept:
            return ""
        kept = read_early(self._folder, plan)
        self._is_kept = bool(kept)
        return "" if typed.startswith(kept) else kept

    def forget(self) -> None:
        """The plan has them now."""
        if self._is_kept and self._folder is not None:
            forget_early(self._folder)
            self._is_kept = False
