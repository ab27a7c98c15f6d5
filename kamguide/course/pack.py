"""A course pack that was read, and where packs are found."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from msgspec import Struct

from kamguide.course.packmodel import Fault, PackCard
from kamguide.flowfile.cases import AnswersFile, available_cases, load_case
from kamguide.flowfile.load import load_flow
from kamguide.flowfile.places import flows_dir, user_flows_dir
from kamguide.model.coursework import News
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, Text

CARD: Final = "pack.yaml"
ENDING: Final = ".kpack"


class Pack(Struct, frozen=True, dict=True):
    """A pack that was read: what its card says, and the folder its files are in."""

    card: PackCard
    folder: Path

    @property
    def id(self) -> str:
        """The name it is called by in commands."""
        return self.card.id

    @property
    def title(self) -> Text:
        """What people call it."""
        return self.card.title

    @property
    def about(self) -> Text:
        """For whom it is, and what is to be done."""
        return self.card.about

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.card.minutes

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The mistakes that are planted in what is handed out."""
        return self.card.faults

    @property
    def news(self) -> tuple[News, ...]:
        """What is heard on the way, the first first."""
        return tuple(sorted(self.card.news, key=lambda one: one.minute))

    @property
    def boxes(self) -> Mapping[str, int]:
        """How many minutes a step may take."""
        return {one.step: one.minutes for one in self.card.boxes}

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """How much each line of the rubric counts: 1 unless the pack says otherwise."""
        said = {one.criterion: one.weight for one in self.card.rubric}
        return {one.id: said.get(one.id, 1) for one in self.flow().method.rubric}

    @property
    def comments(self) -> Mapping[str, tuple[Text, ...]]:
        """What markers often say, by line of the rubric."""
        return {one.criterion: one.comments for one in self.card.rubric if one.comments}

    @property
    def debrief(self) -> tuple[Text, ...]:
        """What is asked when everybody is back."""
        return self.card.debrief

    @property
    def given(self) -> tuple[str, ...]:
        """The questions that are handed out answered."""
        return self.handed_out()

    def flow(self, unit: int = 0) -> Flow:
        """The flow that is worked through: its own, or that of one unit.

        Raises:
            FlowError: There is none, or it has faults of form.
        """
        name = f"unit{unit}" if unit else self.card.flow
        own = self.folder / "flows"
        return load_flow(name, own if (own / f"{name}.yaml").is_file() else None)

    def case(self, lang: Lang) -> AnswersFile:
        """The case in a language.

        Raises:
            FlowError: There is none, or its file has faults of form.
        """
        return self.answers(self.card.case, lang)

    def model(self, lang: Lang) -> AnswersFile:
        """The answers that it is compared with; errors as `case`."""
        return self.answers(self.card.model or self.card.case, lang)

    def answers(self, case: str, lang: Lang) -> AnswersFile:
        """A case of the pack's own, or a shipped one; errors as `case`."""
        own = (case, lang) in available_cases(self.folder)
        return load_case(case, lang, self.folder if own else None)

    def handed_out(self, unit: int = 0) -> tuple[str, ...]:
        """The questions that are handed out answered: of a unit alone, its facts."""
        flow = self.flow(unit)
        if unit:
            return flow.given
        given = self.card.given
        names = {
            "facts": set(flow.given),
            "all": set(flow.questions),
            "nothing": set[str](),
        }[given.base]
        names |= {one for place in given.also for one in at_place(flow, place)}
        names -= {one for place in given.but for one in at_place(flow, place)}
        return tuple(one for one in flow.questions if one in names)


def at_place(flow: Flow, place: str) -> Iterator[str]:
    """The questions that a place names: one, or all of a step."""
    if place in flow.questions:
        yield place
    yield from (name for name, step in flow.step_of.items() if step.id == place)


def pack_folders() -> dict[str, Path]:
    """The folder of every pack that is known by name: those shipped, then the person's own."""
    own = user_flows_dir().parent / "packs"
    found: dict[str, Path] = {}
    for place in (flows_dir() / "courses", own):
        for card in sorted(place.glob(f"*/{CARD}")):
            found.setdefault(card.parent.name, card.parent)
    return found
