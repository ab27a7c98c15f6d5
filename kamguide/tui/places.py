"""Where the person is, as help knows it: its name, what it is for, and the keys that work there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.app import App

from kamguide.engine.turns import Asked
from kamguide.messages import has, say
from kamguide.model.prompts import PickPrompt, PicksPrompt
from kamguide.model.questions.table import TableQuestion
from kamguide.tui.lines import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding
    from textual.screen import Screen

    from kamguide.tui.conversation import Conversation

_NAMES = {
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}
"""Keys that are called otherwise than here, the same in every language."""
_OF_A_TABLE = ("key.grid", "key.new_row", "key.delete_row")
_AMONG_SEVERAL = ("key.app.focus_next", "key.app.focus_previous")
"""Keys that do nothing where there is nothing else to go to."""
_SEVERAL = frozenset(("fullwidth_question_mark", "q"))
"""Second keys for the same thing, that need no line of their own."""


def place_of(screen: Screen[object]) -> str:
    """The place of a screen, by the question that is open or by what the screen is."""
    talk = getattr(screen, "conversation", None)
    if talk is not None:
        beside = (screen.focused.id if screen.focused is not None else None) or ""
        return beside if beside in ("live", "way") else _of_talk(talk, talk.session.turn)
    name = type(screen).__name__.removesuffix("Screen").lower()
    if name == "interview":  # its plan is about to come
        return "text"
    return name if has(f"place.{name}", "en") else "other"


def _of_talk(talk: Conversation, turn: object) -> str:
    if talk.waits:
        return "decision"
    if not isinstance(turn, Asked):
        return "checking"
    if isinstance(turn.question, TableQuestion):
        return "grid"
    return "picks" if isinstance(turn.prompt, PickPrompt | PicksPrompt) else "text"


def label_of(action: str) -> str:
    """The key of the words for what a binding does."""
    return "key." + ".".join(re.findall(r"-?[\w.]+", action))


def keys_of(screen: Screen[object], lang: str) -> Iterator[tuple[str, str]]:
    """The keys that are ours and work here, and what each does; function keys first."""
    told: dict[str, str] = {}
    place = place_of(screen)
    for key, active in screen.active_bindings.items():
        label = _label_at(active)
        is_ours = type(active.node).__module__.startswith("kamguide")
        fits = place == "grid" or not label.startswith(_OF_A_TABLE)
        fits = fits and (label not in _AMONG_SEVERAL or len(screen.focus_chain) > 1)
        if is_ours and fits and key not in _SEVERAL and has(label, lang):
            told.setdefault(label, key)
    for label, key in sorted(told.items(), key=lambda one: _order(one[1])):
        yield key_name(key, lang), say(label, lang)


def _label_at(active: ActiveBinding) -> str:
    """The key of the words for a binding: those for it in its own place, where it has some."""
    label = label_of(active.binding.action)
    owner = "app" if isinstance(active.node, App) else type(active.node).__name__.lower()
    own = label.replace("key.", f"key.{owner}.", 1)
    return own if has(own, "en") else label


def _order(key: str) -> tuple[bool, int, str]:
    is_function = key[:1] == "f" and key[1:].isdigit()
    return not is_function, len(key) if is_function else 0, key


def key_name(key: str, lang: str) -> str:
    """A key as it stands on keyboards; a letter alone as it is typed."""
    *held, last = key.split("+")
    named = f"keyname.{last}"
    if has(named, lang):
        last = say(named, lang)
    elif len(last) > 1:
        last = _NAMES.get(last, last.title())
    elif held:
        last = last.upper()
    return "+".join((*(one.title() for one in held), last))


def help_text(screen: Screen[object], lang: str, first: str = "") -> str:
    """What there is to know about a place: first about the open question, then the place."""
    place = place_of(screen)
    keys = [*keys_of(screen, lang)]
    width = max((cell_len(name) for name, _ in keys), default=0)
    lines = [say(f"place.{place}.about", lang), ""]
    if first:
        lines += [first, ""]
    lines.append(say("help.keys", lang))
    lines += [f"{set_cell_size(name, width)}{GAP}{words}" for name, words in keys]
    if getattr(screen, "conversation", None) is not None:
        lines += ["", say("help.commands_how", lang)]
    return "\n".join(lines)
