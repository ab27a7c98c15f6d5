"""What a Word file proposes: before and after, accepted or rejected one by one."""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.model.text import clean
from kamguide.plan.wording import shortened
from kamguide.tui.looks import Left
from kamguide.workspace.entries import Entry
from kamguide.workspace.wordback.accepting import accept_each
from kamguide.workspace.wordback.look import file_in
from kamguide.workspace.wordback.proposals import Proposal, Returned, returned_bytes
from kamguide.workspace.wordback.telling import WordTelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.workspace.session import Session
    from kamguide.workspace.wordback.wishes import Unplaced

SIDE: Final = 100
"""Columns from which the list stands beside what is proposed."""
LIST: Final = 44
"""How much of the width it then has, of a hundred."""
BESIDE: Final = 4
"""Columns beside what is proposed: line, margins, scrollbar."""
SIGNS: Final = {
    "open": "-", "conflict": "!", "fault": "?", "done": "√", "accepted": "√", "rejected": "x",
}  # fmt: skip
_PIECE: Final = re.compile(r"[\u3400-\u9fff]|\s+|[^\s\u3400-\u9fff]+")
_LONGEST: Final = 4000
"""Characters in which changed words are looked for."""


class Sitting(Struct):
    """What was decided about a file so far, and where somebody was in it."""

    returned: Returned
    accepted: set[int] = set()
    rejected: set[int] = set()
    at: int | None = None


