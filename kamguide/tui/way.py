"""The way through a plan: its phases and steps, and how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as RichText

from kamguide.engine.turns import Asked

if TYPE_CHECKING:
    from kamguide.workspace.session import Session


def way_of(session: Session) -> tuple[RichText, int]:
    """Phases and steps, with how far each is; `>` marks the line where we are."""
    known, turn, lang = session.progress, session.turn, session.lang
    here = turn.step.id if isinstance(turn, Asked) else ""
    text, line = RichText(no_wrap=True, overflow="ellipsis"), 0
    for number, phase in enumerate(session.flow.phases, start=1):
        text.append(f"{number} {phase.title(lang)}\n", "bold")
        for step in phase.steps:
            one = known.of(step.id)
            if not one.applicable:
                continue
            mark = ">" if step.id == here else ("*" if one.is_done else " ")
            count = f"{one.answered}/{one.applicable}"
            style = "reverse" if step.id == here else ""
            line = text.plain.count("\n") if step.id == here else line
            text.append(f" {mark} {count:>5}  {step.title(lang)}\n", style)
    return text, line
