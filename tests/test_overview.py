"""All plans as they stand: due, stale, how far, when changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kamguide.course.comparing import compared, pack_of
from kamguide.course.packs import Exercise, pack_for, start_plan
from kamguide.workspace.filling import Filling
from kamguide.workspace.finding import Finder, marked, passage
from kamguide.workspace.overview import Overview, ago
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.workspace.conftest import NOW


class Desk:
    """A workspace whose clock a test moves."""

    def __init__(self, path: Path, lang: str = "en") -> None:
        self.time = NOW
        self.workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: self.time)

    def overview(self, lang: str = "en") -> Overview:
        return Overview(self.workspace, lang)


@pytest.fixture
def desk(case_store: CaseStore) -> Desk:
    return Desk(case_store("en"))


def test_an_open_item_whose_day_has_passed_is_overdue_and_stays_so(desk: Desk) -> None:
    session = desk.workspace.open("Muquan")
    session.goto("mkt_size")
    session.unknown("Gao", "in 4 days")
    desk.workspace.close(session)
    (plan,) = desk.overview().active
    assert [(one.question, one.day.isoformat()) for one in plan.due] == [("mkt_size", "2026-11-27")]
    assert plan.overdue(desk.overview().today) == 0
    desk.time += timedelta(days=6)
    again = desk.workspace.open("Muquan")
    again.note("mkt_size", "asked again")
    desk.workspace.close(again)
    overview = desk.overview()
    (plan,) = overview.active
    assert plan.overdue(overview.today) == 1
    assert overview.what_is_due(plan) == "1 overdue"
    assert overview.words(plan, plan.due[0]) == "How large is that market per year?"


def test_actions_are_due_until_they_are_done(desk: Desk) -> None:
    session = desk.workspace.open("Muquan")
    actions = session.answers.rows("str_actions")
    first = min(actions, key=lambda row: row["due"])
    desk.time = datetime.combine(first["due"], NOW.time(), UTC) + timedelta(days=1)
    before = len(desk.overview().active[0].due)
    table = session.reader("str_actions")
    session.enter(table.cell(first.key, "status", "done"), "str_actions")
    desk.workspace.close(session)
    assert len(desk.overview().active[0].due) == before - 1


def test_a_plan_in_work_without_a_change_for_thirty_days_is_stale(desk: Desk) -> None:
    desk.time += timedelta(days=31)
    (plan,) = desk.overview().active
    assert plan.is_stale
    desk.workspace.shelf.put_away(plan.line.id)
    assert not desk.overview().active
    assert [one.state for one in desk.overview("zh").away] == ["put_away"]


@pytest.mark.parametrize(
    ("hours", "en", "zh"),
    [
        (0.01, "just now", "刚刚"),
        (0.5, "30 min ago", "30 分钟前"),
        (72, "3 days ago", "3 天前"),
        (24 * 60, "24 Sep 2026", "2026年9月24日"),
    ],
)
def test_a_last_change_is_told_as_one_would_say_it(hours: float, en: str, zh: str) -> None:
    then = NOW - timedelta(hours=hours)
    assert (ago(then, NOW, "en"), ago(then, NOW, "zh")) == (en, zh)


def test_a_word_is_found_in_all_plans_with_its_question_and_passage(
    case_store: CaseStore,
) -> None:
    desk = Desk(case_store("zh"), "zh")
    desk.time += timedelta(hours=1)
    desk.workspace.close(desk.workspace.copy("Muquan", "沐泉二"))
    hits = Finder(desk.workspace, "zh").hits("纸箱")
    assert hits[0].plan.name == "沐泉二"
    assert {one.plan.name for one in hits} == {"沐泉二", "Muquan"}
    assert hits[0].title.startswith("列出目前销售")
    assert all("纸箱" in passage(one.text, "纸箱", 40) for one in hits)
    desk.workspace.shelf.delete(hits[0].plan.id)
    assert {one.plan.name for one in Finder(desk.workspace, "zh").hits("纸箱")} == {"Muquan"}


def test_options_are_found_text_in_words_and_rows_without_their_ids(desk: Desk) -> None:
    hits = Finder(desk.workspace, "zh").hits("Zhou Kai")
    team = next(one for one in hits if one.row == "M2")
    assert team.text.startswith("Zhou Kai  技术")
    assert [team.text[a:b] for a, b in marked(team.text, "zhou KAI")] == ["Zhou", "Kai"]


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.campaign)])
def test_practising_gives_the_facts_and_leaves_the_rest(
    desk: Desk, lang: str, case_store: CaseStore
) -> None:
    del case_store
    exercise = Exercise(*pack_for("muquan", "unit1"))
    session = start_plan(desk.workspace, exercise, lang=lang)
    flow = session.flow
    answered = {name for name, one in session.answers.items() if one.value is not None or one.rows}
    assert answered == set(flow.given)
    customers = session.answers.rows("pareto_customers")
    assert customers
    assert not any(row["segment_id"] for row in customers), "segments are the person's own part"
    desk.workspace.close(session)
    again = start_plan(desk.workspace, exercise, lang=lang)
    assert again.facts.name == f"{session.facts.name} (2)"
    desk.workspace.close(again)


def test_facts_of_a_case_are_kept_through_the_same_engine(desk: Desk) -> None:
    session = start_plan(desk.workspace, Exercise(*pack_for("muquan", "quick")), lang="en")
    assert compared(pack_of(session), session).pack.id == "muquan_quick"
    whole = Filling.from_case("muquan", session)
    assert not whole.problems
    assert {one.question for one in whole.edits if hasattr(one, "question")}.isdisjoint(
        {"setup_supplier_name", "prof_wallet"}
    )
