"""News and times in the talk: told at their minute, once, kept in the log; a clock one can hide."""

from pathlib import Path

import pytest

from kamguide.course.beginning import mark_as_of
from kamguide.course.classroom import Card, Group
from kamguide.course.packs import Exercise, load_pack, start_plan
from kamguide.model.edits import SetValue
from kamguide.store.events import Kind
from kamguide.tui.app import KamguideApp
from kamguide.workspace.coursing import Coursing
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.course.conftest import Clock, Start
from tests.tui.conftest import Wide, screen, settle


def told(things: object) -> str:
    return "\n".join(one.text for one in things)  # type: ignore[attr-defined]


def work(session: Session, clock: Clock, minutes: int) -> None:
    """Work on, with something written every ten minutes."""
    for done in range(0, minutes, 10):
        clock.later(min(10, minutes - done))
        session.note("setup_team", f"after {clock.at}")


@pytest.mark.parametrize(
    ("lang", "words"),
    [pytest.param("en", "8%", marks=pytest.mark.campaign), ("zh", "消息（第 55 分钟）")],
)
def test_news_come_once_at_their_minute_and_stand_in_the_log(
    start: Start, workspace: Workspace, clock: Clock, lang: str, words: str
) -> None:
    session = start("muquan_unit1", lang)
    dialogue = Dialogue(session)
    session.note("setup_team", "begun")
    work(session, clock, 54)
    assert words not in told(dialogue.ask())
    clock.later(1)
    assert words in told(dialogue.ask())
    assert words not in told(dialogue.ask())
    events = [one for one in session.events() if one.kind is Kind.NEWS_TOLD]
    assert [one.payload for one in events] == [{"news": "price_cut", "minute": 55}]
    workspace.close(session)
    again = workspace.open("Exercise", lang=lang)
    assert words not in told(Dialogue(again).ask())
    assert words in "\n".join(Coursing(again).status())


def test_a_long_pause_counts_a_quarter_of_an_hour_and_handing_out_nothing(
    start: Start, clock: Clock
) -> None:
    session = start("muquan_unit1")
    clock.later(600)
    assert Coursing(session).minutes() == 0
    session.note("setup_team", "begun")
    clock.later(5)
    session.note("setup_team", "after five minutes")
    clock.later(600)
    session.note("setup_team", "after a night")
    clock.later(3)
    assert Coursing(session).minutes() == 5 + 15 + 3


def test_the_time_of_a_step_is_shown_and_can_be_hidden(start: Start, clock: Clock) -> None:
    session = start("muquan_unit1")
    dialogue = Dialogue(session)
    assert "your time: 5 min" in told(dialogue.welcome())
    session.note("setup_team", "begun")
    clock.later(12)
    assert dialogue.coursing.clock() == "this step: 12 of 5 min, time is up"
    assert "12 of 120 minutes" in told(dialogue.hear("/status").said)
    dialogue.hear("/clock")
    assert dialogue.coursing.clock() == ""
    assert "12 of 120" not in told(dialogue.hear("/status").said)
    dialogue.hear("/计时")
    assert dialogue.coursing.clock().startswith("this step: 12 of 5 min")


def test_a_plan_of_no_course_has_no_clock_and_nothing_to_compare_with(workspace: Workspace) -> None:
    dialogue = Dialogue(workspace.new("Plain", "unit3"))
    assert dialogue.coursing.clock() == ""
    for command in ("/clock", "/compare"):
        assert dialogue.hear(command).said[0].who == "problem"


def test_news_travel_with_the_plan_to_where_the_pack_is_not(
    start: Start, clock: Clock, tmp_path: Path
) -> None:
    session = start("muquan_unit1")
    there = Workspace.at(tmp_path / "there.db", actor="Wu", lang="en", now=clock)
    there.store.absorb(tuple(session.events()))
    other = there.open("Exercise")
    other.note("setup_team", "begun")
    work(other, clock, 60)
    assert "8%" in told(Dialogue(other).ask())


@pytest.mark.campaign
async def test_on_the_screen_news_come_while_nobody_types(
    start: Start, workspace: Workspace, clock: Clock
) -> None:
    session = start("muquan_unit1")
    session.note("setup_team", "begun")
    work(session, clock, 50)
    workspace.close(session)
    app = KamguideApp(lambda: workspace, lang="en", plan="Exercise")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        shown = screen(pilot)
        assert shown.conversation is not None
        assert "of 5 min" in str(shown.query_one("#state").render())
        clock.later(6)
        shown.conversation.course.look()
        await settle(pilot)
        assert "cuts all its prices by 8%" in told(shown.talk.everything)
        await pilot.press(*"/clock", "enter")
        await settle(pilot)
        assert "of 5 min" not in str(shown.query_one("#state").render())


def test_the_clock_of_a_group_stands_still_until_the_group_enters_something(
    workspace: Workspace, clock: Clock
) -> None:
    group = Group(id="g01", name="Red", members=("Ann", "Bob"))
    card = Card(
        title="Spring", trainer="Wang", lang="en", pack="muquan", begun=clock(), groups=(group,)
    )
    exercise = Exercise(load_pack("muquan"), alone=False)
    session = start_plan(workspace, exercise, lang="en", name="Red")
    mark_as_of(session, card, group)
    clock.later(60)
    session.edit(SetValue("setup_planner", "Ann"))
    assert Coursing(session).minutes() == 0
    clock.later(4)
    session.edit(SetValue("setup_planner", "Bob"))
    assert Coursing(session).minutes() == 4
