"""Help where one is: about the open question, and the commands that there are."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kamguide.engine.turns import Asked
from kamguide.messages import say
from kamguide.model.questions import Question
from kamguide.model.text import Lang
from kamguide.plan.wording import text_in
from kamguide.workspace.commands import NAMES
from kamguide.workspace.session import Session

SCREEN_ONLY: Final = ("theme", "ascii", "tour")
"""Commands about how the screen looks and where things stand on it: in lines, a sentence."""
WITH_WORDS: Final = frozenset(
    (
        *("term", "goto", "find", "note", "evidence", "delete", "row", "flow", "intake"),
        *("chart", "export", "comment", "reply", "met", "return"),
        *("word", "object", "takeaway", "conflict", "decide", "settle"),
    )
)
"""Commands that say more with words behind them."""


class Listed(NamedTuple):
    """A command as a person sees it in a list."""

    command: str
    shown: str
    text: str


def about(question: Question, lang: Lang) -> Iterator[str]:
    """Why a question is asked, an example, a weak one, and where the data is found."""
    yield say("help.why", lang, text=question.why(lang))
    if question.example is not None:
        yield say("talk.example", lang, text=text_in(question.example, lang))
    for weak in question.weak[:1]:
        yield say("talk.weak", lang, text=weak.example(lang))
        yield say("talk.weak_reply", lang, text=weak.reply(lang))
    if question.learn is not None:
        yield say("help.where", lang, text=question.learn(lang))


def about_open(session: Session) -> str:
    """What helps with the question that is open, if one is."""
    turn = session.turn
    return "\n".join(about(turn.question, session.lang)) if isinstance(turn, Asked) else ""


def shown_name(command: str, lang: Lang) -> str:
    """A command's name in the reader's language."""
    names = [name for name in NAMES[command] if name and name.isascii() == (lang == "en")]
    return f"/{(names or [NAMES[command][0]])[0]}"


def listed(lang: Lang) -> Iterator[Listed]:
    """Every command, and what it does."""
    for command in NAMES:
        yield Listed(command, shown_name(command, lang), say(f"command.{command}", lang))


def in_lines(command: str, lang: Lang) -> str:
    """What a command of the screen comes to where there is none."""
    return say(f"help.in_lines.{command}", lang)
