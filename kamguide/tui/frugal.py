"""Frames drawn from what changed alone, of lines that are not kept longer than they are shown.

Textual has every widget drawn whose place may overlap what changed, and each of them in full: a
key in a prompt then costs more the more stands around it. Every line, and each piece that it is
cut into to be drawn, has seven memories, a kilobyte together; and as one that need not be cut
remembers itself, it stays until the garbage is looked through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual._compositor import Compositor
from textual.cache import FIFOCache
from textual.scrollbar import ScrollBar
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment
    from textual._compositor import ChopsUpdate
    from textual.geometry import Region
    from textual.widget import Widget


class _Forgetful(FIFOCache[Any, Any]):
    """Remembers nothing, and is one for all."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Forget it."""


_FORGETFUL: Final = _Forgetful(0)


def _light(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    """A line that remembers nothing of what was made of it."""
    self._segments = [*segments]
    self._cell_length = cell_length
    self._divide_cache = self._crop_cache = self._style_cache = self._filter_cache = _FORGETFUL
    self._line_length_cache = self._crop_extend_cache = self._offsets_cache = _FORGETFUL
    self._render_cache = self._link_ids = self._cell_count = None


def lighten_lines() -> None:
    """Have no line of Textual remember what was made of it, from now on."""
    Strip.__init__ = _light  # type: ignore[method-assign]


class FrugalCompositor(Compositor):
    """Draws the lines that changed, of the widgets that are seen where something changed."""

    _changed: tuple[Region, ...] = ()
    """What is drawn anew in the frame that is being drawn."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what changed."""
        self._changed = tuple(self._dirty_regions)
        update = super().render_partial_update()
        self._changed = ()
        return update

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        changed = self._changed or (crop,)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and (within := [one for one in changed if seen.overlaps(one)]):
                first = max(seen.y, min(one.y for one in within))
                rows = min(seen.bottom, max(one.bottom for one in within)) - first
                part = seen._replace(y=first, height=rows)
                yield part, part, widget.render_lines(part.translate(-region.offset))
                if part.contains_region(crop):  # nothing behind it shows
                    return

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Note what changed; a scrollbar out of sight comes back by a layout of its own."""
        seen = self.visible_widgets
        super().update_widgets(
            {one for one in widgets if one in seen or not isinstance(one, ScrollBar)}
        )

    def take_away(self, widget: Widget) -> None:
        """Have a widget gone that lies over others: laid out anew, they all would stay in place."""
        for one in [one for one in self.full_map if widget in one.ancestors_with_self]:
            gone = self._full_map.pop(one)
            self._dirty_regions.add(gone.region.intersection(gone.clip))
        self._visible_map = self._visible_widgets = None
        self._layers = self._layers_visible = self._cuts = None
        widget.styles.set_rule("display", "none")  # to set `display` asks for a layout
        widget.screen._clear_arrangement_cache()
