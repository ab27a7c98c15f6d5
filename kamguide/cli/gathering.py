"""What is said of one thing by several options, handed to a command as one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from msgspec import Struct

_Command = Callable[..., object]


def gathered(name: str, kind: type[Struct]) -> Callable[[_Command], _Command]:
    """Hand a command the options that are fields of a struct as one parameter.

    It stands below the options and whatever else hands something to the command.
    """

    def gather(command: _Command) -> _Command:
        @wraps(command)
        def called(*given: object, **said: Any) -> object:
            said[name] = kind(**{part: said.pop(part) for part in kind.__struct_fields__})
            return command(*given, **said)

        return called

    return gather
