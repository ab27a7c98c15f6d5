"""Between the dialogue and the interview screen: what is shown where, and what a key comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from kamguide.engine.interview import Asked
from kamguide.engine.life import is_frozen
from kamguide.errors import AnswerError, KamguideError
from kamguide.messages import say
from kamguide.model.prompts import PickPrompt, PicksPrompt
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.tui.exports import outcome
from kamguide.tui.looking import Looking
from kamguide.tui.section import LiveSection
from kamguide.tui.sheet import NEW_ROW, Sheet
from kamguide.tui.way import way_of
from kamguide.workspace.asking import Asking
from kamguide.workspace.commands import Command, command_in
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.looks import SETTINGS
from kamguide.workspace.speaking import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from kamguide.engine.interview import Turn
    from kamguide.model.prompts import CellPrompt
    from kamguide.tui.app import KamguideApp
    from kamguide.tui.leaves import Leaf
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.beside import Writing
    from kamguide.workspace.done import Heard
    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said

HEAD_WRAP: Final = 18


class Conversation:
    """One session on one interview screen."""

    def __init__(self, session: Session, screen: InterviewScreen, at: Entry | None = None) -> None:
        self.session = session
        self._screen = screen
        self._dialogue = Dialogue(session, lists=False)
        self._asked: tuple[str, str] | None = None
        self._sheet: Sheet | None = None
        self._wanted = at
        """The cell to go to when its table is shown."""
        self.looks = Looking(session, screen, self._go, self._dialogue.ask)

    @property
    def waits(self) -> bool:
        """Whether something waits to be decided before the talk goes on."""
        return self._dialogue.waits

    @property
    def _lang(self) -> str:
        return self.session.lang

    @property
    def _speaker(self) -> Speaker:
        return self._dialogue.speaker

    def welcome(self) -> None:
        """The first words, and the draft of last time."""
        self._screen.say(*self._dialogue.welcome())

    def leave(self) -> None:
        """Let others work on the plan."""
        workspace = getattr(self._screen.app, "workspace", None)
        if workspace is not None:
            workspace.close(self.session)

    # Showing

    def show(self) -> None:
        """Show the open question above the prompt, with its list or grid and its draft."""
        turn = self.session.turn
        screen = self._screen
        waits = self._dialogue.waits
        table = turn.question if isinstance(turn, Asked) and not waits else None
        self._sheet = Sheet(self.session, table) if isinstance(table, TableQuestion) else None
        screen.grid.display = self._sheet is not None
        screen.prompt.takes_moves = self._sheet is not None
        screen.prompt.takes_blocks = self._sheet is not None
        screen.query_one("#ask").display = self._sheet is not None
        if self._sheet is not None:
            self.show_grid()
        elif waits:
            self._offer(self._dialogue.decision)
            challenges = self._dialogue.challenges
            if challenges.unsent and not screen.prompt.text:
                screen.prompt.put(challenges.unsent)
                challenges.unsent = ""
        elif isinstance(turn, Asked):
            self._offer(turn.prompt)  # type: ignore[arg-type]  # only tables have another kind
        else:
            screen.picks.display = False
        if not waits and self._place_of(turn) != self._asked:
            self._asked = self._place_of(turn)
            self._begin(turn)
        remember = getattr(screen.app, "remember", None)
        if remember is not None:
            remember(self.session)
        if not waits:
            self.looks.after(turn)

    def _begin(self, turn: Turn) -> None:
        """Go on where it was left: at what a table misses, and with the words not sent yet."""
        screen = self._screen
        if self._sheet is not None and isinstance(turn, Asked):
            if (place := turn.place) is None:
                screen.grid.go("", "")
            else:
                screen.grid.go(place.row, place.column or self._sheet.first_typed)
            self._go_to_wanted()
        draft = self.session.draft()
        if draft is not None and not screen.prompt.text:
            if draft.column is not None:
                screen.grid.go(draft.row or NEW_ROW, draft.column)
            screen.prompt.put(draft.text)

    def _go_to_wanted(self) -> None:
        """Go to the cell that was asked for, if this is its table and has it."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self._sheet is None or wanted.question != self._sheet.table.id:
            return
        if wanted.row in {row.id for row in self._sheet.rows()}:
            known = wanted.column and self._sheet.is_typed(wanted.column)
            self._screen.grid.go(wanted.row, wanted.column if known else self._sheet.first_typed)

    def _place_of(self, turn: object) -> tuple[str, str] | None:
        return (turn.question.id, "") if isinstance(turn, Asked) else None

    def _offer(self, prompt: CellPrompt) -> None:
        picks = self._screen.picks
        many = isinstance(prompt, PicksPrompt)
        if isinstance(prompt, PickPrompt | PicksPrompt):
            picks.offer(prompt.options, self._lang, many=many)
            picks.display = bool(prompt.options)
        else:
            picks.display = False
        self._screen.prompt.takes_ticks = many

    def show_grid(self) -> None:
        """Show the table as it stands."""
        if self._sheet is None:
            return
        self._sheet = Sheet(self.session, self._sheet.table)
        columns, rows = self._sheet.columns(), self._sheet.rows()
        self._screen.grid.show(columns, rows, frozen=self._sheet.frozen, wrap=HEAD_WRAP)
        self.show_cell()

    def show_cell(self) -> None:
        """Say what belongs in the cell under the cursor, and offer its list."""
        if self._sheet is None:
            return
        row, column = self._screen.grid.place
        if not column:
            return
        spec = self._sheet.table.column(column)
        if self._sheet.is_typed(column):
            self._offer(spec.prompt(self.session.interview.context))
        else:
            self._screen.picks.display = False
        words = self._sheet.about(row, column)
        self._screen.query_one("#ask").update(Content(words))  # type: ignore[attr-defined]  # a Static

    # Taking

    def take(self, raw: str) -> bool:
        """Take what was sent; whether the prompt may be emptied."""
        heard = command_in(raw)
        if isinstance(heard, Command):
            self.looks.hear(heard.name)
        if self._sheet is not None and not isinstance(heard, Command):
            return self._take_in_grid(raw)
        text = raw
        if not raw.strip() and self._screen.picks.display:
            text = self._screen.picks.picked()
        typed = (self._speaker.you(text),) if text.strip() else ()
        if isinstance(heard, Command) and heard.name == "export":
            return self._export(heard.rest, typed)
        return self._hear(text, typed)

    def _hear(self, text: str, typed: tuple[Said, ...] = ()) -> bool:
        """Say what was typed and what comes of it in one go: a talk is drawn once."""
        return self._shown(self._dialogue.hear(text), typed)

    def _export(self, rest: str, typed: tuple[Said, ...]) -> bool:
        """Have a file written beside the talk; ask what is wanted where no file is named."""
        app: KamguideApp = self._screen.app  # type: ignore[assignment]  # ours
        try:
            if rest:
                app.exports.ask(self.session, rest)
                typed = (*typed, self._speaker.note(say("talk.exporting", self._lang)))
            else:
                app.show_export(self.session)
        except KamguideError as problem:
            self._screen.say(*typed, self._speaker.problem(problem))
            return False
        self._screen.say(*typed)
        return True

    def tell_far(self, writing: Writing) -> None:
        """Say what became of a file, once it is there or will never be."""
        if writing.is_over:
            self._screen.say(self._speaker.note(outcome(writing, self._lang)))

    def look(self, name: str) -> None:
        """Look at the plan as a whole, and go where a line of it leads; or at its settings."""
        if name == SETTINGS:
            self._screen.app.show_settings(self.session, self._set)  # type: ignore[attr-defined]  # ours
            return
        if not self._screen.app.shown_itself(name, self._screen):  # type: ignore[attr-defined]  # ours
            self.looks.show(name)

    def _go(self, entry: Entry) -> None:
        """Go to the answer that a line is about, in a table to its cell."""
        if entry.challenge:
            self._do(Command("challenges", entry.challenge))
            self._screen.show_turn()
            return
        self._wanted, self._asked = entry, None
        self._do(Command("goto", entry.question))
        self._screen.show_turn()

    def command(self, name: str, rest: str) -> None:
        """Do a command that came by a key."""
        self.looks.hear(name)
        self._do(Command(name, rest))

    def _do(self, command: Command) -> None:
        try:
            self._shown(self._dialogue.do(command))
        except KamguideError as problem:
            self._screen.say(self._speaker.problem(problem))

    def _shown(self, heard: Heard, typed: tuple[Said, ...] = ()) -> bool:
        self._screen.say(*typed, *heard.said)
        if heard.look:
            self.look(heard.look)
        elif heard.leave == "pause":
            self._screen.app.exit()
        elif heard.leave == "home":
            self._screen.app.call_later(self._screen.app.show_home)  # type: ignore[attr-defined]  # ours
        elif heard.leave == "plan":
            self.look("plan")
        if heard.prefill:
            self._asked = self._place_of(self.session.turn)
            self._screen.prompt.put(heard.prefill)
            self._screen.call_after_refresh(self._screen.prompt.put, heard.prefill)
        return heard.sent

    def _take_in_grid(self, raw: str) -> bool:
        if not raw.strip():
            picked = self._screen.picks.picked() if self._screen.picks.display else ""
            if not picked:
                self._screen.grid.next_cell()
                return True
            raw = picked
        if "\n" in raw.strip():
            self.take_block(raw)
            return True
        if not self.take_cell(raw):
            return False
        self._screen.grid.next_cell()
        self.show_cell()
        return True

    def take_cell(self, raw: str) -> bool:
        """Keep what was typed in the cell under the cursor; whether it could be read."""
        if self._sheet is None:
            return False
        row, column = self._screen.grid.place
        if self._sheet.proposed:
            self.session.confirm_draft(self._sheet.table.id, move=False)
            self._sheet = Sheet(self.session, self._sheet.table)
        try:
            read = self._sheet.read(row, column, raw)
        except AnswerError as problem:
            self._screen.say(self._speaker.problem(problem))
            return False
        self._screen.say(*self._dialogue.enter(self._sheet.table.id, read).said)
        if self.waits:
            self.session.keep_draft(raw, None if row == NEW_ROW else row, column)
            self._screen.show_turn()
            return True
        self.show_grid()
        if row == NEW_ROW and read.edits:
            self._screen.grid.go(getattr(read.edits[-1], "row", row), column)
        return True

    def take_block(self, raw: str) -> None:
        """Lay pasted lines over the table: by their head if they have one, else from the cursor."""
        if self._sheet is None:
            return
        if (headed := self._dialogue.pasted(raw)) is not None:
            self._shown(headed)
            return
        row, column = self._screen.grid.place
        at = None if row == NEW_ROW else row
        try:
            read = self.session.reader(self._sheet.table.id).block(raw, row=at, column=column)
        except AnswerError as problem:
            self._screen.say(self._speaker.problem(problem))
            return
        heard = self._dialogue.enter(self._sheet.table.id, read)
        count = len({getattr(edit, "row", "") for edit in read.edits})
        pasted = self._speaker.note(say("talk.pasted", self._lang, rows=count))
        if self.waits:
            self.session.keep_draft(raw, at, column)
            self._screen.say(*heard.said)
        else:
            self._screen.say(pasted, *heard.said)

    def go_to_new_row(self) -> None:
        """Put the cursor where a new row begins."""
        if self._sheet is not None and isinstance(self._sheet.table.layout, FreeRows):
            self._screen.grid.go(NEW_ROW, self._sheet.first_typed)

    def delete_row(self) -> None:
        """Take the row under the cursor away."""
        if self._sheet is None or not isinstance(self._sheet.table.layout, FreeRows):
            return
        row, _ = self._screen.grid.place
        if row != NEW_ROW:
            self._screen.say(*self._dialogue.remove_row(self._sheet.table.id, row).said)
            if self.waits:
                self._screen.show_turn()
            else:
                self.show_grid()
                self._screen.refresh_around()

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed, with the cell it is for."""
        if self._dialogue.challenges.waits:
            self._dialogue.challenges.keep_draft(text)
            return
        row, column = self._screen.grid.place if self._sheet is not None else ("", "")
        self.session.keep_draft(text, row if row not in ("", NEW_ROW) else None, column or None)

    # Around the talk

    def head(self, width: int) -> str:
        """The plan, where we are in it, and how much is left."""
        known = self.session.progress
        turn = self.session.turn
        step = ""
        if isinstance(turn, Asked):
            one = known.of(turn.step.id)
            step = f"{turn.step.title(self._lang)} {one.answered}/{one.applicable}"
        left = say("screen.minutes_left", self._lang, minutes=known.minutes_left)
        parts = [self.session.facts.name, step, f"{known.answered}/{known.applicable}", left]
        text = "   ".join(part for part in parts if part)
        return text if cell_len(text) <= width else "   ".join(part for part in parts[:2] if part)

    def way(self) -> tuple[RenderableType, int]:
        """Phases and steps, and the line where we are."""
        return way_of(self.session)

    def section(self) -> tuple[str, Iterator[Leaf]]:
        """What the answers of this step have become: the step, and the leaves of its section."""
        turn = self.session.turn
        if not isinstance(turn, Asked):
            return "", iter(())
        return turn.step.id, LiveSection(self.session, turn.step).leaves()

    def keys(self) -> str:
        """The keys that matter here."""
        if self._screen.focused is not None and self._screen.focused.id == "live":
            return say("live.keys", self._lang)
        key = "screen.keys_grid" if self._sheet is not None else "screen.keys_text"
        return say(key, self._lang)

    def state(self) -> str:
        """What is saved, and what a row or a table still needs."""
        app: KamguideApp = self._screen.app  # type: ignore[assignment]  # ours
        far = app.exports.far(self.session.facts.id, self._lang)
        parts = [self._dialogue.saved_at(self.session.saved), far]
        if self._sheet is not None:
            parts.append(self._sheet.needs())
        if self.session.read_only:
            frozen = is_frozen(self.session.facts.status)
            parts.append(say("review.closed" if frozen else "talk.read_only", self._lang))
        parts.append(self.looks.hint())
        return "   ".join(part for part in parts if part)

    def asking(self) -> str:
        """The open question in full."""
        turn = self.session.turn
        return Asking(self.session, turn).question() if isinstance(turn, Asked) else ""
