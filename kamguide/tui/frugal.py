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

    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget


class FrugalCompositor(Compositor):
    """Draws the lines that changed, of the widgets that are seen in them."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders()
            return
        _, top, _, height = crop
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and seen.overlaps(crop):
                first = max(seen.y, top)
                rows = min(seen.bottom, top + height) - first
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
