"""Marking: the lines of the rubric, each with its proposal beside the judgement.

A digit judges; everything is kept at once in the marker's own file, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kamguide.course.marking.telling import Telling
from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.messages.folding import fold
from kamguide.plan.wording import cells, shortened
from kamguide.tui.screens.commenting import Commenting
from kamguide.tui.screens.picking import LineScreen, PickScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from kamguide.course.marking.desk import Desk
    from kamguide.course.marking.lines import Line
    from kamguide.course.marking.works import Work
    from kamguide.tui.looks import Left

BESIDE: Final = 100
"""Columns from which the lines stand beside what is said of one."""
LIST: Final = 46
LEVELS: Final = 6
"""Columns of the two levels behind a title."""
OPEN: Final = "·"
HANGING: Final = "     "


class MarkingScreen(Screen[None]):
    """The plans of a class, line by line, before one marker."""

    DEFAULT_CSS = """
    MarkingScreen {
        #marking { height: 1fr; layout: vertical; }
        &.beside #marking { layout: horizontal; }
        #lines { height: 9; border: none; background: $background; padding: 0 1;
                 text-wrap: nowrap; text-overflow: ellipsis; }
        &.beside #lines { width: 46; height: 1fr; }
        #one { height: 1fr; padding: 0 1; border-top: solid $border; }
        &.beside #one { border-top: none; border-left: solid $border; }
        #said { background: $panel; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        *(Binding(str(level), f"level({level})", show=False) for level in range(4)),
        Binding("a,enter", "accept", show=False),
        Binding("A", "accept_all", show=False),
        Binding("r", "reason", show=False),
        Binding("c", "comment", show=False),
        Binding("x", "uncomment", show=False),
        Binding("s", "settle", show=False),
        Binding("u,delete", "take_back", show=False),
        Binding("p", "plan", show=False),
        Binding("left,left_square_bracket", "group(-1)", priority=True, show=False),
        Binding("right,right_square_bracket", "group(1)", priority=True, show=False),
        Binding("ctrl+down,pagedown", "scroll_one(1)", priority=True, show=False),
        Binding("ctrl+up,pageup", "scroll_one(-1)", priority=True, show=False),
    ]

    def __init__(self, desk: Desk, group: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._lang = desk.works.lang
        self._telling = Telling(desk)
        self._ids = [one.id for one in desk.subjects if one.plan]
        self._at = self._ids.index(group) if group in self._ids else 0

    @property
    def _work(self) -> Work:
        return self._desk.work(self._ids[self._at])

    @property
    def _line(self) -> Line:
        at = self.query_one("#lines", OptionList).highlighted
        return self._work.lines[at or 0]

    def compose(self) -> ComposeResult:
        """Whose plan it is, the lines, the chosen one, what was said last, and the keys."""
        yield Static(id="name", classes="head title", markup=False)
        yield Static(id="heads", classes="foot", markup=False)
        with Container(id="marking"):
            yield OptionList(id="lines", markup=False)
            with VerticalScroll(id="one", can_focus=False):
                yield Static(id="detail", markup=False)
        yield Static(id="said", classes="foot", markup=False)
        yield Static(id="keys", classes="foot", markup=False)

    def on_mount(self) -> None:
        """The lines of the first plan have the focus."""
        self.query_one("#lines").focus()
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Lines beside the chosen one where there is room, else above it."""
        self.set_class(event.size.width >= BESIDE, "beside")
        self._fill(self.query_one("#lines", OptionList).highlighted or 0)

    # What is shown

    def _fill(self, at: int = 0) -> None:
        if not self._ids:
            self._say("screen_nothing")
            return
        lines = self.query_one("#lines", OptionList)
        with self.app.batch_update():
            lines.clear_options()
            lines.add_options(Option(Content(self._row(one))) for one in self._work.lines)
        lines.highlighted = at
        self._head()
        self._show()

    def _width(self) -> int:
        return (LIST if self.has_class("beside") else max(30, self.size.width)) - 4

    def _row(self, line: Line) -> str:
        judgement = self._desk.judgement(self._work, line)
        level = judgement.level if judgement is not None else None
        mark = "*" if judgement is not None and judgement.comments else " "
        title = f"{line.number:>2} {line.criterion.title(self._lang)}"
        return _columns(title, _digit(line.proposal), _digit(level) + mark, self._width())

    def _head(self) -> None:
        work, standings = self._work, self._desk.standings()
        here = next(one for one in standings if one.subject.id == work.subject.id)
        key = "screen_head_blind" if work.blind else "screen_head"
        words = self._words(
            key, group=work.title, at=self._at + 1, groups=len(self._ids),
            judged=here.judged, lines=here.lines, marker=self._desk.marker,
        )  # fmt: skip
        self.query_one("#name", Static).update(Content(shortened(words, self.size.width - 2)))
        heads = _columns(
            self._words("col.line"), self._words("screen_proposed"),
            self._words("screen_yours"), self._width() + 2,
        )  # fmt: skip
        self.query_one("#heads", Static).update(Content(heads))
        key = "screen_keys" if self.size.width >= BESIDE else "screen_keys_short"
        self.query_one("#keys", Static).update(
            Content(shortened(self._words(key), self.size.width - 2))
        )

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        """The chosen line: what each level means, what is proposed and why, what was said."""
        if self._ids:
            parts = list(self._detail(self._line))
            self.query_one("#detail", Static).update(Content("\n").join(parts))
            self.query_one("#one").scroll_home(animate=False)

    def _folded(self, text: str, style: str = "") -> list[Content]:
        """Words in lines as wide as there is room, what goes on a little to the right."""
        beside = self.has_class("beside")
        room = max(20, self.size.width - (LIST + 4 if beside else 4))
        first, *rest = fold(text, room) if cells(text) > room else (text,)
        if rest:
            rest = list(fold("".join(rest), room - len(HANGING)))
        return [Content.styled(one, style) for one in (first, *(HANGING + one for one in rest))]

    def _detail(self, line: Line) -> Sequence[Content]:
        judgement = self._desk.judgement(self._work, line)
        level = judgement.level if judgement is not None else None
        shown = [Content.styled(line.criterion.title(self._lang), "bold $primary"), Content("")]
        for at, meaning in enumerate(line.criterion.levels):
            mark = ">" if at == level else " "
            offered = "*" if at == line.proposal else " "
            text = f"{mark}{offered} {at} {meaning(self._lang)}"
            shown += self._folded(text, "bold" if at == level else "$foreground 85%")
        shown += [Content(""), *self._folded(self._telling.proposed(line))]
        told = [f"- {reason}" for reason in line.reasons[1:]]
        if judgement is not None:
            if judgement.reason:
                told.append(say("replay.why", self._lang, reason=judgement.reason))
            told += self._telling.comments(self._work, judgement)
        if level is not None:
            told += self._telling.others(self._work, line)
        return [*shown, *(part for text in told for part in self._folded(text))]

    def _words(self, key: str, /, **values: object) -> str:
        return say(f"marking.{key}", self._lang, **values)

    def _say(self, key: str, /, **values: object) -> None:
        words = self._words(key, **values)
        self.query_one("#said", Static).update(Content(shortened(words, self.size.width - 2)))

    # Judging

    def _do(self, deed: Callable[[], object], key: str, /, **values: object) -> bool:
        """Do something and say so; what forbids it is said instead."""
        if not self._ids:
            return False
        try:
            deed()
        except KamguideError as problem:
            words = say(problem.key, self._lang, **problem.values)
            self.query_one("#said", Static).update(Content(words))
            return False
        self._fill(self.query_one("#lines", OptionList).highlighted or 0)
        self._say(key, **values)
        return True

    def action_level(self, level: int) -> None:
        """Judge the chosen line; where it is not what is proposed, ask why first."""
        if not self._ids:
            return
        line, before = self._line, self._desk.judgement(self._work, self._line)
        known = before.reason if before is not None else ""
        if line.proposal not in (None, level) and not known:
            self._ask(
                self._words("screen_why", level=level, proposal=line.proposal), "",
                lambda reason: self._judge(line, level, reason),
            )  # fmt: skip
            return
        self._judge(line, level, known)

    def _judge(self, line: Line, level: int, reason: str) -> None:
        if self._do(lambda: self._desk.judge(self._work, line.id, level, reason), "screen_kept"):
            self.query_one("#lines", OptionList).action_cursor_down()

    def action_accept(self) -> None:
        """Take the proposal for the chosen line over."""
        if self._ids:
            line = self._line
            if self._do(lambda: self._desk.accept(self._work, line.id), "screen_kept"):
                self.query_one("#lines", OptionList).action_cursor_down()

    def action_accept_all(self) -> None:
        """Take all counted proposals over, where nothing is judged yet."""
        self._do(lambda: self._desk.accept(self._work), "screen_accepted")

    def action_take_back(self) -> None:
        """Take the level of the chosen line away."""
        self._do(lambda: self._desk.take_back(self._work, self._line.id), "screen_kept")

    def action_reason(self) -> None:
        """Say why, or say it otherwise."""
        if not self._ids:
            return
        line, before = self._line, self._desk.judgement(self._work, self._line)
        if before is None or before.level is None:
            self._say("screen_level_first")
            return
        level = before.level
        self._ask(
            self._words("screen_reason"), before.reason, lambda text: self._judge(line, level, text)
        )

    def action_settle(self) -> None:
        """Write down the level the trainers agreed on: it is picked, then reasoned."""
        if not self._ids:
            return
        line = self._line
        labels = [f"{at} {one(self._lang)}" for at, one in enumerate(line.criterion.levels)]

        def settled(level: int, why: str) -> None:
            self._do(lambda: self._desk.settle(self._work, line.id, level, why), "screen_settled")

        def picked(level: int | None) -> None:
            if level is not None:
                title = self._words("screen_settle_why")
                self._ask(title, "", lambda why: settled(level, why))

        self.app.push_screen(PickScreen(self._words("screen_settle"), labels, self._lang), picked)

    def _ask(self, title: str, value: str, then: Callable[[str], object]) -> None:
        def said(words: str | None) -> None:
            if words is not None:
                then(words)

        self.app.push_screen(LineScreen(title, value, self._lang), said)

    # Comments

    def action_comment(self) -> None:
        """Say something: a ready comment or one's own words, then about what."""
        if self._ids:
            self._talk()

    def _talk(self, place: str | None = None) -> None:
        line = self._line
        talk = Commenting(self.app, self._desk, self._work, line)

        async def said() -> None:
            one = await talk.remark(place)
            if one is not None:
                self._do(
                    lambda: self._desk.comment(self._work, line.id, one.text, one.kind, one.place),
                    "screen_commented",
                )

        self.run_worker(said())

    def action_uncomment(self) -> None:
        """Take the last comment on the chosen line away."""
        if not self._ids:
            return
        before = self._desk.judgement(self._work, self._line)
        count = len(before.comments) if before is not None else 0
        self._do(
            lambda: self._desk.uncomment(self._work, self._line.id, count), "screen_uncommented"
        )

    # Moving

    def action_group(self, by: int) -> None:
        """The next plan, or the one before, at the same line."""
        if self._ids:
            self._at = (self._at + by) % len(self._ids)
            at = self.query_one("#lines", OptionList).highlighted or 0
            self._fill(min(at, len(self._work.lines) - 1))
            self.query_one("#said", Static).update("")

    def action_scroll_one(self, by: int) -> None:
        """Move in what is said of the chosen line."""
        self.query_one("#one").scroll_relative(y=5 * by, animate=False)

    def action_plan(self) -> None:
        """Read the plan; Enter on an answer pins a comment to it."""
        from kamguide.tui.screens.pinning import PinningScreen

        if self._ids:
            self.app.push_screen(PinningScreen(self._work.session), self._read)

    def _read(self, left: Left | None) -> None:
        entry = left.entry if left is not None else None
        if entry is not None and entry.question:
            place = ".".join(part for part in (entry.question, entry.row, entry.column) if part)
            self._talk(place)

    def action_leave(self) -> None:
        """Leave; everything is kept already."""
        self.dismiss(None)


def _digit(level: int | None) -> str:
    return OPEN if level is None else str(level)


def _columns(title: str, one: str, other: str, width: int) -> str:
    """A title, and two short things at the right."""
    room = max(10, width - LEVELS * 2)
    name = shortened(title, room)
    name += " " * (room - cells(name))
    return f"{name} {_right(one)}{_right(other)}"


def _right(text: str) -> str:
    return " " * max(0, LEVELS - 1 - cells(text)) + text
