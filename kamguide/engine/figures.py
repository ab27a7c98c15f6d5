"""What can be worked out from the answers so far: each figure once, and only when asked for.

A figure takes the answers it names; while one that it needs is missing, there is no figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from inspect import Parameter, signature
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from kamguide.analysis import calculation
from kamguide.errors import CalculationError
from kamguide.model.answers import Answer, Answers, Open, Row, State
from kamguide.model.flow import Figure, FigureSource, Flow
from kamguide.model.questions.table import TableQuestion

T = TypeVar("T", bound=Struct)
_MISSING: Final = object()


class _Input(Struct, frozen=True):
    """A parameter of a calculation: whether it is needed, and the row type it takes, if rows."""

    needed: bool
    row_type: type[Struct] | None


_BuiltRows = tuple[tuple[Row, ...], tuple[object, ...], dict[int, object]]
"""Rows, what calculations take of them, and that for each row that is still the very same."""


class Memory:
    """What was worked out before, by what it was worked out from; lives with an interview."""

    def __init__(self) -> None:
        self.results: Final[dict[str, tuple[tuple[object, ...], object]]] = {}
        self.rows: Final[dict[tuple[str, type], _BuiltRows]] = {}


class Figures:
    """The figures of one set of answers."""

    def __init__(
        self, flow: Flow, answers: Answers, *, today: date, memory: Memory | None = None
    ) -> None:
        self._flow = flow
        self._answers = answers
        self._today = today
        self._memory = memory or Memory()
        self._known: dict[str, object] = {}

    def get(self, path: str) -> Any:
        """The figure, or the part of it, that `path` names; None while there is none.

        A path is a figure's id, then names of fields or keys of mappings: `buying.total_pct`.
        """
        name, *parts = path.split(".")
        found = self._figure(name)
        for part in parts:
            if found is None:
                return None
            found = found.get(part) if isinstance(found, Mapping) else getattr(found, part, None)
        return found

    def cell(self, path: str, key: tuple[object, ...]) -> Any:
        """The part of a mapping figure that belongs to a row; None while there is none."""
        found = self.get(path)
        if not isinstance(found, Mapping) or any(one is None for one in key):
            return None
        return found.get(key[0] if len(key) == 1 else key)

    def _figure(self, name: str) -> object:
        if name in self._known:
            return self._known[name]
        figure = self._flow.figures.get(name)
        self._known[name] = None  # what is suggested from a figure cannot be what it is made of
        result = self._worked_out(figure) if figure is not None else None
        self._known[name] = result
        return result

    def inputs(self, name: str) -> Mapping[str, Any] | None:
        """What a figure is worked out from, by parameter; None while something is missing."""
        figure = self._flow.figures.get(name)
        return self._inputs(figure) if figure is not None else None

    def _worked_out(self, figure: Figure) -> object:
        inputs = self._inputs(figure)
        return None if inputs is None else self._remembered(figure, inputs)

    def _inputs(self, figure: Figure) -> dict[str, object] | None:
        inputs: dict[str, object] = {}
        for name, spec in inputs_of(figure.calculation).items():
            value = self._source(figure.takes[name], spec) if name in figure.takes else _MISSING
            if value is not _MISSING and value is not None:
                inputs[name] = value
            elif spec.needed:
                return None
        return inputs

    def _remembered(self, figure: Figure, inputs: dict[str, object]) -> object:
        print_ = tuple(value for item in inputs.items() for value in item)
        before = self._memory.results.get(figure.id)
        if before is not None and before[0] == print_:
            return before[1]
        try:
            result = calculation(figure.calculation)(**inputs)
        except CalculationError:
            result = None
        self._memory.results[figure.id] = (print_, result)
        return result

    def _source(self, source: FigureSource, spec: _Input) -> object:
        if isinstance(source, str):
            return self._answer(source, spec)
        if "figure" in source:
            return self.get(source["figure"])
        if "setting" in source:
            return self._answers.settings.get(source["setting"])
        return self._today

    def _answer(self, question: str, spec: _Input) -> object:
        answer = self._answers.get(question)
        if answer is None or answer.state is not State.GIVEN:
            return _MISSING
        if spec.row_type is None:
            return answer.value if not answer.rows else tuple(row.key for row in answer.rows)
        return self._rows(question, answer, spec.row_type)

    def _rows(self, question: str, answer: Answer, row_type: type[Struct]) -> tuple[object, ...]:
        before = self._memory.rows.get((question, row_type))
        table = self._flow.questions.get(question)
        filled = self._suggested(table, answer.rows)
        if before is not None and before[0] == filled:
            return before[1]
        # A row that is the very same was built already: in a long table that is all but one.
        known = before[2] if before is not None else {}
        built = {
            id(row): known[id(row)] if id(row) in known else _built(row, row_type) for row in filled
        }
        made = tuple(one for one in built.values() if one is not None)
        self._memory.rows[question, row_type] = (filled, made, built)
        return made

    def _suggested(self, table: object, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        if not isinstance(table, TableQuestion):
            return rows
        proposing = [column for column in table.columns if column.suggest is not None]
        return tuple(self._with_suggestions(row, proposing) for row in rows) if proposing else rows

    def _with_suggestions(self, row: Row, columns: Sequence[Any]) -> Row:
        added = {
            column.id: value
            for column in columns
            if column.id not in row.cells
            and (value := self.cell(column.suggest.figure, _key(row, column.suggest.by)))
            is not None
        }
        return Row(row.key, {**row.cells, **added}, row.rank) if added else row


def _key(row: Row, by: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[column] for column in by)


@cache
def inputs_of(name: str) -> Mapping[str, _Input]:
    """The parameters of a calculation, by name."""
    function = calculation(name)
    hints = get_type_hints(function)
    return {
        one.name: _Input(one.default is Parameter.empty, _row_type(hints[one.name]))
        for one in signature(function).parameters.values()
    }


def _row_type(hint: Any) -> type[Struct] | None:
    """The struct in `Sequence[X]`, also where that may be None."""
    for part in (hint, *get_args(hint)):
        origin = get_origin(part)
        if isinstance(origin, type) and issubclass(origin, Sequence):
            inner = get_args(part)[0]
            if isinstance(inner, type) and issubclass(inner, Struct):
                return inner
    return None


@cache
def _maker(row_type: type[Struct]) -> tuple[Callable[..., object], tuple[tuple[str, bool], ...]]:
    return row_type, tuple((one.name, one.required) for one in fields(row_type))


def rows_as(rows: Iterable[Row], row_type: type[T]) -> tuple[T, ...]:
    """Rows of a table as a calculation takes them; one that lacks what it needs is left out."""
    made = (_built(row, row_type) for row in rows)
    return tuple(one for one in made if isinstance(one, row_type))


def _built(row: Row, row_type: type[Struct]) -> object | None:
    """The row as the calculation takes it; None while a cell that it needs is missing."""
    make, wanted = _maker(row_type)
    cells: dict[str, object] = {}
    for name, needed in wanted:
        value = row.cells.get(name.rstrip("_"))  # a column may be called `class`
        if value is None or isinstance(value, Open):
            if needed:
                return None
        else:
            cells[name] = value
    return make(**cells)
