"""What reading comes to, whatever was written."""

from collections.abc import Callable

from kamguide.errors import AnswerError


def result(read: Callable[..., object], *arguments: object) -> object:
    """What reading gives: a value, or the error it raises."""
    try:
        return read(*arguments)
    except AnswerError as problem:
        return problem
