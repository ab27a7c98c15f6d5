"""Names that tie a place in a file to the answer that stands there, as it was then.

A name is short, and says nothing by itself: who has the plan works out the names of all its
places, and so finds what was meant. Word takes names of up to 40 letters, digits and `_`.
"""

from hashlib import sha256


def bookmark(place: str, event: str, occurrence: int = 1) -> str:
    """The name of a place in a file.

    Args:
        place: `question`, or `question.row.column` inside a table.
        event: The last event of the plan that the file was made from.
        occurrence: Which of the places in the file that show the same answer, from 1.
    """
    return f"kg_{_short(place, 12)}_{_short(event, 8)}_{occurrence}"


def _short(text: str, length: int) -> str:
    return sha256(text.encode()).hexdigest()[:length]
