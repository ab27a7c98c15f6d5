"""Course packs: listed, given on, handed out as plans."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kamguide.course.pack import Pack, pack_folders
from kamguide.course.packreading import files_of, packed_files, read_pack
from kamguide.course.planting import planted
from kamguide.engine.change import edits_of
from kamguide.errors import FlowError, UsageError
from kamguide.flowfile.cases import case_answers
from kamguide.flowfile.places import user_flows_dir
from kamguide.messages import say
from kamguide.model.answers import Answers, Origin
from kamguide.model.coursework import Assignment, Handout
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.workspace.coursing import papers_dir
from kamguide.workspace.filling import Filling
from kamguide.workspace.practising import facts

if TYPE_CHECKING:
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.session import Session

UNITS: Final = (1, 2, 3)
UNIT_FLOWS: Final = tuple(f"unit{one}" for one in UNITS)
WHOLE: Final = "full"
"""The flow whose packs can be practised unit by unit."""


def load_pack(source: str | Path) -> Pack:
    """A pack by its name, its folder, its card or its one file.

    Raises:
        UsageError: There is none.
        FlowFaultError: It has faults of form: all of them.
    """
    return read_pack(source)


def available_packs() -> tuple[Pack, ...]:
    """Every pack that is known by name and can be read, the shortest first."""
    found = []
    for folder in pack_folders().values():
        try:
            found.append(load_pack(folder))
        except FlowError:  # `course check` names its faults to whoever wrote it
            continue
    return tuple(sorted(found, key=lambda one: (one.minutes, one.id)))


def pack_for(case: str, flow: str) -> tuple[Pack, int]:
    """The pack in which a case is practised in a flow, and the unit of it; 0 for all of it.

    Raises:
        UsageError: No pack hands out facts of this case in this flow.
    """
    packs = [one for one in available_packs() if one.card.case == case and not one.faults]
    for one in packs:
        if one.card.flow == WHOLE and flow in UNIT_FLOWS:
            return one, UNIT_FLOWS.index(flow) + 1
    for one in packs:
        if one.card.flow == flow:
            return one, 0
    raise UsageError("practise.nothing_given", case=case, flow=flow)


def packed(pack: Pack) -> bytes:
    """The pack as one file, to be given on."""
    return packed_files(pack.folder)


def keep_pack(pack: Pack, folder: Path) -> None:
    """Write the files of a pack into a folder, which is made if it is not there."""
    for path in files_of(pack.folder):
        target = folder / path.relative_to(pack.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


class Exercise(Struct, frozen=True):
    """What is practised, and under whose eyes."""

    pack: Pack
    unit: int = 0
    """The one unit, its facts given; 0 for the pack's own work."""
    alone: bool = True
    """Whether whoever works on it may see the model answer."""


def start_plan(
    workspace: "Workspace", exercise: Exercise, *, lang: Lang, name: str = ""
) -> "Session":
    """Start a plan with what a pack hands out, planted faults in it, and open it.

    Args:
        workspace: Where.
        exercise: What.
        lang: The language of the case.
        name: Of the plan; by default it says what it is.

    Raises:
        FlowError: The case or the flow cannot be read.
        AnswerError: A planted fault does not fit; `course check` names it.
        PlanExistsError: Another plan has this name.
    """
    pack, unit = exercise.pack, exercise.unit
    case, flow = pack.case(lang), pack.flow(unit)
    keep_flow(pack, flow)
    keep_papers(pack, lang)
    title = say("pack.unit", lang, pack=pack.title(lang), unit=unit) if unit else pack.title(lang)
    carried = replace(assignment(pack, lang, unit), alone=exercise.alone)
    session = workspace.new(name or workspace.shelf.free_name(title), flow.id, exercise=carried)
    session.speak(lang)
    given = pack.handed_out(unit)
    answers = Filling.of(facts(flow, case, given), session).answers
    if not unit:
        answers = planted(pack.faults, flow, answers, lang)
    edits = (
        edit for one, answer in answers.items() for edit in edits_of(one, answer, Origin.IMPORTED)
    )
    session.edit(*edits)
    return session


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
        papers=() if unit else tuple(_handouts(pack, lang)),
    )


def _handouts(pack: Pack, lang: Lang) -> Iterator[Handout]:
    for one in pack.card.papers:
        yield Handout(title=one.title, file=Path(one.file(lang)).name, question=one.question)


def keep_papers(pack: Pack, lang: Lang) -> tuple[Path, ...]:
    """Put the files that a pack hands out where its plans look for them."""
    folder, kept = papers_dir(pack.id), []
    for one in pack.card.papers:
        name = Path(one.file(lang)).name
        target = folder / name
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes((pack.folder / name).read_bytes())
        kept.append(target)
    return tuple(kept)


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
