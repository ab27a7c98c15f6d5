"""The app over a real store, with the small frozen flow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.talking import FRAME
from kamguide.workspace.plans import Workspace
from tests.engine.conftest import BASICS
from tests.workspace.conftest import NOW, small_flows

__all__ = ["small_flows"]

Wide = (120, 40)
Small = (80, 24)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "plans" / "plans.db"
    path.parent.mkdir()
    return path


@pytest.fixture
def opened(store_path: Path) -> Callable[..., KamguideApp]:
    """An app on a plan, which is started if it is not there."""

    def app(plan: str | None = "Muquan", lang: str = "en") -> KamguideApp:
        workspace = Workspace.at(store_path, actor="Li", lang=lang, now=lambda: NOW)
        if plan is not None and not workspace.plans():
            workspace.close(workspace.new(plan, "trade"))
        return KamguideApp(lambda: workspace, lang=lang, plan=plan)

    return app


@pytest.fixture
def at(store_path: Path) -> Callable[..., KamguideApp]:
    """An app on a plan that is filled up to a table, which then is open."""

    def app(*blocks: str, lang: str = "en") -> KamguideApp:
        workspace = Workspace.at(store_path, actor="Li", lang=lang, now=lambda: NOW)
        session = workspace.new("Muquan", "trade")
        for reply in BASICS[:5]:
            session.reply(reply)
        for table, block in zip(("customers", "factors"), blocks, strict=False):
            session.enter(session.reader(table).block(block), table)
        workspace.close(session)
        return KamguideApp(lambda: workspace, lang=lang, plan="Muquan")

    return app


def kept(path: Path) -> Workspace:
    """The plans as they were kept."""
    return Workspace.at(path, actor="Wu", lang="en", now=lambda: NOW)


def answered(path: Path, *replies: str) -> None:
    """A plan in which these replies were given."""
    workspace = kept(path)
    session = workspace.new("Muquan", "trade")
    for reply in replies:
        if reply == "done":
            session.close_table()
        else:
            assert session.reply(reply).problem is None
    workspace.close(session)


def screen(pilot: Pilot[None]) -> InterviewScreen:
    shown = pilot.app.screen
    assert isinstance(shown, InterviewScreen)
    return shown


def said(pilot: Pilot[None]) -> list[str]:
    return [one.text for one in screen(pilot).talk.everything]


def text_of(app: App[None]) -> str:
    """What is on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(part.text for part in line) for line in lines)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything that follows from a key is on the screen."""
    await pilot.pause(2 * FRAME)
    await pilot.pause()


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys one after another, and wait for what comes of them."""
    for key in pressed:
        await pilot.press(key)
    await settle(pilot)


async def send(pilot: Pilot[None], *replies: str) -> None:
    """Put each reply in the prompt, as typing would, and press Enter."""
    for reply in replies:
        screen(pilot).prompt.put(reply)
        await pilot.press("enter")
        await settle(pilot)
