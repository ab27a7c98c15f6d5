"""The interview: the way on the left, the talk in the middle, the plan on the right.

What is typed goes to one place. It is kept as a draft while it is typed, and as an answer when
it is sent; the screen says *saved* only after the store did. The prompt is there first, and
stays the same while everything else is put around it, so that no key is lost.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kamguide.tui.frugal import FrugalCompositor
from kamguide.tui.gridkeys import GRID_KEYS
from kamguide.tui.screens.commanding import of_answer
from kamguide.tui.screens.paned import PanedScreen
from kamguide.tui.screens.talking import TALK_KEYS
from kamguide.tui.widgets.prompt import PromptArea

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widget import Widget

    from kamguide.tui.early import EarlyWords
    from kamguide.tui.widgets.offered import Offered
    from kamguide.tui.widgets.picks import PickList
    from kamguide.tui.widgets.prompt import Standing
    from kamguide.tui.widgets.scale import Scale
    from kamguide.workspace.beside import Writing
    from kamguide.workspace.entries import Entry
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said

DRAFT_DELAY: Final = 0.35
"""Seconds without a key until a draft is kept."""


class InterviewScreen(PanedScreen):
    """One plan, being answered."""

    AUTO_FOCUS = "#prompt"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "way", priority=True, show=False),
        Binding("f3", "plan", priority=True, show=False),
        Binding("f4", "command('lang')", priority=True, show=False),
        Binding("f5", "look('check')", priority=True, show=False),
        Binding("ctrl+l", "look('answers')", priority=True, show=False),
        Binding("f6", "look('settings')", priority=True, show=False),
        Binding("f11", "look('changes')", priority=True, show=False),
        Binding("ctrl+s", "export", priority=True, show=False),
        Binding("f8", "done", priority=True, show=False),
        Binding("f9", "command('home')", priority=True, show=False),
        *GRID_KEYS,
        *TALK_KEYS,
        Binding("ctrl+z", "undo", priority=True, show=False),
        Binding("ctrl+y", "redo", priority=True, show=False),
        Binding("escape", "escape", priority=True, show=False),
    ]

    picks: Offered
    """The list or the scale, while there is something to pick."""

    def __init__(
        self, card: Mapping[str, str], session: Session | None = None, at: Entry | None = None
    ) -> None:
        super().__init__(classes="bare")
        self._compositor = self._frugal = FrugalCompositor()
        self._card = card
        self._waiting = session
        self._wanted = at
        """The answer to be opened, if not the one that is asked next."""
        self.first_look = ""
        """The look at the plan that is shown first, above the talk."""
        self._timer: Timer | None = None
        self._dirty = False
        self._standing: Standing | None = None
        self._early: str | None = None
        """What was sent before the plan was there."""
        self._wanted_early: Callable[[], None] | None = None
        """What a key asked for before the plan was there."""
        self.conversation = None

    def compose(self) -> ComposeResult:
        """What was asked last time, and the prompt; the rest comes with the plan."""
        with Vertical(id="form"):
            yield Static(Content(self._card.get("question", "")), id="ask")
            with Horizontal(id="line"):
                yield Static(Content("> "), id="mark")
                yield PromptArea(id="prompt")

    def on_mount(self) -> None:
        """The prompt has the focus, always."""
        self.prompt.focus()
        self.prompt.taker = self._taken_at_once
        self.prompt.asks = self.ask_commands
        if self._waiting is not None:
            self.begin(self._waiting, self._wanted)

    async def _furnish(self) -> None:
        """Put everything else around the prompt."""
        if not self.has_class("bare"):
            return
        from kamguide.tui.widgets.cellchoices import CellChoices
        from kamguide.tui.widgets.findbar import FindBar
        from kamguide.tui.widgets.grid import TableGrid
        from kamguide.tui.widgets.live import LivePane
        from kamguide.tui.widgets.offered import Offered
        from kamguide.tui.widgets.scale import Scale
        from kamguide.tui.widgets.tablefoot import TableFoot
        from kamguide.tui.widgets.transcript import Transcript
        from kamguide.tui.widgets.waypane import WayPane

        self.talk, self.find = Transcript(id="talk"), FindBar(id="find")
        self.grid, self.picks = TableGrid(id="grid"), Offered(id="picks")
        self.table_foot = TableFoot(id="table-foot")
        self.cell_choices, self.cell_scale = CellChoices(id="cell-choices"), Scale(id="cell-scale")
        below = (self.table_foot, self.cell_choices, self.cell_scale, self.picks)
        for one in (self.grid, *below):
            one.display = False
        head = Static(Content(self._card.get("name", "kamguide")), id="head", classes="head")
        self._way, self._live = WayPane(id="way"), LivePane(id="live")
        panes = Horizontal(self._way, self.talk, self._live, id="body")
        feet = [Static("", id=name, classes="foot", markup=False) for name in ("keys", "state")]
        with self.app.batch_update():
            self.remove_class("bare")
            await self.mount(head, self.find, panes, before="#form")
            await self.query_one("#form").mount(self.grid, *below, before="#line")
            await self.mount(*feet, after="#form")

    @property
    def prompt(self) -> PromptArea:
        """Where words go."""
        return self.query_one("#prompt", PromptArea)

    def begin(self, session: Session, at: Entry | None = None) -> None:
        """Start or go on with a plan; what was typed while it was loaded stays."""
        self.call_next(self._begin, session, at)

    async def _begin(self, session: Session, at: Entry | None) -> None:
        from kamguide.tui.conversation import Conversation

        await self._furnish()
        self.conversation = Conversation(session, self, at)
        typed = self.prompt.text
        before = self._words_before(session, typed)
        self.conversation.welcome()
        self.show_turn()
        if before or typed:
            self.prompt.put(before + typed)
        asked = self._card.get("question", "") in self.talk.everything[-1].text
        if self._early == typed and asked and not before:
            self._sent(PromptArea.Sent(typed))
        if self._wanted_early is not None:
            self.call_after_refresh(self._wanted_early)
        if self.first_look:
            self.action_look(self.first_look)

    def is_early_for(self, deed: Callable[[], None]) -> bool:
        """Whether the plan is still to come; what a key asks for is then done once it is there."""
        if self.conversation is None:
            self._wanted_early = deed
        return self.conversation is None

    def _words_before(self, session: Session, typed: str) -> str:
        """Words of last time that what is typed goes on from, as if they had been there."""
        early: EarlyWords | None = getattr(self.app, "early", None)
        before = early.before(session.facts.id, typed) if early is not None else ""
        draft = session.draft() if typed or before else None
        return (draft.text if draft is not None else "") + before

    # Showing

    def say(self, *things: Said) -> None:
        """Add to the talk."""
        self.talk.add(*things)

    def show_turn(self) -> None:
        """Show what is asked now: the words in the talk first, the rest a frame later.

        Words that were left in the prompt come back at once, before others are typed.
        """
        if self.conversation is not None:
            self._is_behind = True
            if self.conversation.has_standing:
                self._catch_up()
            else:
                self.after_frame(self._catch_up)

    def _catch_up(self) -> None:
        """Show what is asked in full, if that is still to come: keys mean what is shown."""
        self.prompt.empty_now()
        if self._is_behind and self.conversation is not None:
            self._is_behind = False
            self.conversation.show()
            self.refresh_around()

    def refresh_around(self) -> None:
        """Show what stands around the talk: the way, the plan, the head and the state."""
        talk = self.conversation
        if talk is None:
            return
        head = Content(talk.head(self.size.width - 2))
        self.query_one("#head", Static).update(head, layout=False)
        self._refresh_panes()
        self.refresh_feet()

    def uncover(self, over: Widget) -> None:
        """Have something gone that lies over the talk."""
        self._frugal.take_away(over)
        self.talk.refresh()

    def tell_far(self, writing: Writing) -> None:
        """Show how far a file is; in the talk, when it is there."""
        if self.conversation is not None:
            self.conversation.tell_far(writing)
            self.refresh_feet()

    # Typing

    @on(PromptArea.Changed, "#prompt")
    def _typed(self, event: PromptArea.Changed) -> None:
        event.stop()
        if self.prompt.is_spent:  # it was sent before its last letters were told of
            return
        self.prompt.stand_again()
        self._words, self._unsent = event.text_area.text, self.prompt.unsent
        if self.conversation is not None:
            self.conversation.tabling.typed(of_answer(self._words))
        stood, self._standing = self._standing, self.prompt.standing
        if stood is not self._standing:
            self.refresh_feet()
        self._dirty = self._standing is None or not self._standing.is_given
        self.seek_commands(self._words)
        if self.conversation is not None and self.picks.display:
            (self.picks.seek if self._dirty else self.picks.let_stand)(self._words)
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_DELAY, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what is typed as a draft."""
        self._timer = None
        early: EarlyWords | None = getattr(self.app, "early", None)
        if self._dirty and self.conversation is not None:
            self._dirty = False
            self.conversation.keep_draft(self._unsent)
            if early is not None:
                early.forget()
        elif self._dirty and early is not None:
            early.keep(self._unsent)

    def keep_words(self) -> None:
        """Keep what stands in the prompt now, whether its change was told already or not."""
        words = self.prompt.unsent
        self._dirty = self._dirty or words != self._unsent
        self._unsent = words
        self.keep_draft()

    def on_unmount(self) -> None:
        """Leaving is always safe."""
        self.leave()

    def leave(self) -> None:
        """Keep what is typed, and let others work on the plan."""
        if self.conversation is not None:
            self.keep_draft()
            self.conversation.leave()
            self.conversation = None

    @on(PromptArea.Sent)
    def _sent(self, event: PromptArea.Sent) -> None:
        event.stop()
        if self.conversation is None:
            self._early = event.text
            return
        self._catch_up()
        self._stop_timer()
        self.close_commands()
        self.told = ""
        if self.conversation.take(event.text):
            self.prompt.empty_soon()
            self._stop_timer()
            self.show_turn()
        else:
            if not self.grid.display:
                self.prompt.stand_to_mend()
            self.refresh_around()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._dirty = False

    @on(PromptArea.Moved)
    def _moved(self, event: PromptArea.Moved) -> None:
        if self.conversation is None:
            return
        self._catch_up()
        if self.grid.display:
            self._move_in_grid(event.key)
        elif event.key in ("pageup", "pagedown"):
            self.action_scroll(-10 if event.key == "pageup" else 10)
        elif event.key == "space":
            self.picks.tick()
        elif self.picks.display:
            self.picks.move(event.key)
        elif event.key == "shift+tab":
            self.action_choose()

    def on_pick_list_picked(self, event: PickList.Picked | Scale.Picked) -> None:
        """A click on something to pick is as good as its number and Enter."""
        if self.conversation is not None:
            self.prompt.put(event.reply)
            self._sent(PromptArea.Sent(event.reply))

    on_scale_picked = on_pick_list_picked

    @on(PromptArea.Pasted)
    def _pasted(self, event: PromptArea.Pasted) -> None:
        if self.conversation is not None:
            self._catch_up()
            self.conversation.take_block(event.text)
            self.show_turn()

    # Commands by key

    def action_command(self, name: str) -> None:
        """Do what a slash command does."""
        early = self.is_early_for(partial(self.action_command, name))
        if not early and self.conversation is not None:
            self.conversation.command(name, "")
            self.show_turn()

    def action_look(self, name: str) -> None:
        """Look at the plan as a whole, or at its settings; what is typed stays."""
        early = self.is_early_for(partial(self.action_look, name))
        if not early and self.conversation is not None:
            self._catch_up()
            self.keep_draft()
            self.conversation.look(name)

    def action_export(self) -> None:
        """Have the plan written to a file; what is typed stays."""
        if not self.is_early_for(self.action_export) and self.conversation is not None:
            self._catch_up()
            self.keep_draft()
            self.app.show_export(self.conversation.session)  # type: ignore[attr-defined]  # ours

    def action_done(self) -> None:
        """The table is done, or the question is left for later."""
        self._catch_up()
        if self.conversation is not None:
            if self.grid.display and not self._commit_cell():
                return
            self.put_away()
            self.conversation.command("done", "")
            self.show_turn()

    def action_undo(self) -> None:
        """Take back: words while something is typed, else the last answer."""
        self.prompt.empty_now()
        if self.prompt.can_undo:
            self.prompt.undo()
        else:
            self.action_command("undo")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.prompt.empty_now()
        if self.prompt.can_redo:
            self.prompt.redo()
        else:
            self.action_command("redo")

    def action_escape(self) -> None:
        """One step back: to the prompt, to the newest words, to the look one came from."""
        if self.conversation is None:
            return
        if self.close_commands():
            self.refresh_feet()
            return
        is_beside = self.has_class("show-way") or self.has_class("show-live")
        if not self._live.has_focus and (self.leave_transcript() or self.drop_words()):
            return
        if is_beside or self._live.has_focus:
            self.to_prompt()
        else:
            self._catch_up()
            self.conversation.looks.come_back()