class ProposalsScreen(Screen[Left]):
    """A list of proposals, and the one under the cursor in full."""

    DEFAULT_CSS = """
    ProposalsScreen {
        #both { height: 1fr; layout: vertical; }
        #wishes { height: 45%; border: none; background: $background; padding: 0 1; }
        #wishes > .option-list--option-disabled { color: $primary; text-style: bold; }
        #shown { height: 1fr; border-top: solid $border; padding: 0 1; }
        #told { height: auto; max-height: 4; background: $panel; padding: 0 1; }
        &.wide #both { layout: horizontal; }
        &.wide #wishes { width: 44%; height: 100%; }
        &.wide #shown { border-top: none; border-left: solid $border; height: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", priority=True, show=False),
        Binding("a", "accept", show=False),
        Binding("r,n", "reject", show=False),
        Binding("A", "accept_all", show=False),
        Binding("space", "more", priority=True, show=False),
    ]

    def __init__(self, session: Session, name: str, kept: Sitting | None = None) -> None:
        super().__init__()
        self._session, self._look, self._sitting = session, name, kept
        self._shown: list[Proposal | Unplaced | None] = []
        """What each line of the list is about."""

    def compose(self) -> ComposeResult:
        """The name of the plan, the list, the one in full, what was done, and the keys."""
        lang = self._session.lang
        title = say("wordback.title", lang, plan=self._session.facts.name)
        yield Static(Content(title), classes="head title")
        with Container(id="both"):
            yield OptionList(id="wishes", markup=False)
            with VerticalScroll(id="shown", can_focus=False):
                yield Static(id="proposal", markup=False)
        yield Static(Content(say("wordback.reading", lang)), id="told", markup=False)
        yield Static(Content(say("wordback.keys", lang)), classes="foot")

    def on_mount(self) -> None:
        """The list has the focus; the file is read once something is on screen."""
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._read)

    def on_resize(self) -> None:
        """Stand side by side where there is room."""
        self.set_class(self.size.width >= SIDE, "wide")
        if self._sitting is not None:
            self._fill()

    def _read(self) -> None:
        if self._sitting is None:
            try:
                data = returned_bytes(file_in(self._look))
                self._sitting = Sitting(Returned(self._session, data))
            except KamguideError as problem:
                self._tell(say(problem.key, self._session.lang, **problem.values))
                return
        self._fill()
        self._tell(self._telling.head(self._sitting.returned.proposals()))

    def _tell(self, words: str) -> None:
        self.query_one("#told", Static).update(Content(words))

    # What is shown

    def _state(self, one: Proposal) -> str:
        sitting = self._sitting
        if sitting is not None and one.number in sitting.accepted and one.state == "done":
            return "accepted"
        is_rejected = sitting is not None and one.number in sitting.rejected
        return "rejected" if is_rejected and one.state != "done" else one.state

    def _fill(self) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        self._telling = WordTelling(sitting.returned)
        listed = self.query_one(OptionList)
        at = listed.highlighted if listed.option_count else sitting.at
        proposals, unplaced = sitting.returned.proposals(), sitting.returned.unplaced
        self._shown = [*proposals, *([None, *unplaced] if unplaced else [])]
        options = [Option(Content(line), disabled=one is None) for one, line in self._lines()]
        with self.app.batch_update():
            listed.clear_options()
            listed.add_options(options)
            if options:
                listed.highlighted = min(at or 0, len(options) - 1)
        self._show()

    def _lines(self) -> Iterator[tuple[Proposal | Unplaced | None, str]]:
        width = self.size.width * (LIST if self.size.width >= SIDE else 100) // 100 - 4
        for one in self._shown:
            yield one, shortened(self._line(one).replace("\n", " "), max(20, width))

    def _line(self, one: Proposal | Unplaced | None) -> str:
        if one is None:
            return say("wordback.lost", self._session.lang)
        if isinstance(one, Proposal):
            kind = say(f"wordback.kind.{self._telling.kind(one)}", self._session.lang)
            place = self._telling.place(one.wish.place)
            return f"{SIGNS[self._state(one)]} {one.number} [{kind}] {place}"
        return f"* {clean(one.after or one.before)}"

    @property
    def _here(self) -> Proposal | Unplaced | None:
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        """The proposal under the cursor in full."""
        one, lang = self._here, self._session.lang
        self.query_one("#shown", VerticalScroll).scroll_home(animate=False)
        if one is None:
            words = Content("" if self._shown else say("wordback.none", lang))
        elif isinstance(one, Proposal):
            words = Content("\n").join([self._title(one), *self._in_full(one)])
        else:
            words = Content("\n".join(self._telling.lost(one)))
        list_width = self.size.width * LIST // 100 if self.size.width >= SIDE else 0
        room = self.size.width - list_width - BESIDE
        self.query_one("#proposal", Static).update(_folded(words, max(20, room)))

    def _title(self, one: Proposal) -> Content:
        lang = self._session.lang
        words = f"{one.number}. {self._telling.place(one.wish.place)}"
        state = say(f"wordback.state.{self._state(one)}", lang)
        return Content.styled(say("wordback.aside", lang, words=words, aside=state), "bold")

    def _in_full(self, one: Proposal) -> Iterator[Content]:
        """Both texts with the words marked that went and came, then what else there is to say."""
        if one.wish.kind != "text" or not one.wish.after:
            yield from (Content(line) for line in self._telling.body(one))
            return
        lang, wish = self._session.lang, one.wish
        for key, text in zip(("before", "after"), _marked(wish.before, wish.after), strict=True):
            lead, _, tail = say(f"wordback.{key}", lang, text="\0").partition("\0")
            yield Content("\n").join([Content.styled(lead.strip(), "bold"), text + tail, Content()])
        yield from (Content(line) for line in self._telling.beside(one))

    def action_more(self) -> None:
        """Go on in the proposal; at its end, begin again."""
        shown = self.query_one("#shown", VerticalScroll)
        if shown.scroll_offset.y >= shown.max_scroll_y:
            shown.scroll_home(animate=False)
        else:
            shown.scroll_page_down(animate=False)

    # Deciding

    def action_accept(self) -> None:
        """Do what is proposed, and go to the next."""
        one = self._here
        if isinstance(one, Proposal):
            self._accept([one.number])
            self._next()

    def action_accept_all(self) -> None:
        """Do everything against which nothing stands."""
        wanted = [one for one in self._shown if isinstance(one, Proposal)]
        self._accept([one.number for one in wanted if self._state(one) == "open"])

    def _accept(self, numbers: list[int]) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        taken = accept_each(sitting.returned, numbers)
        sitting.accepted.update(taken.done)
        sitting.rejected.difference_update(taken.done)
        self._fill()
        self._tell("\n".join(self._telling.taken(taken)))

    def action_reject(self) -> None:
        """Leave the answer as it is, and go to the next."""
        one, sitting = self._here, self._sitting
        if isinstance(one, Proposal) and sitting is not None and one.state != "done":
            sitting.rejected.add(one.number)
            with suppress(KamguideError):  # what can only be read is rejected for this sitting
                sitting.returned.reject(one.number)
            self._fill()
            self._tell(say("wordback.rejected", self._session.lang, numbers=one.number))
            self._next()

    def _next(self) -> None:
        listed = self.query_one(OptionList)
        if listed.highlighted is not None and listed.highlighted + 1 < listed.option_count:
            listed.action_cursor_down()

    # Leaving

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        one = self._here
        if not isinstance(one, Proposal):
            return
        place = one.wish.place
        if place.question not in {asked.id for asked in self._session.path.asked}:
            self._tell(say("wordback.not_asked", self._session.lang))
            return
        self.dismiss(self._left(Entry("", place.question, place.row, place.column)))

    def _left(self, entry: Entry | None = None) -> Left:
        if self._sitting is not None:
            self._sitting.at = self.query_one(OptionList).highlighted
        return Left(self._look, self._sitting, entry)

    def action_back(self) -> None:
        """Back to the question."""
        self.dismiss(self._left())


def _marked(before: str, after: str) -> tuple[Content, Content]:
    """Two texts, what went out of the one and what came into the other set apart."""
    was, now = (_PIECE.findall(clean(one)) for one in (before, after))
    if max(len(before), len(after)) > _LONGEST:
        return Content("".join(was)), Content("".join(now))
    left, right = Content(), Content()
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        old, new = "".join(was[a:b]), "".join(now[c:d])
        left += Content(old) if tag == "equal" else Content.styled(old, "strike")
        right += Content(new) if tag == "equal" else Content.styled(new, "bold underline")
    return left, right


def _folded(words: Content, width: int) -> Content:
    """Words in lines that end where a reader expects it, with what is marked in them."""
    lines: list[Content] = []
    for line in words.split("\n", allow_blank=True):
        ends = [*accumulate(len(piece) for piece in fold(line.plain, width))]
        lines += [piece.rstrip() for piece in line.divide(ends[:-1])]
    return Content("\n").join(lines)
