"""Check your answers: every question as the plan is built, with its answer and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import Struct
from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.messages import say
from kamguide.plan.wording import shortened
from kamguide.tui.answerlines import few_lines
from kamguide.tui.looks import Left
from kamguide.tui.widgets.seek import Seek
from kamguide.workspace.entries import Entry
from kamguide.workspace.overlook import CHOICES, Choice, Line, Overlook, headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult

    from kamguide.workspace.session import Session

NAMES: Final = tuple(CHOICES)
DIGITS: Final = "123456789"[: len(NAMES)]
SIDES: Final = 3
"""Columns beside the lines: their padding, and the scrollbar."""
IN: Final = "    "
"""What stands before an answer below its question."""
GAP: Final = 3
WIDEST: Final = 118
"""Cells of a line: its state stands where the eye finds it beside the question."""
ANSWER_LINES: Final = 2
"""Lines of an answer that are shown."""
SHORT: Final = 100
"""Columns below which only the most needed keys are told."""


class Kept(Struct, frozen=True):
    """Where somebody was: which answers were shown, and the question they were at."""

    choice: Choice = "all"
    words: str = ""
    question: str = ""


class AnswersScreen(Screen[Left]):
    """Every question, with its answer."""

    DEFAULT_CSS = """
    AnswersScreen {
        #answers {
            height: 1fr; border: none; background: $background; padding: 0 1; text-wrap: nowrap;
        }
        #answers > .option-list--option-disabled { color: $primary; text-style: bold; }
        #at { background: $panel; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True, show=False),
        Binding("f9,ctrl+l", "leave", priority=True, show=False),
        Binding("f3", "other('plan')", priority=True, show=False),
        Binding("f5", "other('check')", priority=True, show=False),
        Binding("slash,ctrl+f", "seek", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right,tab", "step(1)", show=False),
        *(Binding(str(n), f"show({n - 1})", show=False) for n in range(1, len(NAMES) + 1)),
    ]

    def __init__(self, session: Session, kept: Kept | None = None) -> None:
        super().__init__()
        self._session = session
        self._seen = Overlook(session)
        self._kept = kept or Kept()
        self._choice: Choice = self._kept.choice
        self._lines: list[Line | None] = []
        """What each option is about; nothing for the head of a section."""

    def compose(self) -> ComposeResult:
        """What it is, which answers, the answers, and how to go on."""
        lang = self._session.lang
        title = say("answers.title", lang, plan=self._session.facts.name)
        yield Static(Content(title), classes="head title")
        yield Static(id="choices", classes="foot", markup=False)
        yield OptionList(id="answers", markup=False)
        yield Seek(say("answers.seek", lang), id="seek")
        yield Static(id="at", classes="foot", markup=False)
        yield Static(id="keys", classes="foot", markup=False)

    def on_mount(self) -> None:
        """Show what was shown last time, at the same question."""
        self._list, self._seek = self.query_one(OptionList), self.query_one(Seek)
        if self._kept.words:
            self._open_seek(self._kept.words)
        else:
            self._list.focus()
        self._fill(self._kept.question)

    def on_resize(self, event: events.Resize) -> None:
        """Fold the lines anew."""
        del event
        self._fill(self._here())

    # What is shown

    def _here(self) -> str:
        at = self._list.highlighted
        line = self._lines[at] if at is not None and at < len(self._lines) else None
        return line.question if line is not None else ""

    def _fill(self, question: str = "") -> None:
        words = self._seek.words if self._seek.is_open else ""
        width = max(30, min(WIDEST, self.size.width - SIDES))
        self._lines, options = [], list[Option]()
        for section in self._seen.sections(self._choice, words):
            self._lines.append(None)
            head = ("\n" if options else "") + headed(section, self._session.lang)
            options.append(Option(Content(head), disabled=True))
            for line in section.lines:
                self._lines.append(line)
                title, *below = _drawn(line, width)
                options.append(
                    Option(
                        Content("\n").join([Content.styled(title, "bold"), *map(Content, below)])
                    )
                )
        with self.app.batch_update():
            self._list.clear_options()
            self._list.add_options(options)
        self._go_to(question)
        self._tell()

    def _go_to(self, question: str) -> None:
        places = [at for at, one in enumerate(self._lines) if one is not None]
        here = [at for at in places if (one := self._lines[at]) and one.question == question]
        self._list.highlighted = next(iter(here or places), None)
        if self._list.highlighted is not None and self._list.highlighted <= 1:
            self._list.scroll_home(animate=False)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Say what Enter does here, and what the keys do."""
        lang, width = self._session.lang, max(20, self.size.width - 2)
        at = self._list.highlighted
        line = self._lines[at] if at is not None and at < len(self._lines) else None
        if line is None:
            key = "answers.none_with" if self._seek.words and self._seek.is_open else "answers.none"
            words = say(key, lang, words=self._seek.words)
        else:
            key = "answers.at_unasked" if line.status == "unasked" else "answers.at"
            words = say(key, lang, title=line.title)
        self.query_one("#at", Static).update(Content(shortened(words, width)))
        key = "answers.keys" if self.size.width >= SHORT else "answers.keys_short"
        key = "answers.keys_seek" if self._seek.is_open else key
        self.query_one("#keys", Static).update(Content(shortened(say(key, lang), width)))
        self.query_one("#choices", Static).update(Content(shortened(self._choices(), width)))
        shown = sum(1 for one in self._lines if one is not None)
        self._seek.tell(say("answers.shown" if shown else "answers.none", lang, count=shown))

    def _choices(self) -> str:
        lang = self._session.lang
        names = (
            f"{at} "
            + say(
                "answers.counted",
                lang,
                name=say(f"answers.choice.{one}", lang),
                count=self._seen.count(one),
            )
            for at, one in enumerate(NAMES, 1)
        )
        shown = zip(NAMES, names, strict=True)
        return " ".join(f"[{name}]" if one == self._choice else f" {name} " for one, name in shown)

    # Which ones

    def action_show(self, at: int) -> None:
        """Show another kind of answers, at the same question if it is one of them."""
        self._choice = NAMES[at]
        self._fill(self._here())

    def action_step(self, by: int) -> None:
        """The next kind of answers, or the one before."""
        self.action_show((NAMES.index(self._choice) + by) % len(NAMES))

    def action_seek(self) -> None:
        """Show only answers in which words stand."""
        self._open_seek("")

    def on_key(self, event: events.Key) -> None:
        """Whatever is typed is looked for."""
        typed = event.character or ""
        if (
            self._list.has_focus
            and event.is_printable
            and typed.strip()
            and typed not in (*DIGITS, "/")
        ):
            event.stop()
            event.prevent_default()
            before = self._seek.words if self._seek.is_open else ""
            self._open_seek(before + typed)  # keys come faster than the focus moves

    def on_paste(self, event: events.Paste) -> None:
        """Pasted words are looked for too."""
        if self._list.has_focus:
            self._open_seek(" ".join(event.text.split()))

    def _open_seek(self, words: str) -> None:
        self.query_one("#at").display = False
        self._seek.open(words)

    @on(Seek.Sought)
    def _sought(self) -> None:
        self._fill(self._here())

    @on(Seek.Stepped)
    def _stepped(self, event: Seek.Stepped) -> None:
        if event.by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    @on(Seek.Taken)
    def _taken(self) -> None:
        if self._list.highlighted is not None:
            self._leave_for(self._list.highlighted)

    # Leaving

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._leave_for(event.option_index)

    def _leave_for(self, at: int) -> None:
        line = self._lines[at]
        if line is not None and line.status != "unasked":
            self.dismiss(Left("answers", self._mark(), Entry("", line.question)))

    def _mark(self) -> Kept:
        words = self._seek.words if self._seek.is_open else ""
        return Kept(self._choice, words, self._here())

    def action_other(self, look: str) -> None:
        """Another look at the plan."""
        self.dismiss(Left("answers", self._mark(), next=look))

    def action_back(self) -> None:
        """Show all answers again; else back to the question."""
        if self._seek.is_open:
            here = self._here()
            self._seek.close(keep=False)
            self.query_one("#at").display = True
            self._list.focus()
            self._fill(here)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss(Left("answers", self._mark()))


def _drawn(line: Line, width: int) -> Iterator[str]:
    """The question and its state, below them the answer, and what there is to say to it."""
    title, state = f"{line.sign} {line.title}", line.state
    gap = width - cell_len(title) - cell_len(state)
    if gap >= GAP:
        yield f"{title}{' ' * gap}{state}"
    else:
        yield from few_lines(title, width, "", ANSWER_LINES)
        yield from few_lines(state, width, IN, ANSWER_LINES)
    if line.answer:
        yield from few_lines(line.answer, width, IN, ANSWER_LINES)
    if line.remark:
        yield from few_lines(line.remark, width, IN, ANSWER_LINES)
