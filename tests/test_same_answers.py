"""The same answers through the line dialogue, the screen and a file are the same plan."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.events import Paste
from textual.pilot import Pilot

from kamguide.engine.turns import Asked
from kamguide.flowfile.cases import load_case
from kamguide.flowfile.load import load_flow
from kamguide.model.flow import Flow
from kamguide.model.questions.table import FreeRows, TableQuestion
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.exchange import as_json
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.typist import Typist

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOST_NAGGING = 5
"""Answers to one reply of the coach, at the least."""
LANGS = ("zh", pytest.param("en", marks=pytest.mark.campaign))
"""Typed in Chinese every time, in English with the longer counts."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


def typed_case(flow: Flow, lang: str) -> Mapping[str, Any]:
    """What a person would type: what is suggested or worked out is not typed again."""
    case = load_case("muquan", lang).answers
    return {
        name: [_typed(flow.tables[name], row) for row in value] if name in flow.tables else value
        for name, value in case.items()
        if name in flow.questions
    }


def _typed(table: TableQuestion, row: Mapping[str, Any]) -> dict[str, Any]:
    known = {column.id: column for column in table.columns}
    free = isinstance(table.layout, FreeRows) or table.id == "fin_improvement"
    return {
        name: value
        for name, value in row.items()
        if name in known and known[name].compute is None and (known[name].suggest is None or free)
    }


def filled(workspace: Workspace, flow: str, case: Mapping[str, Any], tmp_path: Path) -> bytes:
    """The export of a plan that was filled from a file."""
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(dict(case), allow_unicode=True, sort_keys=False), "utf-8")
    session = workspace.new("filled", flow)
    filling = Filling.from_file(file, session)
    assert filling.problems == []
    filling.keep()
    return as_json(session.flow, session.answers)


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_case_typed_line_by_line_is_the_case_from_a_file(
    workspace: Workspace, tmp_path: Path, lang: str
) -> None:
    workspace.lang = lang
    case = typed_case(load_flow("full"), lang)
    session = workspace.new("typed", "full")
    dialogue, typist = Dialogue(session), Typist(case, lang)
    coached: list[str] = []
    while isinstance(turn := session.turn, Asked):
        reply = typist.reply(turn)
        heard = dialogue.hear(reply)
        coached += [one.text for one in heard.said if one.who == "coach"]
        if dialogue.challenges.waits:
            heard = dialogue.hear("/later")
        elif dialogue.waits:  # going on leaves the answer as it is
            heard = dialogue.hear("/skip")
        assert heard.sent, (turn.question.id, turn.place, reply, heard.said)
    assert session.progress.missing == ()
    assert as_json(session.flow, session.answers) == filled(workspace, "full", case, tmp_path)
    assert len(coached) * MOST_NAGGING <= session.progress.answered, coached
    assert len(set(coached)) == len(coached)


async def _screen_type(
    pilot: Pilot[None], screen: InterviewScreen, typist: Typist, case: Any
) -> None:
    """Type on the screen until everything was asked: tables are pasted, the rest is typed."""
    conversation = screen.conversation
    assert conversation is not None
    while isinstance(turn := conversation.session.turn, Asked):
        question = turn.question
        if isinstance(question, TableQuestion):
            rows = case.get(question.id, [])
            lines = [typist.line(question, row).replace(" | ", "\t") for row in rows]
            if lines and isinstance(question.layout, FreeRows):
                screen.prompt.post_message(Paste("\n".join(lines)))
                await pilot.pause()
            await pilot.press("f8")
        else:
            screen.prompt.put(typist.reply(turn))
            await pilot.press("enter")
        await pilot.pause()
        if conversation.waits:
            screen.prompt.put("/skip")
            await pilot.press("enter")
            await pilot.pause()


@pytest.mark.parametrize("lang", LANGS)
async def test_a_unit_typed_on_the_screen_is_the_one_from_a_file(
    workspace: Workspace, tmp_path: Path, lang: str
) -> None:
    workspace.lang = lang
    flow = load_flow("unit3")
    case = {
        name: value
        for name, value in typed_case(flow, lang).items()
        if name not in flow.tables or isinstance(flow.tables[name].layout, FreeRows)
    }
    app = KamguideApp(lambda: workspace, lang=lang, plan="typed")
    workspace.close(workspace.new("typed", "unit3"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        while screen.conversation is None:
            await pilot.pause(0.05)
        await _screen_type(pilot, screen, Typist(case, lang), case)
        assert screen.conversation is not None
        session = screen.conversation.session
        typed = as_json(session.flow, session.answers)
    assert (
        typed.decode().splitlines()
        == filled(workspace, "unit3", case, tmp_path).decode().splitlines()
    )
