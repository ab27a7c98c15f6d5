"""What every model shares: it is frozen, and takes no key it does not know.

Models are plain data classes. pydantic makes them where files are read, and asks them then what
they are held to; looking at a plan needs none of it, and takes half the memory.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, dataclass_transform

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Data that is read from a file and then only looked at."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(frozen=True, kw_only=True)(cls)


class Held:
    """What a value is held to where it is read: the arguments of pydantic's `Field`."""

    def __init__(self, **to: Any) -> None:
        self._to: Final = to

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic import Field

        return handler(Annotated[source, Field(**self._to)])


class Shorthand:
    """May be written as a name alone, which then is the value of this key."""

    def __init__(self, key: str) -> None:
        self._key: Final = key

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self._completed, handler(source))

    def _completed(self, written: object) -> object:
        return {self._key: written} if isinstance(written, str) else written


Id = Annotated[str, Held(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name in a flow: snake case, never reused, never renamed without a migration."""

Source = Annotated[str, Held(pattern=r"^(previous\.)?[a-z][a-z0-9_]*$", max_length=70)]
"""A question of the flow or, behind `previous.`, of the plan before this one."""
