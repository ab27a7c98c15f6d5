"""The keys of a table: letters always type, so its commands sit on Ctrl and function keys."""

from typing import Final

from textual.binding import Binding

GRID_KEYS: Final = (
    Binding("ctrl+n", "grid('new')", priority=True, show=False),
    Binding("ctrl+o", "grid('below')", priority=True, show=False),
    Binding("ctrl+t", "grid('above')", priority=True, show=False),
    Binding("ctrl+r", "grid('copy')", priority=True, show=False),
    Binding("ctrl+d", "grid('delete')", priority=True, show=False),
    Binding("ctrl+up", "grid('up')", priority=True, show=False),
    Binding("ctrl+down", "grid('down')", priority=True, show=False),
    Binding("ctrl+e", "grid('edit')", priority=True, show=False),
    Binding("f7", "grid('column')", priority=True, show=False),
    Binding("f10", "grid('sort')", priority=True, show=False),
    Binding("f12", "grid('matrix')", priority=True, show=False),
)
"""They do something only while a table is shown."""
EDIT: Final = "edit"
"""Takes the words of a cell into the prompt, which must be empty for it."""
