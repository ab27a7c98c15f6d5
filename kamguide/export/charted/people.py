"""Who takes part when: people of the customer against the stages of a purchase."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kamguide.export.charted.frame import Frame, beside, left, right, wrapped
from kamguide.export.reading import HIGH, needs_contact
from kamguide.model.text import flat
from kamguide.plan.blocks import Chart, Series

STAGE: Final = 2
"""Cells of a stage."""
ASIDE: Final = 10
"""Cells of attitude, influence and contact."""
SIGNS: Final = {"done": "x", "now": ">", "later": ".", "skipped": "-"}
LEVELS: Final = 3


def draw(chart: Chart, frame: Frame) -> Iterator[Text]:
    """A row for each person, a column for each stage; what the signs mean stands below."""
    stages = len(chart.points)
    room = frame.width - STAGE * stages - ASIDE
    labels = min(room, max(cell_len(flat(one.name)) for one in chart.series))
    heads = "".join(right(str(at % 10), STAGE) for at in range(1, stages + 1))
    aside = right(frame.say("charted.dmu.attitude"), 4) + right(
        frame.say("charted.dmu.influence"), 4
    )
    yield Text(" " * labels + aside + " " * (ASIDE - 8) + heads)
    for at, person in enumerate(chart.series):
        yield from _person(chart, at, person, labels)
    yield Text(
        " " * (labels + ASIDE) + "".join(right(_sign(chart, at), STAGE) for at in range(stages))
    )
    yield Text("")
    yield from beside([_numbered(at, one) for at, one in enumerate(chart.points, 1)], frame)
    yield from beside(_key(chart, frame), frame)


def _person(chart: Chart, at: int, person: Series, labels: int) -> Iterator[Text]:
    first, *more = wrapped(person.name, labels)
    line = Text(left(first, labels))
    line.append(
        right(attitude(chart, at), 4) + right(flat(chart.notes.get(f"influence.{at}", "")), 4)
    )
    line.append(right("!" if needs_contact(person) else "", ASIDE - 8))
    for value in person.values:
        shown = "" if value is None else str(int(value))
        line.append(right(shown, STAGE), "bold" if value is not None and value >= HIGH else "")
    yield line
    yield from map(Text, more)


def _numbered(at: int, stage: str) -> str:
    """A stage with its number, which some names bring along."""
    name = flat(stage)
    return name if name.startswith(f"{at} ") else f"{at} {name}"


def attitude(chart: Chart, at: int) -> str:
    """How somebody stands to us, with its sign."""
    given = flat(chart.notes.get(f"attitude.{at}", ""))
    return f"+{given}" if given.isdecimal() and given != "0" else given


def _sign(chart: Chart, at: int) -> str:
    return SIGNS.get(chart.notes.get(f"status.{at}", ""), "")


def _key(chart: Chart, frame: Frame) -> list[str]:
    levels = [(str(at), flat(chart.notes.get(f"involvement.{at}", ""))) for at in range(LEVELS + 1)]
    words = [f"{sign} {word}" for sign, word in levels if word]
    if any(map(needs_contact, chart.series)):
        words.append(
            f"! {flat(chart.notes.get('word.uncovered', '')) or frame.say('charted.dmu.uncovered')}"
        )
    used = {chart.notes.get(f"status.{at}", "") for at in range(len(chart.points))}
    words += [
        f"{sign} {frame.say(f'charted.dmu.{name}')}" for name, sign in SIGNS.items() if name in used
    ]
    return [*words, frame.say("charted.dmu.columns")]
