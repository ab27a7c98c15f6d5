"""A paste is one piece, however a slow line cuts it."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip("has no such terminals", allow_module_level=True)

from kamguide.tui.driver import Pastes

TYPED = "ab\x1b[A\x1b[200~one\n\x1b[7777m\x0ftwo\x1b[20\x1b[201~c\x1b[2~\x1b[200~蓝\x1b[201~\x1b[20"
TOLD = [
    ("ab\x1b[A", False),
    ("one\n\x1b[7777m\x0ftwo\x1b[20", True),
    ("c\x1b[2~", False),
    ("蓝", True),
    ("\x1b[20", False),
]


def joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Pieces that were typed one after the other, as one."""
    told: list[tuple[str, bool]] = []
    for text, is_paste in pieces:
        before = told.pop()[0] if told and not is_paste and not told[-1][1] else ""
        told.append((before + text, is_paste))
    return told


@given(st.lists(st.integers(0, len(TYPED)), max_size=12).map(sorted))
def test_where_the_line_was_cut_makes_no_difference(cuts: list[int]) -> None:
    pastes = Pastes()
    edges = [0, *cuts, len(TYPED)]
    parts = [TYPED[start:end] for start, end in pairwise(edges)]
    assert joined([one for part in parts for one in [*pastes.told(part)]] + pastes.let_go()) == TOLD


def test_an_escape_key_alone_is_held_only_until_it_is_asked_for() -> None:
    pastes = Pastes()
    assert [*pastes.told("\x1b")] == []
    assert pastes.is_holding
    assert pastes.let_go() == [("\x1b", False)]
    assert not pastes.is_holding
