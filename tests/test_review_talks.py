"""A review by difference, the script of the talk, decisions, and packets that are handed in."""

import json
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import OptionList

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.model.answers import Evidence
from kamguide.model.edits import (
    AddRow,
    GiveEvidence,
    RemoveRow,
    SetCell,
    SetValue,
)
from kamguide.store.events import Kind
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.changes import ChangesScreen
from kamguide.workspace.changes_json import as_json
from kamguide.workspace.changes_telling import ChangesTelling
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.moments import moment_in
from kamguide.workspace.remarks import Place
from kamguide.workspace.script import script_of
from tests.conftest import CaseStore
from tests.returned_plan import Plan, desk, plan, returned_store
from tests.test_review import Desk
from tests.tui.conftest import screen, settle
from tests.typist import words

__all__ = ["desk", "plan", "returned_store"]  # fixtures


def welcomed(plan: Plan) -> str:
    """What the author is greeted with."""
    plan.workspace.actor = "Lin"
    session = plan.workspace.open("Muquan")
    told = Dialogue(session).welcome()[0].text
    plan.workspace.close(session)
    return told


def test_who_goes_on_with_a_returned_plan_is_told_by_whom_why_and_what_to_do(plan: Plan) -> None:
    told = welcomed(plan)
    assert "Wang returned this plan on 2026-11-23: Two things" in told
    assert "2 comments are not met yet: /comments tells them." in told
    for number in ("1", "2"):
        plan.review().resolve(number)
    assert "Mend that, and hand the plan in again with /submit." in welcomed(plan)


def test_who_only_reads_a_returned_plan_is_not_told_to_mend_it(plan: Plan) -> None:
    told = Dialogue(plan.read()).welcome()[0].text
    assert "Wang returned this plan" in told
    assert "/submit" not in told


def test_after_a_return_exactly_what_changed_is_told(plan: Plan) -> None:
    evidence = GiveEvidence("mis_role", Evidence("fact", "Annual report"))
    plan.edit(SetValue("mis_role", "They need us"), evidence)
    plan.edit(SetCell("bud_lines", "B1", "t1", Decimal(148)))
    plan.review().resolve("2")
    assert plan.spots() == [
        ("answer", "mis_role", "", ""),
        ("evidence", "mis_role", "", ""),
        ("cell", "bud_lines", "B1", "t1"),
    ]
    found = plan.changes()
    told = as_json(found)
    (cell,) = [one for one in told["answers"] if one["part"] == "cell"]  # type: ignore[union-attr,index]
    assert (cell["before"], cell["after"], cell["actor"]) == ("48", "148", "Lin")  # type: ignore[index]
    moved = {(one.move.figure, one.move.headline.path): one for one in found.numbers}
    assert set(moved) == {("budget", "total"), ("budget", "gain.total"), ("budget", "gain.roi_pct")}
    total = moved["budget", "total"]
    assert (total.move.before, total.move.after) == (531, 631)
    (way,) = total.ways
    assert (way.source.name, [one.name for one in way.through]) == ("bud_lines", ["budget"])
    assert "48 -> 148" in ChangesTelling(found).way(way)
    assert plan.fates() == {1: ("unchanged", True), 2: ("met", False)}
    words = "\n".join(ChangesTelling(found).lines())
    assert words.index("Must be met, and nothing changed there") < words.index(
        "\nNumbers that moved\n"
    )


def test_a_number_is_followed_over_what_lies_between(plan: Plan) -> None:
    plan.edit(SetCell("pareto_customers", "C01", "revenue", Decimal(12400)))
    moved = {one.move.headline.path: one for one in plan.changes().numbers}
    (way,) = moved["contribution.revenue_share_pct"].ways
    assert way.source.name == "pareto_customers"
    assert len(way.through) > 1
    assert way.through[-1].name == "positioning"


def test_a_comment_said_to_be_met_without_a_change_is_loud(plan: Plan) -> None:
    plan.review().resolve("1")
    assert plan.fates() == {1: ("met_unchanged", True), 2: ("unchanged", True)}
    assert "said to be met" in "\n".join(ChangesTelling(plan.changes()).lines())


def test_a_new_comment_is_not_held_against_the_author(plan: Plan) -> None:
    plan.review("Wang").comment("Why?", Place(question="mis_role"), "must")
    assert plan.fates()[4] == ("new", False)
    plan.review().submit(plan.read())
    assert plan.fates()[4] == ("unchanged", True)


def test_rows_that_came_and_went_are_told_whole(plan: Plan) -> None:
    line = {"line_id": "B9", "activity": "A [red]pilot[/red]", "t1": Decimal(7)}
    plan.edit(RemoveRow("str_actions", "A1"), AddRow("bud_lines", "B9", line, Decimal(99999)))
    words = "\n".join(ChangesTelling(plan.changes()).lines())
    assert "- A1 Order recycled film line tooling: " in words
    assert "+ B9 A [red]pilot[/red]: " in words
    assert "T+1 (2027) 7" in words


def test_changes_are_told_from_any_moment(plan: Plan) -> None:
    plan.edit(SetValue("mis_role", "They need us"))
    plan.review().submit(plan.read())
    for number in ("1", "2"):
        plan.review().resolve(number)
    plan.review("Wang").approve("Spring")
    log = plan.workspace.store.events(plan.workspace.store.find_plan("Muquan"))

    def answered(since: str) -> list[str | None]:
        later = moment_in(log, since).since
        return [one.question for one in later if one.kind is Kind.ANSWER_GIVEN]

    assert answered("returned") == ["mis_role"]
    assert answered("submitted") == answered("spring") == answered("2026-11-24") == []
    assert len(answered("2026-11-23")) > 50
    assert moment_in(log).version == "Spring"
    with pytest.raises(UsageError, match="no_moment"):
        moment_in(log, "x")


