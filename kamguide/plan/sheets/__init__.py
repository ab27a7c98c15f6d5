"""A plan as a workbook: contents, calculations that follow their inputs, and every answer."""

from kamguide.plan.blocks import Cover
from kamguide.plan.known import Known
from kamguide.plan.sheets.answers import add_answers
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.comparison import add_comparison
from kamguide.plan.sheets.contents import contents
from kamguide.plan.sheets.forecast import add_forecast
from kamguide.plan.sheets.markets import add_markets
from kamguide.plan.sheets.pareto import add_pareto
from kamguide.plan.sheets.products import add_products
from kamguide.plan.sheets.ratios import add_ratios
from kamguide.plan.sheets.relationship import add_relationship
from kamguide.plan.sheets.returns import add_budget, add_returns
from kamguide.plan.sheets.risk import add_risk
from kamguide.plan.sheets.selection import add_selection
from kamguide.plan.sheets.value import add_value
from kamguide.plan.workbook import Workbook

CALCULATIONS = (
    add_forecast,
    add_budget,
    add_returns,
    add_risk,
    add_products,
    add_comparison,
    add_relationship,
    add_value,
    add_ratios,
    add_pareto,
    add_markets,
    add_selection,
)
"""What is worked out, in the order of their sheets; each may name cells of those before."""


def workbook(known: Known, cover: Cover) -> Workbook:
    """The workbook of a plan, in its language."""
    book = Book(known.flow, known.path, known.findings, known.lang)
    add_answers(book)
    answers = list(book.pages)
    for add in CALCULATIONS:
        add(book)
    worked = book.pages[len(answers) :]
    first = contents(book, cover, worked, answers)
    book.pages = [first, *worked, *answers]
    return Workbook(book.lang, cover.title, book.sheets(), book.path.today)
