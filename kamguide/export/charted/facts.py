"""Charts read aloud: a sentence a fact, in the words of the plan, for lines and screen readers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kamguide.analysis.arithmetic import known_total
from kamguide.export.charted import boxes, ladders, matrix, pareto, people, timeline, years
from kamguide.export.charted.bars import Values, parts_of
from kamguide.export.charted.frame import amount, percentage
from kamguide.export.reading import needs_contact
from kamguide.messages import day, say
from kamguide.model.text import Lang, flat
from kamguide.plan.blocks import Chart, ChartKind, Series


def facts_of(chart: Chart, lang: Lang) -> list[str]:
    """A chart in sentences, one for each thing it shows."""
    return list(TELLINGS[chart.kind](chart, Voice(lang))) if chart.series else []


class Voice:
    """Says facts in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, key: str, /, **values: object) -> str:
        """A fact by its key."""
        return say(f"charted.fact.{key}", self.lang, **values)

    def listed(self, parts: Sequence[str]) -> str:
        """Parts of one sentence."""
        return self.say("joint").join(parts)

    def about(self, name: str, parts: Sequence[str]) -> str:
        """What there is to say of one thing; that nothing is known, where it is not."""
        told = self.listed([one for one in parts if one]) or self.say("unknown")
        return self.say("about", name=flat(name), parts=told)

    def pair(self, name: str, value: str) -> str:
        """A thing and its number."""
        return self.say("pair", name=flat(name), value=value)


def _by_point(chart: Chart, voice: Voice) -> Iterator[str]:
    """For each point the numbers of all series."""
    for at, point in enumerate(chart.points):
        known = ((one.name, one.values[at]) for one in chart.series)
        yield voice.about(
            point, [voice.pair(name, amount(value)) for name, value in known if value is not None]
        )


def _forces(chart: Chart, voice: Voice) -> Iterator[str]:
    for point, value in zip(chart.points, chart.series[0].values, strict=True):
        told = voice.say("of_five", value=amount(value)) if value is not None else ""
        yield voice.about(point, [told])


def _whole(voice: Voice, series: Sequence[Series], values: Values, at: int) -> list[str]:
    whole = known_total(values)
    parts = [(one.name, one.values[at]) for one in series]
    told = [voice.pair(name, amount(value)) for name, value in parts if value]
    return [voice.say("whole", value=amount(whole)) if whole is not None else "", *told]


def _stacked(chart: Chart, voice: Voice) -> Iterator[str]:
    for at, values in enumerate(parts_of(chart.points, chart.series)):
        yield voice.about(chart.points[at], _whole(voice, chart.series, values, at))


def _revenue(chart: Chart, voice: Voice) -> Iterator[str]:
    products = [one for one in chart.series if one.role != "line"]
    lines = [one for one in chart.series if one.role == "line"]
    for at, values in enumerate(parts_of(chart.points, products)):
        more = [(one.name, one.values[at]) for one in lines]
        told = [voice.pair(name, amount(value)) for name, value in more if value is not None]
        yield voice.about(chart.points[at], [*_whole(voice, products, values, at), *told])
    growth = years.growth_of(chart)
    if growth:
        told = [voice.pair(name, years.signed(value)) for name, value in growth]
        yield voice.about(voice.say("growth"), told)


def _pareto(chart: Chart, voice: Voice) -> Iterator[str]:
    sums = next((one.values for one in chart.series if one.role == "line"), ())
    ends = pareto.classes_of(chart)
    for at, (point, value) in enumerate(zip(chart.points, chart.series[0].values, strict=True)):
        whole = sums[at] if at < len(sums) else None
        yield voice.say(
            "ranked",
            rank=at + 1,
            name=flat(point),
            share=percentage(value),
            whole=percentage(whole),
        )
        if name := ends.get(at + 1):
            yield voice.say("class_ends", name=name, count=at + 1, whole=percentage(whole))


