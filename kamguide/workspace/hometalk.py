"""Home in lines: go on, find, start, and all that can be done with a plan as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from msgspec import Struct

from kamguide.errors import KamguideError, UsageError
from kamguide.messages import say
from kamguide.model.text import Lang, folded
from kamguide.workspace.commands import language_in
from kamguide.workspace.entries import Entry
from kamguide.workspace.files import example
from kamguide.workspace.finding import Finder
from kamguide.workspace.freshening import fresh_summary
from kamguide.workspace.homewords import HOME_NAMES, Wish, home_name, wish_in
from kamguide.workspace.overview import Overview, Standing
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from kamguide.workspace.shelf import Done
from kamguide.workspace.starting import about_flow, known_as

MOST_DUE: Final = 3
MOST_FOUND: Final = 30
MOST_READ: Final = 5
"""Plans that came from elsewhere, read before they are told."""


class Exercises(Protocol):
    """What can be practised, by number."""

    def lines(self, lang: Lang) -> Sequence[str]:
        """Each exercise in a line."""

    def begin(self, workspace: Workspace, number: int, lang: Lang) -> str:
        """Start a plan for an exercise; its id."""


class Went(Struct, frozen=True):
    """What is told, and where to go: into a plan, at one of its answers if one is meant."""

    lines: tuple[str, ...] = ()
    plan: str = ""
    at: Entry | None = None
    leaves: bool = False


class HomeTalk:
    """Home for one person who reads lines."""

    def __init__(self, workspace: Workspace, lang: Lang, exercises: Exercises) -> None:
        self.lang = lang
        self._workspace = workspace
        self._exercises = exercises
        self._numbered: list[tuple[str, Entry | None]] = []
        """What the numbers of the last list mean."""

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self.lang, **values)

    def welcome(self) -> tuple[str, ...]:
        """Where one is, the plans, what is due, how to go on."""
        return (*self._list(), self._say("hometalk.how", help=home_name("help", self.lang)))

    def hear(self, raw: str) -> Went:
        """Take what was typed; what cannot be done is said."""
        try:
            return self._done(wish_in(raw)) if raw.strip() else self._go_on()
        except KamguideError as problem:
            return Went((self._say(problem.key, **problem.values),))

    def back_from(self, went: Went, lead: Callable[[Session], bool]) -> Went:
        """Go into a plan and, where the person wants to, come back: the plans as they are now.

        Args:
            went: Where to go.
            lead: Leads the talk about the plan; whether the person comes back.
        """
        try:
            session = self._workspace.open_or_read(went.plan, lang=self.lang)
        except KamguideError as problem:
            return Went((self._say(problem.key, **problem.values),))
        if went.at is not None and went.at.question:
            self._workspace.resume(session, went.at.question)
        comes_back = lead(session)
        self.lang = session.lang
        return Went(self.welcome()) if comes_back else Went(leaves=True)

    def _done(self, wish: Wish) -> Went:
        return _ACTIONS[wish.name](self, wish)

    # Telling

    def _list(self) -> Iterator[str]:
        overview = self._fresh()
        plans = self._in_order(overview.active)
        self._numbered = [(one.line.id, None) for one in plans]
        yield self._say("hometalk.head", count=len(plans)) if plans else self._say("home.none")
        for number, one in enumerate(plans, 1):
            yield self._plan(overview, number, one)
        for standing, due in overview.due()[:MOST_DUE]:
            self._numbered.append((standing.line.id, Entry("", due.question, due.row)))
            yield self._say(
                "hometalk.due",
                number=len(self._numbered),
                when=overview.when(due),
                name=standing.line.name,
                words=overview.words(standing, due),
            )

    def _fresh(self) -> Overview:
        """The plans, those of which too little is known read first."""
        store, overview = self._workspace.store, Overview(self._workspace, self.lang)
        unknown = [one.line.id for one in overview.active if not one.is_known][:MOST_READ]
        for plan in () if store.is_read_only else unknown:
            made = fresh_summary(store.path, plan, self._workspace.now())
            if made is not None:
                store.keep_summary(plan, *made)
        return Overview(self._workspace, self.lang) if unknown else overview

    def _in_order(self, plans: Sequence[Standing]) -> list[Standing]:
        last = self._workspace.last_plan
        return sorted(plans, key=lambda one: one.line.id != last)

    def _plan(self, overview: Overview, number: int, one: Standing) -> str:
        answered = one.answered
        told = [
            overview.flow(one),
            overview.state(one),
            ""
            if answered is None
            else self._say("hometalk.answered", answered=answered, applicable=one.applicable),
            self._say("hometalk.changed", when=overview.changed(one)),
            overview.what_is_due(one),
        ]
        known = [part for part in told if part]
        joint = self._say("mark.joint")
        return self._say("hometalk.plan", number=number, name=one.line.name, told=joint.join(known))

    def _listed(self, wish: Wish) -> Went:
        del wish
        return Went(tuple(self._list()))

    def _helped(self, wish: Wish) -> Went:
        del wish
        return Went(tuple(self._help()))

    def _left(self, wish: Wish) -> Went:
        del wish
        return Went((self._say("talk.paused"),), leaves=True)

    def _help(self) -> Iterator[str]:
        for command in HOME_NAMES:
            name = home_name(command, self.lang)
            yield self._say(
                "hometalk.command", name=name, about=self._say(f"hometalk.do.{command}")
            )
        yield self._say("hometalk.elsewhere")

    # Going

    def _go_on(self) -> Went:
        plans = self._in_order(Overview(self._workspace, self.lang).active)
        if not plans:
            return Went((self._say("home.none"),))
        return Went(plan=plans[0].line.id)

    def _open(self, wish: Wish) -> Went:
        if wish.number:
            plan, at = self._at(wish.number)
            return Went(plan=plan, at=at)
        wanted = folded(wish.rest)
        active = Overview(self._workspace, self.lang).active
        named = [one for one in active if wanted == folded(one.line.name)]
        found = named or [one for one in active if wanted in folded(one.line.name)]
        if len(found) != 1:
            names = [one.line.name for one in found]
            key = "hometalk.which" if found else "hometalk.no_plan"
            raise UsageError(key, words=wish.rest, names=names)
        return Went(plan=found[0].line.id)

    def _at(self, number: int) -> tuple[str, Entry | None]:
        if not 1 <= number <= len(self._numbered):
            raise UsageError("hometalk.no_number", number=number)
        return self._numbered[number - 1]

    def _new(self, wish: Wish) -> Went:
        flow, _, name = wish.rest.partition(" ")
        if (known := known_as(flow, self.lang)) is None or not name.strip():
            return Went((*about_flow(known, self.lang), self._say("hometalk.new_how")))
        session = self._workspace.new(name, known.id)
        self._workspace.close(session)
        return Went(plan=session.facts.id)

    def _example(self, wish: Wish) -> Went:
        del wish
        return Went((self._say("home.filling"),), plan=example(self._workspace, self.lang))

    def _practise(self, wish: Wish) -> Went:
        lines = self._exercises.lines(self.lang)
        if not wish.number:
            numbered = (f"{at}  {line}" for at, line in enumerate(lines, 1))
            return Went((*numbered, self._say("hometalk.practise_how")))
        if wish.number > len(lines):
            raise UsageError("hometalk.no_number", number=wish.number)
        plan = self._exercises.begin(self._workspace, wish.number, self.lang)
        return Went(plan=plan)

    def _find(self, wish: Wish) -> Went:
        words = f"{wish.number} {wish.rest}".strip() if wish.number else wish.rest
        hits = Finder(self._workspace, self.lang).hits(words)[:MOST_FOUND] if words else ()
        if not hits:
            return Went((self._say("find.nothing" if words else "find.hint", words=words),))
        self._numbered = [(one.plan.id, Entry("", one.question, one.row)) for one in hits]
        lines = (
            self._say("hometalk.hit", number=at, name=one.plan.name, title=one.title, text=one.text)
            for at, one in enumerate(hits, 1)
        )
        return Went((*lines, self._say("hometalk.find_how")))

    # What is done to a plan

    def _rename(self, wish: Wish) -> Went:
        return self._after(self._workspace.shelf.rename(self._plan_of(wish), wish.rest))

    def _copy(self, wish: Wish) -> Went:
        plan, shelf = self._plan_of(wish), self._workspace.shelf
        before = self._workspace.store.state(plan).facts.name
        name = wish.rest or shelf.free_name(self._say("home.copy_name", name=before))
        session = self._workspace.copy(plan, name)
        self._workspace.close(session)
        return self._after(shelf.note_copy(session.facts.id))

    def _archive(self, wish: Wish) -> Went:
        return self._after(self._workspace.shelf.put_away(self._plan_of(wish)))

    def _delete(self, wish: Wish) -> Went:
        return self._after(self._workspace.shelf.delete(self._plan_of(wish)))

    def _back(self, wish: Wish) -> Went:
        shelf = self._workspace.shelf
        found = self._plan_of(wish) if wish.number else shelf.find_away(wish.rest)
        return self._after(shelf.bring_back(found))

    def _plan_of(self, wish: Wish) -> str:
        if not wish.number:
            name = home_name(wish.name, self.lang)
            raise UsageError("hometalk.number_first", name=name)
        return self._at(wish.number)[0]

    def _after(self, done: Done) -> Went:
        told = self._say(f"shelf.{done.deed}", before=done.before, name=done.name)
        undo = self._say("hometalk.undo", name=home_name("undo", self.lang))
        return Went((told, undo, *self._list()))

    def _undo(self, wish: Wish) -> Went:
        del wish
        done = self._workspace.shelf.undo()
        if done is None:
            return Went((self._say("shelf.nothing"),))
        told = self._say(f"shelf.undone.{done.deed}", before=done.before, name=done.name)
        return Went((told, *self._list()))

    def _away(self, wish: Wish) -> Went:
        del wish
        overview = Overview(self._workspace, self.lang)
        if not overview.away:
            return Went((self._say("hometalk.none_away"),))
        self._numbered = [(one.line.id, None) for one in overview.away]
        lines = (self._plan(overview, at, one) for at, one in enumerate(overview.away, 1))
        return Went((*lines, self._say("hometalk.away_how")))

    def _language(self, wish: Wish) -> Went:
        self.lang = language_in(wish.rest, self.lang)
        return Went(self.welcome())


_ACTIONS: Final[Mapping[str, Callable[[HomeTalk, Wish], Went]]] = {
    "open": HomeTalk._open,
    "new": HomeTalk._new,
    "example": HomeTalk._example,
    "practise": HomeTalk._practise,
    "find": HomeTalk._find,
    "rename": HomeTalk._rename,
    "copy": HomeTalk._copy,
    "archive": HomeTalk._archive,
    "delete": HomeTalk._delete,
    "back": HomeTalk._back,
    "undo": HomeTalk._undo,
    "away": HomeTalk._away,
    "list": HomeTalk._listed,
    "lang": HomeTalk._language,
    "help": HomeTalk._helped,
    "pause": HomeTalk._left,
}
