"""A workbook being written: where every answer and every named number stands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.messages import has, say
from kamguide.model.answers import Open, Row
from kamguide.model.flow import Flow
from kamguide.model.questions.table import Column
from kamguide.model.text import Lang
from kamguide.plan.known import Known
from kamguide.plan.sheets.page import Heading, Page, Value, worked
from kamguide.plan.workbook import Form, Formula, Sheet, Spot

CONTENTS = "contents"


class Book(Known):
    """One workbook; sheets that come later may name the cells of those before."""

    def __init__(self, flow: Flow, path: Path, findings: Findings, lang: Lang) -> None:
        super().__init__(flow, path, findings, lang)
        self.pages: list[Page] = []
        self.spots: dict[tuple[str, str, str], Spot] = {}
        """Where answers stand: by question, row and column; the last two empty for no table."""
        self.named: dict[tuple[str, ...], Spot] = {}
        """Where results stand that other sheets go on from."""
        self._rows: dict[str, dict[str, Row]] = {}

    def words_for(self, key: str, /, **values: object) -> str:
        """A sentence or head of the workbook."""
        return say(f"sheets.{key}", self.lang, **values)

    def page(self, key: str, title: str, kind: Literal["answers", "worked"]) -> Page:
        """Begin a sheet under its title; the way back to the contents stands above it."""
        page = Page(key, title, kind)
        page.continued = self.words_for("continued")
        self.pages.append(page)
        return page

    def worked_page(self, key: str, note: str = "") -> Page:
        """Begin a sheet of calculations."""
        page = self.page(key, self.words_for(f"page.{key}"), "worked")
        page.line(page.title, look="title")
        page.line(note or self.words_for(f"about.{key}"), look="small")
        page.skip()
        page.frozen = (1, 1)
        return page

    def section(self, page: Page, key: str) -> None:
        """A heading within a sheet."""
        page.line(self.words_for(f"section.{key}"), look="section")

    def sheet_title(self, question: str) -> str:
        """The title of a table's sheet, short enough for its tab."""
        own = has(f"sheets.q.{question}", self.lang)
        return self.words_for(f"q.{question}") if own else self.title(question)

    def label(self, key: str) -> str:
        """The head of a column: the workbook's own, else the plan's."""
        own = has(f"sheets.col.{key}", self.lang)
        return self.words_for(f"col.{key}") if own else self.say(f"col.{key}")

    def heading(self, key: str, form: Form = "text", text: str = "") -> Heading:
        """A column by its key; amounts say their unit in the head."""
        label = text or self.label(key)
        if form == "money":
            label = f"{label} ({self.money_unit()})"
        if form == "percent" and "%" not in label:
            label = f"{label} (%)"
        return Heading(key, label, form)

    def year_headings(self, years: Sequence[str], form: Form = "money") -> list[Heading]:
        """One column a year."""
        offsets = {"T0": 0, "T-1": -1, "T-2": -2}
        return [
            Heading(year, self.year(offsets[year] if year in offsets else int(year[1:])), form)
            for year in years
        ]

    def given(
        self, question: str, row: str, column: str, needs: Sequence[str] = ()
    ) -> Formula | None:
        """A cell that repeats an answer: empty where that is; None where it is not asked.

        Args:
            question: The table, or any other question.
            row: The row's key; nothing where the question is no table.
            column: The column; nothing where the question is no table.
            needs: Columns of the row without which the answer counts for nothing.
        """
        spot = self.spots.get((question, row, column))
        if spot is None:
            return None
        value = self.number(question, row, column, "")
        if not needs:
            return worked(value, 'IF({}="","",{})', spot, spot)
        others = [self.spots[question, row, one] for one in needs]
        if any(self.number(question, row, one) is None for one in needs):
            value = ""
        tests = ",".join('{}=""' for _ in (spot, *others))
        return worked(value, f'IF(OR({tests}),"",{{}})', spot, *others, spot)

    def weight(self, question: str, row: str, column: str = "weight") -> Formula | None:
        """A cell that repeats a weight; one that is not there weighs nothing."""
        spot = self.spots.get((question, row, column))
        return None if spot is None else worked(self.number(question, row, column, 0), "{}", spot)

    def product(self, key: str) -> str:
        """A product by id and name."""
        return self.words.named("setup_products", key)

    def yes(self, *, value: bool) -> str:
        """Yes or no."""
        return say("value.yes" if value else "value.no", self.lang)

    def word(self, question: str, row: str, column: str) -> Formula | None:
        """A cell that repeats an answer in words; None where there is none."""
        spot = self.spots.get((question, row, column))
        found = next((one for one in self.answers.rows(question) if one.key == row), None)
        text = self.cell(question, found, column) if found is not None else ""
        return worked(text, "{}", spot) if spot is not None and text else None

    def number(self, question: str, row: str, column: str, missing: Value = None) -> Value:
        """The number in a cell, as answered or as suggested from a figure."""
        found = self._cell_value(question, row, column)
        if isinstance(found, bool) or not isinstance(found, Decimal | int):
            return missing
        return found

    def _cell_value(self, question: str, row: str, column: str) -> object:
        if not row:
            return self.answers.value(question)
        if question not in self._rows:
            self._rows[question] = {one.key: one for one in self.answers.rows(question)}
        found = self._rows[question].get(row)
        if found is None:
            return None
        if column in found.cells:
            value = found[column]
            return None if isinstance(value, Open) else value
        return self.worked_out(found, self.flow.tables[question].column(column))

    def worked_out(self, row: Row, column: Column) -> Any:
        """What a figure puts into an empty cell of a row; None where none does."""
        source = column.compute or column.suggest
        if source is None:
            return None
        return self.path.figures.cell(source.figure, tuple(row[name] for name in source.by))

    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that were written."""
        return tuple(page.sheet() for page in self.pages)
