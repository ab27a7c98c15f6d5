"""The last ten minutes of a course: a question for each goal, the rubric, what each takes away.

Levels are those that the guide proposes: the marks of people are held until they are given out.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG, Rubric
from kamguide.course.classroom import Classroom, Group
from kamguide.course.handing import plan_of
from kamguide.course.packs import load_pack
from kamguide.messages import say
from kamguide.model.rules import Criterion
from kamguide.model.text import Lang, Text
from kamguide.plan.blocks import Block, Cell, Column, Cover, Heading, Note, Paragraph, Plan, Table
from kamguide.workspace.checking import report_on
from kamguide.workspace.groupwork import Groupwork
from kamguide.workspace.plans import Workspace

GOALS: Final = (
    *("concepts_skills", "principles", "seller_strategy", "broaden_thinking", "group_work"),
)
"""The options of the question about goals, U0.1 to U0.5."""
CHOSEN: Final = "setup_learning_goals"
LOWEST: Final = 3
"""Lines of the rubric that are shown with what their next level asks."""


class GroupEnd(Struct, frozen=True):
    """What the plan of one group says at the end."""

    group: Group
    goals: tuple[str, ...]
    """Those that it wanted to work on."""
    rubric: Rubric | None
    """None where it has no plan."""
    takeaways: Mapping[str, str]
    missing: tuple[str, ...]
    """Members who have written none."""


class Ending(Struct, frozen=True):
    """All groups, and what the pack asks besides."""

    groups: tuple[GroupEnd, ...]
    asked: tuple[Text, ...]

    def who_chose(self, goal: str) -> tuple[str, ...]:
        """The groups that wanted to work on a goal, by name."""
        return tuple(one.group.name for one in self.groups if goal in one.goals)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every line on which any group has a level, in order."""
        found = {
            grade.criterion.id: grade.criterion
            for one in self.groups
            if one.rubric is not None
            for grade in one.rubric.grades
        }
        return tuple(found[name] for name in sorted(found))

    def levels(self, criterion: str) -> tuple[int | None, ...]:
        """What each group reaches on a line."""
        return tuple(
            None
            if one.rubric is None
            else next((g.level for g in one.rubric.grades if g.criterion.id == criterion), None)
            for one in self.groups
        )

    @property
    def lowest(self) -> tuple[tuple[Criterion, int], ...]:
        """The lines on which the class is weakest, each with the lowest level on it."""
        judged = []
        for one in self.criteria:
            levels = [level for level in self.levels(one.id) if level is not None]
            if (mean := sum(levels) / len(levels)) < STRONG:
                judged.append((mean, one, min(levels)))
        judged.sort(key=lambda each: each[0])
        return tuple((one, level) for _, one, level in judged[:LOWEST])


def ending(classroom: Classroom, workspace: Workspace) -> Ending:
    """What a class has for its debrief, from what was collected last."""
    pack = load_pack(classroom.folder / "pack")
    groups = tuple(_of_group(workspace, one) for one in classroom.card.groups)
    return Ending(groups, pack.debrief)


def _of_group(workspace: Workspace, group: Group) -> GroupEnd:
    plan = plan_of(workspace, group)
    if plan is None:
        return GroupEnd(group, (), None, {}, group.members)
    session = workspace.open(plan, read_only=True)
    work = Groupwork(session)
    chosen = session.answers.value(CHOSEN)
    goals = chosen if isinstance(chosen, tuple) else ()
    graded = report_on(session).rubric
    return GroupEnd(group, goals, graded, work.takeaways(), work.without_takeaway())


def debrief(found: Ending, title: str, lang: Lang, on: date) -> Plan:
    """The debrief as a document that every format can show."""
    return _Debrief(found, lang).plan(title, on)


class _Debrief(Struct, frozen=True):
    found: Ending
    lang: Lang

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"debrief.{key}", self.lang, **values)

    def plan(self, title: str, on: date) -> Plan:
        cover = Cover(self._say("title", title=title), on.isoformat(), (), self._say("rule"))
        return Plan(self.lang, cover, tuple(self._blocks()), on)

    def _blocks(self) -> Iterator[Block]:
        yield from self._questions()
        yield from self._takeaways()
        yield from self._rubric()

    def _questions(self) -> Iterator[Block]:
        yield Heading(self._say("goals"))
        for number, goal in enumerate(GOALS, start=1):
            chosen = self.found.who_chose(goal)
            words = self._say(f"ask.{goal}")
            if chosen:
                words = self._say("chosen", words=words, groups=self._names(chosen))
            label = self._say("goal", number=number, name=self._say(f"goal.{goal}"))
            yield Paragraph(words, label)
        if self.found.asked:
            yield Heading(self._say("of_pack"), 2)
            for one in self.found.asked:
                yield Paragraph(one(self.lang))

    def _names(self, groups: Sequence[str]) -> str:
        if len(groups) == len(self.found.groups):
            return self._say("all_groups")
        return say("course.joint", self.lang).join(groups)

    def _takeaways(self) -> Iterator[Block]:
        yield Heading(self._say("takeaways"))
        rows = [
            (one.group.name, who, words)
            for one in self.found.groups
            for who, words in one.takeaways.items()
        ]
        if rows:
            yield self._table("takeaways", ("group", "who", "takeaway"), rows)
        missing = [name for one in self.found.groups for name in one.missing]
        if missing:
            names = say("course.joint", self.lang).join(missing)
            yield Note(self._say("missing", count=len(missing), names=names))

    def _rubric(self) -> Iterator[Block]:
        yield Heading(self._say("rubric"))
        if not self.found.criteria:
            yield Note(self._say("no_plans"))
            return
        for one, level in self.found.lowest:
            now, after = one.levels[level](self.lang), one.levels[level + 1](self.lang)
            at = [
                end.group.name
                for end, reached in zip(self.found.groups, self.found.levels(one.id), strict=True)
                if reached == level
            ]
            where = self._names(at)
            words = self._say(
                "next", level=level, now=now, higher=level + 1, after=after, groups=where
            )
            yield Paragraph(words, one.title(self.lang))
        names = tuple(f"={one.group.name}" for one in self.found.groups)
        rows = [
            (one.title(self.lang), *map(_level, self.found.levels(one.id)))
            for one in self.found.criteria
        ]
        total = (self._say("percent"), *(_percent(one.rubric) for one in self.found.groups))
        yield self._table("rubric", ("line", *names), [*rows, total])
        named = [f"{at} {say(f'rubric.level.{at}', self.lang)}" for at in range(STRONG + 1)]
        levels = say("course.semicolon", self.lang).join(named)
        yield Note(self._say("levels", levels=levels))

    def _table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
        """A table; a head that begins with `=` is the name of a group, above numbers."""
        columns = tuple(
            Column(one[1:], "", True) if one[0] == "=" else Column(self._say(f"col.{one}"))
            for one in heads
        )
        return Table(self._say(f"t.{title}"), columns, tuple(tuple(map(Cell, row)) for row in rows))


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _percent(rubric: Rubric | None) -> str:
    return "–" if rubric is None else f"{rubric.percent:.0f}"
