"""Functions that are found by name, and imported when one of them is wanted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


class ByName(Mapping[str, Function]):
    """The functions of a package by name; whoever asks which there are imports none.

    `modules` says which modules have them: a function by its own name, or under another one
    as `other=own`.
    """

    def __init__(self, package: str, modules: Mapping[str, Iterable[str]]) -> None:
        self._places: Final = {
            name: (f"{package}.{module}", own or name)
            for module, names in modules.items()
            for name, _, own in (one.partition("=") for one in names)
        }
        self._found: Final[dict[str, Function]] = {}

    def __getitem__(self, name: str) -> Function:
        if name not in self._found:
            module, own = self._places[name]
            self._found[name] = getattr(import_module(module), own)
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
