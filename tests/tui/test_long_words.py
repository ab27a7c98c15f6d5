"""Many lines in the prompt, and taken back again."""

from collections.abc import Callable

from kamguide.tui.app import KamguideApp

from .conftest import screen, settle, small_flows

__all__ = ["small_flows"]


async def test_a_long_paste_is_taken_back_and_comes_again(
    opened: Callable[..., KamguideApp],
) -> None:
    async with opened().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        prompt = screen(pilot).prompt
        prompt.insert("\n".join(f"line {number}" for number in range(12)))
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert prompt.text == ""
        prompt.redo()
        await settle(pilot)
        assert prompt.text.endswith("line 11")
