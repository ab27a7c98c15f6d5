"""Where several may be picked, neither a tick nor a word is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kamguide.messages import say
from kamguide.model.questions.choices import ChoicesQuestion
from kamguide.tui.app import KamguideApp
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, said, screen, send, settle

GOALS = "setup_learning_goals"


@pytest.fixture(params=["en", "zh"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(case_store: CaseStore, lang: str) -> Path:
    return case_store(lang)


@asynccontextmanager
async def at_the_goals(store: Path, lang: str) -> AsyncIterator[Pilot[None]]:
    """The screen at a question of which goals 3 and 5 were picked before."""
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(store, actor="Li", lang=lang, now=lambda: now)
    app = KamguideApp(lambda: workspace, lang=lang, plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, f"/goto {GOALS}")
        assert screen(pilot).picks.picked() == "3, 5"
        yield pilot


def goals(pilot: Pilot[None]) -> list[int]:
    """The numbers of the goals that the answer holds."""
    talk = screen(pilot).conversation
    assert talk is not None
    session = talk.session
    question = session.flow.questions[GOALS]
    assert isinstance(question, ChoicesQuestion)
    given = session.answers.value(GOALS)
    return [at for at, one in enumerate(question.options, 1) if one.id in given]  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["1", "1, 3", "1 3"])
async def test_words_that_are_sent_count_with_what_is_ticked_and_that_is_told(
    store: Path, lang: str, typed: str
) -> None:
    async with at_the_goals(store, lang) as pilot:
        await send(pilot, typed)
        assert goals(pilot) == [1, 3, 5]
        assert say("talk.ticks_too", lang) in said(pilot)


async def test_words_that_name_only_what_is_ticked_are_told_nothing(store: Path, lang: str) -> None:
    async with at_the_goals(store, lang) as pilot:
        await send(pilot, "5, 3")
        assert goals(pilot) == [3, 5]
        assert say("talk.ticks_too", lang) not in said(pilot)


async def test_none_takes_the_ticks_away(store: Path, lang: str) -> None:
    async with at_the_goals(store, lang) as pilot:
        await send(pilot, "none")
        assert goals(pilot) == []


async def test_words_that_fit_nothing_leave_themselves_and_the_ticks_as_they_are(
    store: Path, lang: str
) -> None:
    async with at_the_goals(store, lang) as pilot:
        await pilot.press("up", "space")
        await send(pilot, "xyz")
        assert "xyz" in said(pilot)[-1]
        assert screen(pilot).prompt.text == "xyz"
        assert screen(pilot).picks.picked() == "3"


@pytest.mark.parametrize("way", [("?",), ("f4",), ("f5", "escape"), ("f1", "escape")])
async def test_ticks_stay_while_one_asks_for_help_or_looks_elsewhere(
    store: Path, lang: str, way: tuple[str, ...]
) -> None:
    async with at_the_goals(store, lang) as pilot:
        await pilot.press("down", "space")
        await settle(pilot)
        assert screen(pilot).picks.picked() == "1, 3, 5"
        for key in way:
            await pilot.press(key)
            await settle(pilot)
        assert screen(pilot).picks.picked() == "1, 3, 5"


async def test_enter_picks_nothing_that_somebody_just_unticked(store: Path, lang: str) -> None:
    async with at_the_goals(store, lang) as pilot:
        await pilot.press("up", "space", "up", "up", "space")
        await settle(pilot)
        assert screen(pilot).picks.picked() == ""
        await pilot.press("enter")
        await settle(pilot)
        assert goals(pilot) == [3, 5]
        assert said(pilot)[-1] == say("talk.none_ticked", lang)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert goals(pilot) == [2]
