"""What slides are written on: a paper that also finds parts of the plan and words headlines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.findings import Finding, Findings
from kamguide.engine.path import Path, is_answered, is_required, met_alternatives
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Chart, Paragraph, Table
from kamguide.plan.known import SOURCES
from kamguide.plan.paper import Paper, amount
from kamguide.plan.slides import Slide
from kamguide.plan.wording import shortened

NAME: Final = 34
"""Cells of a name within a headline, before it is cut."""
GRAVE: Final = ("block", "warn")


class Earlier(Struct, frozen=True):
    """The plan as it was when it was last handed on: on which day, and its answers then."""

    on: date
    path: Path
    changed: int
    """Answers that are not what they were."""


class Desk(Paper):
    """One deck, being written; every slide closes what it looked up."""

    def __init__(
        self,
        flow: Flow,
        path: Path,
        findings: Findings,
        lang: Lang,
        earlier: Earlier | None = None,
    ) -> None:
        super().__init__(flow, path, findings, lang)
        self.earlier = earlier
        self.left_out: list[str] = []
        """The sections of slides for which there is nothing yet."""

    def deck(self, key: str, /, **values: object) -> str:
        """A sentence of the deck."""
        return self.say(f"deck.{key}", **values)

    @property
    def account(self) -> str:
        """The account in a headline; a word for it while its name is not known."""
        name = self.text("setup_account_name") or self.text("sel_choice")
        return brief(name) or self.deck("the_account")

    def counted(self, what: str, count: int) -> str:
        """So many of something, in words that agree with the number."""
        return self.deck(f"count.{what}", count=count)

    def money(self, value: Decimal | None) -> str:
        """An amount in a sentence, with the plan's unit where it is known."""
        shown = amount(value)
        if not self.answers.text("setup_money_unit"):
            return shown
        return self.deck("money", amount=shown, unit=self.money_unit())

    def calendar(self, offset: int) -> str:
        """A plan year as people say it: `2029`; `T+3` while the base year is not known."""
        if self.base_year is None:
            return self.year(offset)
        return self.deck("in_year", year=self.base_year + offset)

    def paid(self, year: str | None) -> str:
        """The year in which the plan has paid, as people say it."""
        if year is None or self.base_year is None:
            return self.payback(year)
        return self.calendar(int(year.removeprefix("T") or 0))

    def names(self, table: str, keys: Iterable[str], most: int = 3) -> str:
        """Several rows by name, without ids, for a headline."""
        named = [brief(self.words.name(table, one)) for one in keys]
        listed = self.listed(named[:most])
        if len(named) > most:
            return self.deck("and_more", names=listed, count=len(named) - most)
        return listed

    def point(self, text: str, lead: str = "", *, internal: bool = False) -> Iterator[Paragraph]:
        """A point, unless it says nothing."""
        if text:
            yield Paragraph(text, self.deck(f"lead.{lead}") if lead else "", internal=internal)

    def told(self, *questions: str) -> Iterator[Paragraph]:
        """Answers in words as points."""
        yield from (one for one in self.prose(*questions) if isinstance(one, Paragraph))

    def part(
        self, chapter: Callable[[Paper], Iterator[Block]], title: str, *columns: str
    ) -> Table | Chart | None:
        """A table or chart of a chapter by the key of its title; of its columns only these.

        The first column stays; columns are named by the keys of their heads, or by a plan year.
        """
        wanted = self.say(title, unit=self.money_unit()) if "." in title else self.title(title)
        for block in chapter(self):
            if isinstance(block, Table | Chart) and block.title == wanted:
                return self._narrowed(block, columns)
        return None

    def _narrowed(self, block: Table | Chart, columns: tuple[str, ...]) -> Table | Chart:
        if isinstance(block, Chart) or not columns:
            return block
        return self.columns(block, *columns)

    def columns(self, table: Table, *keys: str) -> Table:
        """A table with its first column and these others, in this order."""
        heads = [self._head(key) for key in keys]
        found = {column.head: at for at, column in enumerate(table.columns)}
        kept = [0, *(found[head] for head in heads if found.get(head))]
        return replace(
            table,
            columns=tuple(table.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        )

    def _head(self, key: str) -> str:
        if key.startswith("T"):
            return self.year(0 if key == "T0" else int(key[1:]))
        return self.say(key if "." in key else f"col.{key}")

    def missing(self) -> list[str]:
        """The questions that need an answer and have none, in order."""
        met = set(met_alternatives(self.flow, self.answers))
        return [
            one.id
            for one in self.path.asked
            if one.id not in met
            and is_required(one, self.flow, self.answers, self.path.figures)
            and not is_answered(self.flow, self.answers, one)
        ]

    def slide(
        self,
        key: str,
        headline: str,
        points: Iterable[Paragraph] = (),
        visuals: Iterable[Table | Chart | None] = (),
        internal: bool = False,
    ) -> Slide:
        """A slide with notes on what it rests on, once all it says has been looked up."""
        told, shown = tuple(points), tuple(one for one in visuals if one is not None)
        notes = tuple(self._notes(self.close_section(f"deck.{key}")))
        section = self.deck(f"section.{key}")
        return Slide(section, " ".join(headline.split()), told, shown, notes, internal)

    def _notes(self, used: tuple[str, ...]) -> Iterator[str]:
        """Sources, what was found wrong, and which answers are weak or open."""
        if found := [self.words.named(SOURCES, one) for one in self.sources_of(used)]:
            yield self.say("sources", sources=self.listed(found))
        asked = [one for one in used if one in self.flow.questions and one in self.answers]
        if asked:
            titles = self.listed([self.title(one) for one in asked])
            yield self.deck("note.rests_on", questions=titles)
        for mark in ("weak", "open", "correct"):
            if marked := [self.title(one) for one in asked if self.mark(one) == mark]:
                yield self.deck(f"note.{mark}", questions=self.listed(marked))
        told = {self.finding(one): None for one in self.findings if _concerns(one, used)}
        yield from (self.deck("note.finding", finding=one) for one in told)


def _concerns(finding: Finding, used: tuple[str, ...]) -> bool:
    about = {finding.question, *finding.rests_on}
    return finding.severity in GRAVE and not about.isdisjoint(used)


def brief(name: str) -> str:
    """A name as a headline has room for it."""
    return shortened(" ".join(name.split()), NAME)
