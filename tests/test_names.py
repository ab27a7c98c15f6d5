"""Names as words of their own, in the text of either language."""

import re

import pytest

from kamguide.model.names import spelled


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Lin Wei", "由Lin  Wei负责", "由#负责"),
        ("Ann", "Ann, Annual, Ann_x, Annécy", "#, Annual, Ann_x, Annécy"),
        ("周敏", "由周敏负责", "由#负责"),
    ],
)
def test_a_name_is_found_as_a_word_also_close_to_chinese(name: str, text: str, left: str) -> None:
    assert re.sub(spelled(name), "#", text) == left
