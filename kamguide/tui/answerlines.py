"""What somebody answered, below its question on few lines."""

from collections.abc import Iterator

from rich.cells import cell_len

from kamguide.messages.folding import fold
from kamguide.plan.wording import shortened


def few_lines(text: str, width: int, before: str, most: int) -> Iterator[str]:
    """`text` on at most so many lines, each behind the same; what is too long is cut at its end."""
    room = width - cell_len(before)
    pieces = fold(text, room)
    shown = list(pieces[:most])
    if len(pieces) > most:
        shown[-1] = shortened("".join(pieces[most - 1 :]), room)
    yield from (f"{before}{one.rstrip()}" for one in shown)
