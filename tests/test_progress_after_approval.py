"""Once a plan is approved, what became of it may be told, and nothing else."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.engine.followup import progress_in
from kamguide.engine.life import Life
from kamguide.errors import KamguideError, UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
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
from kamguide.workspace.due import due_in
from kamguide.workspace.followup import Progress
from kamguide.workspace.followup_telling import as_json as in_json
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from kamguide.workspace.summary import summary_of
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


@cache
def to_read(path: Path) -> Session:
    return opened(path)


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
    session = opened(approved)
    answers, before = session.answers, due_in(session)
    late = next(one for one in before if one.question == "str_actions")
    outcome = session.edit(SetCell("str_actions", late.row, "status", "done"))
    assert [one.key for one in outcome.notices] == ["followup.told"]
    assert session.answers == opened(approved).answers == answers
    assert set(before) - set(due_in(session)) == {late}
    (plan,) = json.loads(run(approved, "review", "board", "--json"))["plans"]
    assert plan["stale"], "and the board shows it once it is looked at"


def test_progress_is_told_by_a_command_and_listed(approved: Path) -> None:
    place = "str_actions.A1"
    run(approved, "review", "progress", "Muquan", place, "done", "--note", "Early")
    session = opened(approved)
    Progress(session).tell("obj_list.O1", "5,912")
    Progress(session).tell("mkt_size", "680,000, says the association")
    told = run(approved, "review", "progress", "Muquan")
    for words in ("done", "Early", "5,912", "680,000, says the association"):
        assert words in told
    first, second, third = in_json(Progress(session).steps())
    assert first == {**first, "row": "A1", "status": "done", "note": "Early", "actor": "Lin"}
    assert second == {**second, "row": "O1", "actual": "5912"}
    assert third == {**third, "question": "mkt_size", "closed": "680,000, says the association"}


def test_the_plan_as_a_document_says_how_its_actions_stand_now(approved: Path) -> None:
    before = run(approved, "show", "Muquan")
    run(approved, "review", "progress", "Muquan", "str_actions.A1", "done")
    after = run(approved, "show", "Muquan")
    assert after.count("done") == before.count("done") + 1
    assert opened(approved).answers == to_read(approved).answers


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_plan_as_a_document_says_what_was_reached_and_found_out(
    approved: Path, lang: str
) -> None:
    session = opened(approved)
    before = run(approved, "show", "Muquan", lang=lang)
    assert say("plan.h.since", lang) not in before
    Progress(session).tell("obj_list.O1", "5,912", "A good year")
    Progress(session).tell("mkt_size", "680,000, says the association")
    after = run(approved, "show", "Muquan", lang=lang)
    told = after[after.index(say("plan.h.since", lang)) :]
    for words in ("5,912", "A good year", "680,000, says the association", "Lin"):
        assert words in told
    assert after.count("Gao Yun") == before.count("Gao Yun") - 1, "it is open no more"
    assert opened(approved).answers == to_read(approved).answers


def test_an_open_item_that_is_known_by_now_is_open_no_more(approved: Path) -> None:
    session = opened(approved)
    before = summary_of(session)
    Progress(session).tell("mkt_size", "680,000")
    after = summary_of(session)
    assert after["open"] == before["open"] - 1  # type: ignore[operator]
    assert "Gao Yun" in before["owed"]  # type: ignore[operator]
    assert after["dated"] != before["dated"]


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
    with pytest.raises(KamguideError) as refused:
        Progress(to_read(decided)).tell(place, value)
    said = say(refused.value.key, "en", **refused.value.values)
    assert why in said


def test_a_plan_in_work_takes_no_progress(case_store: CaseStore) -> None:
    path = case_store("en")
    told = run(path, "review", "progress", "Muquan", "str_actions.A1", "done", lang="zh", fails=1)
    assert "尚未批准" in told
    assert "没有记录任何进展" in run(path, "review", "progress", "Muquan", lang="zh")
