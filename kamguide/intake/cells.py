"""The cells of one column of a file, read as its column of the question reads them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kamguide.errors import AnswerError
from kamguide.intake.headwords import other_currency, unit_size
from kamguide.intake.heads import Head
from kamguide.model.amounts import decimal_text, read_amount
from kamguide.model.context import Context, Notice, Reading
from kamguide.model.numerals import shortened
from kamguide.model.questions.table import Column

_NOTHING: Final = frozenset({"", "-", "–", "—", "－", "--", "/", "n/a", "na", "#n/a", "无数据", "暂无"})
_WORDS: Final = ("text", "long_text")
_DIGITS: Final = re.compile(r"-?[0-9.,]+")


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells under one head."""

    head: Head
    column: Column
    context: Context

    def is_empty(self, raw: str) -> bool:
        """Whether a cell says nothing; a dash does not either, but where words are asked for."""
        text = raw.strip()
        return not text or (self.column.type not in _WORDS and text.casefold() in _NOTHING)

    def read(self, raw: str) -> Reading:
        """Read a cell.

        Raises:
            AnswerError: It has no reading.
        """
        if self.column.type == "money" and (size := unit_size(self.head.unit)) is not None:
            return self._in_unit(raw, size[0])
        if self.column.type in ("number", "scale") and raw.rstrip().endswith(("%", "％")):
            return self._without_sign(raw)
        return self.column.parse(raw, self.context)

    def _in_unit(self, raw: str, size: Decimal) -> Reading:
        """An amount in the unit that stands over it, in the plan's unit."""
        if found := other_currency(self.head.unit, self.context.currency):
            raise AnswerError(
                "answer.money.other_currency",
                raw=shortened(raw),
                currency=self.context.currency,
                found=found,
            )
        amount = read_amount(raw)
        if amount.scaled or amount.percent or amount.counted:
            return self.column.parse(raw, self.context)
        value = Decimal(decimal_text(amount.value * size / self.context.money_unit))
        return Reading(value, approximate=amount.approximate)

    def _without_sign(self, raw: str) -> Reading:
        reading = self.column.parse(raw.strip().rstrip("%％"), self.context)
        values = (("raw", shortened(raw)), ("value", decimal_text(Decimal(str(reading.value)))))
        return Reading(
            reading.value, (*reading.notices, Notice("intake.sign_dropped", values))
        )


def is_total(raw: str) -> bool:
    """Whether a cell names a sum of rows, and no row of its own."""
    return _TOTAL.fullmatch(raw.strip().casefold()) is not None


_TOTAL: Final = re.compile(
    r"[*【\[(（]?\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*和|汇\s*总|累\s*计"
    r"|(?:grand |sub-? ?|overall )?totals?|sum)\s*[*】\])）]?\s*[:：]?"
    r"(?:\s*[(（]?\s*[0-9]+\s*(?:家|户|个|行|rows|customers)?\s*[)）]?)?"
)
