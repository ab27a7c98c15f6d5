"""The way through a plan: its phases and steps, and how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text as RichText

from kamguide.engine.turns import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamguide.model.flow import FlowStep
    from kamguide.workspace.session import Session


class Way(NamedTuple):
    """What is drawn of it, the line where we are, and the question each line leads to."""

    text: RichText
    here: int
    leads: dict[int, str]


def way_of(session: Session) -> Way:
    """Phases and steps, with how far each is; `>` marks the line where we are."""
    known, turn, lang = session.progress, session.turn, session.lang
    here = turn.step.id if isinstance(turn, Asked) else ""
    text, line = RichText(no_wrap=True, overflow="ellipsis"), 0
    leads: dict[int, str] = {}
    for number, phase in enumerate(session.flow.phases, start=1):
        text.append(f"{number} {phase.title(lang)}\n", "bold")
        for step in phase.steps:
            one = known.of(step.id)
            if not one.applicable:
                continue
            mark = ">" if step.id == here else ("*" if one.is_done else " ")
            count = f"{one.answered}/{one.applicable}"
            style = "reverse" if step.id == here else ""
            at = text.plain.count("\n")
            line = at if step.id == here else line
            leads[at] = _first_of(session, step, one.missing)
            text.append(f" {mark} {count:>5}  {step.title(lang)}\n", style)
    return Way(text, line, leads)


def _first_of(session: Session, step: FlowStep, missing: Sequence[str]) -> str:
    """The question a step begins with: the first that is missing, else the first that is asked."""
    asked = {question.id for question in session.path.asked}
    return next(iter((*missing, *(one.id for one in step.questions if one.id in asked))), step.id)
