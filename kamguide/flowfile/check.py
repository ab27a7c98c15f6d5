"""Every fault of flows at once, sorted by place; nothing that a file holds can make this raise."""

from collections.abc import Iterable
from pathlib import Path

from kamguide.errors import FlowError
from kamguide.flowfile.calculations import Calculations, installed
from kamguide.flowfile.check_figures import check_figures
from kamguide.flowfile.check_flows import check_flows
from kamguide.flowfile.check_names import check_names
from kamguide.flowfile.check_summaries import check_summaries
from kamguide.flowfile.check_tables import check_tables
from kamguide.flowfile.library import Library, library
from kamguide.flowfile.nodes import Fields, at
from kamguide.flowfile.overlay import check_overlay, texts_of
from kamguide.flowfile.places import flow_files, method_dir
from kamguide.flowfile.problems import Problem, Problems, Start, shown_path
from kamguide.flowfile.rawfiles import flow_file, glossary_files, method_files
from kamguide.flowfile.sources import Source, method_data, source


def check(path: Path | None = None, *, calculations: Calculations | None = None) -> list[Problem]:
    """Everything that is wrong with flows.

    Args:
        path: A folder of flows, or one file of it (only its own problems are listed then); a
            flow file that stands alone is held against the shipped method. What a person would
            use, theirs before ours, unless given.
        calculations: What figures may name; those of this program unless given.

    Returns:
        The problems, sorted by file and line. None: the flows can be used.
    """
    path = path.resolve() if path is not None else None
    if path is not None and not path.exists():
        return [_missing(path)]
    sources, plans, only = _gathered(path)
    made = library(sources, plans)
    check_tables(made)
    check_names(made)
    check_summaries(made, check_figures(made, calculations or installed()))
    check_flows(made)
    _check_overlays(made, sources, plans)
    found = made.found()
    return found if only is None else [one for one in found if one.file in only]


def _missing(path: Path) -> Problem:
    problems = Problems(shown_path(path))
    problems.add(Start(), "flow.file.unreadable", reason="not found")
    return problems.found[0]


def _gathered(path: Path | None) -> tuple[list[Source], list[Source], set[str] | None]:
    """The files to check, and those whose problems are asked for."""
    folder, file = _folder_of(path)
    plans = _sources(_flows(folder, file))
    methods = sorted({_method_of(plan) for plan in plans} or {"kam"})
    sources: list[Source] = []
    for method in methods:
        sources += _method(method, folder, plans)
    if file is None:
        return sources, plans, None
    return sources, plans, {one.file for one in (*sources, *plans) if _is(one, file)}


def _folder_of(path: Path | None) -> tuple[Path | None, Path | None]:
    """The folder of flows that a path belongs to, and the file that was meant."""
    if path is None or path.is_dir():
        return path, None
    if path.parent.name == "steps":
        return path.parents[2], path
    if (path.parent / "steps").is_dir():
        return path.parents[1], path
    return path.parent, path


def _is(one: Source, file: Path) -> bool:
    return file.as_posix().endswith(one.file.removeprefix("/"))


def _flows(folder: Path | None, file: Path | None) -> Iterable[Path]:
    """The flow files to read: a file among other things than flows is read alone."""
    if file is not None and not any(file.parent.glob("*/steps")) and folder == file.parent:
        return [file]
    return flow_files(folder).values()


def _sources(paths: Iterable[Path]) -> list[Source]:
    found: list[Source] = []
    for path in paths:
        try:
            found.append(source(flow_file(path), words=True))
        except OSError as error:
            found.append(_unreadable(path, "flow", error))
    return found


def _unreadable(path: Path, kind: str, error: OSError) -> Source:
    problems = Problems(shown_path(path))
    problems.add(Start(), "flow.file.unreadable", reason=error.strerror or str(error))
    return Source(kind, problems.file, None, None, tuple(problems.found))


def _method_of(plan: Source) -> str:
    return (plan.node.text("method") if isinstance(plan.node, Fields) else "") or "kam"


def _method(name: str, folder: Path | None, plans: list[Source]) -> list[Source]:
    """The files of a method, looked for in the folder, then where the shipped ones are."""
    for place in (folder, None):
        try:
            where = method_dir(name, place)
            files = [*method_files(where), *glossary_files(where)]
            return [source(one, words=True) for one in files]
        except FlowError:
            continue
        except OSError as error:
            return [_unreadable(Path(error.filename or name), "step", error)]
    return [_no_method(plan, name) for plan in plans if _method_of(plan) == name]


def _no_method(plan: Source, name: str) -> Source:
    """A method that cannot be read, for want of a folder: its names are not known."""
    problems = Problems(plan.file)
    place = at(plan.node, ("method",)) if plan.node is not None else Start()
    problems.add(place, "flow.no_method", method=name)
    return Source("step", plan.file, None, None, tuple(problems.found))


def _check_overlays(made: Library, sources: list[Source], plans: list[Source]) -> None:
    texts = texts_of(method_data(sources), [one.data for one in plans])
    for one in sources:
        if one.kind == "overlay" and isinstance(one.node, Fields):
            check_overlay(one.node, texts, made.note(one.file))
