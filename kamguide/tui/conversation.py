"""Between the dialogue and the interview screen: what is shown where, and what a key comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamguide.engine.life import is_frozen
from kamguide.engine.turns import Asked
from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.model.prompts import LinePrompt, LongPrompt, PicksPrompt
from kamguide.model.questions.table import TableQuestion
from kamguide.tui.around import head, saved_at, section
from kamguide.tui.coursetime import CourseTime
from kamguide.tui.exports import outcome
from kamguide.tui.looking import Looking
from kamguide.tui.offering import Offering
from kamguide.tui.tablekeys import TableKeys
from kamguide.tui.way import Way, way_of
from kamguide.tui.widgets.grid import NEW_ROW
from kamguide.tui.widgets.prompt import Standing
from kamguide.workspace.commands import Command, command_in
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.inplace import about_open
from kamguide.workspace.listing import MOST_ROWS, Listing
from kamguide.workspace.looks import SETTINGS
from kamguide.workspace.speaking import Speaker
from kamguide.workspace.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.engine.turns import Turn
    from kamguide.tui.app import KamguideApp
    from kamguide.tui.leaves import Leaf
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.beside import Writing
    from kamguide.workspace.done import Heard
    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said


class Conversation:
    """One session on one interview screen."""

    def __init__(self, session: Session, screen: InterviewScreen, at: Entry | None = None) -> None:
        self.session = session
        self._screen = screen
        self._dialogue = Dialogue(session, lists=False)
        self.last_before = session.last_event
        """The last event of earlier sittings."""
        self._offering = Offering(session, screen)
        self._asked: tuple[str, str] | None = None
        self._keys_told: set[str] = set()
        """Which keys were told of in this sitting: once is enough, F1 tells them always."""
        self._standing: tuple[object, Standing] | None = None
        """What is to stand in the prompt, and at which question."""
        self.tabling = TableKeys(screen, self._dialogue)
        """The table, while one is open."""
        self._wanted = at
        """The cell to go to when its table is shown."""
        self.course = CourseTime(self._dialogue.coursing, screen)
        self.looks = Looking(session, screen, self._go, self._resumed)

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
        self._let_answer_stand()
        self.course.start()

    def _resumed(self) -> tuple[Said, ...]:
        """What is asked now; an answer that it has stands in the prompt."""
        self._let_answer_stand()
        return self._dialogue.ask()

    def _let_answer_stand(self) -> None:
        here = self._place_of(self.session.turn)
        self._let_stand(self._dialogue.as_typed(here[0]) if here is not None else "")

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
        screen.talk.put_in(self._dialogue.asked, *self._dialogue.step_in_short())
        waits = self._dialogue.waits
        table = turn.question if isinstance(turn, Asked) and not waits else None
        self.tabling.open(table if isinstance(table, TableQuestion) else None)
        if self.tabling.sheet is not None:
            pass  # the table offers its own lists
        elif waits:
            self._offering.offer(self._dialogue.decision, takes_words=False)
            challenges = self._dialogue.challenges
            if challenges.unsent and not screen.prompt.text:
                screen.prompt.put(challenges.unsent)
                challenges.unsent = ""
        elif isinstance(turn, Asked):
            self._offering.offer(turn.prompt)  # type: ignore[arg-type]  # only tables have another kind
        else:
            self._offering.nothing()
        here, (at, standing) = self._place_of(turn), self._standing or (None, None)
        self._standing = None
        if not waits and (here != self._asked or at == here):
            self._asked = here
            self._begin(turn, standing if at == here else None)
        remember = getattr(screen.app, "remember", None)
        if remember is not None:
            remember(self.session)
        if not waits:
            self.looks.after(turn)

    def _begin(self, turn: Turn, standing: Standing | None) -> None:
        """Go on where it was left: at what a table misses, and with the words not sent yet.

        Where there are none, what is `standing` is the answer so far.
        """
        screen = self._screen
        sheet = self.tabling.sheet
        if sheet is not None and isinstance(turn, Asked):
            if (place := turn.place) is None:
                screen.grid.go("", "")
            else:
                self.tabling.go(place.row, place.column or sheet.first_typed)
            self._go_to_wanted()
        draft = self.session.draft()
        if draft is not None and draft.column is not None and not screen.prompt.text:
            self.tabling.go(draft.row or NEW_ROW, draft.column)
        standing = Standing(draft.text) if draft is not None else standing
        if standing is not None and not screen.prompt.has_words:
            screen.prompt.stand(standing)

    def _go_to_wanted(self) -> None:
        """Go to the cell that was asked for, if this is its table and has it."""
        sheet = self.tabling.sheet
        wanted, self._wanted = self._wanted, None
        if wanted is None or sheet is None or wanted.question != sheet.table.id:
            return
        if sheet.row(wanted.row) is not None:
            known = wanted.column and sheet.is_typed(wanted.column)
            self.tabling.go(wanted.row, wanted.column if known else sheet.first_typed)

    def _place_of(self, turn: object) -> tuple[str, str] | None:
        return (turn.question.id, "") if isinstance(turn, Asked) else None

    # Taking

    def take(self, raw: str) -> bool:
        """Take what was sent; whether the prompt may be emptied."""
        heard = command_in(raw)
        if isinstance(heard, Command):
            self._keep_aside()
            if heard.name == "done" and self.tabling.sheet is not None:
                self.command("done", "")
                return True
            self.looks.hear(heard.name)
            if self._done_here(heard):
                return True
        elif self.tabling.sheet is not None:
            return self._take_in_grid(raw)
        place = None if self.waits else self._place_of(self.session.turn)
        text, typed = self._offering.taken(raw, heard, place[0] if place else "")
        if isinstance(heard, Command) and heard.name == "export":
            return self._export(heard.rest, typed)
        return self._hear(text, (*typed, *self._keys_for(heard)))

    def _keep_aside(self) -> None:
        """Keep the words that a command stands in place of; itself it is no answer."""
        aside = self._screen.prompt.aside
        self.keep_draft(aside.text if aside is not None and not aside.is_given else "")
        self._standing = aside and (self._place_of(self.session.turn), aside)

    def _filled(self, before: Turn) -> tuple[Said, ...]:
        """What stands in a table that was closed: an answer as any other."""
        table = before.question if isinstance(before, Asked) else None
        is_open = self._place_of(self.session.turn) == self._place_of(before)
        if is_open or table is None or not self.session.path.standing.rows(table.id):
            return ()
        lines = Listing(self.session).answer(table, MOST_ROWS)
        return (replace(self._speaker.you("\n".join(lines)), question=table.id),)

    def _keys_for(self, heard: Command | str) -> tuple[Said, ...]:
        """What keys do here, once, and before the words of help: those come last."""
        if not isinstance(heard, Command) or heard.name != "help":
            return ()
        key = "talk.keys_more" if self.tabling.sheet is None else "grid.help"
        if key in self._keys_told:
            return ()
        self._keys_told.add(key)
        return (self._speaker.note(say(key, self._lang)),)

    def _done_here(self, heard: Command) -> bool:
        """Do what only a screen can; whether that was it."""
        sheet = self.tabling.sheet
        if heard.name == "editor":
            place = None if sheet is not None else self._place_of(self.session.turn)
            aside = self._screen.prompt.aside
            text = heard.rest or (aside.text if aside is not None else "")
            text = text or (self._dialogue.as_typed(place[0]) if place else "")
            self._screen.call_after_refresh(self._screen.edit_draft, text)
            return True
        if heard.name != "anchors" or self.tabling.fillable is None or sheet is None:
            return self.tabling.command(heard)
        if told := self._offering.help(sheet.table, *self.tabling.here):
            self._screen.say(self._speaker.guide(told))
        return bool(told)

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

    def _set(self, told: tuple[str, ...] | None) -> None:
        """Say what was set, and go on with the plan as it is now."""
        if told:
            self._screen.say(self._speaker.note("\n".join(told)), *self._dialogue.ask())
        self._screen.show_turn()

    def _go(self, entry: Entry) -> None:
        """Go to the answer that a line is about, in a table to its cell."""
        if entry.challenge:
            self._do(Command("challenges", entry.challenge))
            self._screen.show_turn()
            return
        self._screen.put_away()
        self._wanted, self._asked = entry, None
        self._do(Command("goto", entry.question))
        self._screen.show_turn()

    def command(self, name: str, rest: str) -> None:
        """Do a command that came by a key."""
        self.looks.hear(name)
        self._do(Command(name, rest))

    def _do(self, command: Command) -> None:
        if self.tabling.command(command):
            return
        turn, typed = self.session.turn, self._keys_for(command)
        try:
            heard = self._dialogue.do(command)
            if command.name == "done":
                typed = self._filled(turn)
            self._shown(heard, typed)
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
        elif heard.leave in ("plan", "compare"):
            self.look(heard.leave)
        self._let_stand(heard.prefill, amends=heard.amends)
        return heard.sent

    def _let_stand(self, given: str, *, amends: bool = False) -> None:
        """Have an answer stand in the prompt; of several that were picked, the ticks stand."""
        turn = self.session.turn
        if given and isinstance(turn, Asked) and not isinstance(turn.prompt, PicksPrompt):
            is_text = isinstance(turn.prompt, LinePrompt | LongPrompt)
            words = Standing(given, is_given=True, is_whole=not (amends and is_text))
            self._standing = (self._place_of(turn), words)

    @property
    def has_standing(self) -> bool:
        """Whether words wait to stand in the prompt: an answer, or what was not sent."""
        return self._standing is not None or self.session.draft() is not None

    def _take_in_grid(self, raw: str) -> bool:
        if "\n" in raw.strip() and not self.tabling.takes_lines:
            self.take_block(raw)
            return True
        return self.tabling.take(raw)

    def take_block(self, raw: str) -> None:
        """Lay pasted lines over the table: by their head if they have one, else from the cursor."""
        if self.tabling.sheet is None:
            return
        if (headed := self._dialogue.pasted(raw)) is not None:
            self._shown(headed)
        else:
            self.tabling.paste(raw)

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed, with the cell it is for."""
        if self._dialogue.challenges.waits:
            self._dialogue.challenges.keep_draft(text)
            return
        row, column = self.tabling.here
        self.session.keep_draft(text, row if row not in ("", NEW_ROW) else None, column or None)

    # Around the talk

    @property
    def about(self) -> str:
        """What helps with the open question; nothing while a challenge stands before it."""
        return "" if self._dialogue.challenges.waits else about_open(self.session)

    @property
    def terms(self) -> str:
        """What the terms of what is asked mean."""
        return terms_of(self.session, self._dialogue.challenges.words)

    def head(self, width: int) -> str:
        """The plan, where we are in it, and how much is left."""
        return head(self.session, width)

    def way(self) -> Way:
        """Phases and steps, and the line where we are."""
        return way_of(self.session)

    def section(self) -> tuple[str, Iterator[Leaf]]:
        """What the answers of this step have become: the step, and the leaves of its section."""
        return section(self.session, waits=self.tabling.is_long)

    def keys(self, width: int) -> str:
        """The keys that matter here."""
        if self._screen.offers_commands:
            return say("slash.keys", self._lang)
        beside = self._screen.focused.id if self._screen.focused is not None else ""
        if beside in ("live", "way"):
            return say(f"{beside}.keys", self._lang)
        if self.tabling.sheet is not None:
            return self.tabling.keys(width)
        prompt = self._screen.prompt
        is_given = prompt.is_offered and prompt.standing is not None and prompt.standing.is_given
        return say("screen.keys_given" if is_given else self._offering.keys, self._lang)

    def state(self) -> str:
        """What is saved, and what is being written."""
        app: KamguideApp = self._screen.app  # type: ignore[assignment]  # ours
        far = app.exports.far(self.session.facts.id, self._lang)
        parts = [self.course.clock(), saved_at(self.session.saved, self._lang), far]
        if self.session.read_only:
            frozen = is_frozen(self.session.facts.status)
            parts.append(say("screen.closed" if frozen else "screen.read_only", self._lang))
        parts.append(self.looks.hint())
        return "   ".join(part for part in parts if part)
