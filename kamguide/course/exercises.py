"""What can be practised alone: course packs as their authors meant them, then single units."""

from collections.abc import Iterator, Sequence

from kamguide.course.packs import UNITS, WHOLE, Exercise, available_packs, start_plan
from kamguide.messages import say
from kamguide.model.text import Lang
from kamguide.workspace.plans import Workspace


def choices() -> Iterator[Exercise]:
    """What can be practised: packs as their authors meant them, then the units of whole ones."""
    packs = available_packs()
    yield from map(Exercise, packs)
    for one in packs:
        if one.card.flow == WHOLE and not one.faults:
            yield from (Exercise(one, unit) for unit in UNITS)


def exercise_line(one: Exercise, lang: Lang) -> str:
    """What is practised, and how long it takes."""
    work = one.pack.flow(one.unit) if one.unit else one.pack
    return say("practise.line", lang, flow=work.title(lang), minutes=work.minutes)


class Exercises:
    """The choices by number, for somebody who reads lines."""

    def __init__(self) -> None:
        self._choices: list[Exercise] = []

    def lines(self, lang: Lang) -> Sequence[str]:
        """Each exercise in a line."""
        self._choices = self._choices or list(choices())
        return [exercise_line(one, lang) for one in self._choices]

    def begin(self, workspace: Workspace, number: int, lang: Lang) -> str:
        """Start a plan for an exercise; its id."""
        one = self._choices[number - 1]
        session = start_plan(workspace, one, lang=lang)
        workspace.close(session)
        return session.facts.id
