"""The talk is read, searched, copied and mended without a mouse, and without losing the place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from kamguide.tui.app import KamguideApp
from kamguide.tui.widgets.talk import MOST
from tests.tui.conftest import Small, Wide, answered, kept, said, screen, send, settle

Opened = Callable[..., KamguideApp]


def in_view(pilot: Pilot[None]) -> list[str]:
    talk = screen(pilot).talk
    return [talk.render_line(y).text.rstrip() for y in range(talk.size.height)]


def state(pilot: Pilot[None]) -> str:
    return str(screen(pilot).query_one("#keys").render())


async def talked(pilot: Pilot[None], times: int = 40) -> None:
    """A talk that is longer than what is ready to be drawn."""
    await settle(pilot)
    shown = screen(pilot)
    assert shown.conversation is not None
    speaker = shown.conversation._speaker
    for number in range(times):
        shown.say(speaker.you(f"answer {number}"), speaker.guide(f"question {number}"))
    await settle(pilot)


async def test_a_long_talk_has_only_its_newest_part_ready_and_the_rest_on_demand(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot)
        talk = screen(pilot).talk
        assert talk.mounted <= MOST < len(talk.everything)
        for _ in range(20):
            await pilot.press("ctrl+pageup")
        assert talk.mounted == len(talk.everything)
        assert any("Welcome" in line for line in in_view(pilot))
        await pilot.press("escape")
        assert talk.mounted <= MOST
        assert any("question 39" in line for line in in_view(pilot))


@pytest.mark.campaign
async def test_older_words_come_in_above_and_what_is_read_stays_where_it_is(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot)
        talk = screen(pilot).talk
        talk.scroll_to(y=0, animate=False, force=True, immediate=True)
        before = in_view(pilot)
        await settle(pilot)
        assert talk.mounted > MOST
        assert in_view(pilot) == before


async def test_what_belongs_before_the_question_comes_in_above_it_and_the_question_stays(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot, 20)
        talk = screen(pilot).talk
        question, note = talk.everything[-1], talk.everything[-2]
        before = in_view(pilot)
        talk.put_in(question, replace(note, text="first"), replace(note, text="second"))
        assert said(pilot)[-4:] == [note.text, "first", "second", question.text]
        assert in_view(pilot)[-2:] == before[-2:]
        assert any("second" in line for line in in_view(pilot))
        folded = in_view(pilot)
        talk.notify_style_update()
        talk._begin_at(talk._first)
        assert in_view(pilot) == folded, "as if it had been said in this order"


async def test_what_is_new_below_is_counted_while_one_reads_above(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot, 20)
        await pilot.press("pageup")
        read = in_view(pilot)
        await send(pilot, "Muquan")
        assert in_view(pilot)[:-1] == read[: len(in_view(pilot)) - 1]
        assert in_view(pilot)[-1].endswith("v 2 new   Esc")
        await pilot.press("ctrl+end")
        assert not any(" new " in line for line in in_view(pilot))
        assert screen(pilot).talk.follows


async def test_words_are_found_in_all_that_was_said(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot)
        prompt = screen(pilot).prompt
        place = prompt.region
        await pilot.press(*"half", "ctrl+f", *"ANSWER 1")
        await settle(pilot)
        found = str(screen(pilot).query_one("#found").render())
        assert found.startswith("11 of 11")
        assert any("answer 19" in line for line in in_view(pilot))
        await pilot.press("down")  # behind the last place comes the first
        assert any(line.endswith("answer 1") for line in in_view(pilot))
        assert prompt.region == place, "nothing moves"
        await pilot.press("escape", "x")
        assert prompt.text == "halfx"
        assert any(line.endswith("answer 1") for line in in_view(pilot)), "what was found stays"


@pytest.mark.parametrize("key", ["ctrl+o", pytest.param("shift+tab", marks=pytest.mark.campaign)])
async def test_an_answer_of_ones_own_is_chosen_by_keys_and_mended(opened: Opened, key: str) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muqan", "growing", "/help")
        await pilot.press(key, "shift+tab")
        assert any("> " in line and "You" in line for line in in_view(pilot))
        await pilot.press("enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muqan"
        assert said(pilot)[-1].startswith("What is the account called?")
        assert pilot.app.focused is screen(pilot).prompt


async def test_a_draft_is_not_lost_when_another_answer_is_mended(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan", "growing")
        await pilot.press(*"20", "ctrl+o", "shift+tab", "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muquan"
        await send(pilot, "/goto setup_base_year")
        assert screen(pilot).prompt.text == "20"


async def test_typing_goes_on_in_the_prompt_while_something_is_chosen(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("M", "ctrl+o", *"uquan")
        assert screen(pilot).prompt.text == "Muquan"


async def test_copying_says_what_really_happened(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    async with opened().run_test(size=(200, 24)) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await pilot.press("ctrl+o", "c")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert pilot.app.clipboard == "Muquan"
        assert "may not take it" in state(pilot)
        monkeypatch.setenv("TERM_PROGRAM", "Apple_Terminal")
        await pilot.press("c")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert state(pilot).startswith("Not copied")


async def test_without_an_editor_the_draft_stays_and_it_is_said_how_to_set_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with opened().run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*"Muq", "ctrl+g")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muq"
        assert "EDITOR=nano" in state(pilot)
        monkeypatch.setenv("EDITOR", "true")
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muq"
        assert "cannot be opened here" in state(pilot)


async def test_earlier_sittings_are_there_when_one_looks_back_and_can_be_mended(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muqan", "growing")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        talk = screen(pilot).talk
        assert len(talk.everything) < 5
        await pilot.press("pageup")
        await settle(pilot)
        assert [one.text for one in talk.everything[:4:2]] == [
            "What is the account called?",
            "What stage is it at?",
        ]
        await pilot.press("ctrl+o", "home", "tab", "e")
        await settle(pilot)
        assert screen(pilot).prompt.text == "Muqan"


async def test_ctrl_c_copies_what_is_selected_in_the_prompt_and_does_not_leave(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press(*"Muq", "shift+left", "shift+left", "ctrl+c")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard == "uq"
        assert screen(pilot).prompt.text == "Muq"


async def test_a_double_click_selects_what_was_said_there_and_ctrl_c_copies_it(
    opened: Opened, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    answered(store_path, "Muquan")
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        asked = said(pilot)[-1]
        y = next(at for at, line in enumerate(in_view(pilot)) if asked in line)
        await pilot.click(screen(pilot).talk, offset=(8, y), times=2)
        await pilot.press("ctrl+c")
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.clipboard == asked


async def test_words_are_not_stood_on_end_in_a_width_that_is_still_on_its_way(
    opened: Opened,
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        talk, asked = screen(pilot).talk, said(pilot)[-1]
        talk.styles.width = 6
        await settle(pilot)
        assert not any(in_view(pilot))
        talk.styles.width = "1fr"
        await settle(pilot)
        assert asked in "\n".join(in_view(pilot))


async def test_keys_that_change_answers_change_none_while_one_looks_for_words(
    opened: Opened, store_path: Path
) -> None:
    answered(store_path, "Muquan")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "growing")
        await pilot.press("ctrl+f", "ctrl+z", "escape", "ctrl+o", "ctrl+z", "escape")
        await settle(pilot)
    assert kept(store_path).open("Muquan").answers.value("stage") == "growing"


@pytest.mark.campaign
async def test_a_click_on_what_is_new_leads_there(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await talked(pilot, 20)
        await pilot.press("pageup")
        await send(pilot, "Muquan")
        talk = screen(pilot).talk
        await pilot.click("#talk", offset=(talk.size.width - 5, talk.size.height - 1))
        assert talk.follows


async def test_a_question_that_has_not_enough_room_is_seen_from_its_first_line_on(
    opened: Opened,
) -> None:
    async with opened().run_test(size=(60, 18)) as pilot:
        await talked(pilot, 3)
        shown = screen(pilot)
        assert shown.conversation is not None
        asked = "\n".join(["What is asked?", *(f"What a good answer has: {n}" for n in range(20))])
        shown.say(shown.conversation._speaker.guide(asked))
        await settle(pilot)
        assert shown.talk.follows
        assert in_view(pilot)[0].strip() == "What is asked?"
        shown.say(shown.conversation._speaker.you("answer"))
        await settle(pilot)
        assert any("answer" in line for line in in_view(pilot))
