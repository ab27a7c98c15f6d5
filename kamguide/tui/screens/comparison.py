"""One's answers beside the model answer: a line for each question, what differs beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.course.comparing import compared, pack_of
from kamguide.course.comparison_words import ComparisonTelling, Page
from kamguide.errors import KamguideError
from kamguide.export.terminal import drawn_lines
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.tui.looks import Left
from kamguide.workspace.entries import Entry

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.workspace.session import Session

SIDES: Final = 4
NARROWEST: Final = 20


class ComparisonScreen(Screen[Left]):
    """A plan beside the model answer of its course pack."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", priority=True, show=False),
        Binding("pageup", "read('page_up')", priority=True, show=False),
        Binding("pagedown", "read('page_down')", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    ComparisonScreen {
        #about { height: auto; padding: 0 1; color: $primary; }
        #parts, #parts:focus { height: 35%; border: none; padding: 0 1; }
        VerticalScroll { height: 1fr; padding: 0 1; border-top: solid $border; }
        #part { height: auto; text-wrap: nowrap; }
    }
    """

    def __init__(self, session: Session, line: int | None = None) -> None:
        super().__init__()
        self._session = session
        self._line = line
        self._pages: list[Page] = []

    def compose(self) -> ComposeResult:
        """The name, what a model answer is, the parts, and the one that is marked."""
        lang, name = self._session.lang, self._session.facts.name
        yield Static(Content(say("compare.title", lang, plan=name)), classes="head title")
        yield Static(Content(say("compare.about", lang)), id="about")
        yield OptionList(id="parts", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", id="part", markup=False)
        yield Static(Content(say("compare.keys", lang)), classes="foot")

    def on_mount(self) -> None:
        """Compare, and stand where one stood before."""
        lines = self.query_one(OptionList)
        try:
            found = compared(pack_of(self._session), self._session)
        except KamguideError as problem:
            words = say(problem.key, self._session.lang, **problem.values)
            self.query_one("#part", Static).update(Content(words))
            return
        self._pages = list(ComparisonTelling(found, self._session).pages())
        lines.add_options(Option(Content(page.head)) for page in self._pages)
        lines.focus()
        known = self._line is not None and self._line < len(self._pages)
        lines.highlighted = self._line if known else 0

    @on(OptionList.OptionHighlighted)
    def _marked(self) -> None:
        self._tell()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fold the words anew."""
        self._tell()

    def _tell(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is None or not self._pages:
            return
        page, width = self._pages[at], max(NARROWEST, self.size.width - SIDES)
        lines = [piece for line in page.lines for piece in fold(line, width)]
        if page.table is not None:
            lines += drawn_lines(page.table, self._session.lang, width)
        self.query_one("#part", Static).update(Content("\n".join(lines)))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        at = event.option_index
        if question := self._pages[at].question:
            self.dismiss(Left("compare", at, Entry("", question)))

    def action_read(self, how: str) -> None:
        """Read on in the part that is marked."""
        getattr(self.query_one(VerticalScroll), f"action_{how}")()

    def action_back(self) -> None:
        """Back to the talk."""
        self.dismiss(Left("compare", self.query_one(OptionList).highlighted))
