"""Who decides: people down, stages of buying across, how much each takes part in each."""

from collections.abc import Callable
from math import cos, pi, sin
from typing import Final

from kamguide.export.draw.canvas import (
    QUIET_MIDDLE,
    SMALL,
    WIDTH,
    Box,
    Canvas,
    Shown,
    Type,
    colour,
)
from kamguide.export.draw.frame import EDGE, Entry, Key, Task, key_of
from kamguide.export.draw.lettering import fitted, wrapped
from kamguide.export.draw.scale import known
from kamguide.export.palette import PAPER
from kamguide.export.reading import needs_contact
from kamguide.plan.blocks import Series

NAMES: Final = 124.0
ATTITUDE: Final = 70.0
INFLUENCE: Final = 58.0
HEAD: Final = 66.0
ROW: Final = 32.0
BALL: Final = 10.0
SWATCH: Final = 6.5
NARROW: Final = 10.0
"""The size of the names of stages."""
MOST: Final = 3
"""Involvement of those who lead or decide."""
COVERED: Final = 0
UNCOVERED: Final = 6
STATUS: Final = ("done", "now", "later", "skipped")


def dmu(task: Task) -> str | None:
    """The map of a decision-making unit."""
    people = task.chart.series
    if not task.chart.points or not any(known(one.values) for one in people):
        return None
    key = _key(task)
    left = EDGE + NAMES + ATTITUDE + INFLUENCE
    top = EDGE + key.height + HEAD
    grid = Box(left, top, WIDTH - EDGE - left, ROW * len(people))
    canvas = Canvas(task.name, grid.bottom + EDGE)
    key.draw(canvas)
    _heads(canvas, task, grid)
    for at, one in enumerate(people):
        _person(canvas, task, (at, one), Box(left, top + ROW * at, grid.width, ROW))
    leads = sum(needs_contact(one) for one in people)
    return task.done(canvas, count=len(people), stages=len(task.chart.points), open=leads)


def _key(task: Task) -> Key:
    """How much a ball is filled, what a square says, what the stages are."""
    notes = task.chart.notes
    entries = [
        Entry(notes.get(f"involvement.{level}", str(level)), _ball_of(level))
        for level in range(MOST, -1, -1)
    ]
    entries += [
        Entry(notes.get(f"word.{role}", ""), _contact_of(role)) for role in ("covered", "uncovered")
    ]
    given = {notes.get(f"status.{at}") for at in range(len(task.chart.points))}
    entries += [
        Entry(task.say(f"dmu.{one}"), _status_of(one), is_ours=True)
        for one in STATUS
        if one in given
    ]
    return key_of([one for one in entries if one.name])


def _ball_of(level: int) -> Callable[[Canvas, Box], None]:
    return lambda canvas, box: _ball(canvas, Box(box.middle, box.centre, SWATCH, 0), level, COVERED)


def _contact_of(role: str) -> Callable[[Canvas, Box], None]:
    return lambda canvas, box: _contact(canvas, (box.middle, box.centre), role)


def _status_of(status: str) -> Callable[[Canvas, Box], None]:
    return lambda canvas, box: _ground(canvas, box, status)


# The stages


def _heads(canvas: Canvas, task: Task, grid: Box) -> None:
    wide = grid.width / len(task.chart.points)
    for at, name in enumerate(task.chart.points):
        box = Box(grid.x + at * wide + 1, grid.y - HEAD + 4, wide - 2, HEAD - 8)
        status = task.chart.notes.get(f"status.{at}", "later")
        _ground(canvas, box, status)
        lines = wrapped(name, box.width - 1, NARROW, 4)
        look = Type(NARROW, "middle", fill=PAPER if status == "now" else "")
        canvas.lines((box.middle, box.centre), lines, look)
    attitude = task.chart.notes.get("word.attitude") or task.say("dmu.attitude")
    centre = grid.y - 14
    first = EDGE + NAMES + ATTITUDE / 2
    canvas.text((first, centre), fitted(attitude, ATTITUDE - 4, SMALL), QUIET_MIDDLE)
    second = grid.x - INFLUENCE / 2
    influence = fitted(task.say("dmu.influence"), INFLUENCE - 4, SMALL)
    canvas.text((second, centre), influence, QUIET_MIDDLE)


