"""One module a section of the plan: each a function from paper to blocks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kamguide.plan.blocks import Block
    from kamguide.plan.paper import Paper


def part(place: str) -> Callable[[Paper], Iterator[Block]]:
    """What writes a part of the plan, by its place such as `market.pareto`; imported now."""
    module, _, name = place.partition(".")
    found: Callable[[Paper], Iterator[Block]] = getattr(import_module(f"{__name__}.{module}"), name)
    return found
