"""The picture of a chart, with its measures and what is to be seen on it in a sentence."""

from typing import Final
from xml.etree import ElementTree as ET

from msgspec import Struct

from kamguide.export.draw import svg
from kamguide.model.text import Lang
from kamguide.plan.blocks import Chart

TOLD_BY_PICTURE: Final = frozenset({"stages", "gantt"})
"""Charts whose table is only the same picture once more, in squares."""
_SVG: Final = "{http://www.w3.org/2000/svg}"


class Picture(Struct, frozen=True):
    """A picture in SVG; `height` is for a width of one, `told` is a sentence."""

    svg: str
    height: float
    told: str


def picture(chart: Chart, lang: Lang, number: int) -> Picture | None:
    """The picture of the chart with this number on its page; None where nothing can be drawn."""
    drawn = svg(chart, lang, name=f"c{number}")
    if drawn is None:
        return None
    root = ET.fromstring(drawn)  # noqa: S314 - written by ourselves
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return Picture(drawn, height / width, root.findtext(f"{_SVG}desc", ""))
