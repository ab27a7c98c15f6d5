"""The plans that the worked case comes to, each built once, and how to read their tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kamguide.messages import say
from kamguide.plan.blocks import Block, Cell, Chart, Plan, Table
from kamguide.workspace.files import document
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASE = "muquan"
FLOWS = ("full", "quick", "unit1", "unit2", "unit3", "annual_review")
LANGS = ("en", "zh")
EXPECTED = Path(__file__).parents[1] / "data" / "case_expected.yaml"


@contextmanager
def session_of(flow: str, lang: str, *, case: str | None = CASE) -> Iterator[Session]:
    """A plan in a folder of its own, filled from the worked case where there is one."""
    with TemporaryDirectory() as folder:
        made = Workspace.at(Path(folder) / "plans.db", actor="Li", lang=lang, now=lambda: NOW)
        session = made.new("Plan", flow)
        if case is not None:
            Filling.from_case(case, session).keep()
        yield session
        made.store.close()


@cache
def plan_of(flow: str, lang: str) -> Plan:
    with session_of(flow, lang) as session:
        return document(session)


@cache
def empty_plan(flow: str, lang: str) -> Plan:
    with session_of(flow, lang, case=None) as session:
        return document(session)


class _ExactLoader(yaml.SafeLoader):
    """Reads numbers with a fraction as decimals, exactly as written."""


_ExactLoader.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)


@cache
def expected() -> Mapping[str, Any]:
    text = EXPECTED.read_text("utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=_ExactLoader)["expected"]  # noqa: S506 - derived from the safe loader
    return found


def tables(plan: Plan) -> Iterator[Table]:
    for block in plan.blocks:
        if isinstance(block, Chart):
            yield block.table
        elif isinstance(block, Table):
            yield block


def charts(plan: Plan) -> dict[str, list[Chart]]:
    found: dict[str, list[Chart]] = {}
    for block in plan.blocks:
        if isinstance(block, Chart):
            found.setdefault(block.kind, []).append(block)
    return found


def texts(plan: Plan) -> Iterator[str]:
    """Every word of a plan, in order."""
    yield plan.cover.title
    yield plan.cover.subtitle
    for fact in plan.cover.facts:
        yield from fact
    for block in plan.blocks:
        yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    table = block.table if isinstance(block, Chart) else block
    if isinstance(table, Table):
        yield table.title
        yield from (column.head for column in table.columns)
        yield from (cell.text for row in table.rows for cell in row)
    else:
        yield getattr(block, "text", "")
        yield getattr(block, "lead", "")
        for item in getattr(block, "items", ()):
            yield from block_texts(item)


@dataclass(frozen=True)
class Read:
    """A table of a plan, by the first word of its rows and the heads of its columns."""

    table: Table
    lang: str

    def row(self, start: str) -> dict[str, str]:
        """The cells of the first row that starts so, by head; ids are told from longer ones."""
        for row in self.table.rows:
            if row[0].text == start or row[0].text.startswith(f"{start} "):
                return self._by_head(row)
        raise AssertionError(f"{self.table.title}: no row {start}")

    def named(self, key: str, **values: object) -> dict[str, str]:
        """The row that a sentence of the catalogue names."""
        return self.row(say(f"plan.{key}", self.lang, **values))

    def head(self, key: str) -> str:
        return say(f"plan.col.{key}", self.lang)

    def rows(self) -> list[dict[str, str]]:
        return [self._by_head(row) for row in self.table.rows]

    def _by_head(self, row: tuple[Cell, ...]) -> dict[str, str]:
        return {
            column.head: cell.text for column, cell in zip(self.table.columns, row, strict=True)
        }


def titled(plan: Plan, key: str) -> Read:
    """The table under a title of the catalogue, whatever its unit or years."""
    parts = say(f"plan.{key}", plan.lang, unit="\0", years="\0").split("\0")
    found = [
        one
        for one in tables(plan)
        if one.title.startswith(parts[0]) and (len(parts) > 1 or one.title == parts[0])
    ]
    assert len(found) == 1, (key, [one.title for one in found])
    return Read(found[0], plan.lang)


def shows(text: str, value: Decimal | int | None) -> bool:
    """Whether a cell shows a value that is stated rounded, itself rounded to a decimal or more."""
    plain = text.replace(",", "").removesuffix("%").removeprefix("+")
    if value is None or plain in ("", "–"):
        return value is None and plain in ("", "–")
    steps = [_last_digit(Decimal(plain), least=1), _last_digit(Decimal(value))]
    return abs(Decimal(value) - Decimal(plain)) <= sum(steps) / 2


def _last_digit(number: Decimal, least: int = 0) -> Decimal:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    places = max(least, -exponent)
    return Decimal(1).scaleb(-places) if places else Decimal(0)
