"""Faults of what is told in short: summaries of steps, headlines of figures."""

from collections.abc import Iterator

from kamguide.flowfile.check_figures import Functions, check_path
from kamguide.flowfile.library import Library, named
from kamguide.flowfile.nodes import Fields, Node, Scalar
from kamguide.flowfile.problems import Problems

EACH = "*"
"""The last part of a path that stands for every key."""


def check_summaries(made: Library, functions: Functions) -> None:
    """Note what summaries and headlines name and nothing has."""
    for step in made.steps.values():
        summary = step.node.get("summary")
        if isinstance(summary, Fields):
            problems = made.note(step.file)
            for node in summary.items("decided"):
                _check_place(made, problems, node)
            _check_numbers(made, problems, summary, functions)
    for figure in made.figures.values() if made.knows("figures") else ():
        _check_headlines(made, made.note(figure.file), figure.node, functions)


def _check_place(made: Library, problems: Problems, node: Node) -> None:
    """A question, or a column of it behind a dot."""
    if not isinstance(node, Scalar) or node.broken or not made.knows("step"):
        return
    name, _, column = node.text.partition(".")
    question = made.questions.get(name)
    if question is None:
        problems.unknown(node, "question", name, made.questions)
    elif column:
        columns = [one for one, _ in named(question.node, "columns")]
        if column not in columns:
            problems.unknown(node, "column", column, columns)


def _check_numbers(
    made: Library, problems: Problems, summary: Fields, functions: Functions
) -> None:
    for number in summary.items("numbers"):
        if not isinstance(number, Fields):
            continue
        for key in ("question", "at", "of"):
            if (place := number.get(key)) is not None:
                _check_place(made, problems, place)
        path = number.get("path")
        if isinstance(path, Scalar) and made.knows("figures"):
            check_path(problems, path, path.text.split("."), functions)


def _check_headlines(
    made: Library, problems: Problems, figure: Fields, functions: Functions
) -> None:
    for headline, path in _paths(figure):
        parts = [one for one in path.text.split(".") if one != EACH]
        check_path(problems, path, [figure.text("id"), *parts], functions)
        if (of := headline.get("of")) is not None:
            _check_place(made, problems, of)


def _paths(figure: Fields) -> Iterator[tuple[Fields, Scalar]]:
    for headline in figure.items("headlines"):
        if isinstance(headline, Fields) and isinstance(path := headline.get("path"), Scalar):
            yield headline, path
