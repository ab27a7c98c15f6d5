"""What each piece of drawn text carries, unseen, for whoever wants to know what it shows."""

from typing import Final

PLACE: Final = "place"
"""The place of the answer that it shows."""
PART: Final = "part"
"""In a table the cell that it is a piece of, by the numbers of row and column."""
