"""The report of a class as blocks, for the terminal and for HTML; and as JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kamguide.course.marking.class_report import ClassReport, LineReport
from kamguide.course.marking.feedback import level_words, plain
from kamguide.course.marking.verdicts import Agreement, Marked, Verdict
from kamguide.messages import say
from kamguide.model.answers import Json
from kamguide.model.text import Lang
from kamguide.plan.blocks import Block, Cell, Column, Cover, Heading, Note, Paragraph, Plan, Table

NOTHING: Final = "–"


class ReportDocument:
    """The report in one language."""

    def __init__(self, report: ClassReport, lang: Lang, on: date) -> None:
        self._report = report
        self._lang = lang
        self._on = on
        self._names = dict(report.titles())

    def document(self) -> Plan:
        """All of it."""
        card = self._report.card
        cover = Cover(self._say("title", name=card.title), card.trainer, ())
        return Plan(self._lang, cover, tuple(self._blocks()), on=self._on)

    def _blocks(self) -> Iterator[Block]:
        yield from self._groups()
        yield from self._hardest()
        yield from self._distribution()
        yield from self._agreement()
        yield from self._distant()
        yield from self._anchors()
        yield from self._times()

    def _groups(self) -> Iterator[Block]:
        yield Heading(self._say("groups"))
        rows = [self._group(subject.name, marks) for subject, marks in self._report.groups]
        yield self._table("results", ("group", "percent", "band", "judged", "peers"), rows)

    def _group(self, name: str, marks: Marked | None) -> list[str]:
        if marks is None:
            return [name, NOTHING, say("marking.nothing_came", self._lang), "", ""]
        percent = NOTHING if marks.percent is None else f"{marks.percent:.0f}"
        band = say(f"rubric.band.{marks.band}", self._lang) if marks.band else NOTHING
        judged = f"{len(marks.judged)}/{len(marks.verdicts)}"
        return [name, percent, band, judged, _mean(self._report.peers_of(marks))]

    def _hardest(self) -> Iterator[Block]:
        hardest = self._report.hardest
        if not hardest:
            return
        yield Heading(self._say("hardest"))
        for one in hardest:
            title = one.criterion.title(self._lang)
            yield Paragraph(self._say("hardest_mean", mean=_mean(one.mean)), title)

    def _distribution(self) -> Iterator[Block]:
        yield Heading(self._say("distribution"))
        heads = ("line", "level0", "level1", "level2", "level3", "mean", "proposed", "peers")
        yield self._table("levels", heads, [self._line(one) for one in self._report.lines])
        yield Note(self._say("distribution_note"))

    def _line(self, one: LineReport) -> list[str]:
        counts = [str(count or NOTHING) for count in one.counts]
        means = [_mean(value) for value in (one.mean, one.proposed, one.peers)]
        return [one.criterion.title(self._lang), *counts, *means]

    def _agreement(self) -> Iterator[Block]:
        if not self._report.agreements:
            return
        yield Heading(self._say("agreement"))
        yield self._pairs("markers", self._report.agreements)
        yield Note(self._say("kappa_note"))
        unclear = self._report.unclear
        if unclear:
            titles = [one.criterion.title(self._lang) for one in unclear]
            lines = say("board.joint", self._lang).join(titles)
            yield Paragraph(self._say("unclear_lines", lines=lines), self._say("unclear"))
        yield Note(self._say("unclear_rule"))

    def _pairs(self, title: str, found: tuple[Agreement, ...]) -> Table:
        heads = ("one", "other", "count", "quadratic", "linear", "exact", "drift")
        return self._table(title, heads, [_pair(one) for one in found])

    def _distant(self) -> Iterator[Block]:
        distant = [(group, one) for group, one in self._report.distant if one.spread]
        if not distant:
            return
        yield Heading(self._say("distant"))
        rows = [self._apart(group, one) for group, one in distant]
        yield self._table("side_by_side", ("group", "line", "levels", "counts_as"), rows)

    def _apart(self, group: str, one: Verdict) -> list[str]:
        given = (f"{who} {said.level}" for who, said in one.given if said.level is not None)
        levels = say("board.joint", self._lang).join(given)
        counts = level_words(one.level, self._lang)
        if one.is_apart:
            counts = self._say("to_settle")
        return [self._names[group], one.line.criterion.title(self._lang), levels, counts]

    def _anchors(self) -> Iterator[Block]:
        if self._report.anchors:
            yield Heading(self._say("anchors"))
            yield self._pairs("anchored", self._report.anchors)
            yield Note(self._say("anchors_note"))

    def _times(self) -> Iterator[Block]:
        if not self._report.times:
            return
        yield Heading(self._say("times"))
        rows = [
            [one.step, str(one.planned), f"{one.median:.0f}", f"{one.minutes[0]:.0f}",
             f"{one.minutes[-1]:.0f}", str(len(one.minutes))]
            for one in self._report.times
        ]  # fmt: skip
        heads = ("step", "planned", "median", "fastest", "slowest", "groups")
        yield self._table("minutes", heads, rows)
        yield Note(self._say("times_note"))

    def _table(self, title: str, heads: tuple[str, ...], rows: list[list[str]]) -> Table:
        columns = tuple(
            Column(self._say(f"col.{name}"), numeric=name not in _WORDS) for name in heads
        )
        cells = tuple(tuple(map(Cell, row)) for row in rows)
        return Table(self._say(f"t.{title}"), columns, cells)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"class_report.{key}", self._lang, **values)


_WORDS: Final = frozenset({"group", "band", "line", "levels", "counts_as", "one", "other", "step"})


def _mean(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}"


def _pair(one: Agreement) -> list[str]:
    return [
        one.one,
        one.other,
        str(one.count),
        *(NOTHING if value is None else f"{value:.2f}" for value in (one.quadratic, one.linear)),
        NOTHING if one.exact is None else f"{100 * one.exact:.0f}%",
        NOTHING if one.drift is None else f"{one.drift:+.2f}",
    ]


def as_json(report: ClassReport) -> dict[str, Json]:
    """The same for programs; ids stay ids, numbers are written out."""
    return {
        "class": report.card.title,
        "groups": [
            {
                "id": subject.id,
                "name": subject.name,
                "came": marks is not None,
                "percent": _digits(marks.percent) if marks else None,
                "band": (marks.band or None) if marks else None,
                "levels": {one.line.id: plain(one.level) or None for one in marks.verdicts}
                if marks
                else {},
            }
            for subject, marks in report.groups
        ],
        "lines": [_line_json(one) for one in report.lines],
        "hardest": [one.criterion.id for one in report.hardest],
        "unclear": [one.criterion.id for one in report.unclear],
        "agreement": [_pair_json(one) for one in report.agreements],
        "anchors": [_pair_json(one) for one in report.anchors],
        "apart": [
            {"group": group, "line": one.line.id, "levels": list[Json](one.levels)}
            for group, one in report.distant
            if one.is_apart
        ],
        "minutes": [
            {
                "step": one.step,
                "planned": one.planned,
                "median": _digits(one.median),
                "groups": [_digits(each) for each in one.minutes],
            }
            for one in report.times
        ],
    }


def _line_json(one: LineReport) -> dict[str, Json]:
    return {
        "id": one.criterion.id,
        "counts": list[Json](one.counts),
        "mean": _digits(one.mean),
        "proposed": _digits(one.proposed),
        "peers": _digits(one.peers),
        "kappa": _digits(one.agreement.quadratic if one.agreement else None),
    }


def _pair_json(one: Agreement) -> dict[str, Json]:
    return {
        "one": one.one,
        "other": one.other,
        "count": one.count,
        "kappa_quadratic": _digits(one.quadratic),
        "kappa_linear": _digits(one.linear),
        "exact": _digits(one.exact),
        "drift": _digits(one.drift),
    }


def _digits(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
