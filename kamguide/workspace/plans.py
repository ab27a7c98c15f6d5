"""All plans of a person: starting, opening, listing, finding, leaving."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from kamguide.engine.change import edits_of
from kamguide.engine.interview import Asked
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.model.answers import Json, Origin
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, clean
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.faults import NoSuchPlanError, PlanBusyError
from kamguide.store.ids import IdSource, new_plan_id
from kamguide.store.lines import Found, PlanLine, Summary
from kamguide.store.sqlite import SqliteStore
from kamguide.store.states import PlanState
from kamguide.workspace.card import keep_card, keep_person, read_person
from kamguide.workspace.loading import answers_of
from kamguide.workspace.session import PlanFacts, Session
from kamguide.workspace.taste import Taste, keep_taste, read_taste
from kamguide.workspace.vocabulary import read_vocabulary

COPIED_STEPS: Final = ("setup", "unit1")
"""What `new --from` copies: set-up, unit 1 and the competitors."""


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

    def plans(self, *, archived: bool = False) -> tuple[PlanLine, ...]:
        """Every plan, the one changed last first."""
        return self.store.plans(archived=archived)

    def summaries(self) -> Mapping[str, Summary]:
        """What is known of plans without opening them, by id; see `workspace.summary`."""
        return self.store.summaries()

    def new(self, name: str, flow: str = "full", *, copy_from: str | None = None) -> Session:
        """Start a plan, and open it.

        Raises:
            UsageError: The name is empty.
            PlanExistsError: Another plan has this name.
            FlowError: There is no such flow.
        """
        if not (name := clean(name).strip()):
            raise UsageError("workspace.no_name")
        loaded = load_flow(flow)
        plan = new_plan_id()
        payload: dict[str, Json] = {
            "name": name,
            "flow": loaded.id,
            "version": str(loaded.version),
            "hash": loaded.hash,
            "today": self.now().date().isoformat(),
        }
        source = self.store.find_plan(copy_from) if copy_from else None
        if source is not None:
            payload["copied_from"] = source
        start = Change(Kind.PLAN_STARTED, payload=payload)
        self.store.record(draw_up(PlanState(), [start], self.author(), plan))
        session = self.open(plan)
        if source is not None:
            self._copy(self.store.state(source), session)
        return session

    def open(self, plan: str, *, lang: Lang | None = None, read_only: bool = False) -> Session:
        """Open a plan by name or id.

        Raises:
            NoSuchPlanError: There is none.
            PlanBusyError: Somebody else works on it; `read_only` opens it all the same.
        """
        found = self.store.find_plan(plan)
        state = self.store.state(found) if read_only else self.store.open_plan(found, self.actor)
        flow = load_flow(state.facts.flow)
        facts = PlanFacts(found, state.facts.name, flow.id, state.facts.status, self.actor)
        return Session(
            self.store,
            flow,
            answers_of(flow, state),
            facts,
            lang=lang or self.lang,
            author=self.author,
            read_only=read_only,
            words=read_vocabulary(flow.method.words),
        )

    def open_or_read(self, plan: str, *, lang: Lang | None = None) -> Session:
        """Open a plan for work or, where somebody else works on it, for reading."""
        try:
            return self.open(plan, lang=lang)
        except PlanBusyError:
            return self.open(plan, lang=lang, read_only=True)

    def close(self, session: Session) -> None:
        """Let others work on a plan; what boards show of it is brought up to date first."""
        if not session.read_only:
            from kamguide.workspace.summary import keep_summary  # noqa: PLC0415 - starts slow

            try:
                keep_summary(session)
            finally:
                self.store.close_plan(session.facts.id)

    def rename(self, plan: str, name: str) -> None:
        """Give a plan another name."""
        self._on_plan(plan, Change(Kind.PLAN_RENAMED, payload={"name": clean(name).strip()}))

    def archive(self, plan: str, *, on: bool = True) -> None:
        """Put a plan away, or bring it back."""
        self._on_plan(plan, Change(Kind.PLAN_ARCHIVED, payload={"on": on}))

    def find(self, words: str) -> tuple[Found, ...]:
        """Where these words stand, in all plans."""
        return self.store.search(words)

    def _on_plan(self, plan: str, change: Change) -> None:
        state = self.store.state(self.store.find_plan(plan))
        self.store.record(draw_up(state, [change], self.author()))

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

    def keep_card(self, session: Session) -> None:
        """Keep what a person saw last, so that it is on screen at once next time."""
        if self._folder is None:
            return
        turn = session.turn
        card = {"plan": session.facts.id, "name": session.facts.name, "lang": session.lang}
        if isinstance(turn, Asked):
            card["question"] = turn.question.ask(session.lang)
            card["step"] = turn.step.title(session.lang)
        keep_card(self._folder, card)


def _is_common(flow: Flow, question: str) -> bool:
    """Whether plans of one seller share this answer."""
    steps = {step.id: step.unit for step in flow.method.steps}
    step = flow.step_of.get(question)
    own = question.startswith(("setup_account", "seg_account", "sel_choice", "sel_reason"))
    return step is not None and steps.get(step.id) in COPIED_STEPS and not own
