"""Makes the picture in the README: the finished example, open at its value opportunities."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kamguide.tui.app import KamguideApp
from kamguide.workspace.files import example
from kamguide.workspace.plans import Workspace

SIZE = (130, 38)


async def main() -> None:
    """Open the example in a store of its own and take the picture."""
    with TemporaryDirectory() as folder:
        workspace = Workspace.at(
            Path(folder) / "plans.db",
            actor="Lin Zhiyuan",
            lang="en",
            now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        )
        plan = example(workspace, "en")
        session = workspace.open(plan)
        session.goto("vc_displacement_opps")
        workspace.close(session)
        app = KamguideApp(lambda: workspace, lang="en", plan=plan)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            screen = app.screen
            screen.conversation.command("goto", "vc_displacement_opps")
            screen.show_turn()
            await pilot.pause(1)
            app.save_screenshot(str(Path(__file__).with_name("screenshot.svg")))


asyncio.run(main())
