"""Ways to look at a plan as a whole: what it needs, how good it is, how it hangs together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kamguide.messages import say
from kamguide.workspace.challenges import ChallengeTelling
from kamguide.workspace.checking import Telling, report_on
from kamguide.workspace.entries import Entry
from kamguide.workspace.inplace import SCREEN_ONLY, in_lines
from kamguide.workspace.overlook import told
from kamguide.workspace.plansettings import PlanSettings
from kamguide.workspace.session import Session
from kamguide.workspace.stability import StabilityTelling
from kamguide.workspace.thread import ThreadTelling


def _needs(session: Session) -> Iterator[Entry]:
    return Telling(session).entries(report_on(session))


def _quality(session: Session) -> Iterator[Entry]:
    return Telling(session).graded(report_on(session).rubric)


def _thread(session: Session) -> Iterator[Entry]:
    return ThreadTelling(session).entries()


def _stability(session: Session) -> Iterator[Entry]:
    return StabilityTelling(session).entries()


def _challenges(session: Session) -> Iterator[Entry]:
    return ChallengeTelling(session).entries()


LOOKS: Final[Mapping[str, Callable[[Session], Iterator[Entry]]]] = {
    "check": _needs,
    "rubric": _quality,
    "thread": _thread,
    "stability": _stability,
    "challenges": _challenges,
}
"""Each way to look, by the command that tells it."""


ANSWERS: Final = "answers"
SETTINGS: Final = "settings"
"""What is shown of the settings: in lines, or as a screen of its own on which they are changed."""


def look(session: Session, name: str) -> str:
    """A way to look at a plan, or its settings, in words."""
    if name == SETTINGS:
        how = say("settings.how", session.lang)
        return "\n".join((*PlanSettings(session, session.lang).lines(), how))
    if (command := name.partition(" ")[0]) in SCREEN_ONLY:
        return in_lines(command, session.lang)
    if name == ANSWERS:
        return told(session)
    return "\n".join(one.text for one in LOOKS[name](session))
