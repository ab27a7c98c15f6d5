"""What is typed comes to something in the order it was typed in, however busy the machine is."""

from collections.abc import Callable

from textual.app import App
from textual.events import Event, Key, Paste

from kamguide.tui.app import KamguideApp
from tests.tui.conftest import Small, screen, settle

Opened = Callable[..., KamguideApp]


def at_once(app: App[None], *events: Event) -> None:
    """Let all of these wait before the first of them is looked at."""
    for event in events:
        app.post_message(event)


async def test_a_paste_is_taken_back_by_the_key_that_came_behind_it(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        at_once(pilot.app, Paste("one line"), Key("ctrl+z", None))
        await settle(pilot)
        assert screen(pilot).prompt.text == ""


async def test_a_question_mark_behind_a_word_typed_in_a_hurry_belongs_to_it(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        keys = [Key(one, one) for one in "why"]
        at_once(pilot.app, *keys, Key("question_mark", "?"))
        await settle(pilot)
        assert screen(pilot).prompt.text == "why?"
