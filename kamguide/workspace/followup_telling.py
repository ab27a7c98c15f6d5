"""What became of an approved plan, in words and as JSON."""

from collections.abc import Iterable, Iterator

from kamguide.engine.followup import Told
from kamguide.errors import AnswerError
from kamguide.messages import say
from kamguide.messages.forms import number
from kamguide.model.amounts import read_number
from kamguide.model.answers import Json
from kamguide.model.text import clean
from kamguide.plan.wording import Wording
from kamguide.workspace.followup import ACTUAL, STATUS, Progress, Step
from kamguide.workspace.review_telling import ReviewTelling
from kamguide.workspace.session import Session


def lines(session: Session, steps: Iterable[Step]) -> Iterator[str]:
    """A line for each piece of progress, oldest first; what there is to say where there is none."""
    known = list(steps)
    if not known:
        yield say("followup.none", session.lang)
    for one in known:
        yield say(
            "followup.line_note" if one.note else "followup.line",
            session.lang,
            on=f"{one.at:%Y-%m-%d}",
            place=ReviewTelling(session).named(one.place),
            value=_value(session, one),
            actor=clean(one.actor),
            note=clean(one.note),
        )


def told(session: Session) -> tuple[Told, ...]:
    """The amounts that were reached or spent, and what open items turned out to be, oldest first.

    How actions and needs stand is in their tables (`as_it_stands`).
    """
    return tuple(
        Told(
            *(one.place.question, one.place.row, one.place.column),
            _value(session, one),
            clean(one.note),
            clean(one.actor),
            one.at.date(),
        )
        for one in Progress(session).steps()
        if one.kind != STATUS
    )


def _value(session: Session, one: Step) -> str:
    table = session.flow.tables.get(one.place.question)
    try:
        if one.kind == ACTUAL:
            return number(read_number(one.value)[0])
        if one.kind == STATUS and table is not None:
            column = table.column(one.place.column)
            words = Wording(session.flow, session.answers, session.lang)
            return words.value(column, column.load(one.value))
    except (AnswerError, KeyError):
        pass
    return clean(one.value)


def as_json(steps: Iterable[Step]) -> list[Json]:
    """The same for programs."""
    return [
        {
            "question": one.place.question,
            "row": one.place.row,
            "column": one.place.column,
            one.kind: one.value,
            "note": one.note,
            "actor": one.actor,
            "at": one.at.isoformat(),
        }
        for one in steps
    ]
