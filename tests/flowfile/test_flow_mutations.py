"""Slips of the finger in every key of the small flows: found on their line, with advice."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from small_method import SMALL

from kamguide.flowfile.check import check
from kamguide.flowfile.problems import Problem

FILES = [
    "tour.yaml", "short.yaml", "kam/figures.yaml", "kam/rules.yaml",
    "kam/steps/01-start.yaml", "kam/steps/02-work.yaml",
]  # fmt: skip
KEY = re.compile(r"(?:^|[{,]|- )\s*([a-z_]{3,})(?=: |:$)", re.MULTILINE)
FREE_KEYS = ("zh", "en", "gains", "total", "today", "view")
"""Keys that are no model's: languages are tried elsewhere, the others name something."""


class Slip(NamedTuple):
    """A word of a line that was misspelt."""

    line: int
    right: str
    wrong: str
    text: str


def misspelt(word: str, chance: random.Random) -> str:
    """The word with one letter left out, added, changed or swapped with its neighbour."""
    at = chance.randrange(len(word) - 1)
    wrong = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at:],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    return wrong if wrong != word else word + "x"


def slips(text: str, chance: random.Random) -> Iterator[Slip]:
    """Every key of a file, misspelt once."""
    for found in KEY.finditer(text):
        right = found[1]
        if right in FREE_KEYS or text[: found.start()].count('"') % 2:
            continue
        wrong = misspelt(right, chance)
        changed = text[: found.start(1)] + wrong + text[found.end(1) :]
        yield Slip(text.count("\n", 0, found.start(1)) + 1, right, wrong, changed)


def slips_of(flows: Path, seed: int) -> list[tuple[str, Slip]]:
    chance = random.Random(seed)  # noqa: S311 - slips, no secrets
    return [
        (file, slip) for file in FILES for slip in slips((flows / file).read_text("utf-8"), chance)
    ]


def verdicts(flows: Path, chosen: list[tuple[str, Slip]]) -> Iterator[tuple[Slip, list[Problem]]]:
    for file, slip in chosen:
        path = flows / file
        right = path.read_text(encoding="utf-8")
        path.write_text(slip.text, encoding="utf-8")
        found = check(flows, calculations=SMALL)
        path.write_text(right, encoding="utf-8")
        yield slip, [one for one in found if one.file.endswith(file) and one.line == slip.line]


def hold(flows: Path, chosen: list[tuple[str, Slip]]) -> None:
    missed, unadvised = [], []
    for slip, hits in verdicts(flows, chosen):
        if not hits:
            missed.append(slip[:3])
        elif slip.right not in {one.suggestion for one in hits}:
            unadvised.append(slip[:3])
    assert missed == []
    assert len(unadvised) <= 0.05 * len(chosen), unadvised


def test_a_misspelt_key_is_found_on_its_line_and_the_right_one_suggested(flows: Path) -> None:
    chosen = random.Random(1).sample(slips_of(flows, 1), 100)  # noqa: S311 - slips, no secrets
    hold(flows, chosen)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 6))
def test_every_misspelt_key_is_found_and_the_right_one_suggested(flows: Path, seed: int) -> None:
    hold(flows, slips_of(flows, seed))


@pytest.mark.parametrize("file", FILES)
def test_every_fault_of_a_file_is_told_at_once(flows: Path, file: str) -> None:
    path = flows / file
    lines = path.read_text(encoding="utf-8").split("\n")
    wrong = [
        number
        for number, line in enumerate(lines)
        if re.match(r"\s+(title|why|minutes|severity|calculation): ", line)
    ]
    for number in wrong:
        lines[number] = re.sub(r"^(\s+)(\w+)(\w): ", r"\1\2x\3: ", lines[number])
    path.write_text("\n".join(lines), encoding="utf-8")
    found = check(flows, calculations=SMALL)
    assert {number + 1 for number in wrong} <= {one.line for one in found}
