"""A comparison with the model answer in words: pages that a screen turns and lines print."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kamguide.coach.rubric import STRONG
from kamguide.course.comparing import Compared, Comparison, Score, Verdict
from kamguide.course.matching import Difference
from kamguide.messages import number, say
from kamguide.model.answers import Json
from kamguide.plan.advice import finding_in_words
from kamguide.plan.blocks import Cell, Column, Table
from kamguide.plan.wording import Wording, short_title
from kamguide.workspace.session import Session

MOST: Final = 12
"""Differences of one question that are told one by one."""
MOST_FINDINGS: Final = 8


class Page(Struct, frozen=True):
    """A part of a comparison: its head, lines, a table below them, and the question it is about."""

    head: str
    lines: tuple[str, ...]
    table: Table | None = None
    question: str = ""


class ComparisonTelling:
    """Tells a comparison in the language of its session."""

    def __init__(self, found: Comparison, session: Session) -> None:
        self._found = found
        self._session = session
        self._lang = session.lang
        self._flow = session.flow
        self._words = Wording(session.flow, session.path.standing, session.lang)

    def pages(self) -> Iterator[Page]:
        """The score, the figures, what to look at again, then each question."""
        yield self._score()
        yield self._figures()
        yield self._again()
        for one in self._found.questions:
            yield self._question(one)

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._lang, **values)

    def _title(self, question: str) -> str:
        return short_title(self._flow, question, self._lang)

    # The score

    def _score(self) -> Page:
        found = self._found
        counts = dict.fromkeys(_VERDICTS, 0)
        for each in found.questions:
            counts[each.verdict] += 1
        lines = [
            self._say(
                "compare.score", yours=_whole(found.percent), model=_whole(found.model_percent)
            ),
            self._say("compare.counts", **counts),
        ]
        if planted := len(found.mended) + len(found.standing):
            lines.append(self._say("compare.faults", mended=len(found.mended), planted=planted))
        return Page(self._say("compare.head.score"), tuple(lines), self._rubric(found.scores))

    def _rubric(self, scores: tuple[Score, ...]) -> Table:
        heads = ("criterion", "yours", "model", "weight")
        rows = tuple(
            (
                Cell(one.grade.criterion.title(self._lang)),
                Cell(str(one.grade.level)),
                Cell("–" if one.model is None else str(one.model)),
                Cell(str(one.weight)),
            )
            for one in scores
            if one.weight
        )
        title = self._say("compare.rubric", most=STRONG)
        return Table(title, self._columns(heads, numeric=heads[1:]), rows)

    def _columns(self, heads: tuple[str, ...], numeric: tuple[str, ...] = ()) -> tuple[Column, ...]:
        return tuple(Column(self._say(f"compare.{one}"), numeric=one in numeric) for one in heads)

    # Figures

    def _figures(self) -> Page:
        found = self._found
        key = "compare.figures" if found.figures else "compare.figures_same"
        lines = (self._say(key, count=len(found.figures), equal=found.equal_figures),)
        rows = []
        for one in found.figures:
            label = one.headline.label(self._lang)
            if one.row:
                row = self._words.named(one.headline.of or "", one.row)
                label = self._say("preview.of_row", row=row, label=label)
            sides = (one.before, one.after)
            shown = (
                "–" if side is None else self._words.headline(one.headline, side) for side in sides
            )
            rows.append((Cell(label), *map(Cell, shown)))
        heads = ("figure", "yours", "model")
        table = Table("", self._columns(heads, numeric=heads[1:]), tuple(rows)) if rows else None
        return Page(self._say("compare.head.figures"), lines, table)

    # What to look at again

    def _again(self) -> Page:
        found = self._found
        lines = [
            self._say("compare.standing", fault=one.title(self._lang)) for one in found.standing
        ]
        for news in found.unheard:
            names = [self._title(one) for one in news.look_at if one in self._flow.questions]
            lines.append(self._say("compare.unheard", text=news.text(self._lang), questions=names))
        for one in found.findings[:MOST_FINDINGS]:
            words = finding_in_words(self._flow, self._words, one)
            lines.append(
                self._say("compare.finding", question=self._title(one.question), words=words)
            )
        lines += [
            self._say("compare.low", criterion=one.grade.criterion.title(self._lang), words=level)
            for one in sorted(found.scores, key=lambda one: (one.grade.level, -one.weight))[:3]
            if one.weight and one.grade.level < STRONG
            for level in [one.grade.criterion.levels[one.grade.level + 1](self._lang)]
        ]
        lines += [f"? {one(self._lang)}" for one in found.pack.debrief if not found.unit]
        return Page(
            self._say("compare.head.again"), tuple(lines) or (self._say("compare.nothing"),)
        )

    # Questions

    def _question(self, one: Compared) -> Page:
        head = f"{self._say(f'compare.mark.{one.verdict}')} {self._title(one.question)}"
        lines = [self._flow.questions[one.question].ask(self._lang)]
        if one.yours or one.model:
            lines += [
                self._say("compare.yours_is", words=one.yours or self._say("compare.empty")),
                self._say("compare.model_is", words=one.model or self._say("compare.empty")),
            ]
        if one.verdict == "read":
            lines.append(self._say("compare.read"))
        elif one.verdict == "same":
            lines.append(self._say("compare.same"))
        elif one.verdict == "open":
            lines.append(self._say("compare.open"))
        rows = [one for one in one.differences if one.kind != "cell"]
        lines += [self._say(f"compare.row.{each.kind}", row=each.row) for each in rows[:MOST]]
        self._more(lines, len(rows))
        cells = [each for each in one.differences if each.kind == "cell"]
        if len(cells) > MOST:
            lines.append(self._say("compare.first", most=MOST, count=len(cells)))
        table = self._cells(cells[:MOST]) if cells else None
        return Page(head, tuple(lines), table, one.question)

    def _more(self, lines: list[str], count: int) -> None:
        if count > MOST:
            lines.append(self._say("talk.and_more", count=count - MOST))

    def _cells(self, cells: list[Difference]) -> Table:
        rows = tuple(
            (Cell(one.row), Cell(one.column), Cell(one.yours or "–"), Cell(one.model or "–"))
            for one in cells
        )
        return Table("", self._columns(("row", "column", "yours", "model")), rows)

    # For programs

    def as_json(self) -> dict[str, Json]:
        """The comparison for programs."""
        found = self._found
        return {
            "pack": found.pack.id,
            "unit": found.unit,
            "score": str(round(found.percent, 1)),
            "model_score": str(round(found.model_percent, 1)),
            "criteria": [
                {
                    "criterion": f"criterion:{one.grade.criterion.id}",
                    "title": one.grade.criterion.title(self._lang),
                    "level": one.grade.level,
                    "model": one.model,
                    "weight": one.weight,
                }
                for one in found.scores
            ],
            "figures": [
                {
                    "figure": f"{one.figure}.{one.headline.path}",
                    "row": one.row,
                    "label": one.headline.label(self._lang),
                    "yours": None if one.before is None else str(one.before),
                    "model": None if one.after is None else str(one.after),
                }
                for one in found.figures
            ],
            "questions": [self._as_json(one) for one in found.questions],
            "again": list(self._again().lines),
            "faults": {
                "mended": [one.id for one in found.mended],
                "standing": [one.id for one in found.standing],
            },
            "news_without_effect": [one.id for one in found.unheard],
        }

    def _as_json(self, one: Compared) -> dict[str, Json]:
        return {
            "question": one.question,
            "title": self._title(one.question),
            "verdict": one.verdict,
            "yours": one.yours,
            "model": one.model,
            "differences": [
                {
                    "kind": each.kind,
                    "row": each.row,
                    "column": each.column,
                    "yours": each.yours,
                    "model": each.model,
                }
                for each in one.differences
            ],
        }


_VERDICTS: Final[tuple[Verdict, ...]] = ("same", "differs", "read", "open")


def _whole(value: float) -> str:
    from decimal import Decimal

    return number(Decimal(str(value)), 0)
