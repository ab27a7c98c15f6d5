"""The conversation: what was said, told apart by side and word, not by colour alone.

It is drawn line by line, and only the newest things said are folded, so that a long talk costs no
more than a short one; older ones come when one looks back. What is selected is copied as it was
said, not as it was folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from kamguide.messages import say
from kamguide.tui.widgets.bubbles import Bubble, Line, indent, laid
from kamguide.tui.widgets.lines import Lines
from kamguide.tui.widgets.spans import HERE, Spans, segments, within
from kamguide.tui.widgets.underlines import Span, underlined, underlines
from kamguide.workspace.terms import term_finder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Region

    from kamguide.workspace.speaking import Said

MOST: Final = 60
"""Things said that are ready to be drawn, unless one looks further back."""
KEPT: Final = 40
"""How many of them stay when it would be more: not every new one then costs an old one."""
ASKING: Final = ("guide", "coach")
"""Who asks: how a question begins is needed more than how it ends."""
BOLD: Final = Style(bold=True)
NARROWEST: Final = 20
"""Columns; a talk has fewer only while the screen is still being laid out."""
DOUBLE: Final = 2
"""Clicks in a row."""


class Talk(Lines):
    """What was said so far, the newest at the end.

    The scrollbar is there while there is more below; at the end, where every answer moves it,
    drawing it would take as long as drawing the words.
    """

    @dataclass
    class Begun(Message):
        """One looks at the beginning, and further back."""

    ALLOW_SELECT = True
    KEEPS_STRIPS = True
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
        self._first = 0
        """The first of the things said that is ready to be drawn."""
        self._bubbles: list[Bubble] = []
        self._terms: list[list[list[Span]]] = []
        """Where terms stand in each bubble, line by line; the name has none."""
        self._find_terms = term_finder()
        self._begins: list[int] = []
        """The number of each bubble's first line, among the lines as they were said."""
        self._lines: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._width = 0
        self._marks: Selection | None = None
        """What is selected, while lines are drawn."""
        self._follows = True
        """Whether the end is in view, and stays so when more is said or there is less room."""
        self.unseen = 0
        """How much was said since the end was in view."""
        self.chosen: int | None = None
        """The thing said that is chosen, if one is."""

    @property
    def follows(self) -> bool:
        """Whether the end is in view."""
        return self._follows

    @property
    def mounted(self) -> int:
        """How many of the things said are ready to be drawn."""
        return len(self._bubbles)

    def add(self, *things: Said) -> None:
        """Say something more; the view follows if it was at the end."""
        self.everything += things
        if self._follows and len(self.everything) - self._first > MOST:
            self._begin_at(len(self.everything) - KEPT)
        else:
            self._lay_more()
        self.unseen += 0 if self._follows else len(things)
        self._show()

    def put_before(self, *things: Said) -> None:
        """What was said before everything that is here; it is ready when one looks back to it."""
        self.everything[:0] = things
        if self.chosen is not None:
            self.chosen += len(things)
        self._begin_at(self._first + len(things))
        self.refresh()

    def put_in(self, before: Said | None, *things: Said) -> None:
        """Say something that belongs before what was said already."""
        if not things:
            return
        last = len(self.everything)
        at = next((n for n in reversed(range(last)) if self.everything[n] is before), last)
        self.everything[at:at] = things
        if self.chosen is not None and self.chosen >= at:
            self.chosen += len(things)
        self._fold_from(at)
        self.unseen += 0 if self._follows else len(things)
        self._show()

    def clear(self) -> None:
        """Forget what was said."""
        self.everything.clear()
        self._follows, self.unseen, self.chosen = True, 0, None
        self._begin_at(0)
        self._show()

    # Looking back

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow from now on, or no longer; at the top bring what was said before."""
        super().watch_scroll_y(old_value, new_value)
        follows = self._newest - self.scroll_offset.y <= 1
        if follows != self._follows:
            self._follows = follows
            self._strips.clear()
            self._say_whether_more()
        if follows:
            self.unseen = 0
        elif new_value <= 0 < old_value:
            self.call_later(self.bring_older)

    def bring_older(self) -> None:
        """Have what was said before ready too; what is in view stays where it is."""
        if self._first == 0:
            self.post_message(self.Begun())
            return
        before = len(self._lines)
        self._begin_at(max(0, self._first - MOST))
        self.holds(self._width, len(self._lines))
        self._go(self.scroll_offset.y + len(self._lines) - before)
        self.refresh()

    def look_back(self) -> None:
        """A page towards what was said first."""
        if self.scroll_offset.y == 0:
            self.bring_older()
        self.scroll_page_up(animate=False)

    def to_end(self) -> None:
        """Look at the newest, and follow from now on."""
        self.unseen = 0
        if len(self._bubbles) > MOST and self.chosen is None:
            self._begin_at(len(self.everything) - KEPT)
        self.holds(self._width, len(self._lines))
        self._go(self._newest)
        self.refresh()

    def _go(self, y: float) -> None:
        """Scroll at once: nothing glides, nothing waits for the next frame."""
        self.app.animator.force_stop_animation(self, "scroll_y")
        self.scroll_y = y
        self.set_reactive(Talk.scroll_target_y, self.scroll_y)

    def _show(self) -> None:
        self.holds(self._width, len(self._lines))
        if self._follows:
            self._go(self._newest)
        self._say_whether_more()
        self.refresh()

    def _say_whether_more(self) -> None:
        """Have the scrollbar seen while there is more below."""
        self.set_class(not self._follows or self._newest < self.max_scroll_y, "-looking-back")

    @property
    def _newest(self) -> int:
        """The line that is on top at the end: of a question its first, if not all has room."""
        if not self._bubbles or self.everything[-1].who not in ASKING:
            return self.max_scroll_y
        below_name = len(self._lines) - len(self._bubbles[-1].lines) + 1
        return min(self.max_scroll_y, below_name)

    # Folding

    def _begin_at(self, first: int) -> None:
        """Have everything ready from the `first`-th thing said on, and nothing before."""
        self._first = first
        self._fold_from(first)

    def _fold_from(self, number: int) -> None:
        """Fold the `number`-th thing said anew, and what was said after it."""
        if self.text_selection is not None:  # its lines are numbered from the first one
            self.screen.clear_selection()
        stay = max(0, number - self._first)
        del self._bubbles[stay:], self._terms[stay:], self._begins[stay:]
        end = sum(len(bubble.lines) for bubble in self._bubbles)
        del self._lines[end:]
        self._strips = {at: strip for at, strip in self._strips.items() if at < end}
        self._lay_more()

    def _lay_more(self) -> None:
        """Fold what is not folded yet to the width there is; nothing while there is none yet."""
        if self._width < NARROWEST:
            return
        for number in range(self._first + len(self._bubbles), len(self.everything)):
            bubble = laid(self.everything[number], number, self._width)
            last = self._begins[-1] + len(self._bubbles[-1].said) if self._bubbles else 0
            self._begins.append(last)
            self._bubbles.append(bubble)
            self._terms.append(underlines(self.everything[number], self._find_terms))
            self._lines += bubble.lines

    def on_resize(self, event: events.Resize) -> None:
        """Fold everything anew where the width is another one."""
        del event
        if self._width != (width := self.scrollable_content_region.width):
            self._width = width
            self._begin_at(self._first)
        self._show()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    # Choosing

    def choose(self, number: int | None) -> None:
        """Mark one of the things said, and bring it into view; None marks nothing."""
        self.chosen = number
        self._strips.clear()
        if number is not None:
            self._bring(number)
        self.refresh()

    def _bring(self, number: int, of: int | None = None) -> None:
        """Bring one of the things said into view, or a line of it."""
        if number < self._first:
            self._begin_at(number)
            self.holds(self._width, len(self._lines))
        lines = [
            at
            for at, one in enumerate(self._lines)
            if one.bubble == number and of in (None, one.of)
        ]
        top, height = self.scroll_offset.y, self.size.height
        if lines and not top <= lines[0] <= lines[-1] < top + height:
            room = max(0, height - len(lines)) // 2
            self._go(max(0, lines[0] - room))

    def on_mouse_scroll_up(self) -> None:
        """The wheel at the top brings what was said before."""
        if self.scroll_offset.y == 0:
            self.bring_older()

    def on_click(self, event: events.Click) -> None:
        """A click on what says how much is new leads there; a double one selects what was said."""
        at = event.get_content_offset(self)
        if at is not None and self._says_more(at.y):
            self.to_end()
        elif at is not None and event.chain == DOUBLE:
            event.prevent_default()  # Textual would select the whole talk
            self._select_said(self.scroll_offset.y + at.y)

    # Drawing

    def _says_more(self, y: int) -> bool:
        return bool(self.unseen) and not self._follows and y == self.size.height - 1

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; what is selected is asked for once: it costs as much as a line."""
        self._marks = self.text_selection
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        if self._says_more(y):
            return self._more(self.across)
        at = self.above + y
        if at >= len(self._lines):
            return Strip.blank(self.across, self.look)
        if at not in self._strips:
            self._strips[at] = self._drawn(self._lines[at], self.across)
        return self._strips[at]

    def _more(self, width: int) -> Strip:
        """How much was said below, and how to get there, at the right edge."""
        words = f" {say('talk.new', self.everything[-1].lang, count=self.unseen)} "
        before = Segment(" " * max(0, width - cell_len(words) - 1), self.look)
        strip = Strip([before, Segment(words, self.look + HERE), Segment(" ", self.look)])
        return strip.adjust_cell_length(width, self.look)

    def _drawn(self, line: Line, width: int) -> Strip:
        one = self.everything[line.bubble]
        style = self._look_of(one.who)
        of = self._begins[line.bubble - self._first] + line.of
        spans = (*self.marked(line), *self._selected(line, of))
        drawn = segments(line.text, style if line.of else style + BOLD, spans)
        terms = self._terms_in(line)
        words = Strip(underlined(drawn, line.start, terms) if terms else drawn)
        left = indent(one)
        mark = ">" if line.bubble == self.chosen and line.text else ""
        before = Segment(f"{mark:<{left}}", self.look + BOLD)
        rest = max(0, width - left - words.cell_length)
        behind = Segment(" " * rest, self.look)
        return Strip([before, *words.apply_offsets(line.start, of), behind], width)

    def _look_of(self, who: str) -> Style:
        """How somebody's words look: Textual forgets it with every frame."""
        if who not in self._looks:
            self._looks[who] = self.get_component_rich_style(f"talk--{who}")
        return self._looks[who]

    def _terms_in(self, line: Line) -> Sequence[Span]:
        """Where terms stand in the line that was said of which this is a piece."""
        lines = self._terms[line.bubble - self._first]
        return lines[line.of - 1] if 0 < line.of <= len(lines) else ()

    def marked(self, line: Line) -> Spans:
        """What stands out in a line besides what is selected."""
        del line
        return ()

    def _selected(self, line: Line, of: int) -> Spans:
        span = None if self._marks is None else self._marks.get_span(of)
        if span is None:
            return ()
        end = line.start + len(line.text) if span[1] == -1 else span[1]
        look = self.screen.get_component_rich_style("screen--selection")
        return tuple(within(line, span[0], end, look))

    # Selecting

    def _select_said(self, y: int) -> None:
        """Select the words of what was said at a line, without the name."""
        if y < len(self._lines):
            at = self._lines[y].bubble - self._first
            first, said = self._begins[at] + 1, self._bubbles[at].said[1:-1]
            if said:
                start, end = Offset(0, first), Offset(len(said[-1]), first + len(said) - 1)
                self.screen.selections = {self: Selection(start, end)}

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected, in the lines in which it was said."""
        said = (line for bubble in self._bubbles for line in bubble.said)
        return selection.extract("\n".join(said)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        del selection
        self._strips.clear()
        self.refresh()


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