def _ground(canvas: Canvas, box: Box, status: str) -> None:
    """Past stages are shaded, this one is full, later ones are framed, skipped ones crossed."""
    if status == "now":
        canvas.rect(box, fill=colour(COVERED), rx=2)
    elif status == "done":
        canvas.rect(box, "shade faint", rx=2, stroke_width=0.8)
    else:
        dashes = {"stroke_dasharray": "2 2"} if status == "skipped" else {}
        canvas.rect(box, "line", fill="none", rx=2, **dashes)
    if status == "skipped":
        canvas.line((box.x, box.bottom), (box.right, box.y))


# The people


def _person(canvas: Canvas, task: Task, one: tuple[int, Series], row: Box) -> None:
    at, person = one
    canvas.line((EDGE, row.y), (row.right, row.y))
    _contact(canvas, (EDGE + 7, row.centre), person.role)
    lines = wrapped(person.name, NAMES - 26, SMALL)
    canvas.lines((EDGE + 20, row.centre), lines, Type(SMALL))
    attitude, influence = task.note(f"attitude.{at}"), task.note(f"influence.{at}")
    if attitude is not None:
        _attitude(canvas, (EDGE + NAMES + ATTITUDE / 2, row.centre), attitude)
    if influence is not None:
        _influence(canvas, (row.x - INFLUENCE / 2, row.centre), influence)
    wide = row.width / len(task.chart.points)
    paint = COVERED if person.role != "uncovered" else UNCOVERED
    for stage, value in enumerate(person.values):
        if value is not None:
            ball = Box(row.x + wide * (stage + 0.5), row.centre, BALL, 0)
            _ball(canvas, ball, min(max(int(value), 0), MOST), paint)


def _contact(canvas: Canvas, at: tuple[float, float], role: str) -> None:
    """A full square: one of us is in contact; an empty one in another colour: nobody is."""
    box = Box(at[0] - 5, at[1] - 5, 10, 10)
    if role == "uncovered":
        looks: dict[str, Shown] = {"fill": "none", "stroke": colour(UNCOVERED), "stroke_width": 2.0}
        canvas.rect(box, "", **looks, stroke_dasharray="3 2")
    else:
        canvas.rect(box, fill=colour(COVERED))


def _ball(canvas: Canvas, at: Box, level: int, paint: int) -> None:
    """A ball filled by as many thirds as somebody takes part, as large as `at` is wide."""
    x, y = at.x, at.y
    radius = at.width if level else 3.5
    ring: dict[str, Shown] = {"stroke": colour(paint), "stroke_width": 1.6}
    canvas.add("circle", "ground", cx=x, cy=y, r=radius, **ring)
    if level == MOST:
        canvas.add("circle", cx=x, cy=y, r=radius, fill=colour(paint))
    elif level:
        turn = 2 * pi * level / MOST
        end = x + radius * sin(turn), y - radius * cos(turn)
        arc = f"A{radius:g} {radius:g} 0 {int(turn > pi)} 1 {end[0]:.2f} {end[1]:.2f}"
        path = f"M{x:.2f} {y:.2f}L{x:.2f} {y - radius:.2f}{arc}Z"
        canvas.add("path", d=path, fill=colour(paint))


def _attitude(canvas: Canvas, at: tuple[float, float], value: float) -> None:
    """Against us at the left, for us at the right, with the number."""
    x, y = at[0] - 8, at[1]
    step = 9.0
    canvas.line((x - 2 * step, y), (x + 2 * step, y), "faint")
    canvas.line((x, y - 5), (x, y + 5), "faint")
    place = x + min(max(value, -2), 2) * step
    box = Box(min(x, place), y - 3, abs(place - x), 6)
    if value:
        canvas.rect(box, fill=colour(COVERED if value > 0 else UNCOVERED))
    canvas.add("circle", "ink", cx=place, cy=y, r=3.5)
    text = f"{value:+.0f}" if value else "0"
    canvas.text((x + 2 * step + 7, y), text.replace("-", "−"), Type(SMALL))


def _influence(canvas: Canvas, at: tuple[float, float], value: float) -> None:
    """Five steps, as many full as somebody has influence."""
    for number in range(5):
        box = Box(at[0] - 25 + number * 10, at[1] - 4, 8, 8)
        canvas.rect(box, "soft" if number < value else "line", **_open(number < value))


def _open(is_full: bool) -> dict[str, str]:
    return {} if is_full else {"fill": "none"}
