"""A long document that is drawn behind the first page."""

from time import sleep

from rich.console import Console, ConsoleOptions, RenderResult
from textual.app import App, ComposeResult

from kamguide.tui.leaves import Leaf
from kamguide.tui.widgets.book import Book


class Slow:
    """A line that takes its time."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        sleep(0.003)
        yield "drawn"


class Hidden(App[None]):
    """Pages that are not shown yet."""

    CSS = ".hidden { display: none; }"

    def compose(self) -> ComposeResult:
        yield Book()


async def test_what_was_put_into_hidden_pages_is_all_there_once_they_are_shown() -> None:
    async with Hidden().run_test(size=(40, 12)) as pilot:
        pages = pilot.app.query_one(Book)
        await pilot.pause()
        pages.show([Leaf([Slow()], 1)])
        pages.add_class("hidden")
        await pilot.pause()
        pages.show([Leaf([Slow()], 1) for _ in range(100)])
        pages.remove_class("hidden")
        await pilot.pause()
        strips = pilot.app.screen._compositor.render_strips()
        assert all("drawn" in strip.text for strip in strips)
