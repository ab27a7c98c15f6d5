"""Leafing through a book that fills a screen: by lines, by pages, to its ends."""

from __future__ import annotations

from textual.screen import Screen, ScreenResultType

from kamguide.tui.widgets.book import Book
from kamguide.tui.widgets.pages import Spot


class LeafingScreen(Screen[ScreenResultType]):
    """A screen with one book, whose keys each screen names for itself."""

    @property
    def _book(self) -> Book:
        return self.query_one(Book)

    def copy(self, text: str) -> None:
        """Copy what is selected, and say what came of it."""
        self.run_worker(self._copy(text), group="copy")

    async def _copy(self, text: str) -> None:
        from kamguide.tui.clipboard import copied

        self.tell(await copied(self.app, text, self.app.reader))  # type: ignore[attr-defined]  # ours

    def tell(self, words: str) -> None:
        """Say what came of something, where the screen has a line for it."""

    def action_scroll_by(self, lines: int) -> None:
        """Some lines on, or back."""
        self._book.scroll_relative(y=lines, animate=False, immediate=True)

    def action_page(self, by: int) -> None:
        """A page on, or back; a line of it stays."""
        self.action_scroll_by(by * max(1, self._book.size.height - 1))

    def action_ends(self, end: int) -> None:
        """The first page, or the last."""
        if end:
            self._book.to_end()
        else:
            self._book.go(Spot(0))
