"""Arrows and marks that stand out on any ground."""

from math import hypot
from typing import Final

from kamguide.export.draw.canvas import Canvas

HEAD: Final = 7.0


def arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A line with a head, with a light rim so that it is seen on dark circles too."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    if not far:
        return
    across, up = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    long = min(HEAD, far)
    neck = (end[0] - across * long * 0.8, end[1] - up * long * 0.8)
    foot = (end[0] - across * long, end[1] - up * long)
    side = long * 0.5
    corners = [
        end,
        (foot[0] - up * side, foot[1] + across * side),
        (foot[0] + up * side, foot[1] - across * side),
    ]
    canvas.path([start, neck], "gap", stroke_width=4.5)
    canvas.path(corners, "gap ground", stroke_width=3)
    canvas.path([start, neck], "edge", stroke_width=1.6)
    canvas.path(corners, "ink")
