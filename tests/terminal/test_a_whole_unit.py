"""Somebody works through unit 1 in Chinese, in a terminal window, from the first key to a plan."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from kamguide.engine.pasting import laid_over, matrix_of
from kamguide.engine.rowmoves import placed
from kamguide.engine.turns import Asked
from kamguide.flowfile.load import load_flow
from kamguide.model.questions.table import KEY_JOINT, FreeRows, TableQuestion
from kamguide.tui.crossed import sheet_of
from kamguide.tui.sheet import View
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.exchange import as_json
from kamguide.workspace.plans import Workspace
from tests.test_same_answers import NOW, filled, typed_case
from tests.typist import Typist

from .killing import environment
from .tmux import Tmux

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(which("tmux") is None, reason="there is no tmux"),
]
PLAN = "沐泉"
ENOUGH = 10
"""Characters by which a question is known on a screen of any width."""


class Talk:
    """The same talk beside the terminal: what will be asked, and what to type then."""

    def __init__(self, workspace: Workspace, case: Mapping[str, Any]) -> None:
        self._session = workspace.new("beside", "unit1")
        self._dialogue = Dialogue(self._session)
        self._case = case
        self._typist = Typist(case, "zh")

    def answer(self, window: Tmux) -> bool:
        """Answer in the terminal and here what is asked now; whether anything was."""
        turn = self._session.turn
        if not isinstance(turn, Asked):
            return False
        window.until(turn.question.ask("zh")[:ENOUGH])
        if isinstance(turn.question, TableQuestion):
            self._fill(window, turn.question)
        else:
            self._send(window, self._typist.reply(turn))
        if self._dialogue.challenges.waits:
            self._send(window, "/later")
        elif self._dialogue.waits:  # going on leaves the answer as it is
            self._send(window, "/skip")
        return True

    def _send(self, window: Tmux, reply: str) -> None:
        assert self._dialogue.hear(reply).sent, reply
        window.type(reply)
        window.press("Enter")
        window.rest()

    def _fill(self, window: Tmux, table: TableQuestion) -> None:
        """Paste a table as somebody would copy it from a spreadsheet, and close it."""
        if rows := self._case.get(table.id):
            text = self._block(table, rows)
            window.rest()
            window.press("C-Home", "Home")
            window.paste(text)
            window.rest()
            self._lay(table, text)
        self._dialogue.hear("/done")
        window.press("F8")
        window.rest()

    def _block(self, table: TableQuestion, rows: Any) -> str:
        """The cells that can be filled by now."""
        sheet = sheet_of(self._session, table, View())
        if isinstance(table.layout, FreeRows):
            columns = [one for one in table.typed if one.id not in sheet.waiting]
            return "\n".join(self._typist.cells(columns, row) for row in rows)
        known = {KEY_JOINT.join(str(row[one]) for one in table.key_columns): row for row in rows}

        def words(key: str, column: str) -> str:
            row, name = sheet.at(key, column)
            return self._typist.cell(table.column(name), known.get(row, {}))

        names = [one.id for one in sheet.columns if one.typed]
        return "\n".join("\t".join(words(key, name) for name in names) for key in sheet.keys)

    def _lay(self, table: TableQuestion, text: str) -> None:
        """Lay the cells over the table here as the screen does."""
        session = self._session
        if session.proposal(table.id) is not None:
            session.confirm_draft(table.id, move=False)
        sheet = sheet_of(session, table, View())
        first = sheet.columns[0].id
        matrix = matrix_of(text, sheet.fields_from(first), keeps_blanks=not sheet.room)
        region = sheet.region(sheet.keys[0], sheet.start_of(first, matrix))
        laid = laid_over(session.reader(table.id), table, matrix, region)
        assert not laid.unread, laid.unread
        session.enter(placed(laid.read, sheet.rows), table.id)


@contextmanager
def plans(path: Path) -> Iterator[Workspace]:
    workspace = Workspace.at(path, actor="Li", lang="zh", now=lambda: NOW)
    with closing(workspace.store):
        yield workspace


def begin(window: Tmux) -> None:
    """Begin a new plan from the first screen."""
    window.until("回车：开始")
    window.rest()
    window.press("Escape")  # the tour, another time
    window.until_gone("回车：开始")
    window.until("新建计划")
    window.rest()
    window.press("Enter")
    window.until("第一单元练习")
    window.rest()
    window.press("Down", "Down", "Enter")
    window.until("客户名称")
    window.rest()
    window.type(PLAN)
    window.press("Enter")


def test_unit_1_in_chinese_is_the_case_from_a_file(tmp_path: Path) -> None:
    case = typed_case(load_flow("unit1"), "zh")
    env = {**environment(tmp_path), "KAMGUIDE_LANG": "zh", "LC_ALL": "C.UTF-8"}
    with (
        plans(tmp_path / "beside.db") as beside,
        Tmux([sys.executable, "-m", "kamguide"], env, Path.cwd(), (120, 40)) as window,
    ):
        begin(window)
        talk = Talk(beside, case)
        while talk.answer(window):
            pass
        window.press("C-q")
        expected = filled(beside, "unit1", case, tmp_path).decode().splitlines()
    with plans(tmp_path / "plans.db") as workspace:
        session = workspace.open(PLAN, read_only=True)
        assert as_json(session.flow, session.answers).decode().splitlines() == expected
