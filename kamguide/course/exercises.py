"""What can be practised alone: course packs as their authors meant them, then single units."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamguide.course.pack import Pack
from kamguide.course.packs import UNITS, WHOLE, available_packs, start_plan
from kamguide.messages import say
from kamguide.model.text import Lang
from kamguide.workspace.plans import Workspace


@dataclass(frozen=True)
class Choice:
    """A pack as its author meant it, or one unit of it."""

    pack: Pack
    unit: int = 0

    def line(self, lang: Lang) -> str:
        """What is practised, and how long it takes."""
        work = self.pack.flow(self.unit) if self.unit else self.pack
        return say("practise.line", lang, flow=work.title(lang), minutes=work.minutes)


def choices() -> Iterator[Choice]:
    """What can be practised: packs, then the units of those that are whole."""
    packs = available_packs()
    yield from map(Choice, packs)
    for one in packs:
        if one.card.flow == WHOLE and not one.faults:
            yield from (Choice(one, unit) for unit in UNITS)


class Exercises:
    """The choices by number, for somebody who reads lines."""

    def __init__(self) -> None:
        self._choices: list[Choice] = []

    def lines(self, lang: Lang) -> Sequence[str]:
        """Each exercise in a line."""
        self._choices = self._choices or list(choices())
        return [one.line(lang) for one in self._choices]

    def begin(self, workspace: Workspace, number: int, lang: Lang) -> str:
        """Start a plan for an exercise; its id."""
        one = self._choices[number - 1]
        session = start_plan(workspace, one.pack, lang=lang, unit=one.unit)
        workspace.close(session)
        return session.facts.id
