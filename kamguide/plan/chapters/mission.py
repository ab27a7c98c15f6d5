"""Section 1: why this account matters to us, and we to it."""

import re
from collections.abc import Iterator
from typing import Final

from kamguide.plan.blocks import Block, Cell, Column, Paragraph, Table
from kamguide.plan.paper import NOTHING, Paper, figure

FUTURE: Final = ("will", "might", "never")
_WORDS: Final = {
    "will": r"will|将(?:做)?",
    "might": r"might|may|可能(?:做)?",
    "never": r"never|绝不(?:做)?",
}
_PART: Final = re.compile(
    "|".join(rf"(?P<{name}>(?<![A-Za-z])(?:{words}))\s*[:：]" for name, words in _WORDS.items()),
    re.I,
)


def chapter(paper: Paper) -> Iterator[Block]:
    """The agreed text, below it its four parts, and where we lead the best rival."""
    yield from paper.prose("mis_statement", "mis_role", "mis_business_def", "mis_competence")
    yield from _leads(paper)
    parts = future_parts(paper.text("mis_future"))
    if not parts:
        yield from paper.prose("mis_future")
        return
    yield Table(
        paper.title("mis_future"),
        tuple(Column(paper.say(f"future.{name}")) for name in FUTURE),
        (tuple(Cell(parts.get(name, NOTHING), "", "mis_future") for name in FUTURE),),
        place="mis_future",
        mark=paper.mark("mis_future"),
        internal=paper.is_internal("mis_future"),
    )


def _leads(paper: Paper) -> Iterator[Block]:
    """The factors on which the competence rests: those where we are ahead."""
    found = paper.figure("csf")
    if found is None or not found.strengths or not paper.rows("csf_list"):
        return
    ahead = [
        f"{paper.words.named('csf_list', name)} (+{figure(found.gaps[name].gap, 1)})"
        for name in found.strengths
    ]
    yield Paragraph(paper.listed(ahead), paper.say("lead.ahead"), internal=True)


def future_parts(text: str) -> dict[str, str]:
    """What we will, might and never do, told apart by the words before their colons.

    Nothing unless at least two of them are named and nothing stands before the first.
    """
    found = list(_PART.finditer(text))
    parts: dict[str, str] = {}
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        name = str(match.lastgroup)
        part = text[match.end() : end].strip().rstrip("；;").strip()
        parts[name] = f"{parts[name]} {part}" if name in parts else part
    is_whole = bool(found) and not text[: found[0].start()].strip()
    return parts if is_whole and len(parts) > 1 else {}
