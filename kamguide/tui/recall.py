"""What was sent or cleared away, to be had back with Up, as in a shell.

Nothing that was typed is lost on the way: what stands in the prompt waits below, what is changed
in an older text stays changed, and what was typed before something else was sent is kept too.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 200
"""Texts that are remembered."""


class Recall:
    """The texts of one sitting, the newest last, and where among them one is."""

    def __init__(self) -> None:
        self._past: list[str] = []
        self._at = 0
        """Which text is shown; behind the last one: what is being typed."""
        self._changed: dict[int, str] = {}
        """What was made of the texts on the way, what is being typed among them."""

    @property
    def is_looking_back(self) -> bool:
        """Whether an older text is shown."""
        return self._at < len(self._past)

    @property
    def latest(self) -> str:
        """The newest text, or nothing."""
        return self._past[-1] if self._past else ""

    def keep(self, text: str) -> None:
        """Remember a text that was sent, or cleared away; and what was left for its sake."""
        left = [one for at, one in sorted(self._changed.items()) if self._is_new(at, one)]
        for one in (*left, text):
            if one.strip() and one != self.latest:
                self._past.append(one)
        del self._past[:-MOST]
        self._at = len(self._past)
        self._changed.clear()

    def _is_new(self, at: int, text: str) -> bool:
        return text not in self._past and (at < len(self._past) or bool(text.strip()))

    def earlier(self, now: str) -> str | None:
        """The text before the one shown; None where there is none."""
        return self._shown(self._at - 1, now) if self._at > 0 else None

    def later(self, now: str) -> str | None:
        """The text after the one shown, at last what was being typed; None behind that."""
        return self._shown(self._at + 1, now) if self.is_looking_back else None

    def _shown(self, at: int, now: str) -> str:
        self._changed[self._at] = now
        self._at = at
        known = self._past[at] if at < len(self._past) else ""
        return self._changed.get(at, known)
