"""A plan as a workbook: contents, calculations that follow their inputs, and every answer."""

from kamguide.plan.blocks import Cover
from kamguide.plan.known import Known
from kamguide.plan.sheets.answers import add_answers
from kamguide.plan.sheets.book import Book
from kamguide.plan.sheets.contents import contents
from kamguide.plan.sheets.forecast import add_forecast
from kamguide.plan.workbook import Workbook

CALCULATIONS = (add_forecast,)
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
