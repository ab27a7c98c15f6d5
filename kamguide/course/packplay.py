"""A pack played as a learner would get it, in one language, without a store."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from msgspec import Struct

from kamguide.coach.judging import judge
from kamguide.course.pack import Pack
from kamguide.course.packmodel import Fault, Paper
from kamguide.course.planting import as_edits
from kamguide.engine.change import changed
from kamguide.engine.path import path
from kamguide.errors import AnswerError, KamguideError
from kamguide.flowfile.cases import AnswersFile
from kamguide.flowfile.problems import Problem
from kamguide.model.answers import Answers
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.store.changes import Author
from kamguide.store.ids import IdSource
from kamguide.store.memory import MemoryStore
from kamguide.workspace.filling import Filling
from kamguide.workspace.intake import Intake, file_bytes
from kamguide.workspace.openplan import Access
from kamguide.workspace.outcome import SessionFacts
from kamguide.workspace.practising import facts
from kamguide.workspace.session import Session
from kamguide.workspace.vocabulary import read_vocabulary

DAY = date(2026, 1, 1)
"""The day a case without one is looked at."""


class Play(Struct):
    """What came of playing a pack."""

    lang: Lang
    problems: list[Problem] = []
    """Answers of the case that do not fit the flow."""
    missing: list[str] = []
    """Questions that are named to be handed out, and have no answer in the case."""
    unfit: list[tuple[int, int, AnswerError]] = []
    """The fault, which edit of it, and why it cannot be made."""
    unfound: list[tuple[int, str, bool]] = []
    """The fault, what should find it, and whether that finds something without it already."""
    hidden: list[str] = []
    """What is found of a fault alone, but not while the others are there."""


def play(pack: Pack, flow: Flow, lang: Lang) -> Play:
    """Hand a pack out, plant each fault alone and all together, and look what is found."""
    case, played = pack.case(lang), Play(lang)
    today = day_of(case)
    filled = _filled(case, flow, lang, today, pack.given)
    played.problems += filled.faults
    if pack.card.model is not None:
        played.problems += _filled(
            pack.model(lang), flow, lang, today, tuple(flow.questions)
        ).faults
    wanted = [one for one in pack.card.given.also if one in flow.questions]
    played.missing += [one for one in wanted if one not in filled.answers]
    _plant(pack.faults, played, filled.answers, flow, lambda answers: _found(flow, answers, today))
    return played


def taken_in(pack: Pack, paper: Paper, flow: Flow, lang: Lang) -> KamguideError | None:
    """Why a file that is handed out cannot be taken into its table; None where it can."""
    table = flow.tables.get(paper.question or "")
    if table is None:
        return None
    session = _session(flow, lang, day_of(pack.case(lang)))
    try:
        taken = Intake(session, table, file_bytes(pack.folder / paper.file(lang))).taken
    except KamguideError as error:
        return error
    return taken.faults[0].error if taken.faults else None


def day_of(case: AnswersFile) -> date:
    """The day a case was made on, which its dates are to be looked at from."""
    try:
        return date.fromisoformat(str(case.meta.get("generated", DAY)))
    except ValueError:
        return DAY


def _found(flow: Flow, answers: Answers, today: date) -> set[str]:
    return {one.rule for one in judge(flow, path(flow, answers, today=today))}


def _plant(
    faults: tuple[Fault, ...],
    played: Play,
    answers: Answers,
    flow: Flow,
    found: Callable[[Answers], set[str]],
) -> None:
    before, together, told = found(answers), answers, set[str]()
    for number, fault in enumerate(faults):
        alone = answers
        for place, one in enumerate(fault.edits):
            try:
                for edit in as_edits(one, flow, answers, played.lang):
                    alone, together = changed(alone, edit), changed(together, edit)
            except AnswerError as error:
                played.unfit.append((number, place, error))
        if any(at == number for at, _, _ in played.unfit):
            continue
        after = found(alone)
        told |= {name for name in fault.found if name in after}
        played.unfound += [
            (number, name, name in before)
            for name in fault.found
            if name not in after or name in before
        ]
    played.hidden += sorted(told - found(together)) if told else []


class _Placed(Filling):
    """Reads a file for a plan, and notes what does not fit with its place."""

    faults: list[Problem]

    def _problem(self, key: str, question: str, /, *place: str | int, **values: object) -> None:
        located = self.file.located
        parts = ("answers", question, *place) if self.file.is_nested else (question, *place)
        line, column = self.file.line(question, *place), located.column(*parts)
        entries = tuple(values.items())
        self.faults.append(Problem(located.file, line, column, key, entries, "pack.answer.fix"))


def _filled(
    case: AnswersFile, flow: Flow, lang: Lang, today: date, given: tuple[str, ...]
) -> _Placed:
    handed = facts(flow, case, given)
    made = _Placed(_session(flow, lang, today), handed, answers=Answers())
    made.faults = []
    made._take(handed)
    return made


def _session(flow: Flow, lang: Lang, today: date) -> Session:
    store, ids = MemoryStore(), IdSource()
    at = datetime.combine(today, time(9), tzinfo=UTC)
    words = read_vocabulary(flow.method.words)
    access = Access(lambda: Author(store.origin, "", at, ids), lang, words)
    facts = SessionFacts("", "", flow.id, "draft", "")
    return Session(store, flow, Answers(), facts, access)
