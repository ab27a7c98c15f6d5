"""Pictures of screens as plain text, kept beside the tests: what is read, and in which colours.

A picture has three parts: the lines as they are painted; a legend, in which a letter stands for
ink, paper and weight, the full stop for plain words; and for each line that is not plain, how
many cells of which letter it has. `pytest --update-snapshots` writes them anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits

from textual.color import Color

from tests.tui.walking import Painted

KEPT = Path(__file__).parent / "snapshots"
PLAIN = "."
RULE = 20 * "="
LETTERS = ascii_letters + digits


def file_of(place: str) -> str:
    """The name of the file that a place is kept in."""
    return f"{place.replace(' ', '-').replace(chr(39), '')}.txt"


def picture(shown: Sequence[Painted], ink: Color, paper: Color) -> str:
    """A screen as text.

    Args:
        shown: Its stretches, in order.
        ink: Of plain words.
        paper: Of plain words.
    """
    lines = [list(parts) for _, parts in groupby(shown, lambda one: one.line)]
    texts = ["".join(one.text for one in line).rstrip() for line in lines]
    letters = {f"{ink.hex} on {paper.hex}": PLAIN}
    runs = [_runs(line, ink, letters) for line in lines]
    legend = [f"{letter} {look}" for look, letter in letters.items()]
    styled = [f"{at:>2} {run}" for at, run in enumerate(runs, start=1) if run]
    return "\n".join([*texts, RULE, *legend, RULE, *styled, ""])


def _runs(line: Sequence[Painted], ink: Color, letters: dict[str, str]) -> str:
    """How many cells of each letter; what is plain at the end is left off."""
    found: list[str] = []
    for look, parts in groupby(_looks(line, ink), lambda one: one[0]):
        letter = letters.setdefault(look, LETTERS[len(letters) - 1])
        found.append(f"{letter}{sum(cells for _, cells in parts)}")
    return " ".join(found[:-1] if found[-1].startswith(PLAIN) else found)


def _looks(line: Sequence[Painted], ink: Color) -> Iterator[tuple[str, int]]:
    """Each stretch's look and width; spaces look as what stands before them on the same paper."""
    before = None
    for one in line:
        if not one.is_blank:
            before = one
        elif before is None or before.paper != one.paper:
            before = Painted(" ", ink, one.paper, one.line)
        yield before.look, one.cells


@dataclass
class Album:
    """The pictures of one language in one size."""

    folder: Path
    renews: bool
    """Whether what is seen is kept, instead of compared with what was kept."""

    @classmethod
    def of(cls, lang: str, size: tuple[int, int], *, renews: bool) -> "Album":
        """Where they are kept."""
        return cls(KEPT / f"{lang}-{size[0]}x{size[1]}", renews)

    def differs(self, place: str, seen: str) -> Iterator[str]:
        """What is not as it was kept."""
        file = self.folder / file_of(place)
        if self.renews:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(seen, "utf-8", newline="\n")
        before = file.read_text("utf-8") if file.exists() else ""
        if before != seen:
            name = f"{self.folder.name}/{file.name}"
            told = unified_diff(
                before.splitlines(), seen.splitlines(), name, f"{name}, now", n=1, lineterm=""
            )
            yield "\n".join(["not as it was kept:", *told])
