"""Flows as they are used: read, put together, and kept compiled so that the next time is fast.

What is loaded has no fault of form; whether it makes sense is for `check` to say.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kamguide.errors import FlowError
from kamguide.flowfile.compiled import Cache
from kamguide.flowfile.places import flow_files, method_dir
from kamguide.flowfile.problems import FlowFaultError, Problem, nearest
from kamguide.flowfile.rawfiles import RawFile, digest, flow_file, glossary_files, method_files
from kamguide.model.base import Frozen
from kamguide.model.flow import Flow, FlowPlan, Glossary, Method
from kamguide.model.text import Text

M = TypeVar("M", bound=Frozen)


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
            "flow.no_flow", flow=flow_id, near=nearest(flow_id, names), known=tuple(names)
        )
    own = _read(lambda: [flow_file(files[flow_id])], files[flow_id])
    where = _method_of(_plan(own, cache), folder)
    method = _read(lambda: method_files(where), where)

    def put_together() -> Flow:
        from kamguide.flowfile.assembly import flow_of

        overlays = [one for one in method if one.kind == "overlay"]
        plan = _plan([*own, *overlays], cache)
        return flow_of(plan, _method(plan.method, method, cache), digest([*own, *method]))

    return _kept(Flow, f"asked-{flow_id}", [*own, *method], put_together, cache)


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
    return _part(Glossary, f"glossary-{method}", raw, cache or Cache())


def available(
    folder: Path | None = None, *, cache: Cache | None = None
) -> tuple[tuple[str, Text], ...]:
    """The id and title of every flow, by id; one that cannot be read has its id for a title."""
    cache = cache or Cache()
    return tuple((name, _title(name, path, cache)) for name, path in flow_files(folder).items())


def _title(name: str, path: Path, cache: Cache) -> Text:
    try:
        return _plan([flow_file(path)], cache).title
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


def _plan(raw: list[RawFile], cache: Cache) -> FlowPlan:
    """A flow's own file, with what overlays behind it say of its texts."""

    def compiled() -> FlowPlan:
        from kamguide.flowfile.compiling import compiled_plan

        return compiled_plan(raw)

    return _kept(FlowPlan, f"flow-{raw[0].path.stem}", raw, compiled, cache)


def _method(name: str, raw: list[RawFile], cache: Cache) -> Method:
    return _part(Method, f"method-{name}", raw, cache)


def _part(model: type[M], name: str, raw: list[RawFile], cache: Cache) -> M:
    def compiled() -> M:
        from kamguide.flowfile.compiling import compiled_part

        return compiled_part(model, raw)

    return _kept(model, name, raw, compiled, cache)


def _kept(
    model: type[M], name: str, raw: list[RawFile], compiled: Callable[[], M], cache: Cache
) -> M:
    """The model from the cache, or compiled and kept.

    Raises:
        FlowFaultError: The files have faults of form.
    """
    key = digest(raw)
    found = cache.get(name, key)
    if not isinstance(found, model):
        found = compiled()
        cache.keep(name, key, found)
    return found
