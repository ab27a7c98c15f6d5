"""The colours on screen are ours: those whose contrast was looked after."""

from collections.abc import Callable

import pytest
from textual.color import Color
from textual.theme import Theme

from kamguide.tui.app import KamguideApp
from kamguide.tui.themes import DARK, LIGHT
from tests.tui.conftest import Small, screen, settle


@pytest.mark.parametrize(("background", "theme"), [("0;15", LIGHT), ("15;0", DARK)])
async def test_a_screen_is_drawn_in_the_colours_that_fit_the_terminal(
    opened: Callable[..., KamguideApp],
    monkeypatch: pytest.MonkeyPatch,
    background: str,
    theme: Theme,
) -> None:
    monkeypatch.setenv("COLORFGBG", background)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        assert screen(pilot).query_one("#mark").styles.color == Color.parse(theme.primary)
