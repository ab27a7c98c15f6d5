"""What every model shares: it is frozen, and takes no key it does not know.

Models are plain data classes. pydantic makes them where files are read, and asks them then what
they are held to; looking at a plan needs none of it, and takes half the memory.
"""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, dataclass_transform

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Frozen:
    """Data that is read from a file and then only looked at.

    What models do alike is said once, here: methods written out for each of some hundred classes
    would take a tenth of a second at every start.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)

    def __init__(self, **given: Any) -> None:
        state = vars(self)
        for one in fields(self):
            if one.name in given:
                state[one.name] = given.pop(one.name)
            elif one.default_factory is not MISSING:
                state[one.name] = one.default_factory()
            elif one.default is not MISSING:
                state[one.name] = one.default
            else:
                raise TypeError(f"{type(self).__name__} needs {one.name}")
        if given:
            raise TypeError(f"{type(self).__name__} has no {', '.join(given)}")
        self.__post_init__()

    def __post_init__(self) -> None:
        """See that the fields fit each other.

        Raises:
            ValueError: They do not.
        """

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(name)

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(name)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        said = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
        return f"{type(self).__name__}({said})"

    @property
    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, one.name) for one in fields(self))


class Held:
    """What a value is held to where it is read: the arguments of pydantic's `Field`."""

    def __init__(self, **to: Any) -> None:
        self._to: Final = to

    def __get_pydantic_core_schema__(
        self, source: Any, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        import pydantic

        return handler(Annotated[source, pydantic.Field(**self._to)])


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
