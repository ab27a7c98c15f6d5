"""Frames drawn from what changed alone, however much else stands on the screen.

Textual has every widget drawn whose place may overlap what changed, and each of them in full: a
key in a prompt then costs more the more stands around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor
from textual.scrollbar import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual._compositor import ChopsUpdate
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget


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
