"""Every command by its words, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from kamguide.messages import say
from kamguide.tui.lines import GAP
from kamguide.workspace.inplace import WITH_WORDS, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kamguide.tui.helping import HelpingApp


class Offer(NamedTuple):
    """Something to do: what it is called, how it is typed, and how it is done."""

    words: str
    typed: str
    run: Callable[[], None]

    @property
    def behind(self) -> Content:
        """How it is typed, to stand behind what it is called: on one line, so that more fit."""
        return Content(f"{GAP}{self.typed}" if self.typed else "")


def offers(app: HelpingApp) -> Iterator[Offer]:
    """What can be done where the person is."""
    lang, talk = app.reader, getattr(app.screen, "conversation", None)
    if talk is None:
        yield Offer(say("command.lang", lang), "F4", lambda: app.simulate_key("f4"))
        yield Offer(say("key.help_here", lang), "F1", app.action_help_here)
        for theme in ("auto", "light", "dark"):
            words = say("theme.now", lang, theme=say(f"theme.{theme}", lang))
            yield Offer(words, "", _theme(app, theme))
        yield Offer(say("command.tour", lang), "", app.start_tour)
        yield Offer(say("key.app.leave", lang), "Ctrl+C", app.exit)
        return
    for one in listed(lang):
        yield Offer(one.text, one.shown, _typed(app, one.command, one.shown))


def _theme(app: HelpingApp, theme: str) -> Callable[[], None]:
    def choose() -> None:
        app.choose_theme(theme)

    return choose


def _typed(app: HelpingApp, command: str, shown: str) -> Callable[[], None]:
    """Do a command as if it had been typed; one that wants words is typed and waits for them."""

    def run() -> None:
        screen = app.screen
        if command in WITH_WORDS:
            screen.prompt.begin(f"{shown} ")  # type: ignore[attr-defined]  # the interview
        else:
            screen.action_command(command)  # type: ignore[attr-defined]  # as above

    return run


class OurCommands(Provider):
    """Finds commands by what they do and by how they are typed."""

    @property
    def _offers(self) -> list[Offer]:
        return self.screen.app.offered  # type: ignore[attr-defined, no-any-return]  # our app

    async def discover(self) -> Hits:
        """Everything there is, before anything is typed."""
        for one in self._offers:
            yield DiscoveryHit(Content(one.words) + one.behind, one.run)

    async def search(self, query: str) -> Hits:
        """What is called so; a word where nothing is."""
        match, found = self.matcher(query), False
        for one in self._offers:
            score = max(match.match(one.words), match.match(one.typed))
            if score > 0:
                found = True
                yield Hit(score, match.highlight(one.words) + one.behind, one.run, one.words)
        if not found:
            words = say("help.palette_none", self.screen.app.reader)  # type: ignore[attr-defined]  # our app
            yield Hit(1, words, lambda: None)


class Palette(CommandPalette):
    """Textual's palette, in signs that every Chinese font has, and with nothing that moves."""

    def __init__(self, lang: str) -> None:
        super().__init__([OurCommands], placeholder=say("help.palette", lang))

    def on_mount(self) -> None:
        """Let the cursor stand still."""
        self.query_one(Input).cursor_blink = False
