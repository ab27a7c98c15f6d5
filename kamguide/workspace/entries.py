"""What is told of a plan, line by line, each with the place in the plan that it is about."""

from msgspec import Struct


class Entry(Struct, frozen=True):
    """A line; where it is about an answer, the question, and in a table the row and column."""

    text: str
    question: str = ""
    row: str = ""
    column: str = ""
    challenge: str = ""
    """The challenge of the coach that it puts, where nothing was said to it yet."""
