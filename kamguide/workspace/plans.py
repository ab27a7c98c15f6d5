"""All plans of a person: starting, opening, listing, finding, leaving."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kamguide.engine.change import edits_of
from kamguide.engine.life import is_frozen
from kamguide.engine.turns import Asked, Completed
from kamguide.errors import UsageError
from kamguide.flowfile.kept import as_kept
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Json, Origin
from kamguide.model.edits import Edit, SetSetting
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, clean
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.faults import NoSuchPlanError, PlanBusyError
from kamguide.store.ids import IdSource, new_plan_id
from kamguide.store.lines import Found, PlanLine, Summary
from kamguide.store.log import Store
from kamguide.store.sqlite import SqliteStore
from kamguide.store.states import PlanState
from kamguide.store.upto import known_with
from kamguide.workspace.card import keep_card, keep_person, read_card, read_person
from kamguide.workspace.loading import answers_of
from kamguide.workspace.openplan import Access
from kamguide.workspace.outcome import SessionFacts
from kamguide.workspace.previous import earlier_of
from kamguide.workspace.session import Session
from kamguide.workspace.shelf import Shelf, name_of
from kamguide.workspace.taste import Taste, keep_taste, read_taste
from kamguide.workspace.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from kamguide.model.coursework import Assignment

COPIED_STEPS: Final = ("setup", "unit1")
"""What `new --from` copies: set-up, unit 1 and the competitors."""

KEEPS_UP: Final = 5000
"""Events by which the search index follows the log when a plan is left: a sitting, and more."""


class Workspace:
    """The plans in one store, and the person who works on them."""

    def __init__(
        self,
        store: SqliteStore,
        *,
        actor: str,
        lang: Lang,
        now: Callable[[], datetime],
        folder: Path | None = None,
    ) -> None:
        self.store = store
        self.actor = actor
        self.lang = lang
        self.now = now
        self._folder = folder
        self._ids = IdSource()
        self.shelf = Shelf(store, self.author)
        """Renames plans, puts them away, deletes them and brings them back."""

    @classmethod
    def at(
        cls, path: Path, *, actor: str | None, lang: Lang, now: Callable[[], datetime]
    ) -> "Workspace":
        """The plans in the store at `path`, which is made if it is not there."""
        store = SqliteStore(path, now)
        kept = read_person(path)
        return cls(store, actor=actor or kept, lang=lang, now=now, folder=path.parent)

    @property
    def knows_actor(self) -> bool:
        """Whether the person has said their name."""
        return bool(self.actor)

    def introduce(self, name: str) -> None:
        """Remember the person's name for the next times."""
        self.actor = clean(name).strip()
        if self._folder is not None:
            keep_person(self._folder, self.actor)

    # Plans

    def plans(self, *, archived: bool = False, deleted: bool = False) -> tuple[PlanLine, ...]:
        """Every plan, the one changed last first; those put away or deleted where asked for."""
        lines = self.store.plans(archived=archived or deleted)
        return tuple(one for one in lines if deleted or not one.deleted)

    def summaries(self) -> Mapping[str, Summary]:
        """What is known of plans without opening them, by id; see `workspace.summary`."""
        return self.store.summaries()

    def new(
        self,
        name: str,
        flow: str = "full",
        *,
        copy_from: str | None = None,
        exercise: "Assignment | None" = None,
    ) -> Session:
        """Start a plan, and open it.

        Args:
            name: What people call it.
            flow: In which flow it is made.
            copy_from: A plan whose common part is taken over.
            exercise: What it carries with it where it is work of a course.

        Raises:
            UsageError: The name is empty.
            PlanExistsError: Another plan has this name.
            FlowError: There is no such flow.
        """
        source = self.store.find_plan(copy_from) if copy_from else None
        session = self._started(name, flow, source, exercise)
        if source is not None:
            self._copy(self.store.state(source), session)
        return session

    def _started(
        self, name: str, flow: str, source: str | None, exercise: "Assignment | None" = None
    ) -> Session:
        wanted, loaded = name_of(name), load_flow(flow)
        plan = new_plan_id()
        payload: dict[str, Json] = {
            "name": wanted,
            "flow": loaded.id,
            "version": str(loaded.version),
            "hash": loaded.hash,
            "today": self.now().date().isoformat(),
        }
        if source is not None:
            payload["copied_from"] = source
        if exercise is not None:
            payload["exercise"] = as_kept(exercise)
        start = Change(Kind.PLAN_STARTED, payload=payload)
        self.store.record(draw_up(PlanState(), [start], self.author(), plan))
        return self.open(plan)

    def copy(self, plan: str, name: str) -> Session:
        """Start a plan with the answers and settings of another, in its flow, and open it.

        Raises:
            UsageError: The name is empty.
            PlanExistsError: Another plan has this name.
        """
        source = self.store.state(self.store.find_plan(plan))
        session = self._started(name, source.facts.flow, source.plan)
        answers = answers_of(session.flow, source)
        edits: list[Edit] = [SetSetting(one, to) for one, to in answers.settings.items()]
        for question, answer in answers.items():
            edits += edits_of(question, answer, Origin.COPIED)
        session.edit(*edits)
        return session

    def open(self, plan: str, *, lang: Lang | None = None, read_only: bool = False) -> Session:
        """Open a plan by name or id; one that is handed in or approved can only be read.

        Raises:
            NoSuchPlanError: There is none.
            PlanBusyError: Somebody else works on it; `read_only` opens it all the same.
        """
        found = self.store.find_plan(plan)
        read_only = read_only or is_frozen(self.store.state(found).facts.status)
        state = self.store.state(found) if read_only else self.store.open_plan(found, self.actor)
        return self._session(self.store, state, lang, read_only=read_only)

    def read_as_of(self, plan: str, event: str, *, lang: Lang | None = None) -> Session:
        """Open a plan for reading as it was just after an event of its log.

        Raises:
            NoSuchPlanError: There is no such plan.
            UsageError: Its log has no such event.
        """
        from kamguide.store.memory import MemoryStore

        log = self.store.events(self.store.find_plan(plan))
        if not (known := known_with(log, event)):
            raise UsageError("workspace.no_event", plan=plan)
        store = MemoryStore(self.store.origin)
        store.absorb(known)
        return self._session(store, store.state(log[0].plan), lang, read_only=True)

    def _session(
        self, store: Store, state: PlanState, lang: Lang | None, *, read_only: bool
    ) -> Session:
        flow = load_flow(state.facts.flow)
        facts = SessionFacts(state.plan, state.facts.name, flow.id, state.facts.status, self.actor)
        answers = answers_of(flow, state, earlier_of(self.store, state, self.actor))
        words = read_vocabulary(flow.method.words)
        access = Access(self.author, lang or self.lang, words, read_only)
        session = Session(store, flow, answers, facts, access)
        if "exercise" in state.facts.started:
            from kamguide.workspace.coursing import to_own_part

            to_own_part(session)
        return session

    def open_or_read(self, plan: str, *, lang: Lang | None = None) -> Session:
        """Open a plan for work or, where somebody else works on it, for reading."""
        try:
            return self.open(plan, lang=lang)
        except PlanBusyError:
            return self.open(plan, lang=lang, read_only=True)

    def close(self, session: Session) -> None:
        """Let others work on a plan; what boards show of it is brought up to date first."""
        if not session.read_only:
            from kamguide.workspace.summary import keep_summary

            try:
                keep_summary(session)
                self.store.refresh(KEEPS_UP)
            finally:
                self.store.close_plan(session.facts.id)

    def find(self, words: str, limit: int = 50) -> tuple[Found, ...]:
        """Where these words stand, in all plans."""
        return self.store.search(words, limit=limit)

    def author(self) -> Author:
        """Who changes plans here, at this moment."""
        return Author(self.store.origin, self.actor, self.now(), self._ids)

    def _copy(self, source: PlanState, session: Session) -> None:
        """Copy set-up, unit 1 and the competitors of another plan."""
        copied = {name for name in source.answers if _is_common(session.flow, name)}
        edits = [
            edit
            for name, answer in answers_of(session.flow, source).items()
            if name in copied
            for edit in edits_of(name, answer, Origin.COPIED)
        ]
        session.edit(*edits)

    def forget(self, what: str, *, person: bool = False) -> None:
        """Erase a plan, or a person's name, from the log and everything made from it.

        Raises:
            NoSuchPlanError: There is no such plan.
        """
        if person:
            self.store.forget_person(what)
        else:
            self.store.forget_plan(self.store.find_plan(what))

    # What was on screen last

    def knows(self, plan: str) -> bool:
        """Whether a plan, by name or id, is in the store."""
        try:
            self.store.find_plan(plan)
        except NoSuchPlanError:
            return False
        return True

    @property
    def taste(self) -> Taste:
        """How the person likes the screen."""
        return Taste() if self._folder is None else read_taste(self._folder)

    def keep_taste(self, taste: Taste) -> None:
        """Remember how the person likes the screen."""
        if self._folder is not None:
            keep_taste(self._folder, taste)

    def resume(self, session: Session, question: str = "") -> None:
        """Open a question, or else the one that was on screen when the person left the plan.

        Nothing happens where it is not asked any more, or the plan is complete.
        """
        wanted, turn = question or self.place_in(session.facts.id), session.turn
        here = turn.question.id if isinstance(turn, Asked) else ""
        asked = {one.id for one in session.path.asked}
        if wanted != here and wanted in asked and not isinstance(turn, Completed):
            session.goto(wanted)

    def place_in(self, plan: str) -> str:
        """The question that was on screen when the person left this plan, if it was the last."""
        card = self._card()
        return card.get("at", "") if card.get("plan") == plan else ""

    @property
    def last_plan(self) -> str:
        """The id of the plan that was on screen last, if any was."""
        return self._card().get("plan", "")

    def _card(self) -> Mapping[str, str]:
        return read_card(self.store.path) if self._folder is not None else {}

    def keep_card(self, session: Session) -> None:
        """Keep what a person saw last, so that it is on screen at once next time."""
        if self._folder is None:
            return
        turn = session.turn
        card = {"plan": session.facts.id, "name": session.facts.name, "lang": session.lang}
        if isinstance(turn, Asked):
            card["question"] = turn.question.ask(session.lang)
            card["step"] = turn.step.title(session.lang)
            card["at"] = turn.question.id
        keep_card(self._folder, card)


def _is_common(flow: Flow, question: str) -> bool:
    """Whether plans of one seller share this answer."""
    steps = {step.id: step.unit for step in flow.method.steps}
    step = flow.step_of.get(question)
    own = question.startswith(("setup_account", "seg_account", "sel_choice", "sel_reason"))
    return step is not None and steps.get(step.id) in COPIED_STEPS and not own
