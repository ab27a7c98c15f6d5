"""The golden thread: what each objective hangs on, and what hangs on nothing, both ways.

Strategies tie a plan together: they serve objectives and answer what was found out about the
market, the customer and the competition; actions carry them and budget lines pay for them.
Assumptions and opportunities hang on objectives directly, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.coach.checks.links import grows
from kamguide.coach.subject import Subject, ids
from kamguide.engine.path import Path
from kamguide.model.answers import Row
from kamguide.model.flow import Flow

if TYPE_CHECKING:
    from kamguide.analysis.csf import Comparison

OBJECTIVE: Final = "obj_list"
STRANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "factor": ("csf_list",),
    "swot": ("swot_items",),
    "opportunity": (
        *("vc_revenue_opps", "vc_displacement_opps"),
        *("vc_avoidance_opps", "vc_intangible_opps"),
    ),
    "goal": ("prof_objectives",),
    "assumption": ("ass_list",),
    "strategy": ("str_list",),
    "action": ("str_actions",),
    "budget": ("bud_lines",),
}
"""What an objective hangs on, in the order it is told: each strand and the tables of its rows."""
_ANSWERS: Final = {
    "factor": "csf",
    "swot": "swot_pair",
    "opportunity": "opportunities",
    "goal": "customer_objective",
}
"""What a strategy answers of all that was found out, and the column in which it says so."""
_TIED_BY: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    **{strand: (("str_list", column),) for strand, column in _ANSWERS.items()},
    "opportunity": (("str_list", "opportunities"), (OBJECTIVE, "opportunities")),
    "assumption": (("ass_list", "objectives"), (OBJECTIVE, "assumptions")),
    "strategy": (("str_list", "objectives"),),
    "action": (("str_actions", "str_id"),),
    "budget": (("bud_lines", "str_id"),),
}
"""The tables and columns that tie a strand; a flow that asks none of them ties it to nothing."""
_THREATENING: Final = frozenset({"W", "T"})


class Item(Struct, frozen=True, order=True):
    """A row of a plan."""

    table: str
    key: str


class Thread(Struct, frozen=True):
    """An objective, and the rows it hangs on by strand; a strand may be empty."""

    objective: Item
    strands: Mapping[str, tuple[Item, ...]]


class Orphan(Struct, frozen=True):
    """A row that lacks what it needs: a strand, `found_out`, or an `objective` to serve."""

    item: Item
    lacks: str


class GoldenThread(Struct, frozen=True):
    """Every objective with its strands, and the loose ends of the plan."""

    strands: tuple[str, ...]
    """The strands of which the flow asks a table, and what ties it, in order."""
    threads: tuple[Thread, ...]
    orphans: tuple[Orphan, ...]


def golden_thread(flow: Flow, path: Path) -> GoldenThread:
    """Follow every objective to what it hangs on, and everything else to an objective.

    Only what is asked and answered can be missed: an empty plan has no loose ends. Each loose
    end is told once: what hangs on a strategy that serves nothing is not one more.
    """
    links = _Links(Subject(flow, path))
    threads = tuple(Thread(one, links.strands_of(one)) for one in links.objectives)
    orphans = (*_wishes(links), *_bare_strategies(links), *_leading_nowhere(links))
    return GoldenThread(links.asked, threads, tuple(orphans))


class _Links:
    """The references between the rows of one plan."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.asked = tuple(
            strand
            for strand, tables in STRANDS.items()
            if not subject.asked.keys().isdisjoint(tables)
            and any(subject.has_column(table, column) for table, column in _TIED_BY[strand])
        )
        self._known = {
            strand: {item.key: item for table in tables for item in self._items(table)}
            for strand, tables in STRANDS.items()
        }
        self.objectives = self._items(OBJECTIVE)
        self._bearers = {*self.objectives, *self._items("str_list")}
        self._named: dict[tuple[Item, str], set[Item]] = defaultdict(set)
        for row in subject.rows("str_list"):
            self._tie_strategy(row)
        for row in subject.rows(OBJECTIVE):
            self._tie(Item(OBJECTIVE, row.key), "assumption", ids(row["assumptions"]))
            self._tie(Item(OBJECTIVE, row.key), "opportunity", ids(row["opportunities"]))
        for row in subject.rows("ass_list"):
            for name in ids(row["objectives"]):
                self._tie(Item(OBJECTIVE, name), "assumption", (row.key,))
        for strand, table in (("action", "str_actions"), ("budget", "bud_lines")):
            for row in subject.rows(table):
                self._tie(Item("str_list", str(row["str_id"])), strand, (row.key,))

    def _items(self, table: str) -> tuple[Item, ...]:
        return tuple(Item(table, row.key) for row in self.subject.rows(table))

    def _tie_strategy(self, row: Row) -> None:
        strategy = Item("str_list", row.key)
        pairs = {one.key: one for one in self.subject.rows("swot_pairs")}
        pair = pairs.get(str(row["swot_pair"]))
        self._tie(strategy, "factor", ids(row["csf"]))
        self._tie(strategy, "swot", ids(pair["items"]) if pair is not None else ())
        self._tie(strategy, "opportunity", ids(row["opportunities"]))
        self._tie(strategy, "goal", (str(row["customer_objective"]),))
        for name in ids(row["objectives"]):
            self._tie(Item(OBJECTIVE, name), "strategy", (row.key,))

    def _tie(self, item: Item, strand: str, keys: tuple[str, ...]) -> None:
        """Tie an item to the rows of a strand; what points at no row ties nothing."""
        known = self._known[strand] if item in self._bearers else {}
        self._named[item, strand].update(known[key] for key in keys if key in known)

    def rows_of(self, strand: str) -> tuple[Item, ...]:
        """Every row of a strand, in the order of the plan."""
        return tuple(self._known[strand].values())

    def on(self, item: Item, strand: str) -> frozenset[Item]:
        """The rows of a strand that an item names, or that name it."""
        return frozenset(self._named.get((item, strand), ()))

    def used(self) -> frozenset[Item]:
        """The rows that an objective or a strategy names, or that name one."""
        return frozenset(item for items in self._named.values() for item in items)

    def strands_of(self, objective: Item) -> Mapping[str, tuple[Item, ...]]:
        """All an objective hangs on: its own links, and those of the strategies that serve it."""
        bearers = (objective, *self.on(objective, "strategy"))
        return {
            strand: tuple(
                item
                for item in self.rows_of(strand)
                if any(item in self.on(bearer, strand) for bearer in bearers)
            )
            for strand in self.asked
        }


