"""Models as a log keeps them; what validates them is loaded only where there are any."""

from typing import Any, TypeVar

from kamguide.model.base import Frozen

M = TypeVar("M", bound=Frozen)


def as_kept(model: Frozen) -> dict[str, Any]:
    """A model as JSON has it."""
    from kamguide.flowfile.validating import as_data

    return as_data(model)


def from_kept(model: type[M], kept: object) -> M | None:
    """The model that was kept, or None where it is of a later version, or none of ours."""
    from pydantic import ValidationError

    from kamguide.flowfile.validating import made

    try:
        return made(model, kept)
    except ValidationError:
        return None
