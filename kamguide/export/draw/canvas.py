"""What a picture is drawn on: elements of SVG with every text and every attribute escaped.

Pictures carry no style sheet. Each colour stands on its element, for programs that know nothing
else; beside it stands a class, by which a page may give it another on a dark ground.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree
from msgspec import Struct

from kamguide.export.draw.lettering import BOLD, LEADING, width_of
from kamguide.export.palette import LIGHT, PALETTE
from kamguide.model.text import flat

WIDTH: Final = 720.0
"""How wide every picture is; pages scale it to theirs."""
FONTS: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Kamguide Sans SC, Microsoft YaHei, PingFang SC, Arial,"
    " sans-serif"
)
SIZE: Final = 12.0
SMALL: Final = 11.0
NAMESPACE: Final = "http://www.w3.org/2000/svg"
CLASSES: Final[Mapping[str, tuple[str, str]]] = {
    "ink": ("fill", "ink"),
    "soft": ("fill", "grey"),
    "ground": ("fill", "paper"),
    "shade": ("fill", "shade"),
    "line": ("stroke", "line"),
    "edge": ("stroke", "ink"),
    "faint": ("stroke", "grey"),
    "gap": ("stroke", "paper"),
}
"""What each class colours, and with which colour of the palette."""
_UNFIT: Final = re.compile(r"[^A-Za-z0-9_-]+")
Shown = str | float


class Box(Struct, frozen=True):
    """A part of a picture."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half way from left to right."""
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """Half way from top to bottom."""
        return self.y + self.height / 2

    def meets(self, other: "Box", apart: float = 0) -> bool:
        """Whether the two overlap, or come nearer than `apart`."""
        return (
            self.x < other.right + apart
            and other.x < self.right + apart
            and self.y < other.bottom + apart
            and other.y < self.bottom + apart
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Type(Struct, frozen=True):
    """How text is set: `anchor` is the side that stays where it is put."""

    size: float = SIZE
    anchor: str = "start"
    bold: bool = False
    kind: str = "ink"
    """Its class; none for text on a coloured ground, which keeps its colour."""
    fill: str = ""

    def width(self, text: str) -> float:
        """How wide a line of it is."""
        return width_of(text, self.size, bold=self.bold)

    @property
    def leading(self) -> float:
        """From line to line."""
        return self.size * LEADING


PLAIN: Final = Type()
BOLDLY: Final = Type(bold=True)
QUIET: Final = Type(SMALL, kind="soft")
END: Final = Type(anchor="end")
QUIET_END: Final = Type(SMALL, "end", kind="soft")
MIDDLE: Final = Type(anchor="middle")
QUIET_MIDDLE: Final = Type(SMALL, "middle", kind="soft")


class Canvas:
    """A picture while it is drawn; `name` keeps its ids apart from those of other pictures."""

    def __init__(self, name: str, height: float, width: float = WIDTH) -> None:
        self._name = _UNFIT.sub("-", name) or "chart"
        self.box = Box(0, 0, width, height)
        self._root = etree.Element(
            f"{{{NAMESPACE}}}svg",
            {
                "version": "1.1",
                "viewBox": f"0 0 {_shown(width)} {_shown(height)}",
                "width": _shown(width),
                "height": _shown(height),
                "role": "img",
                "aria-labelledby": f"{self._name}-title {self._name}-desc",
                "font-family": FONTS,
            },
            nsmap={None: NAMESPACE},
        )
        self._patterns: set[int] = set()
        self._into = self._root

    def add(self, tag: str, kind: str = "", **attributes: Shown) -> None:
        """An element; what its class colours need not be said again."""
        made = etree.SubElement(self._into, f"{{{NAMESPACE}}}{tag}")
        for each in kind.split():
            attribute, colour = CLASSES[each]
            made.set(attribute, f"#{LIGHT[colour]}")
        for name, value in attributes.items():
            made.set(name.replace("_", "-"), _shown(value))
        if kind:
            made.set("class", kind)

    def rect(self, box: Box, kind: str = "", **attributes: Shown) -> None:
        """A rectangle."""
        place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        self.add("rect", kind, **place, **attributes)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], kind: str = "line"
    ) -> None:
        """A thin straight line."""
        self.add("line", kind, x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke_width=1)

    def dashed(self, start: tuple[float, float], end: tuple[float, float], **more: Shown) -> None:
        """A broken line, to be told from those of the frame."""
        place: dict[str, Shown] = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        looks: dict[str, Shown] = {"stroke_width": 1.5, "stroke_dasharray": "5 4", **more}
        self.add("line", "" if "stroke" in more else "edge", **place, **looks)

    def path(self, points: Sequence[tuple[float, float]], kind: str = "", **more: Shown) -> None:
        """Straight lines from point to point; filled only where `fill` or the class says so."""
        steps = " L".join(f"{_shown(x)} {_shown(y)}" for x, y in points)
        looks: dict[str, Shown] = {"stroke_linejoin": "round", **more}
        if not any(CLASSES[one][0] == "fill" for one in kind.split()):
            looks = {"fill": "none", **looks}
        closed = "Z" if looks.get("fill") != "none" else ""
        self.add("path", kind, d=f"M{steps}{closed}", **looks)

    def text(self, at: tuple[float, float], text: str, look: Type = PLAIN, turn: float = 0) -> None:
        """A line of text, its middle at the height of `at`."""
        if not text:
            return
        x, y = at[0], at[1] + look.size * 0.35
        looks: dict[str, Shown] = {"x": x, "y": y, "font_size": look.size}
        if look.anchor != "start":
            looks["text_anchor"] = look.anchor
        if look.bold:
            looks["font_weight"] = "bold"
        if look.fill:
            looks["fill"] = f"#{look.fill}"
        if turn:
            looks["transform"] = f"rotate({_shown(turn)} {_shown(at[0])} {_shown(at[1])})"
        self.add("text", "" if look.fill else look.kind, **looks)
        self._into[-1].text = flat(text)

    def lines(self, at: tuple[float, float], lines: Sequence[str], look: Type = PLAIN) -> None:
        """Lines of text one under the other, their middle at the height of `at`."""
        top = at[1] - look.leading * (len(lines) - 1) / 2
        for number, one in enumerate(lines):
            self.text((at[0], top + number * look.leading), one, look)

    def fill(self, at: int) -> str:
        """The filling of the series at a place: a colour, for some with a pattern on it."""
        colour = f"#{PALETTE[at % len(PALETTE)]}"
        pattern = _PATTERNS[at % len(_PATTERNS)]
        if not pattern:
            return colour
        name = f"{self._name}-fill{at % len(PALETTE)}"
        if at % len(PALETTE) not in self._patterns:
            self._patterns.add(at % len(PALETTE))
            self._pattern(name, colour, pattern)
        return f"url(#{name})"

    def _pattern(self, name: str, colour: str, pattern: str) -> None:
        looks = {"id": name, "patternUnits": "userSpaceOnUse", "width": "8", "height": "8"}
        made = etree.SubElement(self._root, f"{{{NAMESPACE}}}pattern", looks)
        outer, self._into = self._into, made
        self.rect(Box(0, 0, 8, 8), fill=colour)
        self.add("path", "gap", d=pattern, fill="none", stroke_width=1.3)
        self._into = outer

    def done(self, title: str, told: str) -> str:
        """The whole picture, with what it is called and what is to be seen on it."""
        for place, (tag, text) in enumerate((("title", title), ("desc", told))):
            made = etree.Element(f"{{{NAMESPACE}}}{tag}", {"id": f"{self._name}-{tag}"})
            made.text = flat(text)
            self._root.insert(place, made)
        return str(etree.tostring(self._root, encoding="unicode"))


_PATTERNS: Final = (
    "",
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M1.2 2H2.8M5.2 6H6.8",
    "M0 4H8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "M4 0V8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M0 4H8M4 0V8",
)
"""Strokes over a colour, one or none for each colour of the palette."""


def colour(at: int) -> str:
    """The plain colour of the series at a place."""
    return f"#{PALETTE[at % len(PALETTE)]}"


def _shown(value: Shown) -> str:
    """A number as short as it is exact enough; words as they are."""
    return value if isinstance(value, str) else f"{round(value, 2) + 0:g}"


__all__ = ["BOLD", "Box", "Canvas", "Type", "colour"]
