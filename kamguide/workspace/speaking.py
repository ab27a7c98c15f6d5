"""Things said, by whom: the same shape for every front end."""

from msgspec import Struct
from msgspec.structs import replace

from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import Chart, Table


class Said(Struct, frozen=True):
    """Something said: by `guide`, `you` or `coach`, or a `note` or `problem`; under which name."""

    who: str
    name: str
    text: str
    lang: Lang
    tables: tuple[Table, ...] = ()
    """What stands below the words, as wide as there is room for."""
    charts: tuple[Chart, ...] = ()
    """What is drawn below the words on a screen, and read out in lines."""
    asks: bool = False
    """Whether it is a question, whose terms are marked on a screen."""
    question: str = ""
    """The question that it answers, if it answers one."""


class Speaker:
    """Gives things said their names in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def guide(self, text: str, tables: tuple[Table, ...] = ()) -> Said:
        """The guide asks or tells, and shows tables."""
        return replace(self._said("guide", text), tables=tables)

    def chart(self, chart: Chart) -> Said:
        """The guide shows a chart under its title."""
        return replace(self._said("guide", clean(chart.title)), charts=(chart,))

    def you(self, text: str) -> Said:
        """The person answered."""
        return self._said("you", text)

    def coach(self, text: str) -> Said:
        """The coach asks back."""
        return self._said("coach", text)

    def note(self, text: str) -> Said:
        """Something worth knowing, that asks nothing."""
        return self._said("note", text)

    def problem(self, problem: KamguideError) -> Said:
        """Something went wrong: what, and what to do."""
        return self._said("problem", say(problem.key, self.lang, **problem.values))

    def _said(self, who: str, text: str) -> Said:
        return Said(who, say(f"talk.who.{who}", self.lang), text, self.lang)
