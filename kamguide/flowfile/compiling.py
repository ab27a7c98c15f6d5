"""Files to models: read, laid against their shapes, overlaid, and validated."""

from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

from pydantic import ValidationError

from kamguide.flowfile.fitting import Data
from kamguide.flowfile.overlay import TextData, laid_over, language_of, texts_of
from kamguide.flowfile.problems import FlowFaultError
from kamguide.flowfile.rawfiles import RawFile
from kamguide.flowfile.sources import Source, method_data, refused, source
from kamguide.flowfile.validating import made
from kamguide.model.base import Frozen
from kamguide.model.flow import FlowPlan

M = TypeVar("M", bound=Frozen)


def compiled_plan(raw: Sequence[RawFile]) -> FlowPlan:
    """What a flow file says, with the texts of the overlays behind it.

    Raises:
        FlowFaultError: The files have faults of form.
    """
    sources = [source(one, words=False) for one in raw]
    own = sources[0].data
    _lay_over(texts_of({}, [own]), sources)
    return _made(FlowPlan, own, sources)


def compiled_part(model: type[M], raw: Sequence[RawFile]) -> M:
    """What the files of a method say, as far as the model has a field for it.

    Raises:
        FlowFaultError: The files have faults of form.
    """
    sources = [source(one, words=False) for one in raw]
    together = method_data(sources)
    _lay_over(texts_of(together, []), sources)
    data = {one.name: together[one.name] for one in fields(model) if one.name in together}
    return _made(model, data, sources)


def _lay_over(texts: dict[str, TextData], sources: Sequence[Source]) -> None:
    for one in sources:
        if one.kind == "overlay":
            laid_over(texts, language_of(one.file), one.data)


def _made(model: type[M], data: Data, sources: Sequence[Source]) -> M:
    if problems := [one for each in sources for one in each.problems]:
        raise FlowFaultError(problems)
    try:
        return made(model, data)
    except ValidationError as error:
        raise FlowFaultError(refused(sources)) from error
