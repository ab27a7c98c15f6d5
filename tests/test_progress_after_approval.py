"""Once a plan is approved, what became of it may be told, and nothing else."""

import json
from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.engine.followup import progress_in
from kamguide.engine.life import Life
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.model.edits import (
    AddRow,
    ClearAnswer,
    Edit,
    MarkUnknown,
    RemoveRow,
    SetCell,
    SetSetting,
    SetValue,
)
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.freshening import freshened
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.boards import NOW
from tests.conftest import CaseStore

OPEN = {("str_actions", "status"), ("info_needs", "status"), ("dmu_procedure", "status")}
"""What the method treats as progress: how actions, needs and the customer's procedure stand."""


def run(path: Path, *words: str, lang: str = "en", fails: int = 0) -> str:
    before = ("--store", str(path), "--lang", lang, "--as", "Lin", "--today", "2027-04-10")
    done = CliRunner().invoke(kamguide, [*before, *words])
    assert done.exit_code == fails, done.output
    return done.output


@pytest.fixture(scope="module")
def decided(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the case approved, one of its numbers open; only to be read."""
    path = tmp_path_factory.mktemp("approved") / "plans.db"
    copyfile(filled_store("en"), path)
    workspace = Workspace.at(path, actor="Lin", lang="en", now=lambda: NOW)
    session = workspace.open("Muquan")
    session.edit(MarkUnknown("mkt_size", "Gao Yun", "2027-04-01"))
    workspace.close(session)
    workspace.store.close()
    run(path, "review", "submit", "Muquan", "--reason", "One number is still open")
    run(path, "review", "approve", "Muquan")
    return path


@pytest.fixture
def approved(decided: Path, tmp_path: Path) -> Path:
    return Path(copyfile(decided, tmp_path / "plans.db"))


def opened(path: Path) -> Session:
    return Workspace.at(path, actor="Lin", lang="en", now=lambda: NOW).open("Muquan")


def on_the_board(path: Path) -> dict[str, int]:
    (found,) = json.loads(run(path, "review", "board", "--json"))["plans"]
    return {name: found[name] for name in ("due", "open", "idle_days")} | {"stale": found["stale"]}


def brought_up_to_date(path: Path) -> dict[str, int]:
    list(freshened(path, [opened(path).facts.id], lambda: NOW))
    return on_the_board(path)


def test_every_question_but_progress_is_closed_once_a_plan_is_approved() -> None:
    flow = load_flow("full")
    found = set()
    for name, question in flow.questions.items():
        assert not progress_in(flow, Life.APPROVED, (SetValue(name, "x"), ClearAnswer(name)))
        if isinstance(question, TableQuestion):
            for edit in (AddRow(name, "r", {}, Decimal(1)), RemoveRow(name, "r")):
                assert not progress_in(flow, Life.APPROVED, (edit,))
            found |= {
                (name, column.id)
                for column in question.columns
                if progress_in(flow, Life.APPROVED, (SetCell(name, "r", column.id, "x"),))
            }
    assert found == OPEN


@pytest.mark.parametrize("status", [one for one in Life if one != Life.APPROVED])
def test_progress_is_told_of_approved_plans_alone(status: Life) -> None:
    edit = SetCell("str_actions", "A1", "status", "done")
    assert not progress_in(load_flow("full"), status, (edit,))


def test_progress_beside_a_change_of_the_plan_is_refused_with_it(approved: Path) -> None:
    session = opened(approved)
    action = session.answers.rows("str_actions")[0].key
    both: tuple[Edit, ...] = (
        SetCell("str_actions", action, "status", "done"),
        SetCell("str_actions", action, "action", "Something else"),
    )
    with pytest.raises(UsageError, match="closed_for_good"):
        session.edit(*both)
    for other in (SetValue("mis_role", "Else"), SetSetting("dpm_threshold", 6)):
        with pytest.raises(UsageError, match="closed_for_good"):
            session.edit(other)
    assert not [one for one in session.events() if one.kind == "progress_given"]


def test_an_action_done_is_kept_beside_the_answers_which_stay(approved: Path) -> None:
    before, answers = on_the_board(approved), opened(approved).answers
    late = next(
        row.key
        for row in answers.rows("str_actions")
        if str(row["due"]) < "2027-04-10" and row["status"] != "done"
    )
    session = opened(approved)
    outcome = session.edit(SetCell("str_actions", late, "status", "done"))
    assert [one.key for one in outcome.notices] == ["followup.told"]
    assert session.answers == answers
    assert opened(approved).answers == answers
    assert on_the_board(approved)["stale"]
    now = brought_up_to_date(approved)
    assert (now["due"], now["idle_days"]) == (before["due"] - 1, 0)


def test_progress_is_told_by_a_command_and_listed(approved: Path) -> None:
    answers = opened(approved).answers
    action, goal = (answers.rows(name)[0].key for name in ("str_actions", "obj_list"))
    before = on_the_board(approved)
    run(
        approved, "review", "progress", "Muquan", f"str_actions.{action}", "done", "--note", "Early"
    )
    run(approved, "review", "progress", "Muquan", f"obj_list.{goal}", "5,912")
    run(approved, "review", "progress", "Muquan", "mkt_size", "680,000, says the association")
    told = run(approved, "review", "progress", "Muquan")
    assert "done" in told
    assert "Early" in told
    assert "5,912" in told
    assert "680,000, says the association" in told
    (first, second, third) = json.loads(run(approved, "review", "progress", "Muquan", "--json"))
    assert (first["row"], first["status"], first["note"]) == (action, "done", "Early")
    assert (second["row"], second["actual"]) == (goal, "5912")
    assert third["closed"].startswith("680,000")
    assert opened(approved).answers == answers
    assert brought_up_to_date(approved)["open"] == before["open"] - 1


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ("mis_role", "Else", "only progress"),
        ("str_actions.A1.action", "Else", "only progress"),
        ("setup_team.M1", "5", "only progress"),
        ("mkt_size", "  ", "what was found out"),
        ("str_actions.A99", "done", "no place"),
        ("str_actions.A1", "perhaps", "perhaps"),
        ("obj_list.O1", "many", "many"),
    ],
)
def test_what_is_no_progress_is_said(decided: Path, place: str, value: str, why: str) -> None:
    assert why in run(decided, "review", "progress", "Muquan", place, value, fails=1)


def test_a_plan_in_work_takes_no_progress(case_store: CaseStore) -> None:
    path = case_store("zh")
    told = run(path, "review", "progress", "Muquan", "str_actions.A1", "done", lang="zh", fails=1)
    assert "尚未批准" in told
    assert "没有记录任何进展" in run(path, "review", "progress", "Muquan", lang="zh")
