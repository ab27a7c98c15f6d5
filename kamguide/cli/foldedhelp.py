"""Help whose lines break as Chinese does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.cells import cell_len

from kamguide.messages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class FoldedHelp(click.HelpFormatter):
    """Lines are as wide as they are seen, and need no blanks to be broken at."""

    def write_heading(self, heading: str) -> None:
        """Write what the lines below are."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each from the indentation that they stand at."""
        room = max(self.width - self.current_indent, 11)
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            for line in fold(" ".join(paragraph.split()), room):
                self.write(f"{'':{self.current_indent}}{line.rstrip()}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write what there is on the left, and what it means on the right."""
        said = tuple(rows)
        longest = min(max((cell_len(one) for one, _ in said), default=0), col_max)
        for name, meaning in said:
            self.write("".join(self._row(name, meaning, longest, col_spacing)))

    def _row(self, name: str, meaning: str, longest: int, spacing: int) -> Iterator[str]:
        indent, left = " " * self.current_indent, longest + spacing
        first = f"{name}{' ' * (left - cell_len(name))}"
        if cell_len(name) > longest:
            yield f"{indent}{name}\n"
            first = " " * left
        for piece in fold(meaning, max(self.width - left - self.current_indent - 2, 10)):
            yield f"{indent}{first}{piece}".rstrip() + "\n"
            first = " " * left
