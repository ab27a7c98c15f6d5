"""Makes the pictures of screens in the README: the fictional example, a board, a class."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from kamguide.model.edits import SetCell
from kamguide.tui.app import KamguideApp
from kamguide.tui.classapp import ClassApp
from kamguide.workspace.files import example
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review import Review

HERE = Path(__file__).parent
SIZE = (130, 38)
SHORT = (130, 20)
SMALL = (100, 30)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Do = Callable[[Pilot[None]], Awaitable[None]]


def plans(folder: Path, lang: str) -> Workspace:
    """A store of its own."""
    return Workspace.at(folder / f"{lang}.db", actor="Lin Zhiyuan", lang=lang, now=lambda: NOW)


async def taken(app: KamguideApp, name: str, do: Do, size: tuple[int, int] = SIZE) -> None:
    """Open an app, do something in it, and keep its picture."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1)
        await do(pilot)
        await pilot.pause(1)
        (HERE / f"{name}.svg").write_text(app.export_screenshot(title="kamguide"), "utf-8")


def going_to(question: str) -> Do:
    """Go to a question of the plan."""

    async def do(pilot: Pilot[None]) -> None:
        while getattr(screen := pilot.app.screen, "conversation", None) is None:
            await pilot.pause(0.2)
        screen.conversation.command("goto", question)
        screen.show_turn()

    return do


async def interview(folder: Path, lang: str, question: str, name: str) -> None:
    """The example at a question."""
    workspace = plans(folder, lang)
    plan = example(workspace, lang)
    await taken(KamguideApp(lambda: workspace, lang=lang, plan=plan), name, going_to(question))


async def board(folder: Path) -> None:
    """Some plans that came from the example, at different points of their lives."""
    workspace = plans(folder, "board-en")
    source = example(workspace, "en")
    for name, product, revenue in (("Haitang", "P1", 2900), ("Beixing", "P5", 900)):
        session = workspace.copy(source, f"{name} (fictional)")
        session.edit(SetCell("fc_products", product, "rev_t3", revenue))
        workspace.close(session)
    for plan in workspace.plans()[:2]:
        session = workspace.open(plan.id, read_only=True)
        Review(session.store, session.author, plan.id).submit(session, "The figures are settled.")

    async def do(pilot: Pilot[None]) -> None:
        pilot.app.show_board()
        await pilot.pause(2)

    await taken(KamguideApp(lambda: workspace, lang="en"), "screen-board", do, SHORT)


async def wall(folder: Path) -> None:
    """Six groups of a class laid over each other."""
    sys.path.insert(0, str(HERE.parent))
    from tests.course.six_groups import six_groups  # noqa: PLC0415 - takes its time

    made = six_groups(folder / "class", "zh")

    async def do(pilot: Pilot[None]) -> None:
        await pilot.pause(6)

    app = ClassApp(made.classroom.folder, "wall", lang="zh", now=made.clock)
    await taken(app, "screen-wall-zh", do, SMALL)


async def main() -> None:
    """All of them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        await interview(folder, "en", "vc_displacement_opps", "screenshot")
        await interview(folder, "zh", "csf_scores", "screen-table-zh")
        await board(folder)
        await wall(folder)


asyncio.run(main())
