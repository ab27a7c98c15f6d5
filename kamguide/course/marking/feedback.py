"""What a group is told: where to begin, what is strong, every line with its level and reason."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import floor
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG
from kamguide.course.marking.sheets import Judgement, Pinned
from kamguide.course.marking.verdicts import Marked, Verdict
from kamguide.course.marking.works import Work
from kamguide.messages import say
from kamguide.messages.forms import day
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Heading,
    Note,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.session import Session

MOST_CHANGES: Final = 6
"""Things to do differently: as many as a group can keep in mind."""
SOUND: Final = 2


class Class(Struct, frozen=True):
    """What stands on every sheet of a class."""

    title: str
    lang: Lang
    on: date


class Feedback:
    """The sheet of one group."""

    def __init__(self, of: Class, work: Work, marks: Marked) -> None:
        self._of = of
        self._lang = of.lang
        self._work = work
        self._marks = marks

    def document(self) -> Plan:
        """The sheet as blocks, for any format."""
        return Plan(self._lang, self._cover(), tuple(self._blocks()), on=self._of.on)

    def _cover(self) -> Cover:
        subject = self._work.subject
        facts = [
            (self._say("members"), self._listed(subject.members)),
            (self._say("markers"), self._listed(self._markers())),
            (self._say("released_on"), day(self._of.on, self._lang)),
            (self._say("result"), self._result()),
        ]
        return Cover(
            self._say("sheet_title", group=subject.name),
            self._of.title,
            tuple(fact for fact in facts if fact[1]),
            label=self._say("sheet"),
            account=subject.name,
        )

    def _markers(self) -> list[str]:
        given = (name for one in self._marks.verdicts for name, _ in one.given)
        return list(dict.fromkeys(given))

    def _result(self) -> str:
        percent = self._marks.percent
        if percent is None:
            return ""
        band = say(f"rubric.band.{self._marks.band}", self._lang)
        return self._say("result_is", percent=round(percent), band=band)

    def _blocks(self) -> Iterator[Block]:
        yield from self._first()
        yield from self._strengths()
        yield from self._changes()
        yield from self._lines()
        yield from self._pinned()

    # Where to begin

    def _first(self) -> Iterator[Block]:
        lowest = self._marks.lowest
        if not lowest:
            return
        yield Heading(self._say("begin_here"))
        for one in lowest:
            criterion = one.line.criterion
            yield Heading(self._titled(one), 2)
            yield Paragraph(criterion.levels[floor(one.level or 0)](self._lang))
            for reason in one.why:
                yield Paragraph(reason, self._say("why"))
            better = criterion.levels[min(STRONG, floor(one.level or 0) + 1)](self._lang)
            yield Paragraph(better, self._say("next_level"))

    def _strengths(self) -> Iterator[Block]:
        strong = [one for one in self._marks.judged if one.level == STRONG]
        praise = [
            Paragraph(said.text, self._where(one, said))
            for one, said in self._comments()
            if said.kind == "praise"
        ]
        if not strong and not praise:
            return
        yield Heading(self._say("strengths"))
        if strong:
            titles = self._listed([one.line.criterion.title(self._lang) for one in strong])
            yield Paragraph(self._say("strong_in", lines=titles))
        if praise:
            yield Bullets(tuple(praise))

    def _changes(self) -> Iterator[Block]:
        """What must be mended, then one level up from the lowest lines below sound."""
        must = [
            Paragraph(said.text, self._where(one, said))
            for one, said in self._comments()
            if said.kind == "must"
        ]
        weak = sorted(
            (one for one in self._marks.judged if (one.level or 0) < SOUND),
            key=lambda one: one.level or 0,
        )
        raised = [
            Paragraph(
                one.line.criterion.levels[floor(one.level or 0) + 1](self._lang),
                one.line.criterion.title(self._lang),
            )
            for one in weak
        ]
        chosen = (must + raised)[:MOST_CHANGES]
        if chosen:
            yield Heading(self._say("differently"))
            yield Bullets(tuple(chosen))

    # Every line

    def _lines(self) -> Iterator[Block]:
        has_peers = any(one.peers for one in self._marks.verdicts)
        heads = ["line", "level", "meaning", "reason", *(["peers"] if has_peers else [])]
        columns = tuple(Column(self._say(f"col.{name}")) for name in heads)
        rows = tuple(
            tuple(map(Cell, self._row(one, has_peers=has_peers))) for one in self._marks.verdicts
        )
        yield Heading(self._say("every_line"))
        yield Table(self._say("rubric"), columns, rows)
        left = [one for one in self._marks.verdicts if one.level is None]
        if left:
            yield Note(self._say("left_out", count=len(left)))
        if has_peers:
            yield Note(self._say("peers_do_not_count"))

    def _row(self, one: Verdict, *, has_peers: bool) -> Iterator[str]:
        yield one.line.criterion.title(self._lang)
        yield level_words(one.level, self._lang)
        yield (
            one.line.criterion.levels[floor(one.level)](self._lang) if one.level is not None else ""
        )
        yield " / ".join(one.why)
        if has_peers:
            levels = (said.level for _, said in one.peers)
            yield self._listed([str(level) for level in levels if level is not None])

    # Comments at their answers

    def _comments(self) -> Iterator[tuple[Verdict, Pinned]]:
        for one in self._marks.verdicts:
            everyone: Sequence[Judgement] = [*one.said, *(said for _, said in one.peers)]
            for judgement in everyone:
                yield from ((one, said) for said in judgement.comments)

    def _pinned(self) -> Iterator[Block]:
        comments = list(self._comments())
        if not comments:
            return
        yield Heading(self._say("comments"))
        places: dict[str, list[Paragraph]] = {}
        for one, said in comments:
            kind = say(f"review.kind.{said.kind}", self._lang)
            places.setdefault(self._where(one, said), []).append(Paragraph(said.text, kind))
        for place, paragraphs in places.items():
            yield Heading(place, 3)
            yield Bullets(tuple(paragraphs))

    # Words

    def _where(self, one: Verdict, said: Pinned) -> str:
        if not said.question:
            return one.line.criterion.title(self._lang)
        return place_words(self._work.session, said)

    def _titled(self, one: Verdict) -> str:
        title = one.line.criterion.title(self._lang)
        return self._say("titled", line=title, level=level_words(one.level, self._lang))

    def _listed(self, parts: Sequence[str]) -> str:
        return say("board.joint", self._lang).join(parts)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"marking.{key}", self._lang, **values)


def level_words(level: float | None, lang: Lang) -> str:
    """A level with its word; between two levels both words, and that it was not judged."""
    if level is None:
        return say("marking.not_judged_yet", lang)
    near = dict.fromkeys((floor(level), min(STRONG, floor(level) + (level > floor(level)))))
    words = " / ".join(say(f"rubric.level.{one}", lang) for one in near)
    return say("marking.level", lang, level=plain(level), word=words)


def plain(level: float | None) -> str:
    """A level as a number, with a decimal only where it needs one."""
    if level is None:
        return ""
    return str(int(level)) if level == int(level) else f"{level:.1f}"


def place_words(session: Session, said: Pinned) -> str:
    """Where a comment is pinned, in words: the question by its short title, the row, the column."""
    flow, lang = session.flow, session.lang
    if said.question not in flow.questions:
        return clean(said.question)
    parts = [short_title(flow, said.question, lang)]
    table = flow.tables.get(said.question)
    if table is not None and said.row:
        parts.append(clean(Wording(flow, session.answers, lang).row(table, said.row)))
        if said.column:
            known = {column.id: column.label(lang) for column in table.columns}
            parts.append(known.get(said.column, clean(said.column)))
    return " / ".join(parts)
