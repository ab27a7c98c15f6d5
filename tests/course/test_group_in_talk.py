"""A group in the talk: challenged after each step, reminded at the end, its time in sight."""

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.model.edits import ClearAnswer
from kamguide.tui.app import KamguideApp
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.course.test_class import Desk, desk, handed_out
from tests.course.test_class_screens import until
from tests.tui.conftest import screen, settle

__all__ = ["desk", "handed_out"]
ASKED = (
    "What would the customer say about this?",
    "What would the best competitor do next?",
    "Which number could be wrong?",
)
LAST = "pareto_cut_a"


def nearly_done(desk: Desk, lang: str = "en") -> Workspace:
    """Ann has the plan of Red, in which one answer is missing."""
    desk.works("Ann", lambda _: None)
    workspace = desk.on("Ann")
    session = workspace.open("Red", lang=lang)
    Filling.from_case("muquan", session).keep()
    session.edit(ClearAnswer(LAST))
    session.goto(LAST)
    workspace.close(session)
    return workspace


def test_the_end_of_a_step_brings_three_challenges_and_the_end_of_the_plan_a_reminder(
    desk: Desk,
) -> None:
    talk = Dialogue(nearly_done(desk).open("Red", lang="en"))
    talk.welcome()
    talk.session.goto(LAST)
    talk.ask()
    heard = talk.hear("80")
    while talk.waits:
        heard = talk.hear("1")
    words = "\n".join(one.text for one in heard.said)
    assert all(one in words for one in ASKED), words
    assert "wait for somebody else's /confirm" in words
    assert "Missing" not in words
    assert "Missing: Ann, Bob" in "\n".join(one.text for one in talk.hear("/check").said)
    assert "Missing" not in "\n".join(one.text for one in talk.hear("/check").said)
    talk.hear("/object 3 The cut-off")
    talk.hear("/takeaway Ask first")
    assert "Missing: Bob" in "\n".join(one.text for one in talk.hear("/group").said)


@pytest.mark.campaign
def test_in_lines_a_group_reads_the_same_and_how_long_a_step_may_take(desk: Desk) -> None:
    nearly_done(desk).store.close()
    done = CliRunner().invoke(
        kamguide,
        ["--store", str(desk.folder / "Ann" / "plans.db"), "--as", "Ann", "--lang", "zh",
         "--today", "2026-11-24", "plain", "Red"],
        input="80\n1\n/收获 先问客户\n/小组\n",
    )  # fmt: skip
    for words in (
        "时间：5 分钟",
        "客户会怎么看",
        "最强的竞争对手",
        "哪个数字",
        "先问客户",
        "还差：Bob",
    ):
        assert words in done.output, done.output
    refused = desk.run("practise", "--compare", "Red", who="Ann")  # it is the trainer who shows it
    assert refused.exit_code == 1
    assert "trainer" in refused.output


@pytest.mark.campaign
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_the_screen_the_time_of_the_step_stands_in_sight(
    desk: Desk, size: tuple[int, int]
) -> None:
    workspace = nearly_done(desk)
    app = KamguideApp(lambda: workspace, lang="en", plan="Red")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = screen(pilot)
        await until(pilot, lambda: " min" in str(shown.query_one("#state").render()))
        await pilot.press(*"80", "enter")

        def words() -> str:
            return "\n".join(one.text for one in shown.talk.everything)

        await until(pilot, lambda: all(one in words() for one in ASKED))