def _wishes(links: _Links) -> Iterator[Orphan]:
    """Objectives that nobody has a way to, or that rest on nothing."""
    subject = links.subject
    for row in subject.rows(OBJECTIVE):
        objective = Item(OBJECTIVE, row.key)
        if subject.is_answered("str_list") and not links.on(objective, "strategy"):
            yield Orphan(objective, "strategy")
        if subject.is_answered("ass_list") and grows(row) and not links.on(objective, "assumption"):
            yield Orphan(objective, "assumption")


def _bare_strategies(links: _Links) -> Iterator[Orphan]:
    """Strategies that follow from nothing, that nobody acts on, or that nothing pays for."""
    subject = links.subject
    can_tie = any(subject.has_column("str_list", column) for column in _ANSWERS.values())
    acted_on, paid = subject.is_answered("str_actions"), subject.is_answered("bud_lines")
    for row in subject.rows("str_list"):
        strategy = Item("str_list", row.key)
        if can_tie and not any(links.on(strategy, one) for one in _ANSWERS):
            yield Orphan(strategy, "found_out")
        if acted_on and not links.on(strategy, "action"):
            yield Orphan(strategy, "action")
        if paid and row["needs_budget"] is True and not links.on(strategy, "budget"):
            yield Orphan(strategy, "budget")


def _leading_nowhere(links: _Links) -> Iterator[Orphan]:
    """Rows on which nothing hangs, of those that a plan should use."""
    subject = links.subject
    if not links.objectives or not subject.is_answered("str_list"):
        return
    meant = {
        "factor": _decisive(subject),
        "swot": _unpaired(subject),
        "opportunity": frozenset(ids(subject.answers.value("vc_top_choice"))),
    }
    used = links.used()
    for strand in links.asked:
        if strand in _ANSWERS and not subject.has_column("str_list", _ANSWERS[strand]):
            continue
        for item in links.rows_of(strand):
            if item not in used and item.key in meant.get(strand, {item.key}):
                yield Orphan(item, "objective")


def _decisive(subject: Subject) -> frozenset[str]:
    """The factors in which we are decisively behind, but for those that were accepted."""
    comparison: Comparison | None = subject.figures.get("csf")
    accepted = {row["csf_id"] for row in subject.rows("csf_actions") if row["choice"] == "accept"}
    return frozenset(comparison.decisive_weaknesses if comparison else ()) - accepted


def _unpaired(subject: Subject) -> frozenset[str]:
    """The weaknesses and threats that are in no pair."""
    paired = {one for row in subject.rows("swot_pairs") for one in ids(row["items"])}
    threatening = (row for row in subject.rows("swot_items") if row["kind"] in _THREATENING)
    return frozenset(row.key for row in threatening) - paired
