"""Text that Rich lays out, folded where a reader of Chinese or of English expects it."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from kamguide.messages.folding import fold

NARROWEST = 2
"""Cells of a Chinese character: what has less room is cut by Rich."""


class FoldedText(Text):
    """As Rich's own text, but no line begins with a comma, and words of Chinese fill a line."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines of it, none wider than `width` cells."""
        if how.get("no_wrap") or self.no_wrap or width < NARROWEST:
            return super().wrap(console, width, **how)
        lines = self.split(allow_blank=True)
        pieces = (piece for line in lines for piece in line.divide(_ends(line.plain, width)))
        return Text("\n").join(pieces).wrap(console, width, **how)


def _ends(line: str, width: int) -> Iterator[int]:
    """Where a line goes on in the next one."""
    yield from (end for end, _ in pairwise(accumulate(map(len, fold(line, width)))))
