"""The conversation: what was said, told apart by side and word, not by colour alone.

It is drawn line by line, so that a long talk costs no more than a short one; what is selected
is copied as it was said, not as it was folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from kamguide.messages.folding import fold
from kamguide.tui.widgets.lines import Lines
from kamguide.tui.widgets.underlines import Span, underlined, underlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.selection import Selection

    from kamguide.workspace.speaking import Said

MARGIN: Final = 1
"""Columns left free on either side."""
INDENT: Final = 4
"""Columns by which the person's own words stand further in."""
BETWEEN: Final = "   "
"""Between the entries of a line of keys."""
BOLD: Final = Style(bold=True)


class _Line(NamedTuple):
    """A line on screen: a piece of a line that was said, from column `start` of it on."""

    text: str
    who: str
    is_name: bool
    said: int
    """Which of the lines that were said it belongs to."""
    start: int


class Talk(Lines):
    """What was said so far, the newest at the end.

    The scrollbar is there while one looks back; at the end, where every answer moves it, drawing
    it would take as long as drawing the words.
    """

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    Talk { scrollbar-visibility: hidden; }
    Talk.-looking-back { scrollbar-visibility: visible; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "talk--guide",
        "talk--you",
        "talk--coach",
        "talk--note",
        "talk--problem",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.everything: list[Said] = []
        self._said: list[str] = []
        self._terms: dict[int, list[Span]] = {}
        """Where terms stand, in the lines that were said and have any."""
        self._lines: list[_Line] = []
        self._strips: dict[int, Strip] = {}
        self._width = 0
        self._follows = True
        """Whether the end is in view, and stays so when more is said or there is less room."""

    def add(self, *things: Said) -> None:
        """Say something more; the view follows if it was at the end."""
        self.everything += things
        for one in things:
            self._lay(one)
        self._show()

    def clear(self) -> None:
        """Forget what was said."""
        self.everything.clear()
        self._lay_all()
        self._follows = True
        self._show()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow from now on, or no longer."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = self.max_scroll_y - self.scroll_offset.y <= 1
        self.set_class(not self._follows, "-looking-back")

    def _show(self) -> None:
        self.holds(self._width, len(self._lines))
        if self._follows:
            self.scroll_end(animate=False, force=True, immediate=True)
        self.refresh()

    def _lay_all(self) -> None:
        self._said.clear()
        self._terms.clear()
        self._lines.clear()
        self._strips.clear()
        for one in self.everything:
            self._lay(one)

    def _lay(self, one: Said) -> None:
        """Fold what was said to the width there is; nothing while there is none."""
        if self._width <= 0:
            return
        self._terms |= dict(enumerate(underlines(one), len(self._said) + 1))
        room = max(2, self._width - 2 * MARGIN - (INDENT if one.who == "you" else 0))
        for at, line in enumerate((one.name, *one.text.split("\n"), *_drawn_tables(one, room), "")):
            self._fold(Content(line).plain.expandtabs(), room, one.who, is_name=at == 0)

    def _fold(self, line: str, room: int, who: str, *, is_name: bool) -> None:
        start = 0
        for piece in fold(line, room):
            self._lines.append(_Line(piece.rstrip(), who, is_name, len(self._said), start))
            start += len(piece)
        self._said.append(line)

    def on_resize(self, event: events.Resize) -> None:
        """Fold everything anew where the width is another one."""
        del event
        if self._width != (width := self.scrollable_content_region.width):
            self._width = width
            self._lay_all()
        self._show()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._strips.clear()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        at = self.scroll_offset.y + y
        if at >= len(self._lines):
            return Strip.blank(self.size.width, self.look)
        if at not in self._strips:
            self._strips[at] = self._drawn(self._lines[at], self.size.width)
        return self._strips[at]

    def _drawn(self, line: _Line, width: int) -> Strip:
        style = self.get_component_rich_style(f"talk--{line.who}")
        segments = self._segments(line, style + BOLD if line.is_name else style)
        words = Strip(list(underlined(segments, line.start, self._terms.get(line.said, ()))))
        indent = MARGIN + (INDENT if line.who == "you" else 0)
        rest = max(0, width - indent - words.cell_length)
        before, behind = Segment(" " * indent, self.look), Segment(" " * rest, self.look)
        return Strip([before, *words.apply_offsets(line.start, line.said), behind], width)

    def _segments(self, line: _Line, style: Style) -> list[Segment]:
        selection = self.text_selection
        span = None if selection is None else selection.get_span(line.said)
        if span is None:
            return [Segment(line.text, style)]
        start = min(len(line.text), max(0, span[0] - line.start))
        end = len(line.text) if span[1] == -1 else min(len(line.text), span[1] - line.start)
        end = max(start, end)
        chosen = style + self.screen.get_component_rich_style("screen--selection")
        parts = (
            (line.text[:start], style),
            (line.text[start:end], chosen),
            (line.text[end:], style),
        )
        return [Segment(text, look) for text, look in parts if text]

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected, in the lines in which it was said."""
        return selection.extract("\n".join(self._said)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self._strips.clear()
        self.refresh()


def _drawn_tables(one: Said, room: int) -> Iterator[str]:
    """The lines of what stands below the words."""
    if one.charts:
        from kamguide.export.terminal import chart_lines  # noqa: PLC0415 - drawn where shown
        from kamguide.tui.signs import pen  # noqa: PLC0415 - as above

        for chart in one.charts:
            yield from chart_lines(chart, one.lang, room, pen())
    if one.tables:
        from kamguide.export.terminal import drawn_lines  # noqa: PLC0415 - drawn where shown

        for table in one.tables:
            yield from drawn_lines(table, one.lang, room)


def shortened(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    cut = ""
    for char in line:
        if cell_len(cut) + cell_len(char) > width - 3:
            break
        cut += char
    return cut + "..."


def fitting(text: str, width: int) -> str:
    """The entries of a line of keys that have room: whole ones, the first first."""
    shown = ""
    for entry in text.split(BETWEEN):
        longer = f"{shown}{BETWEEN}{entry}" if shown else entry
        if cell_len(longer) > width:
            break
        shown = longer
    return shown
