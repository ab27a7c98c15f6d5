"""Faults of figures: no such calculation, inputs that do not fit, paths that lead nowhere."""

from collections.abc import Iterator, Mapping, Sequence

from kamguide.flowfile.calculations import (
    Calculations,
    Function,
    Part,
    Taken,
    key_width,
    part_of,
    taken,
)
from kamguide.flowfile.check_names import leaves
from kamguide.flowfile.library import Defined, Library, named
from kamguide.flowfile.nodes import Fields, Node, Scalar
from kamguide.flowfile.problems import Problems
from kamguide.model.answers import PREVIOUS

_CONTEXT = ("today",)

Functions = Mapping[str, Function | None]
"""The calculation of each figure; None where there is no such."""


def check_figures(made: Library, calculations: Calculations) -> Functions:
    """Note what is wrong with the figures and with what looks at them; the calculation of each."""
    earlier: dict[str, Function | None] = {}
    for figure in made.figures.values():
        function = _check_figure(made, figure, earlier, calculations)
        earlier[figure.name] = function
    if made.knows("figures"):
        for question in made.questions.values():
            _check_uses(made.note(question.file), question, earlier)
    return earlier


def _check_figure(
    made: Library,
    figure: Defined,
    earlier: dict[str, Function | None],
    calculations: Calculations,
) -> Function | None:
    problems = made.note(figure.file)
    name = figure.node.get("calculation")
    takes = figure.node.get("takes")
    function = calculations.function(name.text) if isinstance(name, Scalar) else None
    if function is None:
        if isinstance(name, Scalar) and not name.broken:
            problems.unknown(name, "calculation", name.text, calculations.names)
        parameters = None
    else:
        parameters = taken(function)
    if isinstance(takes, Fields):
        _check_takes(made, figure, takes, parameters, earlier)
    return function


def _check_takes(
    made: Library,
    figure: Defined,
    takes: Fields,
    parameters: dict[str, Taken] | None,
    earlier: dict[str, Function | None],
) -> None:
    problems = made.note(figure.file)
    for name, entry in takes.entries.items():
        if parameters is not None and name not in parameters:
            problems.unknown(entry.key, "parameter", name, parameters)
        spec = (parameters or {}).get(name)
        if isinstance(entry.node, Scalar):
            _check_question(made, problems, entry.node, spec)
        elif isinstance(entry.node, Fields):
            _check_source(made, problems, entry.node, earlier)
    needed = [name for name, spec in (parameters or {}).items() if spec.needed]
    for name in needed:
        if name not in takes.entries:
            problems.add(takes, "flow.figure.lacks", name=name)


def _check_question(made: Library, problems: Problems, source: Scalar, spec: Taken | None) -> None:
    if source.broken or not made.knows("step"):
        return
    name = source.text.removeprefix(PREVIOUS)
    question = made.questions.get(name)
    if question is None:
        problems.unknown(source, "question", name, made.questions)
        return
    if spec is None or spec.rows is None:
        return
    if question.node.text("type") != "table":
        problems.add(source, "flow.figure.no_table", name=source.text)
        return
    columns = [name for name, _ in named(question.node, "columns")]
    for name, needed in spec.rows.items():
        if needed and name not in columns:
            problems.add(source, "flow.figure.column", name=source.text, column=name)


def _check_source(
    made: Library, problems: Problems, source: Fields, earlier: dict[str, Function | None]
) -> None:
    figure = source.get("figure")
    if isinstance(figure, Scalar):
        check_path(problems, figure, figure.text.split("."), earlier, made.figures)
    context = source.get("context")
    if isinstance(context, Scalar) and context.text not in _CONTEXT:
        problems.unknown(context, "context", context.text, _CONTEXT)


def check_path(
    problems: Problems,
    path: Scalar,
    names: Sequence[str],
    known: Functions,
    all_: Mapping[str, Defined] | None = None,
) -> Part | None:
    """Where a path of `names` leads; None where that is not known, or was noted as a problem."""
    name, *parts = names
    if path.broken:
        return None
    if name not in known:
        if all_ and name in all_:
            problems.add(path, "flow.figure.later", name=name)
        else:
            problems.unknown(path, "figure", name, all_ or known)
        return None
    function = known[name]
    if function is None:
        return None
    found = part_of(function, parts)
    if found.unknown:
        problems.unknown(path, "part", found.unknown, found.known)
        return None
    return found


def _check_uses(problems: Problems, question: Defined, figures: dict[str, Function | None]) -> None:
    for leaf in _conditions(question.node):
        if isinstance(path := leaf.get("figure"), Scalar):
            check_path(problems, path, path.text.split("."), figures)
    for _, column in named(question.node, "columns"):
        for key in ("compute", "suggest"):
            cell = column.get(key)
            if isinstance(cell, Fields) and isinstance(path := cell.get("figure"), Scalar):
                _check_cell(problems, path, len(cell.items("by")), figures)


def _check_cell(
    problems: Problems, path: Scalar, width: int, figures: dict[str, Function | None]
) -> None:
    found = check_path(problems, path, path.text.split("."), figures)
    if found is None:
        return
    wanted = key_width(found.hint)
    if wanted is None:
        problems.add(path, "flow.figure.no_mapping", name=path.text)
    elif wanted not in (0, width):
        problems.add(path, "flow.figure.key", name=path.text, wanted=wanted, given=width)


def _conditions(node: Fields) -> Iterator[Fields]:
    places: list[Node | None] = [node.get("when"), node.get("required_when")]
    for place in places:
        yield from leaves(place)
