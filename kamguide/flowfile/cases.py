"""Answers in files: the worked cases that are shipped, and those a person writes.

Values stay as they are written, exact, and each can be found again by its line.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.errors import FlowError
from kamguide.flowfile.nodes import Fields, Node, Scalar, at, plain
from kamguide.flowfile.places import case_files
from kamguide.flowfile.problems import FlowFaultError, Problems, nearest, shown_path
from kamguide.model.answers import Answer, Answers, Cell, Json, Row
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion

_PARTS: Final = ("meta", "answers", "review_answers", "expected")


class Located(Struct, frozen=True):
    """A file's tree: says where any of its values was written, and as which text."""

    file: str
    root: Node

    def line(self, *place: str | int) -> int:
        """The line of a value, or of the nearest one around it; from 1.

        Args:
            place: Keys and list numbers (from 0) that lead to it, such as
                `"answers", "setup_team", 2, "name"`.
        """
        return self._node(place).line

    def column(self, *place: str | int) -> int:
        """The column of a value, or of the nearest one around it; from 1."""
        return self._node(place).column

    def written(self, *place: str | int) -> str:
        """The text of a value as it was written; nothing where it is a list or mapping."""
        node = self._node(place)
        return node.text if isinstance(node, Scalar) else ""

    def _node(self, place: tuple[str | int, ...]) -> Node:
        return at(self.root, place)


class AnswersFile(Struct, frozen=True):
    """What a file of answers holds: values by question id, rows as mappings by column id.

    Numbers with a fraction are text, exactly as written; whole ones are ints.
    """

    meta: Mapping[str, Json]
    answers: Mapping[str, Json]
    review_answers: Mapping[str, Json]
    expected: Mapping[str, Json]
    located: Located
    is_nested: bool
    """Whether the answers stand under `answers`, as in a case, and not at the top."""

    def line(self, question: str, *place: str | int) -> int:
        """The line of an answer, or of a row or cell of it."""
        for part in ("answers", "review_answers") if self.is_nested else ():
            if question in getattr(self, part):
                return self.located.line(part, question, *place)
        return self.located.line(question, *place)

    def written(self, question: str, *place: str | int) -> str:
        """An answer or cell as the text that was written."""
        for part in ("answers", "review_answers") if self.is_nested else ():
            if question in getattr(self, part):
                return self.located.written(part, question, *place)
        return self.located.written(question, *place)


def load_case(name: str, lang: str, folder: Path | None = None) -> AnswersFile:
    """A worked case in one language.

    Raises:
        FlowError: There is no such case in this language, or its file has faults of form.
    """
    files = case_files(folder)
    if (name, lang) not in files:
        names = [f"{case}/{language}" for case, language in files]
        raise FlowError(
            "flow.no_case",
            case=f"{name}/{lang}",
            near=nearest(f"{name}/{lang}", names),
            known=tuple(names),
        )
    return read_answers_file(files[name, lang])


def available_cases(folder: Path | None = None) -> tuple[tuple[str, str], ...]:
    """The name and language of every worked case."""
    return tuple(case_files(folder))


def read_answers_file(path: Path) -> AnswersFile:
    """Answers that somebody wrote: `answers: {question: value}` as in a case, or no more than that.

    Raises:
        FlowFaultError: The file cannot be read as answers.
    """
    problems = Problems(shown_path(path))
    from kamguide.flowfile.reading import read

    node = read(path, problems)
    if node is not None and not isinstance(node, Fields):
        problems.add(node, "flow.answers.layout")
    if problems.found or not isinstance(node, Fields):
        raise FlowFaultError(problems.found)
    is_nested = isinstance(node.get("answers"), Fields) or isinstance(
        node.get("review_answers"), Fields
    )
    parts = {part: _part(node, part) for part in _PARTS}
    if not is_nested:
        parts["answers"] = {
            key: plain(entry.node) for key, entry in node.entries.items() if key not in _PARTS
        }
    return AnswersFile(**parts, located=Located(problems.file, node), is_nested=is_nested)


def _part(node: Fields, name: str) -> dict[str, Json]:
    found = node.get(name)
    if not isinstance(found, Fields):
        return {}
    return {key: plain(entry.node) for key, entry in found.entries.items()}


def case_answers(flow: Flow, file: AnswersFile) -> Answers:
    """The answers of a case to what a flow asks, review answers among them.

    Raises:
        AnswerError: A value is not of its question's type.
    """
    given = {**file.answers, **file.review_answers}
    known = flow.questions.items()
    return Answers({name: _answer(one, given[name]) for name, one in known if name in given})


def _answer(question: Question, value: Json) -> Answer:
    if not isinstance(question, TableQuestion):
        return Answer(value=question.load(value))
    rows = []
    for number, one in enumerate(value if isinstance(value, list) else (), start=1):
        given = one if isinstance(one, Mapping) else {}
        cells: dict[str, Cell] = {
            column.id: column.load(given[column.id])
            for column in question.columns
            if given.get(column.id) is not None and column.compute is None
        }
        rows.append(Row(question.row_key(cells) or f"r{number}", cells))
    return Answer(rows=tuple(rows))
