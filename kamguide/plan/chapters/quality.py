"""For a trainer: the plan graded criterion by criterion, and what the coach found."""

from collections.abc import Iterator

from kamguide.coach.rubric import STRONG, Grade, rubric
from kamguide.messages import say
from kamguide.plan.blocks import Block, Paragraph
from kamguide.plan.paper import NOTHING, Paper


def chapter(paper: Paper) -> Iterator[Block]:
    """The points, each criterion with its level and the next one, then findings by severity."""
    graded = rubric(paper.flow, paper.path, paper.findings)
    if not graded.grades:
        return
    total = say(
        "rubric.total",
        paper.lang,
        points=graded.points,
        most=graded.most,
        percent=round(graded.percent),
        band=say(f"rubric.band.{graded.band}", paper.lang),
    )
    yield Paragraph(total, internal=True)
    rows = [_graded(paper, one) for one in graded.grades]
    heads = paper.heads("criterion", "level", "meaning", "next_level")
    yield paper.grid(paper.say("t.rubric"), heads, rows, internal=True)
    yield from _findings(paper)


def _graded(paper: Paper, one: Grade) -> list[str]:
    lang, criterion = paper.lang, one.criterion
    level = say(f"rubric.level.{one.level}", lang)
    better = criterion.levels[one.level + 1](lang) if one.level < STRONG else NOTHING
    words = paper.say("proposed", level=level) if criterion.proposed else level
    return [criterion.title(lang), words, criterion.levels[one.level](lang), better]


def _findings(paper: Paper) -> Iterator[Block]:
    rows = [
        [
            paper.title(one.question),
            paper.say(f"severity.{one.severity}"),
            paper.finding(one),
        ]
        for severity in ("block", "warn", "info")
        for one in paper.findings
        if one.severity == severity
    ]
    if rows:
        heads = paper.heads("answer", "result", "found")
        yield paper.grid(paper.say("t.findings"), heads, rows, internal=True)
