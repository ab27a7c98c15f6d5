"""The golden thread of a plan in words, line by line, and as JSON."""

from collections.abc import Iterator, Sequence

from kamguide.coach.thread import GoldenThread, Item, Orphan, golden_thread
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.plan.wording import Wording, cells
from kamguide.workspace.entries import Entry
from kamguide.workspace.session import Session


class ThreadTelling:
    """Tells what each objective hangs on, and what hangs on nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lang = session.lang
        self._wording = Wording(session.flow, session.path.standing, session.lang)
        self.thread: GoldenThread = golden_thread(session.flow, session.path)
        self._names = {one: say(f"thread.strand.{one}", self._lang) for one in self.thread.strands}
        self._indent = max(map(cells, self._names.values()), default=0) + 2

    def _item(self, item: Item) -> str:
        return self._wording.row(self._session.flow.tables[item.table], item.key)

    def lines(self) -> Iterator[str]:
        """Each objective with every strand, empty ones as loud as others; the loose ends last."""
        yield from (one.text for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same, each line with the rows it is about."""
        for one in self.thread.threads:
            yield self._entry(self._item(one.objective), one.objective)
            for strand in self.thread.strands:
                yield from self._strand(strand, one.strands[strand])
            yield Entry("")
        yield from self._loose_ends()

    def _strand(self, strand: str, items: Sequence[Item]) -> Iterator[Entry]:
        """A strand: its name, and behind it a line for each row."""
        name = self._names[strand] + " " * (self._indent - cells(self._names[strand]))
        if not items:
            yield Entry(f"  {name}{say('thread.nothing', self._lang)}")
        for at, item in enumerate(items):
            before = name if at == 0 else " " * self._indent
            yield self._entry(f"  {before}{self._item(item)}", item)

    def _entry(self, text: str, item: Item) -> Entry:
        return Entry(text, item.table, item.key)

    def _loose_ends(self) -> Iterator[Entry]:
        if not self.thread.threads:
            yield Entry(say("thread.no_objectives", self._lang))
        elif not self.thread.orphans:
            yield Entry(say("thread.whole", self._lang))
        else:
            yield Entry(say("thread.loose", self._lang, count=len(self.thread.orphans)))
            for one in self.thread.orphans:
                yield self._entry(f"- {self.orphan(one)}", one.item)

    def orphan(self, orphan: Orphan) -> str:
        """A loose end in words."""
        return say(f"thread.lacks.{orphan.lacks}", self._lang, item=self._item(orphan.item))

    def as_json(self) -> dict[str, Json]:
        """The same for programs, by ids; words stand beside those of loose ends."""
        return {
            "plan": self._session.facts.name,
            "objectives": [
                {
                    "id": one.objective.key,
                    **{name: [item.key for item in items] for name, items in one.strands.items()},
                }
                for one in self.thread.threads
            ],
            "orphans": [
                {
                    "question": one.item.table,
                    "row": one.item.key,
                    "lacks": one.lacks,
                    "words": self.orphan(one),
                }
                for one in self.thread.orphans
            ],
        }
