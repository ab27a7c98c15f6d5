"""What is shown of a plan without opening it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.model.edits import SetValue
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.plan.plans import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plans.db"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    made = Workspace.at(path, actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


def answer_something(session: Session) -> None:
    session.edit(SetValue("setup_supplier_name", "Dongqiao Packaging"))


def test_a_plan_that_was_closed_is_summed_up_as_it_stands(workspace: Workspace) -> None:
    session = workspace.new("Muquan")
    Filling.from_case("muquan", session).keep()
    workspace.close(session)
    (summary,) = workspace.summaries().values()
    assert not summary.stale
    assert summary.content["account"] == "Muquan Beverage Group"
    assert summary.content["revenue"] == ["5400", "7900"]
    assert summary.content["margin"] == ["1134", "1871"]
    assert (summary.content["rubric"], summary.content["band"]) == ("97.1", "ready")
    assert summary.content["findings"] == {"block": 0, "warn": 2, "info": 0}


def test_an_empty_plan_promises_nothing_yet(workspace: Workspace) -> None:
    workspace.close(workspace.new("Empty"))
    (summary,) = workspace.summaries().values()
    assert (summary.content["answered"], summary.content["revenue"]) == (0, None)


def test_a_plan_that_is_only_read_leaves_its_summary_alone(workspace: Workspace) -> None:
    session = workspace.new("Muquan")
    answer_something(session)
    workspace.close(workspace.open("Muquan", read_only=True))
    assert workspace.summaries() == {}


def test_a_summary_is_stale_until_the_plan_is_closed_again(workspace: Workspace) -> None:
    session = workspace.new("Muquan")
    workspace.close(session)
    session = workspace.open("Muquan")
    answer_something(session)
    assert [one.stale for one in workspace.summaries().values()] == [True]
    workspace.close(session)
    assert [one.content["answered"] for one in workspace.summaries().values()] == [1]


def test_the_list_of_plans_tells_how_far_each_is(workspace: Workspace, path: Path) -> None:
    session = workspace.new("Muquan", "quick")
    answer_something(session)
    workspace.close(session)
    listed = CliRunner().invoke(kamguide, ["--store", str(path), "plans", "--json"])
    (plan,) = json.loads(listed.output)
    assert plan["summary"]["answered"] == 1
    shown = CliRunner().invoke(kamguide, ["--store", str(path), "plans"])
    assert f"\t1/{plan['summary']['applicable']}\t" in shown.output
