"""Home in lines: everything that home on the screen does, for somebody who reads line by line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from tests.conftest import CaseStore


def typed(store: Path, lang: str, *lines: str, plan: str = "") -> str:
    """What line mode says to what is typed."""
    named = [plan] if plan else []
    arguments = ["--store", str(store), "--lang", lang, "--as", "Li", "plain", "--quiet", *named]
    result = CliRunner().invoke(kamguide, arguments, input="\n".join((*lines, "")))
    assert result.exit_code == 0, result.output
    return result.output


def test_without_a_plan_the_plans_are_told_and_enter_goes_on(case_store: CaseStore) -> None:
    said = typed(case_store("en"), "en", "")
    assert "1  Muquan: Full plan, in work, 150 of 152 answered" in said
    assert "Welcome, Li." in said


def test_nobody_is_welcomed_back_to_answers_that_were_handed_out(tmp_path: Path) -> None:
    store = tmp_path / "plans.db"
    run = ("--store", str(store), "--lang", "zh", "--as", "Li", "new", "海棠", "--flow", "quick")
    assert CliRunner().invoke(kamguide, [*run, "--practise", "muquan"]).exit_code == 0
    assert "Li，您好。“海棠”（快速计划）：已给出 12/30 个答案" in typed(
        store, "zh", "王敏，客户经理", plan="海棠"
    )
    assert "Li，欢迎回来。“海棠”（快速计划）：已答 13/30" in typed(store, "zh", plan="海棠")


def test_home_is_one_command_away_and_leads_into_another_plan(case_store: CaseStore) -> None:
    said = typed(case_store("zh"), "zh", "/首页", "新建 quick 海棠", "/首页", "沐", plan="Muquan")
    assert "首页，共 1 份计划。" in said
    assert "这是计划“海棠”（快速计划）" in said
    assert "首页，共 2 份计划。" in said
    assert "没有名称中含“沐”的计划。" in said


def test_a_plan_is_renamed_copied_archived_deleted_and_each_taken_back(tmp_path: Path) -> None:
    deeds = ("rename 1 Muquan 2027", "undo", "copy 1", "undo", "archive 1", "away", "back 1")
    lines = ("new quick Muquan", "/home", *deeds, "delete 1", "undo", "rename", "delete 9")
    said = typed(tmp_path / "plans.db", "en", *lines).partition("Home. ")[2]
    told = [line for line in said.splitlines() if "Muquan" in line and not line[:1].isdigit()]
    assert told == [
        "“Muquan” is called “Muquan 2027” now.",
        "Taken back: it is called “Muquan” again.",
        "“Muquan (copy)” has every answer of the other plan.",
        "Taken back: the copy “Muquan (copy)” is deleted.",
        "“Muquan” is archived; nothing of it is lost.",
        "“Muquan” is back in the list.",
        "“Muquan” is deleted. It can be brought back until `kamguide forget` erases it.",
        "Taken back: “Muquan” is there again, with every answer.",
    ]
    assert "Which plan? Type its number behind “rename”" in said
    assert "The last list has no line 9." in said


def test_words_are_found_in_all_plans_and_opened_where_they_stand(case_store: CaseStore) -> None:
    said = typed(case_store("en"), "en", "find crate pool owned by us", "1", "/home")
    assert "1  Muquan. " in said
    assert "By which strategies will you reach the objectives?" in said.partition("Welcome")[2]


def test_a_flow_is_chosen_by_its_time_and_its_papers(case_store: CaseStore) -> None:
    said = typed(case_store("en"), "en", "new", "new quick", "practise")
    assert "quick: Quick plan, 30 minutes." in said
    assert "Have at hand:" in said
    assert "To begin one: practise and its number." in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_whatever_is_named_in_the_list_of_what_can_be_done_is_done(
    case_store: CaseStore, lang: str
) -> None:
    said = typed(case_store(lang), lang, "?", "help", "帮助")
    assert said.count("kamguide review") == 3


def test_a_language_is_changed_by_name_and_one_there_is_not_is_told(tmp_path: Path) -> None:
    said = typed(tmp_path / "plans.db", "en", "lang fr", "lang 中文", "lang zh", "语言")
    assert "There is no language “fr”: choose en (English) or zh (中文)." in said
    assert said.count("查看这里能做什么") == 2
    assert said.count("what can be done here") == 2
