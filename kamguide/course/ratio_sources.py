"""Where a group's ratio comes from: its formula, what went in, what it was held against."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from kamguide.messages import languages, number, say
from kamguide.model.answers import Row
from kamguide.model.text import Lang

if TYPE_CHECKING:
    from kamguide.workspace.session import Session

INPUTS: Final[Mapping[str, tuple[str, str]]] = {
    "current_ratio": ("current_assets", "current_liabilities"),
    "net_margin": ("net_profit", "net_sales"),
    "roa": ("net_profit", "total_assets"),
    "debt_ratio": ("total_liabilities", "total_assets"),
    "debtor_days": ("receivables", "net_sales"),
    "asset_turnover": ("net_sales", "total_assets"),
    "inventory_turnover": ("cogs", "inventory"),
}
"""By ratio, the columns of the statements above and below the line."""
BALANCES: Final = frozenset(
    {"current_assets", "current_liabilities", "total_assets", "total_liabilities"}
    | {"receivables", "inventory"}
)
"""Columns of the balance sheet: of these the opening balance may count too."""
JUDGED_BY: Final[Mapping[str, str]] = {"debt_control": "debt_ratio"}
"""Rows of the reading that are called otherwise than their ratio."""
_AVERAGE: Final = "ratio_average"


class Source(Struct, frozen=True):
    """One ratio as one group has it, of its latest year."""

    year: int
    balances: str
    """`true` where the mean of opening and closing balances counts, else `false`."""
    parts: tuple[tuple[Mapping[Lang, str], Decimal | None], ...]
    """What stands above and below the line: its name, and the number that counts for that year."""
    value: Decimal | None
    industry: Decimal | None
    status: str | None
    trend: str | None


def sources(session: "Session") -> Iterator[tuple[str, Source]]:
    """Each ratio that a plan has, by its name."""
    found: Any = session.path.figures.get("ratios")
    rows = {row["year"]: row for row in session.path.standing.rows("fin_statements")}
    years = [one for one in rows if isinstance(one, int)]
    if found is None or not years:
        return
    table, last = session.flow.tables["fin_statements"], rows[max(years)]
    before = rows.get(max(years) - 1)
    balances = "true" if session.answers.settings.get(_AVERAGE) == "true" else "false"
    for name, one in found.judgements.items():
        parts = []
        for column in INPUTS[name]:
            label = table.column(column).label
            amount = _amount(last, column)
            if balances == "true" and column in BALANCES and before is not None:
                amount = _mean(_amount(before, column), amount)
            parts.append(({lang: label(lang) for lang in languages()}, amount))
        yield (
            name,
            Source(
                max(years), balances, tuple(parts), one.value, one.industry, one.status, one.trend
            ),
        )


def _amount(row: Row, column: str) -> Decimal | None:
    typed = row[column]
    return Decimal(typed) if isinstance(typed, int | Decimal) else None


def _mean(opening: Decimal | None, closing: Decimal | None) -> Decimal | None:
    if opening is None or closing is None:
        return closing
    return (opening + closing) / 2


def formula(one: Source, lang: Lang) -> str:
    """The formula in words: what over what, with which balances."""
    above, below = (name[lang] for name, _ in one.parts)
    balances = say(f"setting.ratio_average.{one.balances}", lang)
    return say("ratio_source.formula", lang, above=above, below=below, balances=balances)


def inputs(one: Source, lang: Lang) -> str:
    """The numbers of the latest year that went in."""
    shown = ["–" if amount is None else number(amount, 2) for _, amount in one.parts]
    return say("ratio_source.inputs", lang, year=one.year, above=shown[0], below=shown[1])


def held_against(one: Source, lang: Lang) -> str:
    """What the industry does, and how the ratio stands to it and moves."""
    words = [say(f"plan.status.{one.status}", lang)] if one.status else []
    words += [say(f"plan.trend.{one.trend}", lang)] if one.trend else []
    if one.industry is not None:
        average = number(one.industry, 2)
        words.insert(0, say("ratio_source.industry", lang, average=average))
    return say("course.semicolon", lang).join(words) or "–"


def differ_in(some: Sequence[Source]) -> str:
    """What sets groups apart: `formula`, `inputs`, `industry`, or `judgement` alone."""
    for name, of in (
        ("formula", {one.balances for one in some}),
        ("inputs", {(one.year, tuple(amount for _, amount in one.parts)) for one in some}),
        ("industry", {one.industry for one in some}),
    ):
        if len(of) > 1:
            return name
    return "judgement"
