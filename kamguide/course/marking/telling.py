"""What a marker sees in words, line by line, and as JSON."""

from collections.abc import Iterator

from kamguide.course.marking.desk import Desk, Standing
from kamguide.course.marking.feedback import level_words, place_words
from kamguide.course.marking.lines import Line
from kamguide.course.marking.sheets import Judgement, Pinned
from kamguide.course.marking.verdicts import Agreement, Verdict
from kamguide.course.marking.works import Work
from kamguide.messages import say
from kamguide.model.answers import Json


class Telling:
    """The plans and lines before one marker, in words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lang = desk.works.lang

    def standings(self) -> Iterator[str]:
        """How far the marker is with each plan."""
        yield self._say(
            "list_head", marker=self._desk.marker, role=self._say(f"role.{self._desk.role}")
        )
        for one in self._desk.standings():
            yield self._standing(one)

    def _standing(self, one: Standing) -> str:
        if not one.lines:
            return self._say("standing_none", group=one.title)
        key = "standing_anchor" if one.subject.is_anchor else "standing"
        return self._say(key, group=one.title, judged=one.judged, lines=one.lines)

    def work(self, work: Work) -> Iterator[str]:
        """Every line of a plan: the proposal, why, and what this marker said."""
        yield work.title
        for one in work.lines:
            yield ""
            yield from self.line(work, one)

    def line(self, work: Work, line: Line) -> Iterator[str]:
        """One line of the rubric."""
        judgement = self._desk.judgement(work, line)
        yield f"{line.number}. {line.criterion.title(self._lang)}"
        yield f"   {self.proposed(line)}"
        yield from (f"     - {reason}" for reason in line.reasons)
        if judgement is None:
            yield f"   {self._say('yours_open')}"
            return
        level = level_words(judgement.level, self._lang)
        yield f"   {self._say('yours', level=level, reason=judgement.reason)}".rstrip(" :：")
        yield from (f"     {text}" for text in self.comments(work, judgement))

    def proposed(self, line: Line) -> str:
        """What the coach proposes, and whether it is only a proposal."""
        if line.proposal is None:
            return self._say("proposes_nothing")
        key = "proposes" if line.is_sure else "proposes_unsure"
        return self._say(key, level=level_words(line.proposal, self._lang))

    def comments(self, work: Work, judgement: Judgement) -> Iterator[str]:
        """The comments of a judgement under their numbers, each with its place."""
        for number, one in enumerate(judgement.comments, start=1):
            kind = say(f"review.kind.{one.kind}", self._lang)
            yield f"{number}. [{kind}] {self.place(work, one)}{one.text}"

    def place(self, work: Work, said: Pinned) -> str:
        """Where a comment is pinned, with what stands after it; nothing for the line itself."""
        if not said.question:
            return ""
        shown = said.model_copy(update={"row": work.shown(said.row)})
        words = place_words(work.session, shown)
        return self._say("at_place", place=words)

    def others(self, work: Work, line: Line) -> Iterator[str]:
        """What other trainers gave a line, and what was agreed on; shown once one has judged."""
        if self._desk.role != "trainer":
            return
        verdict = next(one for one in self._desk.marked(work).verdicts if one.line.id == line.id)
        given = [
            f"{who} {said.level}"
            for who, said in verdict.given
            if who != self._desk.marker and said.level is not None
        ]
        if given:
            levels = say("board.joint", self._lang).join(given)
            yield self._say("others_apart" if verdict.is_apart else "others", levels=levels)
        settled = verdict.settled
        if settled is not None:
            level = level_words(settled.level, self._lang)
            yield self._say("agreed_on", level=level, reason=settled.reason)

    def compared(self, pairs: list[tuple[str, Verdict]], titles: dict[str, str]) -> Iterator[str]:
        """What the markers gave side by side, those far apart first."""
        if not pairs:
            yield self._say("nobody_twice")
            return
        apart = [(group, one) for group, one in pairs if one.spread]
        for group, one in apart:
            given = (f"{who} {said.level}" for who, said in one.given if said.level is not None)
            levels = say("board.joint", self._lang).join(given)
            key = "apart" if one.is_apart else "side_by_side"
            yield self._say(
                key, group=titles[group], line=one.line.criterion.title(self._lang), levels=levels
            )
        yield self._say("same_level", count=len(pairs) - len(apart))

    def agreements(self, found: tuple[Agreement, ...]) -> Iterator[str]:
        """How far each two markers agree, and by which weights."""
        for one in found:
            yield self._say(
                "agree",
                one=one.one,
                other=one.other,
                count=one.count,
                quadratic=_number(one.quadratic),
                linear=_number(one.linear),
            )

    def as_json(self, work: Work) -> dict[str, Json]:
        """A plan before the marker, for programs."""
        return {
            "group": work.title,
            "marker": self._desk.marker,
            "role": self._desk.role,
            "blind": work.blind,
            "lines": [self._line_json(work, one) for one in work.lines],
        }

    def _line_json(self, work: Work, line: Line) -> dict[str, Json]:
        judgement = self._desk.judgement(work, line)
        comments = judgement.comments if judgement is not None else ()
        return {
            "id": line.id,
            "title": line.criterion.title(self._lang),
            "weight": str(line.weight),
            "proposed": line.proposal,
            "reasons": list[Json](line.reasons),
            "level": judgement.level if judgement is not None else None,
            "reason": judgement.reason if judgement is not None else "",
            "comments": [
                {
                    "kind": one.kind,
                    "text": one.text,
                    "question": one.question,
                    "row": work.shown(one.row),
                    "column": one.column,
                }
                for one in comments
            ],
        }

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"marking.{key}", self._lang, **values)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
