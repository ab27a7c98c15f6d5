"""The worked case as the calculations take it: answers as typed rows, and what must come out."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml
from msgspec import Struct

from kamguide.analysis.arithmetic import rounded

_ROOT = Path(__file__).resolve().parents[2]
RowType = TypeVar("RowType", bound=Struct)


class _ExactLoader(yaml.SafeLoader):
    """Reads numbers with a fraction as decimals, exactly as written."""


_ExactLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_ExactLoader)  # noqa: S506 - derived from the safe loader


@cache
def answers() -> Mapping[str, Any]:
    case = _read(_ROOT / "flows" / "cases" / "muquan" / "en.yaml")
    return {**case["answers"], **case["review_answers"]}


@cache
def expected() -> Mapping[str, Any]:
    found: Mapping[str, Any] = _read(_ROOT / "tests" / "data" / "case_expected.yaml")["expected"]
    return found


def number(question: str) -> Decimal:
    return Decimal(answers()[question])


def ids(question: str) -> tuple[str, ...]:
    return tuple(answers()[question])


def rows(question: str, row_type: type[RowType], **renamed: str) -> tuple[RowType, ...]:
    """The rows of a table; `renamed` says which column fills a field of another name."""
    hints = get_type_hints(row_type)
    made = []
    for row in answers()[question]:
        cells = {
            name: _cell(row[column], hints[name])
            for name in row_type.__struct_fields__
            if (column := renamed.get(name, name)) in row
        }
        made.append(row_type(**cells))
    return tuple(made)


def _cell(value: Any, hint: Any) -> Any:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    wanted = next(part for part in parts if part is not NoneType)
    if wanted is Decimal:
        return Decimal(value)
    return tuple(value) if get_origin(wanted) is tuple else value


def agrees(value: Decimal | int | None, stated: Decimal | int | None, places: int = 0) -> bool:
    """Whether a value is the stated one at its precision, or at `places` if that is finer."""
    if value is None or stated is None:
        return value is stated
    wanted = Decimal(stated)
    exponent = wanted.as_tuple().exponent
    assert isinstance(exponent, int)
    digits = max(places, -exponent)
    return rounded(Decimal(value), digits) == rounded(wanted, digits)
