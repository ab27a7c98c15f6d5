"""The whole plan, to be read: contents beside it, words to look for, and a way to each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.export.terminal import cover_drawn, drawn_block
from kamguide.messages import say
from kamguide.plan.blocks import Heading
from kamguide.plan.wording import short_title, shortened
from kamguide.tui.leaves import Leaf, guess_for
from kamguide.tui.looks import Left
from kamguide.tui.screens.leafing import LeafingScreen
from kamguide.tui.signs import pen
from kamguide.tui.trips import entry_at
from kamguide.tui.widgets.book import Book
from kamguide.tui.widgets.pages import Spot
from kamguide.tui.widgets.seek import Seek
from kamguide.workspace.files import document, held_back

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from kamguide.plan.blocks import Plan
    from kamguide.plan.views import View
    from kamguide.workspace.session import Session

TOP: Final = Spot(0)
VIEWS: Final[tuple[View, ...]] = ("full", "manager", "customer", "onepage")
BESIDE: Final = 100
"""Columns from which the contents stand beside the plan."""
SIDE: Final = 32
"""Columns of the contents."""
GAP: Final = "   "
DEEPEST: Final = 2
"""The lowest level of headings in the contents."""
SEEKS: Final = ("slash", "ctrl+f")
"""The keys that open the search."""


class Bookmark(Struct, frozen=True):
    """Where somebody was in the plan: as whom they read, the line at the top, the answer."""

    view: View = "full"
    spot: Spot = TOP
    place: str = ""


class ReadingScreen(LeafingScreen[Left]):
    """The plan as it stands, as a reader would see it."""

    AUTO_FOCUS = ""
    WORDS: ClassVar = "reading"
    """Where the words are that say what Enter does."""
    DEFAULT_CSS = """
    ReadingScreen {
        #read { height: 1fr; }
        #book { max-width: 132; }
        #at { background: $panel; color: $foreground; }
        #contents {
            width: 32; height: 1fr; border: none; background: $surface; display: none;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.beside #contents { display: block; }
        &.over #contents { display: block; width: 100%; }
        &.over #book { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True, show=False),
        Binding("q,f9,f3", "leave", show=False),
        Binding("ctrl+s", "export", priority=True, show=False),
        Binding("ctrl+l", "other('answers')", priority=True, show=False),
        Binding("f5", "other('check')", priority=True, show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("pagedown,space,ctrl+down", "page(1)", show=False),
        Binding("pageup,b,ctrl+up", "page(-1)", show=False),
        Binding("home,g", "ends(0)", show=False),
        Binding("end,G", "ends(1)", show=False),
        Binding("tab", "answer(1)", priority=True, show=False),
        Binding("shift+tab", "answer(-1)", priority=True, show=False),
        Binding("enter,e", "edit", show=False),
        Binding(",".join(SEEKS), "seek", show=False),
        Binding("n", "hit(1)", show=False),
        Binding("N", "hit(-1)", show=False),
        Binding("c,f2", "contents", show=False),
        Binding("v,right", "view(1)", show=False),
        Binding("left", "view(-1)", show=False),
        *(Binding(str(n), f"view_at({n - 1})", show=False) for n in range(1, len(VIEWS) + 1)),
    ]

    def __init__(self, session: Session, mark: Bookmark | None = None) -> None:
        super().__init__()
        self._session = session
        self._mark = mark or Bookmark()
        self._view = self._mark.view
        self._held_back = 0
        """How much internal is not shown to this reader."""
        self._headings: list[int] = []
        """The leaf of each line of the contents."""
        self._sought_from = Spot(0)
        self._is_seeking = False
        """Whether words that were looked for are still marked."""

    def compose(self) -> ComposeResult:
        """The name and who reads, contents and plan, where one is, and how to go on."""
        yield Static(id="name", classes="head title", markup=False)
        with Horizontal(id="read"):
            yield OptionList(id="contents", markup=False)
            yield Book(id="book")
        yield Seek(say("reading.seek", self._session.lang), id="seek")
        yield Static(id="at", classes="foot", markup=False)
        yield Static(id="keys", classes="foot", markup=False)

    def on_mount(self) -> None:
        """The frame is there at once, the plan right behind it."""
        self._contents = self.query_one(OptionList)
        self._seek = self.query_one(Seek)
        self._head()
        self._show(self._mark)

    def on_resize(self, event: events.Resize) -> None:
        """The contents stand beside the plan where there is room for both."""
        self.set_class(event.size.width >= BESIDE, "beside")
        if self.has_class("beside"):
            self.remove_class("over")
        self._head()
        self._tell()

    # What is shown

    def _show(self, mark: Bookmark) -> None:
        plan = document(self._session, self._view)
        self._held_back = held_back(self._session, self._view)
        leaves = list(_leaves(plan, max(20, self.size.width - SIDE)))
        self._headings = []
        self._contents.clear_options()
        for number, leaf in enumerate(leaves):
            if leaf.heading:
                self._headings.append(number)
                self._contents.add_option(Option(Content(leaf.heading)))
        self._book.show(leaves, mark.spot)
        if mark.place:
            self.call_after_refresh(self._book.mark, mark.place)

    def _head(self) -> None:
        lang = self._session.lang
        views = "  ".join(
            f"[{at} {say(f'reading.view.{view}', lang)}]"
            if view == self._view
            else f" {at} {say(f'reading.view.{view}', lang)} "
            for at, view in enumerate(VIEWS, 1)
        )
        room = self.size.width - 4 - Content(views).cell_length
        name = shortened(self._session.facts.name, max(0, room))
        self.query_one("#name", Static).update(Content(f"{name}  {views}"))

    @on(Book.Moved)
    def _tell(self) -> None:
        """Say where one is, and what the keys do."""
        if not self.is_mounted:
            return
        lang = self._session.lang
        width = max(20, self.size.width - 2)
        self.query_one("#at", Static).update(Content(shortened(self._where(), width)))
        self.query_one("#keys", Static).update(Content(shortened(say(self._keys(), lang), width)))
        self._follow()
        if self._seek.is_open:
            self._say_found()

    def _keys(self) -> str:
        if self._seek.is_open:
            return "reading.keys_seek"
        if self._contents.has_focus:
            return "reading.keys_contents"
        if self._is_seeking:
            return "reading.keys_hits"
        return f"{self.WORDS}.keys" if self.size.width >= BESIDE else f"{self.WORDS}.keys_short"

    def _where(self) -> str:
        lang = self._session.lang
        if self._is_seeking and self._book.is_whole:
            at, count = self._book.found()
            key = "reading.hit" if count else "reading.no_hit"
            return say(key, lang, at=at, count=count, words=self._seek.words)
        told = [f"{self._book.percent}%"]
        if self._view == "customer":
            told.append(say("reading.held_back", lang, count=self._held_back))
        question = self._book.place.partition(".")[0]
        if question in self._session.flow.questions:
            title = short_title(self._session.flow, question, lang)
            told.append(say(f"{self.WORDS}.answer", lang, title=title))
        return GAP.join(told)

    def _follow(self) -> None:
        """Have the contents show which section one is in."""
        top = self._book.top.leaf
        before = [at for at, leaf in enumerate(self._headings) if leaf <= top]
        if not self._contents.has_focus:
            self._contents.highlighted = before[-1] if before else 0

    # Moving

    def action_answer(self, by: int) -> None:
        """Mark the next answer, or the one before."""
        if self._seek.is_open:
            self._book.next_hit(by)
        elif self._contents.has_focus:
            self._to_text()
        else:
            self._book.step(by)

    def action_contents(self) -> None:
        """Choose a section; where there is no room, in the place of the plan."""
        if self._contents.has_focus:
            self._to_text()
            return
        self.set_class(not self.has_class("beside"), "over")
        self._contents.focus()
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _section(self, event: OptionList.OptionHighlighted) -> None:
        if self._contents.has_focus and self._contents.highlighted == event.option_index:
            self._book.go(Spot(self._headings[event.option_index]))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._to_text()
        self._book.go(Spot(self._headings[event.option_index]))

    def _to_text(self) -> None:
        self.remove_class("over")
        self.set_focus(None)
        self._tell()

    # Readers

    def action_view(self, by: int) -> None:
        """As the next kind of reader sees it."""
        self.action_view_at((VIEWS.index(self._view) + by) % len(VIEWS))

    def action_view_at(self, at: int) -> None:
        """As this kind of reader sees it."""
        if self._view == VIEWS[at]:
            return
        self._view = VIEWS[at]
        self._is_seeking = False
        self._book.seek("", Spot(0))
        self._head()
        self._show(Bookmark(self._view))

    # Looking for words

    def action_seek(self) -> None:
        """Look for words."""
        self._sought_from = self._book.top
        self._is_seeking = True
        self.query_one("#at").display = False
        self._seek.open()
        self._book.seek(self._seek.words, self._sought_from)
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Seek what is typed in a hurry: keys outrun both the search and the focus."""
        if event.key in SEEKS and not self._seek.is_open:
            self.action_seek()
        elif self._seek.is_open and not self._seek.is_heard and event.is_printable:
            self._seek.type(event.character or "")
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Seek.Sought)
    def _sought(self, event: Seek.Sought) -> None:
        found = self._book.seek(event.words, self._sought_from)
        if not found:
            self._book.go(self._sought_from)
        self._tell()

    @on(Seek.Stepped)
    def _stepped(self, event: Seek.Stepped) -> None:
        self.action_hit(event.by)

    @on(Seek.Taken)
    def _taken(self) -> None:
        self._close_seek(keep=bool(self._seek.words))

    def action_hit(self, by: int) -> None:
        """The next place where the words stand, or the one before."""
        if self._is_seeking:
            self._book.next_hit(by)
            self._tell()

    def _say_found(self) -> None:
        """How often the words stand in the plan, once all of it is drawn."""
        told = ""
        if self._seek.words and self._book.is_whole:
            at, count = self._book.found()
            key = "reading.count" if count else "reading.nothing"
            told = say(key, self._session.lang, at=at, count=count)
        self._seek.tell(told)

    def _close_seek(self, *, keep: bool) -> None:
        self._is_seeking = keep
        self._seek.close()
        self.query_one("#at").display = True
        self.set_focus(None)
        if not keep:
            self._book.seek("", Spot(0))
        self._tell()

    # Leaving

    def action_edit(self) -> None:
        """Go to the answer that is marked."""
        entry = entry_at(self._book.place)
        if entry.question in {one.id for one in self._session.path.asked}:
            self.dismiss(Left("plan", self._here(), entry))

    @on(Book.Chosen)
    def _clicked(self) -> None:
        self.action_edit()

    def action_back(self) -> None:
        """One step back: from the words, from the contents, from the plan."""
        if self._seek.is_open or self._is_seeking:
            self._close_seek(keep=False)
        elif self._contents.has_focus:
            self._to_text()
        else:
            self.action_leave()

    def action_export(self) -> None:
        """Have it written to a file."""
        self.app.show_export(self._session)  # type: ignore[attr-defined]  # our app

    def action_other(self, look: str) -> None:
        """Another look at the plan."""
        self.dismiss(Left("plan", self._here(), next=look))

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss(Left("plan", self._here()))

    def _here(self) -> Bookmark:
        return Bookmark(self._view, self._book.top, self._book.place)


def _leaves(plan: Plan, width: int) -> list[Leaf]:
    signs = pen()
    cover = Leaf(list(cover_drawn(plan)), len(plan.cover.facts) + 3)
    leaves = [cover]
    for block in plan.blocks:
        parts = list(drawn_block(block, plan.lang, signs))
        title = ""
        if isinstance(block, Heading) and block.level <= DEEPEST:
            title = "  " * (block.level - 1) + block.text
        leaves.append(Leaf(parts, guess_for(block, width), title))
    return leaves
