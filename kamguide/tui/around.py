"""What stands around the talk: the plan and where we are in it, and the section of this step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text as RichText

from kamguide.engine.turns import Asked
from kamguide.messages import say, span
from kamguide.tui.leaves import Leaf
from kamguide.tui.lines import GAP, fitted
from kamguide.tui.section import LiveSection, whole_plan
from kamguide.tui.widgets.columns import cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kamguide.workspace.session import Session

_NAME: Final = 16
"""Cells that the name of the plan has at the least, however long that of the step is."""


def head(session: Session, width: int) -> str:
    """The plan, where we are in it, and how much is left."""
    known, turn, lang = session.progress, session.turn, session.lang
    step = ""
    if isinstance(turn, Asked):
        one = known.of(turn.step.id)
        step = f"{turn.step.title(lang)} {one.answered}/{one.applicable}"
    minutes = known.minutes_left
    left = minutes and say("screen.minutes_left", lang, time=span(minutes, lang))
    parts = [session.facts.name, step, f"{known.answered}/{known.applicable}", left]
    text = GAP.join(part for part in parts if part)
    if cell_len(text) <= width:
        return text
    room = max(_NAME, width - cell_len(step) - len(GAP))
    return fitted(GAP.join(filter(None, (cut(session.facts.name, room), step))), width)


def section(session: Session, *, waits: bool) -> tuple[str, Iterator[Leaf]]:
    """What the answers of this step have become: the step, and the leaves of its section.

    With `waits` they only say that they are shown once the long table is done.
    """
    turn = session.turn
    if not isinstance(turn, Asked):
        return "", whole_plan(session)
    if waits:
        told = RichText(say("grid.pane_waits", session.lang))
        return turn.step.id, iter([Leaf([told], 2)])
    return turn.step.id, LiveSection(session, turn.step).leaves()


def saved_at(moment: datetime | None, lang: str) -> str:
    """*Saved* and when, or nothing yet."""
    if moment is None:
        return ""
    return say("talk.saved", lang, time=f"{moment.astimezone():%H:%M:%S}")
