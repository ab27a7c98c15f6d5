"""The places of reviews, classes and exercises: what stands there, and the way to them."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from textual.pilot import Pilot

from kamguide.course.beginning import PACK
from kamguide.course.classroom import Classroom
from kamguide.course.handing import IN
from kamguide.course.known import remember_class
from kamguide.course.packs import Exercise, keep_pack, load_pack, start_plan
from kamguide.course.replay import Replay, Shown
from kamguide.model.edits import SetValue
from kamguide.store.sqlite import SqliteStore
from kamguide.tui.screens.replaying import ReplayScreen
from kamguide.workspace.deciding import Decisions
from kamguide.workspace.plans import Workspace
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review
from tests.annual.conftest import NEW, OLD, StoreAt, workspace
from tests.course.marked_class import NAMES, make_class
from tests.course.test_settling import ANN, BOB, disagree
from tests.intake.wordfiles import answers, document
from tests.test_wordback import exported
from tests.tui.walking import Go, keys, quiet, words
from tests.workspace.conftest import NOW

RETURNED, HANDED_IN, EXERCISE = "Haitang", "Lingmai", "Exercise"
FILE = "back.docx"
SAID = {
    "en": (
        "Which plant is it?",
        "Well worked out",
        "Ask the COO",
        "The budget is too low",
        " New.",
    ),
    "zh": ("请说明是哪个工厂", "价值算得清楚", "请营运总监确认", "预算偏低", "已更新。"),
}


@dataclass(frozen=True)
class Stage:
    """A laptop of somebody who plans, reviews and teaches."""

    plans: Workspace
    room: Classroom

    @classmethod
    def made(cls, folder: Path, lang: str, stages: StoreAt) -> "Stage":
        """A plan for a year later, one that came back, one handed in, an exercise, a class."""
        path = Path(copyfile(stages("rolled", lang), folder / "plans.db"))
        plans = workspace(path, lang)
        _returned(plans, lang, folder / FILE)
        session = plans.copy(OLD, HANDED_IN)
        _review(plans, session.facts.id).submit(session, SAID[lang][1])
        plans.close(session)
        practised = Exercise(load_pack("muquan_unit1"))
        plans.close(start_plan(plans, practised, lang=lang, name=EXERCISE))
        room = make_class(folder / "class", lang, "full")
        keep_pack(load_pack("muquan"), room.folder / PACK)
        (room.folder / IN).mkdir()
        remember_class(path, room.folder)
        here = room.workspace(plans.now, lang)
        disagree(here, folder, here.store.find_plan(NAMES[lang][0]), ANN[:1], BOB[:1])
        here.store.close()
        return cls(plans, room)


def _review(plans: Workspace, plan: str) -> Review:
    return Review(plans.store, plans.author, plan)


def _returned(plans: Workspace, lang: str, file: Path) -> None:
    """A plan that was handed in, commented on, given back and worked on; and its file in Word."""
    which, well, ask, low, new = SAID[lang]
    session = plans.copy(OLD, RETURNED)
    review = _review(plans, session.facts.id)
    review.submit(session, well)
    review.comment(which, Place("", "obj_list", "O8", "statement"), "must")
    review.comment(well, Place("", "prof_description"), "praise")
    Decisions(session).decide(ask, "Lin", "2028-02-15", Place())
    review.give_back(low)
    session = plans.open(RETURNED, lang=lang)
    session.edit(SetValue("fc_discount_rate", 12), SetValue("prof_description", new))

    def edit(given: object) -> None:
        for passage in answers(given)[2:4]:
            passage.runs[-1].text += new
        place = answers(given)[4].runs
        made = given.add_comment(place, text=which, author="Wang", initials="W")  # type: ignore[attr-defined]
        made._comment_elm.date = NOW

    file.write_bytes(document(edit, data=exported(session)))
    plans.close(session)


def _opened(plan: str) -> Go:
    async def open_(pilot: Pilot[None]) -> None:
        pilot.app.open_plan(plan)  # type: ignore[attr-defined]  # our app
        await quiet(pilot)

    return open_


def _shown(name: str, *pressed: str) -> Go:
    """Go back, and to what home leads to."""

    async def show(pilot: Pilot[None]) -> None:
        await keys(*pressed)(pilot)
        pilot.app.show_board() if name == "board" else pilot.app.show_start(name)  # type: ignore[attr-defined]
        await quiet(pilot)

    return show


def _after(pressed: str, then: Go) -> Go:
    async def go(pilot: Pilot[None]) -> None:
        await keys(pressed)(pilot)
        await then(pilot)

    return go


def _replay(stage: Stage | None) -> Go:
    async def show(pilot: Pilot[None]) -> None:
        assert stage is not None
        lang = stage.plans.lang
        store = SqliteStore(stage.room.store, stage.plans.now, read_only=True)
        replay = Replay(store, store.find_plan(NAMES[lang][1]), lang, Shown())
        pilot.app.push_screen(ReplayScreen(replay))
        await quiet(pilot)

    return show


def places(stage: Stage | None = None) -> tuple[tuple[str, Go], ...]:
    """Every place of reviews, exercises and classes, as a person comes to it."""
    return (*_of_a_plan(), *_of_the_board(), *_of_a_class(stage))


def _of_a_plan() -> tuple[tuple[str, Go], ...]:
    return (
        ("a plan that came back", _opened(RETURNED)),
        ("the talk further up", keys(*6 * ("pageup",))),
        ("what changed", keys("escape", "f11")),
        ("the script of a review", keys("right")),
        ("proposals from Word", _after("escape", words(f"/word ~/{FILE}"))),
        ("a proposal accepted", keys("a")),
        ("a proposal rejected", keys("r")),
        ("a plan for the next year", _after("escape", _opened(NEW))),
        ("is it still true", words("/still")),
        ("it is still true", keys("space")),
        ("an exercise", _after("escape", _opened(EXERCISE))),
        ("beside the model answer", words("/compare")),
        ("further on beside it", keys(*5 * ("down",))),
        ("what can be practised", _shown("practise", "escape", "f9")),
        ("a unit to practise", keys(*4 * ("down",))),
        ("bringing in a file", _shown("import", "escape")),
        ("no such file", keys(*"x.kam", "enter")),
    )


def _of_the_board() -> tuple[tuple[str, Go], ...]:
    return (
        ("the board", _shown("board", "escape")),
        ("help of the board", keys("f1")),
        ("a column of the board", keys("escape", "right", "right", "f6")),
        ("a comment on a plan", keys(*"subm", "f2")),
        ("returning a plan", keys("escape", "f3")),
        ("no reason to return it", keys("enter")),
        ("approving a plan", keys("escape", "f7")),
        ("what a reviewer can do", keys("escape", "tab")),
        ("what plans come to", keys("escape", "f5")),
    )


def _of_a_class(stage: Stage | None) -> tuple[tuple[str, Go], ...]:
    return (
        ("classes", _shown("class", "escape", "escape", "escape")),
        ("a class", keys("enter")),
        ("the wall", keys("2")),
        ("the wall further down", keys(*4 * ("pagedown",))),
        ("the debrief", keys("3")),
        ("what came in", keys("1", "c")),
        ("groups", keys("enter")),
        ("a disagreement", keys("s")),
        ("the plan of a group", keys("escape", "enter")),
        ("marking", keys("escape", "escape", "m")),
        ("why another level", keys("1")),
        ("a ready comment", keys("escape", *4 * ("down",), "c")),
        ("what it is about", keys("enter")),
        ("a kind of comment", keys("escape", "c", "end", "enter")),
        ("words of a comment", keys("enter")),
        ("agreeing on a level", keys("escape", "s")),
        ("judged", keys("escape", "a", "a")),
        ("a replay", _replay(stage)),
        ("a revision in a replay", keys("right", "r")),
    )