def _ratios(chart: Chart, voice: Voice) -> Iterator[str]:
    for one in chart.series:
        known = zip(chart.points, one.values, strict=True)
        told = [voice.pair(point, amount(value, 2)) for point, value in known if value is not None]
        yield voice.about(one.name, [*told, _trend(one, voice)])


def _trend(series: Series, voice: Voice) -> str:
    change = years.percent_of(series)
    if change is None:
        return ""
    if abs(change) < years.STEADY:
        return voice.say("steady")
    return voice.say("up" if change > 0 else "down", share=percentage(abs(change)))


def _stages(chart: Chart, voice: Voice) -> Iterator[str]:
    for one in chart.series:
        level = int(one.values[0]) if one.values and one.values[0] is not None else 0
        known = 0 < level <= len(chart.points)
        stage = flat(chart.points[level - 1]) if known else ""
        told = voice.say("stage", level=level, count=len(chart.points), stage=stage)
        yield voice.about(one.name, [told] if known else [])


def _matrix(chart: Chart, voice: Voice) -> Iterator[str]:
    lines = matrix.lines_of(chart)
    key = "placed" if lines.across else "placed_apart"
    times = list(dict.fromkeys(flat(one.name) for one in chart.series))
    for unit in matrix.units_of(chart):
        for time, circle in zip(times, (unit.now, unit.later), strict=False):
            if not (box := lines.box(circle)):
                continue
            yield voice.say(
                key,
                name=unit.name,
                time=time,
                box=say(f"plan.quadrant.{box}", voice.lang),
                height=amount(circle.y, 2),
                strength=amount(circle.x, 2),
                size=amount(circle.size),
            )


def _gantt(chart: Chart, voice: Voice) -> Iterator[str]:
    for name, start, due in timeline.spans_of(chart):
        yield voice.say("span", name=flat(name), start=_day(start, voice), due=_day(due, voice))


def _day(value: date, voice: Voice) -> str:
    return day(value, voice.lang)


def _dmu(chart: Chart, voice: Voice) -> Iterator[str]:
    for at, person in enumerate(chart.series):
        aside = [
            voice.say(key, value=value)
            for key, value in (
                ("attitude", people.attitude(chart, at)),
                ("influence", flat(chart.notes.get(f"influence.{at}", ""))),
            )
            if value
        ]
        known = zip(chart.points, person.values, strict=True)
        told = [
            voice.pair(stage, _involved(chart, value))
            for stage, value in known
            if value is not None
        ]
        contact = voice.say("uncovered") if needs_contact(person) else ""
        yield voice.about(person.name, [*aside, *told, contact])


def _involved(chart: Chart, value: Decimal) -> str:
    return flat(chart.notes.get(f"involvement.{int(value)}", "")) or amount(value)


def _swot(chart: Chart, voice: Voice) -> Iterator[str]:
    for one in chart.series:
        items = zip(chart.points, one.values, strict=True)
        told = [
            voice.say("weighed", name=flat(point), value=amount(value))
            for point, value in items
            if value is not None
        ]
        yield voice.about(one.name, told)
    for meeting, text in boxes.pairs_of(chart):
        follows = text or voice.say("unknown")
        yield voice.say("meets", items=voice.listed(meeting), text=follows) if meeting else follows


def _relationship(chart: Chart, voice: Voice) -> Iterator[str]:
    yield from _by_point(chart, voice)
    for key, stage in ladders.levels_by_key(chart).items():
        yield voice.say(f"relationship_{key}", stage=stage)


TELLINGS: Final[Mapping[ChartKind, Callable[[Chart, Voice], Iterator[str]]]] = {
    "pareto": _pareto,
    "matrix": _matrix,
    "forces": _forces,
    "ratios": _ratios,
    "value": _stacked,
    "stages": _stages,
    "comparison": _by_point,
    "revenue": _revenue,
    "scenarios": _by_point,
    "gantt": _gantt,
    "budget": _stacked,
    "dmu": _dmu,
    "swot": _swot,
    "relationship": _relationship,
    "spread": _by_point,
}
"""What tells each kind of chart."""
