"""Ways to look at a plan as a whole: what it needs, how good it is, how it hangs together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.workspace.entries import Entry
from kamguide.workspace.inplace import SCREEN_ONLY, in_lines
from kamguide.workspace.session import Session


def _needs(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.checking import Telling, report_on

    return Telling(session).entries(report_on(session))


def _quality(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.checking import Telling, report_on

    return Telling(session).graded(report_on(session).rubric)


def _thread(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.thread import ThreadTelling

    return ThreadTelling(session).entries()


def _stability(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.stability import StabilityTelling

    return StabilityTelling(session).entries()


def _challenges(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.challenges import ChallengeTelling

    return ChallengeTelling(session).entries()


LOOKS: Final[Mapping[str, Callable[[Session], Iterator[Entry]]]] = {
    "check": _needs,
    "rubric": _quality,
    "thread": _thread,
    "stability": _stability,
    "challenges": _challenges,
}
"""Each way to look, by the command that tells it."""


CHANGES: Final = "changes"
SCRIPT: Final = "script"


def _changes(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.changes import changes_since
    from kamguide.workspace.changes_telling import ChangesTelling

    try:
        yield from ChangesTelling(changes_since(session)).entries()
    except UsageError as problem:
        yield Entry(say(problem.key, session.lang, **problem.values))


def _script(session: Session) -> Iterator[Entry]:
    from kamguide.workspace.script_telling import ScriptTelling

    yield from ScriptTelling(session).entries()


REVIEWS: Final[Mapping[str, Callable[[Session], Iterator[Entry]]]] = {
    CHANGES: _changes,
    SCRIPT: _script,
}
"""Looks between author and reviewer: on a screen of their own."""
STILL: Final = "still"
"""What was carried over from the plan before and waits to be confirmed."""
ANSWERS: Final = "answers"
SETTINGS: Final = "settings"
"""What is shown of the settings: in lines, or as a screen of its own on which they are changed."""


def look(session: Session, name: str) -> str:
    """A way to look at a plan, or its settings, in words."""
    from kamguide.workspace.annual_telling import still_lines
    from kamguide.workspace.overlook import told
    from kamguide.workspace.plansettings import PlanSettings
    from kamguide.workspace.wordback.look import WORD, word_look

    if name == SETTINGS:
        how = say("settings.how", session.lang)
        return "\n".join((*PlanSettings(session, session.lang).lines(), how))
    if (command := name.partition(" ")[0]) in SCREEN_ONLY:
        return in_lines(command, session.lang)
    if name == ANSWERS:
        return told(session)
    if name == STILL:
        return "\n".join(still_lines(session))
    if name.startswith(WORD):
        return word_look(session, name)
    return "\n".join(one.text for one in {**LOOKS, **REVIEWS}[name](session))
