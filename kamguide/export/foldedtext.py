"""Text for a terminal whose lines end where a Chinese or an English reader expects it.

Rich takes a run of Chinese characters for one word: it begins a line of its own with it, and a
line may then begin with the full stop.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from rich.containers import Lines
from rich.text import Text as RichText

from kamguide.messages.folding import fold

if TYPE_CHECKING:
    from rich.console import Console

LEAST: Final = 2
"""Cells of a line at the least: those of one Chinese character."""
TAB: Final = 8


class FoldedText(RichText):
    """Rich's text, folded by our own rules."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines of the text, none wider than `width` cells."""
        if how.get("no_wrap") or self.no_wrap:
            return super().wrap(console, width, **how)
        folded = Lines()
        for line in self.split(allow_blank=True):
            line.expand_tabs(how.get("tab_size") or TAB)
            pieces = fold(line.plain, max(LEAST, width))
            lines = line.divide(accumulate(map(len, pieces[:-1])))
            for piece in lines:
                piece.rstrip()
            if justify := how.get("justify") or self.justify:
                lines.justify(console, width, justify=justify)
            folded.extend(lines)
        return folded
