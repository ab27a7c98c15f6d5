"""Sizes that a reader takes in at a glance; `ruff` keeps parameters and branches as few."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_OF_FUNCTION, MOST_OF_MODULE = 40, 400
"""Lines, from `def` and from the top to the end, docstrings among them."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules() -> Iterator[tuple[str, str]]:
    """Every module of the program and of its tests, by its path."""
    for folder in ("kamguide", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


def test_no_function_is_longer_than_forty_lines() -> None:
    too_long = [
        f"{path}:{one.lineno} `{one.name}` has {lines} lines: give a part of it a name of its own"
        for path, text in modules()
        for one in ast.walk(ast.parse(text))
        if isinstance(one, FUNCTIONS)
        and (lines := (one.end_lineno or 0) - one.lineno + 1) > MOST_OF_FUNCTION
    ]
    assert not too_long, "\n".join(too_long)


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    too_long = [
        f"{path} has {lines} lines: something in it is a subject of its own"
        for path, text in modules()
        if (lines := len(text.splitlines())) > MOST_OF_MODULE
    ]
    assert not too_long, "\n".join(too_long)
