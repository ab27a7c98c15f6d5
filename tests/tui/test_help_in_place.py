"""Help where one is: what is said, and that one comes back to exactly where one was."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen

from kamguide.messages import has, languages, say
from kamguide.tui import screens
from kamguide.tui.app import KamguideApp
from kamguide.tui.colours import theme_for
from kamguide.tui.lines import hanging, parted
from kamguide.tui.paper import read_paper, without_answers
from kamguide.tui.places import key_name, label_of, place_of
from kamguide.tui.screens.aside import AsideScreen
from kamguide.tui.widgets.small import TooSmall
from kamguide.workspace.commands import NAMES, near_command
from kamguide.workspace.inplace import listed
from kamguide.workspace.plans import Workspace
from tests.engine.conftest import BASICS
from tests.tui.conftest import Small, Wide, said, screen, send, settle
from tests.tui.walking import lines, painted
from tests.workspace.conftest import NOW

Opened = Callable[..., KamguideApp]


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(lines(pilot))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.mark.parametrize("key", ["question_mark", "？"])
async def test_a_question_mark_on_an_empty_line_helps_with_the_question(
    opened: Opened, key: str
) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert said(pilot)[-1].startswith("Why we ask: ")
        assert "Example: " in said(pilot)[-1]
        assert screen(pilot).prompt.text == ""


async def test_a_question_mark_among_words_is_a_question_mark(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, *"Who", "question_mark")
        assert screen(pilot).prompt.text == "Who?"


async def test_help_of_a_place_goes_back_to_the_very_letter(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, *"Muquan", "left", "left", "f1")
        assert isinstance(pilot.app.screen, AsideScreen)
        assert "Help: a question" in shown(pilot)
        await press(pilot, "escape")
        prompt = screen(pilot).prompt
        assert (prompt.text, prompt.cursor_location) == ("Muquan", (0, 4))
        assert pilot.app.focused is prompt


async def test_help_tells_about_this_place_and_its_keys(opened: Opened) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "Muquan")
        await press(pilot, "f1")
        assert "Help: a list to pick from" in shown(pilot)
        assert "a new row" not in shown(pilot)
        await press(pilot, "f1")
        await send(pilot, *BASICS[1:5])
        await press(pilot, "f1")
        assert "Help: a table" in shown(pilot)
        assert "a new row" in shown(pilot)


@pytest.mark.parametrize("module", [one.name for one in iter_modules(screens.__path__)])
def test_no_key_of_a_screen_is_without_words(module: str) -> None:
    there = vars(import_module(f"{screens.__name__}.{module}")).values()
    ours = [one for one in there if isinstance(one, type) and issubclass(one, Screen)]
    keys = [
        one
        for shown in ours
        for one in Binding.make_bindings(shown.__dict__.get("BINDINGS", []))
        if shown.__module__.startswith("kamguide") and not one.key.isdigit()
    ]
    labels = {label_of(one.action) for one in keys}
    assert [one for one in sorted(labels) if not (has(one, "zh") and has(one, "en"))] == []


@pytest.mark.parametrize(
    ("go", "place"),
    [
        (["f5"], "look"),
        (["f6"], "settings"),
        (["f6", "enter"], "change"),
        (["f9"], "home"),
        (["f9", "ctrl+n"], "start"),
        (["f9", "ctrl+f"], "find"),
        (["ctrl+s"], "export"),
    ],
)
async def test_every_place_has_help_of_its_own(opened: Opened, go: list[str], place: str) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, *go)
        here = pilot.app.screen
        assert place_of(here) == place
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, AsideScreen)
        await press(pilot, "f1")
        assert pilot.app.screen is here


async def test_help_beside_the_plan_is_about_the_plan(opened: Opened) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "f1")
        assert "Help: the plan beside the talk" in shown(pilot)
        assert re.search("Enter +to the answer that stands here", shown(pilot))


@pytest.mark.parametrize(
    ("key", "lang", "name"),
    [
        ("slash", "en", "/"),
        ("n", "en", "n"),
        ("ctrl+n", "en", "Ctrl+N"),
        ("shift+tab", "zh", "Shift+Tab"),
        ("ctrl+up", "zh", "Ctrl+上键"),
    ],
)
def test_a_key_is_called_as_it_is_on_keyboards(key: str, lang: str, name: str) -> None:
    assert key_name(key, lang) == name


def test_a_line_of_keys_ends_between_two_of_them() -> None:
    keys = "Enter: go there   Esc: back   Ctrl+L: check your answers"
    assert parted(keys, 30) == ("Enter: go there   Esc: back", "Ctrl+L: check your answers")
    assert parted("one two three", 8) == ("one two ", "three")


def test_what_is_folded_hangs_under_its_column() -> None:
    assert hanging("F8   the table is done, or later", 28) == (
        "F8   the table is done, or ",
        "     later",
    )


async def test_terms_of_the_question_are_explained_beside_it(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, *"half", "ctrl+k")
        assert "Terms of this question" in shown(pilot)
        await press(pilot, "escape")
        assert screen(pilot).prompt.text == "half"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bakc", "back"), ("hlep", "help"), ("帮组", "帮助"), ("检察", "检查"), ("stab", "stability")],
)
def test_a_mistyped_command_is_guessed_in_both_languages(typed: str, meant: str) -> None:
    assert near_command(typed) == meant


def test_every_command_is_listed_with_words_in_each_language() -> None:
    for lang in languages():
        every = [*listed(lang)]
        assert [one.command for one in every] == [*NAMES]
        assert all(has(f"command.{one.command}", lang) for one in every)
    assert [one.shown for one in listed("zh") if one.shown.isascii()] == []


async def test_the_palette_speaks_the_readers_language_and_does_what_it_says(
    opened: Opened,
) -> None:
    async with opened(lang="zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        assert "输入您想做的事" in shown(pilot)
        await press(pilot, *"以后再答")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await settle(pilot)
        assert "以后再答。" in "".join(said(pilot)) or "处于什么阶段？" in said(pilot)[-1]


async def test_nothing_moves_in_the_palette_while_nobody_types(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        await pilot.pause(0.3)
        pictures = set()
        for _ in range(8):
            pictures.add(tuple(painted(pilot)))
            await pilot.pause(0.2)
        assert len(pictures) == 1


async def test_a_command_that_wants_words_waits_for_them(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"go to a question")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await settle(pilot)
        assert screen(pilot).prompt.text == "/goto "


async def test_a_slash_alone_lists_every_command(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/")
        assert "/stability  what would tip a direction" in said(pilot)[-1]


# The look


async def test_the_theme_changes_at_a_word_and_is_remembered(
    opened: Opened, store_path: Path
) -> None:
    app = opened()
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/theme light")
        assert app.theme == "kamguide-light"
        assert screen(pilot).styles.background.hex == "#FFFFFF"
        await send(pilot, "/theme dark")
        assert screen(pilot).styles.background.hex == "#14171C"
    again = Workspace.at(store_path, actor="Li", lang="en", now=lambda: NOW)
    assert again.taste.theme == "dark"


@pytest.mark.parametrize(
    ("choice", "colours", "answered", "theme"),
    [
        ("auto", "0;15", None, "light"),
        ("auto", "15;0", None, "dark"),
        ("auto", "", None, "dark"),
        ("auto", "15;0", True, "light"),
        ("light", "15;0", False, "light"),
        ("dark", "0;15", True, "dark"),
    ],
)
def test_auto_follows_the_terminal(
    choice: str, colours: str, answered: bool | None, theme: str
) -> None:
    assert theme_for(choice, {"COLORFGBG": colours}, answered) == f"kamguide-{theme}"


@pytest.mark.parametrize(
    ("raw", "is_light", "typed"),
    [
        (b"\x1b]11;rgb:ffff/ffff/eeee\x1b\\\x1b[?62;c", True, b""),
        (b"ab\x1b]11;rgb:10/10/18\x07\x1b[?1;2c", False, b"ab"),
        (b"\x1b[?1;2cx", None, b"x"),
        (b"", None, b""),
    ],
)
def test_a_terminal_is_asked_and_no_key_is_lost(
    raw: bytes, is_light: bool | None, typed: bytes
) -> None:
    assert read_paper(raw) == (is_light, typed)


def test_what_a_terminal_says_late_is_no_typing() -> None:
    late = b"\x1b]11;rgb:1414/1717/1c1c\x1b\\\x1b[?62;22c"
    assert without_answers(b"Mu" + late + "泉".encode()).decode() == "Mu泉"


async def test_in_ascii_nothing_else_is_drawn(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMGUIDE_CHARTS", "lines")
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        assert "─" in shown(pilot)
        await send(pilot, "/ascii")
        for keys in (["f1"], ["escape", "ctrl+p"], ["escape", "f6"], ["enter"]):
            await press(pilot, *keys)
            assert re.search("[\u2190-\u25ff]", shown(pilot)) is None


async def test_what_is_searched_for_and_all_that_is_found_can_be_read(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMGUIDE_CHARTS", "ascii")
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"weak")
        await pilot.pause(0.3)
        assert "| weak" in shown(pilot)
        assert "an example, and a weak one   /example" in shown(pilot)


async def test_without_colour_every_sign_stays(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        coloured = shown(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened().run_test(size=Wide) as pilot:
        await settle(pilot)
        assert shown(pilot) == coloured
        assert all(one.ink.rgb == (one.ink.r,) * 3 for one in painted(pilot))


async def test_a_small_window_says_so_and_keeps_what_was_typed(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await press(pilot, *"Muq")
        await pilot.resize_terminal(50, 15)
        await settle(pilot)
        assert "This window has 50 x 15 characters" in " ".join(shown(pilot).split())
        await press(pilot, *"uan")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert not pilot.app.screen.query(TooSmall)
        assert screen(pilot).prompt.text == "Muquan"
        await press(pilot, "enter")
        assert said(pilot)[-2:] == ["Muquan", "What stage is it at?"]


async def test_keys_are_told_with_help_once_in_a_sitting(opened: Opened) -> None:
    async with opened().run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("?", "?")
        await settle(pilot)
        told = say("talk.keys_more", "en")
        assert said(pilot).count(told) == 1
        assert sum("Why we ask" in one for one in said(pilot)) == 2
