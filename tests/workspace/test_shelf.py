"""Plans as a whole: other names, copies, put away, deleted, brought back."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kamguide.errors import UsageError
from kamguide.store.faults import NoSuchPlanError, PlanExistsError
from kamguide.store.listing import listed_plans
from kamguide.store.memory import MemoryStore
from kamguide.store.packet import merge, read_packet, write_packet
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.plans import Workspace
from tests.workspace.conftest import NOW


@pytest.fixture
def plan(workspace: Workspace) -> str:
    session = workspace.new("Muquan", "trade")
    session.reply("Muquan Beverage")
    workspace.close(session)
    return session.facts.id


def names(workspace: Workspace, **which: bool) -> list[str]:
    return [one.name for one in workspace.plans(**which)]


def test_a_deleted_plan_is_in_no_list_and_comes_back_with_one_step(
    workspace: Workspace, plan: str
) -> None:
    workspace.shelf.delete(plan)
    assert names(workspace) == names(workspace, archived=True) == []
    assert names(workspace, deleted=True) == ["Muquan"]
    workspace.shelf.undo()
    assert names(workspace) == ["Muquan"]
    assert workspace.open(plan).answers.value("setup_account_name") == "Muquan Beverage"


def test_a_deleted_plan_survives_the_sitting_a_rebuild_and_the_index(
    workspace: Workspace, plan: str, store_path: Path
) -> None:
    workspace.shelf.delete(plan)
    workspace.store.rebuild()
    assert [one.deleted for one in workspace.store.plans(archived=True)] == [True]
    assert [one.deleted for one in listed_plans(store_path, archived=True)] == [True]
    with closing(SqliteStore(store_path)) as store:
        later = Workspace(store, actor="Li", lang="en", now=lambda: NOW)
        later.shelf.bring_back(later.shelf.find_away("muquan"))
        assert names(later) == ["Muquan"]


def test_a_packet_of_a_deleted_plan_says_so_elsewhere_too(workspace: Workspace, plan: str) -> None:
    workspace.shelf.delete(plan)
    out = io.BytesIO()
    write_packet(workspace.store, plan, out)
    out.seek(0)
    elsewhere = MemoryStore()
    merge(elsewhere, read_packet(out), workspace.author())
    assert [one.deleted for one in elsewhere.plans(archived=True)] == [True]


def test_what_was_put_away_is_shown_when_asked_for_and_undo_goes_step_by_step(
    workspace: Workspace, plan: str
) -> None:
    shelf = workspace.shelf
    shelf.rename(plan, "  Muquan\n2027 ")
    shelf.put_away(plan)
    shelf.delete(plan)
    assert [done.deed for done in iter(shelf.undo, None)] == ["deleted", "put_away", "renamed"]
    assert names(workspace) == ["Muquan"]
    assert shelf.undo() is None


def test_a_plan_whose_name_was_given_away_comes_back_under_a_free_one(
    workspace: Workspace, plan: str
) -> None:
    workspace.shelf.delete(plan)
    workspace.close(workspace.new("muquan", "trade"))
    workspace.shelf.undo()
    assert sorted(names(workspace)) == ["Muquan (2)", "muquan"]


def test_a_name_that_is_taken_or_empty_is_refused_and_nothing_changes(
    workspace: Workspace, plan: str
) -> None:
    workspace.close(workspace.new("Hengjian", "trade"))
    with pytest.raises(PlanExistsError):
        workspace.shelf.rename(plan, "HENGJIAN")
    with pytest.raises(UsageError):
        workspace.shelf.rename(plan, " \n ")
    assert sorted(names(workspace)) == ["Hengjian", "Muquan"]
    assert workspace.shelf.undo() is None


def test_a_hostile_name_stays_a_name(workspace: Workspace, plan: str) -> None:
    workspace.shelf.rename(plan, "\x1b[31m=cmd()\u202e[bold]x" + "y" * 500)
    (name,) = names(workspace)
    assert "\x1b" not in name
    assert "\u202e" not in name
    assert len(name) <= 200


def test_a_copy_has_every_answer_and_setting_and_goes_its_own_way(
    workspace: Workspace, plan: str
) -> None:
    with_setting = workspace.open(plan)
    with_setting.setting("dpm_axis", "difference")
    with_setting.note("setup_account_name", "as they write it")
    workspace.close(with_setting)
    copy = workspace.copy("Muquan", "Second try")
    answer = copy.answers["setup_account_name"]
    assert (answer.value, answer.origin) == ("Muquan Beverage", "copied")
    assert answer.notes == {"": "as they write it"}
    assert copy.answers.settings["dpm_axis"] == "difference"
    copy.clear("setup_account_name")
    workspace.close(copy)
    assert workspace.open(plan).answers.value("setup_account_name") == "Muquan Beverage"
    workspace.shelf.note_copy(copy.facts.id)
    workspace.shelf.undo()
    assert names(workspace) == ["Muquan"]


def test_only_plans_that_are_away_can_be_brought_back_by_name(
    workspace: Workspace, plan: str
) -> None:
    with pytest.raises(NoSuchPlanError):
        workspace.shelf.find_away(plan)


@pytest.fixture(autouse=True)
def _all_closed(workspace: Workspace) -> Iterator[None]:
    yield
    workspace.store.close()
