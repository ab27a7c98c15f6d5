"""Flows as they are used: read, put together, and kept compiled so that the next time is fast.

What is loaded has no fault of form; whether it makes sense is for `check` to say.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kamguide.errors import FlowError
from kamguide.flowfile.assembly import flow_of
from kamguide.flowfile.compiled import Cache, as_json
from kamguide.flowfile.fitting import Data
from kamguide.flowfile.overlay import TextData, laid_over, language_of, texts_of
from kamguide.flowfile.places import flow_files, method_dir
from kamguide.flowfile.problems import FlowFaultError, Problem, nearest
from kamguide.flowfile.sources import (
    RawFile,
    Source,
    digest,
    flow_file,
    glossary_files,
    method_data,
    method_files,
    refused,
    source,
)
from kamguide.model.flow import Flow, FlowPlan, Glossary, Method
from kamguide.model.text import Text

M = TypeVar("M", bound=BaseModel)


def load_flow(flow_id: str, folder: Path | None = None, *, cache: Cache | None = None) -> Flow:
    """The flow of this id, ready to be asked.

    Args:
        flow_id: Which one.
        folder: Where flows are; the person's own and ours unless given.
        cache: Where compiled files are kept; the person's cache unless given.

    Raises:
        FlowError: There is no such flow; `FlowFaultError` with every fault of form if its
            files have any.
    """
    with _nothing_thrown_away():
        return _flow(flow_id, folder, cache or Cache())


def _flow(flow_id: str, folder: Path | None, cache: Cache) -> Flow:
    files = flow_files(folder)
    if flow_id not in files:
        names = list(files)
        raise FlowError(
            "flow.no_flow", flow=flow_id, near=nearest(flow_id, names), known=", ".join(names)
        )
    raw = _read(lambda: [flow_file(files[flow_id])], files[flow_id])
    plan = _plan(raw[0], cache)
    where = _method_of(plan, folder)
    method_raw = _read(lambda: method_files(where), where)
    if overlays := [one for one in method_raw if one.kind == "overlay"]:
        plan = _plan(raw[0], cache, overlays)
    method = _method(plan.method, method_raw, cache)
    return flow_of(plan, method, digest([*raw, *method_raw]))


def _method_of(plan: FlowPlan, folder: Path | None) -> Path:
    """Where the steps of a flow are: beside it, else where the shipped ones are.

    Raises:
        FlowError: Nowhere.
    """
    try:
        return method_dir(plan.method, folder)
    except FlowError:
        if folder is None:
            raise
        return method_dir(plan.method)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Make tens of thousands of objects that all stay, without Python looking for garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_method(
    folder: Path | None = None, method: str = "kam", *, cache: Cache | None = None
) -> Method:
    """Everything the flows of a method choose from.

    Args:
        folder: Where flows are; the person's own and ours unless given.
        method: The name of its folder.
        cache: Where compiled files are kept; the person's cache unless given.

    Raises:
        FlowError: There is no such method, or its files have faults of form.
    """
    where = method_dir(method, folder)
    return _method(method, _read(lambda: method_files(where), where), cache or Cache())


def load_glossary(
    folder: Path | None = None, method: str = "kam", *, cache: Cache | None = None
) -> Glossary:
    """The terms of the field, in the languages of a method.

    Args:
        folder: Where flows are; the person's own and ours unless given.
        method: The name of its folder.
        cache: Where compiled files are kept; the person's cache unless given.

    Raises:
        FlowError: There is no such method, or the file has faults of form.
    """
    where = method_dir(method, folder)
    overlays = [one for one in _read(lambda: method_files(where), where) if one.kind == "overlay"]
    raw = [*_read(lambda: glossary_files(where), where), *overlays]
    return _method_part(Glossary, f"glossary-{method}", raw, cache or Cache())


def available(
    folder: Path | None = None, *, cache: Cache | None = None
) -> tuple[tuple[str, Text], ...]:
    """The id and title of every flow, by id; one that cannot be read has its id for a title."""
    cache = cache or Cache()
    return tuple((name, _title(name, path, cache)) for name, path in flow_files(folder).items())


def _title(name: str, path: Path, cache: Cache) -> Text:
    try:
        return _plan(flow_file(path), cache).title
    except (OSError, FlowError):
        return Text({"en": name})


def _read(read: Callable[[], list[RawFile]], path: Path) -> list[RawFile]:
    try:
        return read()
    except OSError as error:
        reason = error.strerror or str(error)
        raise FlowFaultError(
            [Problem(str(path), 1, 1, "flow.file.unreadable", (("reason", reason),))]
        ) from error


def _plan(raw: RawFile, cache: Cache, overlays: Sequence[RawFile] = ()) -> FlowPlan:
    def compiled() -> tuple[Data, list[Source]]:
        own = source(raw, words=False)
        over = [source(one, words=False) for one in overlays]
        _lay_over(texts_of({}, [own.data]), over)
        return own.data, [own, *over]

    return _compiled(FlowPlan, f"flow-{raw.path.stem}", [raw, *overlays], compiled, cache)


def _method(name: str, raw: list[RawFile], cache: Cache) -> Method:
    return _method_part(Method, f"method-{name}", raw, cache)


def _method_part(model: type[M], name: str, raw: list[RawFile], cache: Cache) -> M:
    def compiled() -> tuple[Data, list[Source]]:
        sources = [source(one, words=False) for one in raw]
        together = method_data(sources)
        if any(one.kind == "overlay" for one in sources):
            _lay_over(texts_of(together, []), sources)
        return {name: together[name] for name in model.model_fields if name in together}, sources

    return _compiled(model, name, raw, compiled, cache)


def _lay_over(texts: dict[str, TextData], sources: Sequence[Source]) -> None:
    for one in sources:
        if one.kind == "overlay":
            laid_over(texts, language_of(one.file), one.data)


def _compiled(
    model: type[M],
    name: str,
    raw: list[RawFile],
    compile_: Callable[[], tuple[Data, list[Source]]],
    cache: Cache,
) -> M:
    """The model from the cache, or compiled and kept.

    Raises:
        FlowFaultError: The files have faults of form.
    """
    key = digest(raw)
    made = cache.made(name, key)
    if not isinstance(made, model):
        made = _from_cache(model, cache.get(name, key))
    if made is None:
        data, sources = compile_()
        fresh = as_json(data)
        made = _from_sources(model, fresh, sources)
        cache.keep(name, key, fresh)
    cache.remember(name, key, made)
    return made


def _from_cache(model: type[M], kept: bytes | None) -> M | None:
    """The model that was kept; an old or damaged entry is as good as none."""
    if kept is None:
        return None
    try:
        return model.model_validate_json(kept)
    except ValidationError:
        return None


def _from_sources(model: type[M], fresh: bytes, sources: list[Source]) -> M:
    if problems := [one for each in sources for one in each.problems]:
        raise FlowFaultError(problems)
    try:
        return model.model_validate_json(fresh)
    except ValidationError as error:
        raise FlowFaultError(refused(sources)) from error