def test_a_plan_that_was_never_handed_in_has_nothing_to_compare(case_store: CaseStore) -> None:
    desk = Desk(case_store("en"))
    assert "never handed in" in desk.review("Wang", "changes", "Muquan", fails=1)


@pytest.mark.campaign
def test_changes_are_told_in_chinese_too(desk: Desk) -> None:
    desk.lang = "zh"
    words = desk.review("王", "changes", "Muquan")
    assert "自退回起" in words
    assert "必须落实，所指之处却没有改动" in words
    found = json.loads(desk.run("王", "review", "changes", "Muquan", "--json").stdout)
    assert [one["loud"] for one in found["comments"]] == [True, True]


# The script


def test_a_script_asks_four_to_six_questions_in_ten_minutes(plan: Plan) -> None:
    session = plan.read()
    script = script_of(session)
    assert 4 <= len(script.questions) <= 6
    assert sum(one.minutes for one in script.agenda) == 10
    assert min(one.minutes for one in script.agenda) >= 1
    assert script.questions[0].kind == "unmet"
    assert script.questions[0].values["text"] == "Which figure?"
    places = [one.place for one in script.questions]
    assert len(set(places)) == len(places)
    assert all(one.question in session.flow.questions for one in places if one.question)


@pytest.mark.campaign
def test_what_forbids_to_complete_a_plan_is_asked_before_what_is_doubted(plan: Plan) -> None:
    plan.edit(SetCell("dpm_attr_factors", "AF1", "weight", Decimal(60)))
    kinds = [one.kind for one in script_of(plan.read()).questions]
    assert kinds[:2] == ["unmet", "block"]
    assert kinds.index("block") < kinds.index("warn")


def test_an_empty_plan_is_asked_for_what_is_missing(desk: Desk) -> None:
    desk.run("Lin", "new", "Half")
    shown = json.loads(desk.run("Wang", "review", "script", "Half", "--json").stdout)
    assert 4 <= len(shown["questions"]) <= 6
    assert {"missing"} <= {one["kind"] for one in shown["questions"]}
    assert sum(one["minutes"] for one in shown["agenda"]) == 10


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("lang", "word"),
    [("en", "Why:"), ("zh", "为什么问")],
)
def test_a_script_is_printed_in_both_languages(
    case_store: CaseStore, tmp_path: Path, lang: str, word: str
) -> None:
    desk = Desk(case_store(lang), lang)
    words = desk.run("Wang", "review", "script", "Muquan", "--markdown").stdout
    assert words.count(word) >= 4
    assert "{" not in words
    target = tmp_path / "script.html"
    desk.review("Wang", "script", "Muquan", "--to", str(target))
    assert word in target.read_text("utf-8")


# Packets


@pytest.mark.campaign
def test_what_is_handed_in_is_merged_and_told(plan: Plan, desk: Desk, tmp_path: Path) -> None:
    packet, reviewer = str(tmp_path / "plan.kam"), Desk(tmp_path / "reviewer.db")
    desk.run("Lin", "export", "Muquan", "--to", packet)
    assert "is new here, from L" in reviewer.review("Wang", "import", packet)
    plan.edit(SetCell("bud_lines", "B1", "t1", Decimal(148)))
    plan.review().submit(plan.read())
    desk.run("Lin", "export", "Muquan", "--to", packet, "--force")
    words = reviewer.review("Wang", "import", packet)
    assert "Questions with another answer: 1. Numbers that moved: 3." in words
    assert "! Comment 1" in words
    assert "brings nothing" in reviewer.review("Wang", "import", packet)
    strange = tmp_path / "plan.json"
    strange.write_text("{}")
    assert "no packet" in reviewer.review("Wang", "import", str(strange), fails=1)


# In the talk and on the screen


def test_reviewers_look_and_decide_in_the_talk(plan: Plan) -> None:
    plan.edit(SetValue("mis_role", "They need us"))
    talk = partial(words, Dialogue(plan.read()))
    assert "They need us" in talk("/changes")
    assert "Nothing in its answers is different." in talk("/变化 2026-11-24")
    assert "Ten minutes" in talk("/script")
    assert "Kept as decision 1" in talk("/decide Ask, then tell; Lin; 2026-12-01")
    assert "Ask, then tell (Lin, by" in talk("/决定")
    assert "Done: Ask" in talk("/settle 1")
    assert "Say what is to be done" in talk("/decide Ask Lin")


async def test_enter_on_a_change_goes_to_the_question(plan: Plan) -> None:
    plan.edit(SetCell("bud_lines", "B1", "t1", Decimal(148)))
    app = KamguideApp(lambda: plan.workspace, lang="en", plan="Muquan")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f11")
        await settle(pilot)
        assert isinstance(app.screen, ChangesScreen)
        lines = app.screen.query_one(OptionList)
        words = [str(lines.get_option_at_index(at).prompt) for at in range(lines.option_count)]
        wanted = next(at for at, one in enumerate(words) if "B1 Second" in one and "   (Lin" in one)
        lines.highlighted = wanted
        await pilot.press("2")
        await pilot.pause()
        assert any("Ten minutes" in str(one.prompt) for one in lines._options)
        await pilot.press("1")
        await pilot.pause()
        lines.highlighted = wanted
        await pilot.press("enter")
        await pilot.pause()
        turn = screen(pilot).conversation.session.turn  # type: ignore[union-attr]
        assert isinstance(turn, Asked)
        assert turn.question.id == "bud_lines"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, ChangesScreen)
