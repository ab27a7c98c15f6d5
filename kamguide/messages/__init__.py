"""What the program says, by key and language, and how it writes numbers and days.

Sentences live in `kamguide/locale/<lang>/*.yaml`; what fills them is data, never markup.
"""

from kamguide.messages.catalogue import filled, has, languages, say
from kamguide.messages.forms import day, moment, money, money_unit, number, percent, shown
from kamguide.messages.times import span

__all__ = [
    "day",
    "filled",
    "has",
    "languages",
    "moment",
    "money",
    "money_unit",
    "number",
    "percent",
    "say",
    "shown",
    "span",
]
