"""How long something takes, as one would say it."""

from typing import Final

from kamguide.messages.catalogue import say

HOUR: Final = 60
MANY: Final = 100
"""Minutes from which hours are counted."""
STEP: Final = 5
"""What minutes behind hours are rounded to, upwards."""


def span(minutes: float, lang: str) -> str:
    """Minutes; where there are many, hours and minutes."""
    whole = -int(-minutes // 1)
    if whole < MANY:
        return say("time.minutes", lang, minutes=whole)
    hours, rest = divmod(whole + (-whole % STEP), HOUR)
    return say("time.hours_and" if rest else "time.hours", lang, hours=hours, minutes=rest)
