"""The last ten minutes of a course: five goals, takeaways, levels, on every way they are shown."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from textual.widgets import Static

from kamguide.course.classroom import Classroom
from kamguide.course.goals import GOALS, debrief, ending
from kamguide.messages import say
from kamguide.model.edits import SetValue
from kamguide.plan.blocks import Paragraph, Table
from kamguide.tui.classapp import ClassApp
from kamguide.workspace.checking import report_on
from kamguide.workspace.groupwork import Groupwork
from tests.course.test_class import NOW, Desk, desk, handed_out

__all__ = ["desk", "handed_out"]


@pytest.fixture
def ended(desk: Desk) -> Desk:
    """Ann wrote her takeaway, and Red wants to work on two goals."""
    workspace = Classroom.at(desk.spring).workspace(lambda: NOW)
    session = workspace.open("Red")
    session.edit(SetValue("setup_learning_goals", ("principles", "group_work")))
    workspace.close(session)
    workspace.actor = "Ann"
    Groupwork(workspace.open("Red", read_only=True)).take_away("Ask first")
    return desk


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.campaign)])
def test_each_goal_has_its_question_and_every_person_a_line(ended: Desk, lang: str) -> None:
    classroom = Classroom.at(ended.spring)
    workspace = classroom.workspace(lambda: NOW, lang)
    plan = debrief(ending(classroom, workspace), "Spring", lang, date(2026, 11, 24))
    asked = [one.text for one in plan.blocks if isinstance(one, Paragraph)]
    for goal in GOALS:
        question = say(f"debrief.ask.{goal}", lang)
        put = next(one for one in asked if one.startswith(question))
        assert ("Red" in put) == (goal in ("principles", "group_work"))
    takeaways, levels = (one for one in plan.blocks if isinstance(one, Table))
    assert [[cell.text for cell in row] for row in takeaways.rows] == [["Red", "Ann", "Ask first"]]
    graded = report_on(workspace.open("Red", read_only=True)).rubric
    shown = {row[0].text: row[1].text for row in levels.rows}
    for one in graded.grades:
        assert shown[one.criterion.title(lang)] == str(one.level)
    missing = next(one.text for one in plan.blocks if "Bob" in getattr(one, "text", ""))
    assert "Ann" not in missing


def test_the_command_writes_it_as_a_document(ended: Desk, tmp_path: Path) -> None:
    file = tmp_path / "debrief.docx"
    inside = ("course", "debrief", "--class", str(ended.spring))
    assert ended.run(*inside, "--to", str(file)).exit_code == 0
    words = "\n".join(one.text for one in Document(str(file)).paragraphs)
    assert say("debrief.ask.principles", "en") in words


@pytest.mark.campaign
async def test_it_is_the_third_tab_of_the_class(ended: Desk) -> None:
    app = ClassApp(ended.spring, "board", lang="en", now=lambda: NOW)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        assert "[3 Debrief]" in str(app.screen.query_one("#head", Static).content)
        await pilot.press("w")
        await pilot.pause()
    assert "Ask first" in (ended.spring / "debrief.html").read_text()
