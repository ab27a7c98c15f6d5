"""A class: the board, the wall and the debrief of its groups, each a tab, and what came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from kamguide.course.board import class_board
from kamguide.course.board_telling import lines
from kamguide.course.collecting import collect
from kamguide.course.goals import debrief, ending
from kamguide.course.telling import collected_lines
from kamguide.course.wall import overlaid, wall, write_wall
from kamguide.errors import KamguideError
from kamguide.export.terminal import cover_drawn, drawn_block
from kamguide.messages import say
from kamguide.plan.blocks import Paragraph
from kamguide.plan.wording import shortened
from kamguide.tui.leaves import Leaf, guess_for
from kamguide.tui.screens.leafing import LeafingScreen
from kamguide.tui.signs import pen
from kamguide.tui.widgets.book import Book
from kamguide.tui.widgets.pages import Spot
from kamguide.workspace.orders import shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.course.classroom import Classroom
    from kamguide.course.overlay import Overlay
    from kamguide.plan.blocks import Block, Plan
    from kamguide.workspace.plans import Workspace

TABS: Final = ("board", "wall", "debrief")
SIDES: Final = 5
"""Columns beside the lines: the margin of the book, and its scrollbar."""
FILES: Final = {"wall": "wall.html", "debrief": "debrief.html"}
"""What each tab is written to; the board changes too fast for a file."""


class ClassScreen(LeafingScreen[None]):
    """The groups of a class at a glance, and over each other."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ClassScreen #book { height: 1fr; overflow-y: scroll; }
    ClassScreen #said { height: auto; max-height: 2; padding: 0 1; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True, show=False),
        Binding("q", "back", show=False),
        Binding("1", "tab('board')", show=False),
        Binding("2", "tab('wall')", show=False),
        Binding("3", "tab('debrief')", show=False),
        Binding("tab,right", "other(1)", priority=True, show=False),
        Binding("left,shift+tab", "other(-1)", priority=True, show=False),
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup,b", "page(-1)", show=False),
        Binding("home", "ends(0)", show=False),
        Binding("end,G", "ends(1)", show=False),
        Binding("c,f5", "collect", show=False),
        Binding("w,ctrl+s", "write", show=False),
        Binding("m", "mark", show=False),
        Binding("enter,g", "groups", show=False),
        Binding("f4", "language", show=False),
    ]

    def __init__(self, classroom: Classroom, tab: str = "board") -> None:
        super().__init__()
        self._classroom = classroom
        self._tab = tab if tab in TABS else TABS[0]
        self._workspace: Workspace | None = None
        self._leaves: dict[str, list[Leaf]] = {}
        self._spots: dict[str, Spot] = {}
        self._overlaid: Overlay | None = None

    @property
    def lang(self) -> str:
        """The language the trainer is spoken to in."""
        return self.app.lang  # type: ignore[attr-defined, no-any-return]  # our app

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def compose(self) -> ComposeResult:
        """The class and its tabs, what is shown, what was said, the keys."""
        yield Static("", id="head", classes="head title", markup=False)
        yield Book(id="book")
        yield Static("", id="said", markup=False)
        yield Static("", id="keys", classes="foot", markup=False)

    def on_unmount(self) -> None:
        """Let go of the collected plans."""
        if self._workspace is not None:
            self._workspace.store.close()

    @property
    def _plans(self) -> Workspace:
        if self._workspace is None:
            now = self.app.workspace.now  # type: ignore[attr-defined]  # our app
            self._workspace = self._classroom.workspace(now, self.lang)
        return self._workspace

    # Showing

    def on_resize(self) -> None:
        """Fit everything to the width."""
        self._leaves.clear()
        self._show()

    def _head(self) -> None:
        tabs = "  ".join(
            f"[{at} {name}]" if one == self._tab else f" {at} {name} "
            for at, one in enumerate(TABS, 1)
            for name in [self._say(f"klass.tab.{one}")]
        )
        width = max(20, self.size.width - 2)
        room = width - Content(tabs).cell_length - 2
        title = shortened(self._classroom.card.title, max(0, room))
        self.query_one("#head", Static).update(Content(f"{title}  {tabs}"))
        self.query_one("#keys", Static).update(Content(shortened(self._say("klass.keys"), width)))

    def _show(self) -> None:
        self._head()
        if self._tab not in self._leaves:
            try:
                self._leaves[self._tab] = self._drawn()
            except KamguideError as problem:  # a folder that somebody tidied
                told = [self._say(problem.key, **problem.values)]
                self._leaves[self._tab] = _notes(told, self.lang)
        self._book.show(self._leaves[self._tab], self._spots.get(self._tab, Spot(0)))

    def _drawn(self) -> list[Leaf]:
        if self._tab == "board":
            found = class_board(self._classroom, self._plans)
            return _notes(list(lines(found, self.lang, self.size.width - SIDES)), self.lang)
        plan = self._document(self._tab)
        cover = Leaf(list(cover_drawn(plan)), len(plan.cover.facts) + 3)
        return [cover, *_leaves(plan.blocks, self.lang, self.size.width)]

    def _document(self, tab: str) -> Plan:
        today = self._plans.now().astimezone().date()
        if tab == "debrief":
            found = ending(self._classroom, self._plans)
            return debrief(found, self._classroom.card.title, self.lang, today)
        if self._overlaid is None:
            self._overlaid = overlaid(self._classroom, self._plans)
        return wall(self._overlaid, self._classroom.card.title, self.lang, today)

    def _tell(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(words))

    # What can be done

    def action_tab(self, name: str) -> None:
        """Show the board, the wall or the debrief, where one left it."""
        self._spots[self._tab] = self._book.top
        self._tab = name
        self._tell("")
        self._show()

    def action_other(self, by: int) -> None:
        """Show the next tab, or the one before."""
        self.action_tab(TABS[(TABS.index(self._tab) + by) % len(TABS)])

    def action_collect(self) -> None:
        """Take in what lies in the folder of the class, and show everything anew."""
        try:
            found = collect(self._classroom, self._plans)
        except KamguideError as problem:
            self._tell(self._say(problem.key, **problem.values))
            return
        self._renewed()
        told = list(collected_lines(found, self._plans, self.lang))
        self._leaves["board"] = [*self._leaves.get("board", []), *_notes(told, self.lang)]
        if self._tab == "board":
            self._show()
        fresh = sum(one.new > 0 for one in found.arrivals)
        self._tell(self._say("klass.collected", files=len(found.arrivals), fresh=fresh))

    def action_write(self) -> None:
        """Write the wall, or the debrief, as one HTML file into the folder of the class."""
        tab = self._tab if self._tab in FILES else "wall"
        target = self._classroom.folder / FILES[tab]
        try:
            write_wall(self._document(tab), target, force=True)
        except KamguideError as problem:
            self._tell(self._say(problem.key, **problem.values))
            return
        self._tell(self._say(f"{tab}.written", file=shown(target)))

    def action_mark(self) -> None:
        """Judge the plans line by line."""
        from kamguide.course.marking.desk import Desk
        from kamguide.course.marking.works import Works
        from kamguide.tui.screens.marking import MarkingScreen

        now, who = self._plans.now, self.app.workspace.actor  # type: ignore[attr-defined]  # our app
        try:
            works = Works.of(self._classroom, self.lang, now)
            screen = MarkingScreen(Desk(works, who, now))
        except KamguideError as problem:
            self._tell(self._say(problem.key, **problem.values))
            return
        self.app.push_screen(screen, lambda _: works.close())

    def action_groups(self) -> None:
        """Read the plan of a group, and settle what its members disagree about."""
        from kamguide.tui.screens.groups import GroupsScreen

        screen = GroupsScreen(self._classroom, self._plans)
        self.app.push_screen(screen, lambda _: self._renewed() if screen.has_settled else None)

    def _renewed(self) -> None:
        self._overlaid = None
        self._leaves.clear()
        self._show()

    def action_language(self) -> None:
        """Speak the other language."""
        self.app.lang = "en" if self.lang == "zh" else "zh"  # type: ignore[attr-defined]  # our app
        self._plans.lang = self.lang
        self._tell("")
        self._renewed()

    def action_back(self) -> None:
        """Back to where one came from; out, where one came from the shell."""
        if getattr(self.app, "is_of_class", False):
            self.app.exit()
        else:
            self.dismiss()


def _leaves(blocks: tuple[Block, ...], lang: str, width: int) -> list[Leaf]:
    signs = pen()
    return [
        Leaf(list(drawn_block(one, lang, signs)), guess_for(one, max(20, width))) for one in blocks
    ]


def _notes(told: list[str], lang: str) -> list[Leaf]:
    return _leaves(tuple(Paragraph(one) for one in told), lang, 80)
