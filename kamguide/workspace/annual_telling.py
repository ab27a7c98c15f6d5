"""The annual review in words and as JSON: what is ready, what came over, what changed since."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kamguide.engine.carrying import is_under_review, unconfirmed
from kamguide.engine.changelog import changes
from kamguide.messages import money, say
from kamguide.model.answers import Cell, Json, Open
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang
from kamguide.plan.changed import ChangeWords, ToldChange, by_people, day_of
from kamguide.plan.wording import short_title, shortened
from kamguide.workspace.annual import CarriedOver
from kamguide.workspace.asking import money_unit
from kamguide.workspace.overlook import Line, Overlook
from kamguide.workspace.session import Session

LONGEST: Final = 160
"""Cells of a line that is told."""


def ready_to_roll(session: Session) -> str:
    """What is said when the closed year was reviewed and the old plan can be carried over."""
    if not is_under_review(session.flow, session.answers):
        return ""
    review = session.flow.of_the_review
    missing = [one for one in session.progress.missing if one in review]
    if missing:
        titles = [f"- {short_title(session.flow, one, session.lang)}" for one in missing]
        return "\n".join((say("annual.not_yet", session.lang), *titles))
    return "\n".join((say("annual.ready", session.lang), *_figures(session)))


def _figures(session: Session) -> Iterator[str]:
    """The closed year in a line each: revenue, margin, budget, how good the forecast was."""
    found = session.path.figures.get("review")
    if found is None:
        return
    unit = money_unit(session)
    for name, one in (("revenue", found.account), ("budget", found.budget)):
        yield say(
            f"annual.line.{name}",
            session.lang,
            plan=money(one.plan),
            actual=money(one.actual),
            variance=_signed(one.variance),
            unit=unit,
        )
    margin = found.margin
    if margin.variance is not None:
        yield say(
            "annual.line.margin",
            session.lang,
            plan=money(margin.plan),
            actual=money(margin.actual),
            quantity=_signed(margin.quantity),
            rate=_signed(margin.rate),
        )


def _signed(value: object) -> str:
    text = money(value)  # type: ignore[arg-type]  # figures are decimals
    return f"+{text}" if text[:1].isdigit() and text != "0" else text


def carried_over(done: CarriedOver, session: Session) -> str:
    """What came over, and from where the new plan starts."""
    totals = " / ".join(money(one) for one in done.totals)
    left = sum(map(len, unconfirmed(session.flow, session.answers).values()))
    return say(
        "annual.rolled",
        session.lang,
        count=done.answers,
        year=done.base_year,
        last=done.base_year + 3,
        totals=totals,
        left=left,
    )


def still_lines(session: Session) -> Iterator[str]:
    """What was carried over and waits, by step."""
    waiting = unconfirmed(session.flow, session.answers)
    if not waiting:
        yield say("annual.nothing_left", session.lang)
        return
    titles = {
        step.id: step.title(session.lang) for phase in session.flow.phases for step in phase.steps
    }
    known = {one.question: one for one in Overlook(session).lines}
    for step, names in waiting.items():
        yield say("annual.step", session.lang, title=titles[step], count=len(names))
        yield from (f"- {_answered(known[one], session.lang)}" for one in names)
    yield say("annual.how_to_confirm", session.lang)


def _answered(line: Line, lang: Lang) -> str:
    """A question and its answer, cut to a line."""
    return shortened(
        say("mark.pair", lang, head=line.title, text=line.answer or line.state), LONGEST
    )


def still_json(session: Session) -> Json:
    """The same for programs."""
    waiting = unconfirmed(session.flow, session.answers)
    return {step: list[Json](names) for step, names in waiting.items()}


# The change log


def change_lines(session: Session, *, moved: bool = False) -> Iterator[str]:
    """What changed from the plan before: by whom, when, from what to what.

    Args:
        session: The plan.
        moved: Whether what only moved on by a year is told one by one, not only counted.
    """
    found = changes(session.flow, session.answers)
    if session.answers.earlier is None or not found:
        yield say("annual.no_changes", session.lang)
        return
    shown = found if moved else by_people(found)
    if not moved:
        yield from _moved(session, Counter(one.question for one in found if one not in set(shown)))
    words = ChangeWords(session.flow, session.answers, session.lang)
    yield from (change_line(words.told(one), session) for one in shown)


def _moved(session: Session, counts: Counter[str]) -> Iterator[str]:
    for name, count in counts.items():
        title = short_title(session.flow, name, session.lang)
        yield say("annual.moved", session.lang, title=title, count=count)


def change_line(told: ToldChange, session: Session) -> str:
    """One change in a line."""
    day = day_of(told.change, session.today).isoformat()
    parts = [day, told.change.actor or session.facts.actor, told.how, told.answer]
    line = "  ".join(part for part in (*parts, told.place) if part)
    if not (told.before or told.after):
        return line
    nothing = say("annual.empty", session.lang)
    change = f"{told.before or nothing} -> {told.after or nothing}"
    return say("mark.pair", session.lang, head=line, text=change)


def changes_json(session: Session) -> list[Json]:
    """Every change for programs."""
    return [
        {
            "answer": one.question,
            "row": one.row,
            "column": one.column,
            "before": _dumped(session, one.question, one.column, one.before),
            "after": _dumped(session, one.question, one.column, one.after),
            "how": str(one.how),
            "on": day_of(one, session.today).isoformat(),
            "who": one.actor or session.facts.actor,
        }
        for one in changes(session.flow, session.answers)
    ]


def _dumped(session: Session, question: str, column: str, value: Cell | None) -> Json:
    if value is None or isinstance(value, Open):
        return None
    spec = session.flow.questions[question]
    if isinstance(spec, TableQuestion):
        return spec.column(column).dump(value)
    return spec.dump(value)
