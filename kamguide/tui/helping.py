"""What the app does on every screen: help in place, the palette, the look, and the tour."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType

from kamguide.messages import say
from kamguide.tui.colours import CHOICES, Look, theme_for
from kamguide.tui.signs import choose_ascii, is_ascii
from kamguide.tui.widgets.prompt import PromptArea

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.screen import Screen

    from kamguide.tui.palette import Offer
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.plans import Workspace

SHOWN: Final = "dpm_units"
"""Where the tour of the example begins: a table, with a matrix beside it."""
SOON: Final = 0.05
OFF: Final = ("off", "no", "关", "否")


class HelpingApp(App[None]):
    """An app that helps wherever one is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help_here", priority=True, show=False),
        Binding("question_mark,fullwidth_question_mark", "ask_help", priority=True, show=False),
        Binding("ctrl+k", "terms", priority=True, show=False),
        Binding("ctrl+p", "palette", priority=True, show=False),
        Binding("f4", "command('lang')", show=False),
    ]
    lang: str
    workspace: Workspace | None
    look: Look
    offered: list[Offer]
    """What the palette offers: by where one was when it was opened."""
    is_shown_around = False
    """Whether the example is on screen for the tour alone, and is not what one works on."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A question mark among words is a question mark; terms are there where one is asked."""
        del parameters
        talk = getattr(self.screen, "conversation", None)
        if action == "ask_help":
            return talk is not None and not self._is_typing
        if action == "terms":
            return talk is not None
        return not (action == "palette" and self.screen.is_modal)

    @property
    def reader(self) -> str:
        """The language of the person: of the plan that is open, else of the app."""
        talk = getattr(self.screen, "conversation", None)
        return str(talk.session.lang) if talk is not None else self.lang

    @property
    def _is_typing(self) -> bool:
        from textual.widgets import Input

        focused = self.focused
        if isinstance(focused, PromptArea):
            focused.empty_now()
            return focused.has_words
        return isinstance(focused, Input)

    def action_command(self, name: str) -> None:
        """Change the language of a look at the plan, below which the talk is."""
        del name
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        talk = getattr(below, "conversation", None)
        if talk is not None and hasattr(self.screen, "action_back") and not self.screen.is_modal:
            talk.looks.switch(self.screen)

    # Help

    def action_ask_help(self) -> None:
        """Tell about the open question in the talk; beside a table, which leaves it few lines."""
        if self.screen.grid.display:  # type: ignore[attr-defined]  # the interview
            self.action_help_here()
        else:
            self.screen.action_command("help")  # type: ignore[attr-defined]  # as above

    def action_help_here(self) -> None:
        """Tell about this place, beside it; the same key goes back."""
        from kamguide.tui.places import help_text, place_of
        from kamguide.tui.screens.aside import AsideScreen

        if isinstance(self.screen, AsideScreen):
            self.screen.dismiss()
            return
        talk, lang = getattr(self.screen, "conversation", None), self.reader
        place = say(f"place.{place_of(self.screen)}", lang)
        first = talk.about if talk is not None else ""
        body = help_text(self.screen, lang, first)
        self.push_screen(AsideScreen(say("help.title", lang, place=place), body, lang))

    def action_terms(self) -> None:
        """Tell what the terms of the question mean, beside it."""
        from kamguide.tui.screens.aside import AsideScreen

        talk = self.screen.conversation  # type: ignore[attr-defined]  # see `check_action`
        lang = self.reader
        self.push_screen(AsideScreen(say("help.terms_title", lang), talk.terms, lang))

    def action_palette(self) -> None:
        """Search every command by its words."""
        from kamguide.tui.palette import Palette, offers

        self.offered = [*offers(self)]
        self.push_screen(Palette(self.reader))

    # The look

    def shown_itself(self, command: str, screen: InterviewScreen) -> bool:
        """Do a command about the screen itself, and say what came of it; false where it is not."""
        from kamguide.workspace.speaking import Speaker

        name, _, rest = command.partition(" ")
        choice, lang = rest.strip().casefold(), self.reader
        if name == "tour":
            self.start_tour()
        elif name == "theme":
            screen.say(Speaker(lang).note(self._theme_chosen(choice, lang)))
        elif name == "ascii":
            screen.say(Speaker(lang).note(self._ascii_chosen(choice not in OFF, lang)))
        else:
            return False
        return True

    def _theme_chosen(self, rest: str, lang: str) -> str:
        words = {say(f"theme.{one}", code): one for one in CHOICES for code in ("en", "zh")}
        choice = rest if rest in CHOICES else words.get(rest, "")
        if choice:
            self.choose_theme(choice)
            return say("theme.now", lang, theme=say(f"theme.{choice}", lang))
        now = self.workspace.taste.theme if self.workspace is not None else "auto"
        return say("theme.how", lang, theme=say(f"theme.{now}", lang))

    def choose_theme(self, choice: str) -> None:
        """Be light or dark from now on, also next time; `auto` follows the terminal."""
        self.theme = theme_for(choice, os.environ, self.look.is_terminal_light)
        if self.workspace is not None:
            self.workspace.keep_taste(self.workspace.taste._replace(theme=choice))

    def _ascii_chosen(self, wanted: bool, lang: str) -> str:
        choose_ascii(wanted)
        self.set_class(is_ascii(), "-ascii")
        if self.workspace is not None:
            self.workspace.keep_taste(self.workspace.taste._replace(ascii=wanted))
        self.refresh_css(animate=False)
        return say("ascii.on" if wanted else "ascii.off", lang)

    # Too small

    def watch_size_of(self, screen: Screen[object]) -> None:
        """Say on a screen that there is too little room for it, as long as it is so."""
        self._fit(screen, self.size)

    def _fit(self, screen: Screen[object], size: Size) -> None:
        from kamguide.tui.widgets.small import TooSmall, is_too_small

        width, height = size
        told = screen.query(TooSmall)
        if not is_too_small(width, height):
            told.remove()
        elif told:
            told.first().tell(width, height, self.reader)
        else:
            words = TooSmall()
            words.tell(width, height, self.reader)
            screen.mount(words)

    def on_resize(self, event: events.Resize) -> None:
        """Look whether everything fits."""
        for screen in self.screen_stack:
            self._fit(screen, event.size)

    # The tour

    def offer_tour(self) -> None:
        """Offer the tour to somebody new, once."""
        from kamguide.tui.screens.tour import OfferScreen

        if self.look.is_new and self.workspace is not None and not self.workspace.taste.toured:
            self.workspace.keep_taste(self.workspace.taste._replace(toured=True))
            self.push_screen(OfferScreen(self.lang), self._offered)

    def _offered(self, wanted: bool | None) -> None:
        if wanted:
            self.start_tour()

    def start_tour(self) -> None:
        """Show the parts of the screen, on the plan that is open, or on the finished example."""
        from kamguide.tui.screens.interview import InterviewScreen
        from kamguide.tui.screens.tour import TourScreen

        if isinstance(self.screen, InterviewScreen) and self.screen.conversation is not None:
            self.push_screen(TourScreen(self.screen, self.reader))
        elif self.workspace is not None:
            from kamguide.workspace.files import example

            plan = example(self.workspace, self.lang)
            shown = InterviewScreen({}, self.workspace.open_or_read(plan, lang=self.lang))
            self.is_shown_around = True
            self.push_screen(shown)
            self.set_timer(SOON, partial(self._tour_of_example, shown))

    def _tour_of_example(self, shown: InterviewScreen) -> None:
        """Begin at a table with a chart, once the example is on the screen."""
        from kamguide.tui.screens.tour import TourScreen

        if shown not in self.screen_stack:  # the person left it while it was loaded
            self.is_shown_around = False
            return
        if shown.conversation is None:
            self.set_timer(SOON, partial(self._tour_of_example, shown))
            return
        shown.conversation.command("goto", SHOWN)
        shown.show_turn()
        self.call_after_refresh(self.push_screen, TourScreen(shown, self.reader), self._toured)

    def _toured(self, _: None) -> None:
        """Put the example away: the person is where they were before the tour."""
        self.pop_screen()
        self.is_shown_around = False
