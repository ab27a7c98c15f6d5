"""Course packs: found, read, handed out as plans."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kamguide.course.packmodel import Fault, PackCard
from kamguide.course.planting import planted
from kamguide.engine.change import edits_of
from kamguide.errors import FlowError, UsageError
from kamguide.flowfile.cases import AnswersFile, available_cases, case_answers, load_case
from kamguide.flowfile.load import load_flow
from kamguide.flowfile.places import flows_dir, user_flows_dir
from kamguide.messages import say
from kamguide.model.answers import Answers, Origin
from kamguide.model.coursework import Assignment, News
from kamguide.model.flow import Flow
from kamguide.model.text import Lang, Text
from kamguide.workspace.filling import Filling
from kamguide.workspace.practising import facts

if TYPE_CHECKING:
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session

CARD: Final = "pack.yaml"
ENDING: Final = ".kpack"
UNITS: Final = (1, 2, 3)
_WORDS: Final = {"facts", "all", "nothing"}


@dataclass(frozen=True)
class Pack:
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
        return self._answers(self.card.case, lang)

    def model(self, lang: Lang) -> AnswersFile:
        """The answers that it is compared with; errors as `case`."""
        return self._answers(self.card.model or self.card.case, lang)

    def _answers(self, case: str, lang: Lang) -> AnswersFile:
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


def load_pack(source: str | Path) -> Pack:
    """A pack by its name, its folder, its card or its one file.

    Raises:
        UsageError: There is none.
        FlowFaultError: It has faults of form: all of them.
    """
    from kamguide.course.packreading import read_pack  # noqa: PLC0415 - for zip files

    return read_pack(source)


def pack_folders() -> dict[str, Path]:
    """The folder of every pack that is known by name: those shipped, then the person's own."""
    own = user_flows_dir().parent / "packs"
    found: dict[str, Path] = {}
    for place in (flows_dir() / "courses", own):
        for card in sorted(place.glob(f"*/{CARD}")):
            found.setdefault(card.parent.name, card.parent)
    return found


def available_packs() -> tuple[Pack, ...]:
    """Every pack that is known by name and can be read, the shortest first."""
    found = []
    for folder in pack_folders().values():
        try:
            found.append(load_pack(folder))
        except FlowError:  # `course check` names its faults to whoever wrote it
            continue
    return tuple(sorted(found, key=lambda one: (one.minutes, one.id)))


def packed(pack: Pack) -> bytes:
    """The pack as one file, to be given on."""
    from kamguide.course.packreading import packed_files  # noqa: PLC0415 - for zip files

    return packed_files(pack.folder)


def keep_pack(pack: Pack, folder: Path) -> None:
    """Write the files of a pack into a folder, which is made if it is not there."""
    for path in pack.folder.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(pack.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def start_plan(
    workspace: "Workspace", pack: Pack, *, lang: Lang, name: str = "", unit: int = 0
) -> "Session":
    """Start a plan with what a pack hands out, planted faults in it, and open it.

    Args:
        workspace: Where.
        pack: Which.
        lang: The language of the case.
        name: Of the plan; by default it says what it is.
        unit: The one unit to be practised, its facts given; 0 for the pack's own work.

    Raises:
        FlowError: The case or the flow cannot be read.
        AnswerError: A planted fault does not fit; `course check` names it.
        PlanExistsError: Another plan has this name.
    """
    case, flow = pack.case(lang), pack.flow(unit)
    keep_flow(pack, flow)
    title = say("pack.unit", lang, pack=pack.title(lang), unit=unit) if unit else pack.title(lang)
    exercise = assignment(pack, lang, unit)
    session = workspace.new(name or workspace.shelf.free_name(title), flow.id, exercise=exercise)
    session.speak(lang)
    given = pack.handed_out(unit)
    answers = Filling.of(facts(flow, case, given), session).answers
    if not unit:
        answers = planted(pack.faults, flow, answers, lang)
    edits = (edit for one, answer in answers.items() for edit in edits_of(one, answer, _ORIGIN))
    session.edit(*edits)
    return session


_ORIGIN: Final = Origin.IMPORTED


def assignment(pack: Pack, lang: Lang, unit: int = 0) -> Assignment:
    """What a plan carries with it of the pack that it is begun from."""
    flow = pack.flow(unit)
    steps = {step.id for step in flow.step_of.values()}
    boxes = tuple(one for one in pack.card.boxes if one.step in steps)
    return Assignment(
        pack=pack.id,
        version=pack.card.version,
        title=pack.title,
        lang=lang,
        unit=unit,
        minutes=flow.minutes if unit else pack.minutes,
        given=pack.handed_out(unit),
        boxes=boxes,
        news=tuple(one for one in pack.news if not unit or set(one.look_at) & set(flow.questions)),
    )


def keep_flow(pack: Pack, flow: Flow) -> None:
    """Put a flow of the pack's own among the person's, so that plans in it can be opened.

    Raises:
        UsageError: The person has another flow of this name.
    """
    own = pack.folder / "flows" / f"{flow.id}.yaml"
    if not own.is_file():
        return
    target = user_flows_dir() / own.name
    if target.is_file() and target.read_bytes() != own.read_bytes():
        raise UsageError("pack.flow_taken", flow=flow.id, file=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(own.read_bytes())


def model_answers(pack: Pack, lang: Lang, *, unit: int = 0) -> Answers:
    """What the model answer says to the questions of a pack's flow.

    Raises:
        FlowError: It cannot be read.
        AnswerError: A value is not of its question's type.
    """
    return case_answers(pack.flow(unit), pack.model(lang))
