"""Words that are folded as people fold them: no line begins with a full stop or a comma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from kamguide.messages.folding import fold
from kamguide.model.text import clean
from kamguide.tui.lines import hanging, parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

LOW: Final = [(0, "low"), (22, "high")]
"""A dialog on a screen of few lines has no room for blank ones."""


class Words(Static):
    """A few lines that fold anew when the width changes; what they say is only text."""

    DEFAULT_CSS = "Words { height: auto; }"

    def __init__(self, words: str = "", *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(Content(""), id=id, classes=classes, markup=False)
        self._words = clean(words)

    def put(self, words: str) -> None:
        """Say this from now on."""
        self._words = clean(words)
        self._fold()

    def on_resize(self) -> None:
        """Fold to the width there is now."""
        self._fold()

    def _fold(self) -> None:
        width = max(1, self.content_size.width or self.app.size.width)
        self.update(Content("\n".join(self._lines(width))))

    def _lines(self, width: int) -> list[str]:
        return [one for line in self._words.split("\n") for one in self.folded(line, width)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Room for every line from the first frame on, so that nothing around moves."""
        del container, viewport
        return len(self._lines(max(1, width)))

    def folded(self, line: str, width: int) -> Sequence[str]:
        """A line as it is shown in `width` cells."""
        return fold(line, width)


class Foot(Words):
    """Keys and what they do; a line ends between two of them."""

    def folded(self, line: str, width: int) -> Sequence[str]:
        """A line as it is shown in `width` cells."""
        return parted(line, width)


class Columns(Words):
    """Lines of a name and what it means, folded under their last column."""

    def folded(self, line: str, width: int) -> Sequence[str]:
        """A line as it is shown in `width` cells."""
        return hanging(line, width)
