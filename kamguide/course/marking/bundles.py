"""What readers of other groups' plans are given on their own computers, and what comes back.

A bundle is a small class folder in which every name is a letter: its plans, and who reads it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kamguide.course.classroom import Card, Classroom, Group
from kamguide.course.handing import slug
from kamguide.course.marking.peers import Allocation, Peers
from kamguide.course.marking.sheets import Judgement, Marks, Pinned, Sheet, read_sheet
from kamguide.course.marking.works import Works, letters
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.store.changes import Author, Change, draw_up
from kamguide.store.events import Kind
from kamguide.store.ids import IdSource
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.remarks import Place


class Bundles:
    """The bundles of one class."""

    def __init__(self, works: Works, now: Callable[[], datetime]) -> None:
        self._works = works
        self._now = now
        self._classroom = works.classroom

    @property
    def _allocation(self) -> Allocation:
        drawn = Peers(self._classroom).kept()
        if drawn is None:
            raise UsageError("marking.not_drawn")
        return drawn

    def give(self, target: Path) -> Iterator[Path]:
        """Write a folder for each reader below `target`.

        Raises:
            UsageError: Nothing was drawn, or a folder is there already.
        """
        drawn = self._allocation
        for at, (reader, groups) in enumerate(drawn.readers.items(), start=1):
            folder = target / f"{at:02}-{slug(reader)}"
            if folder.exists():
                raise UsageError("marking.bundle_there", folder=str(folder))
            own = Classroom(folder, self._card())
            own.keep()
            known = tuple(self._ids[one] for one in groups)
            Peers(own).keep(drawn.model_copy(update={"readers": {reader: known}}))
            self._copy(own, groups)
            yield folder

    @cached_property
    def _ids(self) -> dict[str, str]:
        """What each group is called in a bundle: by its letter, so that it says nothing."""
        own = letters(self._classroom.card)
        ordered = sorted(own, key=lambda one: (len(own[one]), own[one]))
        return {group: f"g{at:02}" for at, group in enumerate(ordered, start=1)}

    def _card(self) -> Card:
        """The card of the class, everybody a letter."""
        card, lang, ids = self._classroom.card, self._works.lang, self._ids
        named = {ids[group]: letter for group, letter in letters(card).items()}
        groups = tuple(
            Group(id=one, name=say("marking.lettered", lang, letter=named[one]), members=())
            for one in sorted(named)
        )
        return card.model_copy(update={"groups": groups, "letters": named})

    def _copy(self, own: Classroom, groups: tuple[str, ...]) -> None:
        """Put the plans, names hidden, into the store of a bundle."""
        store = SqliteStore(own.store, self._now)
        for group in groups:
            subject = self._works.subject(group)
            if not subject.plan:
                continue
            session = self._works.work(subject, blind=True).session
            store.absorb(tuple(session.events()))
            self._name(store, subject.plan, own.group(self._ids[group]).name)
        store.close()

    def _name(self, store: SqliteStore, plan: str, name: str) -> None:
        """Have a plan be found under the letter of its group."""
        author = Author(store.origin, "", self._now(), IdSource())
        renamed = Change(Kind.PLAN_RENAMED, payload={"name": name})
        store.record(draw_up(store.state(plan), [renamed], author))

    # What comes back

    def take(self, file: Path) -> Sheet:
        """Take the marks of a reader in: a bundle that came back, or the file in it.

        Raises:
            UsageError: It holds no marks of a reader of this class, or of plans that they were
                not given.
        """
        sheets = Marks(file).all() if file.is_dir() else (read_sheet(file),)
        if len(sheets) != 1:
            raise UsageError("marking.no_sheet", file=str(file))
        sheet = self._of_class(sheets[0])
        given = self._given(sheet.marker)
        if sheet.role != "peer" or not sheet.groups.keys() <= given:
            raise UsageError("marking.not_yours", marker=sheet.marker)
        kept = sheet.model_copy(
            update={"groups": {group: self._unveiled(group, sheet) for group in sheet.groups}}
        )
        Marks(self._classroom.folder).keep(kept)
        return kept

    def _of_class(self, sheet: Sheet) -> Sheet:
        """Marks on groups as they are called in the class itself."""
        own = {known: group for group, known in self._ids.items()}
        groups = {own.get(one, one): judged for one, judged in sheet.groups.items()}
        return sheet.model_copy(update={"groups": groups})

    def _given(self, marker: str) -> frozenset[str]:
        names = {
            marker,
            *(one.name for one in self._classroom.card.groups if marker in one.members),
        }
        drawn = self._allocation
        return frozenset(group for name in names for group in drawn.of(name) or ())

    def _unveiled(self, group: str, sheet: Sheet) -> dict[str, Judgement]:
        """The judgements about a group, their comments pinned where the plan itself has them."""
        work = self._works.work(self._works.subject(group), blind=True)

        def pinned(said: Pinned) -> Pinned:
            place = work.unveiled(Place("", said.question, said.row, said.column))
            return said.model_copy(update={"row": place.row})

        return {
            line: one.model_copy(update={"comments": tuple(map(pinned, one.comments))})
            for line, one in sheet.of(group).items()
        }
