"""What came of a reply, and what an open plan is besides its answers."""

from datetime import datetime

from msgspec import Struct

from kamguide.engine.findings import Finding
from kamguide.engine.turns import Turn
from kamguide.errors import AnswerError
from kamguide.model.context import Notice


class Outcome(Struct, frozen=True):
    """What came of a reply: what is asked now, what is said back, what the coach found.

    `problem` is set where the reply could not be read: nothing was kept, the question stands.
    `saved` is the moment the store acknowledged it.
    """

    turn: Turn
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: AnswerError | None = None
    saved: datetime | None = None
    question: str = ""


class SessionFacts(Struct, frozen=True):
    """What an open plan is, besides its answers, and who has opened it."""

    id: str
    name: str
    flow: str
    status: str
    actor: str
