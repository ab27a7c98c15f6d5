"""What is offered to pick from above the prompt, and what a reply that was sent picks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kamguide.engine.turns import Asked
from kamguide.messages import say
from kamguide.model.prompts import PicksPrompt, ScalePrompt
from kamguide.workspace.commands import Command
from kamguide.workspace.speaking import Speaker

if TYPE_CHECKING:
    from collections.abc import Collection

    from kamguide.model.prompts import CellPrompt
    from kamguide.model.questions.table import TableQuestion
    from kamguide.tui.screens.interview import InterviewScreen
    from kamguide.workspace.session import Session
    from kamguide.workspace.speaking import Said


class Offering:
    """The list or the scale on one interview screen."""

    def __init__(self, session: Session, screen: InterviewScreen) -> None:
        self._session = session
        self._screen = screen

    def offer(self, prompt: CellPrompt, *, takes_words: bool = True) -> None:
        """Show what can be picked; a scale with what its ends mean.

        Without `takes_words` a list offers ways on, and words are an answer themselves.
        """
        picks, lang, ends = self._screen.picks, self._session.lang, ("", "")
        if isinstance(prompt, ScalePrompt):
            from kamguide.workspace.anchors import ends_of

            ends = ends_of(prompt, lang)
        picks.takes_words = takes_words
        picks.offer(prompt, lang, ends, self._given() if takes_words else ())
        self._screen.prompt.has_list = picks.is_list
        self._screen.prompt.takes_ticks = isinstance(prompt, PicksPrompt)

    def _given(self) -> Collection[str]:
        """The codes of what was picked at the open question."""
        turn = self._session.turn
        value = self._session.answers.value(turn.question.id) if isinstance(turn, Asked) else None
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        return value if isinstance(value, tuple) else (str(value),)

    @property
    def keys(self) -> str:
        """The key of what is told of keys below what is offered."""
        picks = self._screen.picks
        if not picks.is_list:
            return "screen.keys_text"
        if self._screen.prompt.takes_ticks:
            return "screen.keys_ticks"
        return "screen.keys_picks" if picks.takes_words else "screen.keys_ways"

    def nothing(self) -> None:
        """Show nothing to pick."""
        self._screen.picks.display = self._screen.prompt.has_list = False

    def meant(self, raw: str, heard: Command | str) -> str:
        """The reply that was sent: where something can be picked, what it picks."""
        picks = self._screen.picks
        if isinstance(heard, Command) or not picks.display:
            return raw
        return picks.meant(raw) if raw.strip() else picks.picked()

    def taken(self, raw: str, heard: Command | str, question: str) -> tuple[str, tuple[Said, ...]]:
        """What was sent, and what to say of it: a pick by its name, with the question it answers.

        Nothing is said of nothing, unless the last tick was taken away before.
        """
        text = self.meant(raw, heard)
        lang = self._session.lang
        speaker = Speaker(lang)
        picks = self._screen.picks
        if not text.strip():
            is_emptied = picks.is_emptied
            return text, (speaker.note(say("talk.none_ticked", lang)),) if is_emptied else ()
        if isinstance(heard, Command):
            return text, (speaker.you(text),)
        whole = picks.with_ticks(text)
        said = replace(speaker.you(picks.named(whole)), question=question)
        told = () if whole == text else (speaker.note(say("talk.ticks_too", lang)),)
        return whole, (said, *told)

    def help(self, table: TableQuestion, row: str, column: str) -> str:
        """How to choose a mark in a cell, in words; nothing where it has no scale."""
        from kamguide.workspace.anchors import Anchors

        prompt = table.column(column).prompt(self._session.interview.context)
        if not isinstance(prompt, ScalePrompt):
            return ""
        return Anchors(self._session).told(table, row, prompt)
