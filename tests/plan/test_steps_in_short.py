"""Each finished step is told in three lines, with the table that was worked out from it."""

from typing import Any

import pytest

from kamguide.model.flow import Flow, FlowStep
from kamguide.plan.blocks import Chart, Table
from kamguide.plan.build import build
from kamguide.plan.paper import Paper
from kamguide.plan.steps import TABLES, StepInShort, in_short
from tests.coach.case import TODAY, case, flow, path

FLOWS = ("full", "quick", "unit1", "unit2", "unit3", "annual_review")


def paper(name: str, lang: str) -> Paper:
    return Paper(flow(name), path(flow(name), case(lang, name), today=TODAY), (), lang)


def steps(of: Flow) -> list[FlowStep]:
    return [step for phase in of.phases for step in phase.steps]


def short(step: str, lang: str = "en", name: str = "full") -> StepInShort:
    return in_short(paper(name, lang), next(one for one in steps(flow(name)) if one.id == step))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FLOWS)
def test_every_step_of_every_flow_is_told_in_three_lines(name: str, lang: str) -> None:
    written = paper(name, lang)
    lines = {one.id: in_short(written, one).lines for one in steps(flow(name)) if one.summary}
    assert {step for step, told in lines.items() if len(told) != 3} == set()


def test_every_step_of_the_method_says_what_it_is_remembered_by() -> None:
    assert [one.id for one in flow().method.steps if one.summary is None] == []


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("pareto", "Revenue from the top 20% of customers: 70.6%"),
        ("account_selection", "Total score of the chosen account: 7.27"),
        ("dmu", "Coverage of the buying stages: 50.8%"),
        ("forecast", "Revenue at T+3: 7,900 (10,000 CNY)"),
        ("budget", "Net gain of three years: 673.3 (10,000 CNY)"),
        ("market_definition", "Size of the market: 672,000 (10,000 CNY)"),
        ("strategies", "Actions: 9"),
    ],
)
def test_the_number_of_a_step_is_that_of_the_plan(step: str, number: str) -> None:
    assert short(step).lines[1] == number


def test_what_was_decided_is_said_in_the_words_of_the_answer() -> None:
    assert short("account_selection").lines[0] == "Decided: X2 Muquan Beverage Group"
    assert short("dmu", "zh").lines[0] == "已定：D2 陈国华"
    directions = short("portfolio").lines[0]
    assert directions.startswith("Decided: P1 Corrugated trays and cartons: maintain")


def test_what_a_step_feeds_are_later_steps_of_the_same_flow() -> None:
    assert short("buy_situation").lines[2] == (
        "Used in: Decision-making unit and buying stages; Strategies and actions"
    )
    titles = {step.title("zh") for step in steps(flow("quick"))}
    for step in steps(flow("quick")):
        named = short(step.id, "zh", "quick").lines[-1].removeprefix("用于：").split("；")
        assert set(named) <= titles | {"最终计划"}


def test_a_step_shows_the_table_of_the_plan_narrowed_to_what_a_talk_has_room_for() -> None:
    (table,) = short("csf").tables
    assert [one.head for one in table.columns] == ["Factor", "Weight", "Us", "Gap", "Meaning"]
    assert [cell.text for cell in table.rows[0]] == [
        *("F1 Delivery reliability", "30", "6.0", "-2.0", "decisive weakness")
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_that_a_step_may_show_is_there_for_the_case(lang: str) -> None:
    written = paper("full", lang)
    for step in steps(flow()):
        told = in_short(written, step).tables
        assert len(told) == len(TABLES.get(step.id, ())), step.id
        assert all(len(one.columns) > 1 and one.rows for one in told), step.id


def test_the_tables_of_steps_are_those_of_the_plan() -> None:
    route = path(flow(), case(), today=TODAY)
    whole = build(flow(), route, (), "en")
    cells = {cell.text for table in tables(whole.blocks) for row in table.rows for cell in row}
    for step in steps(flow()):
        for table in in_short(Paper(flow(), route, (), "en"), step).tables:
            if table.place != "prof_wallet":
                assert {cell.text for row in table.rows for cell in row} <= cells, step.id


def tables(blocks: Any) -> list[Table]:
    found = [one.table if isinstance(one, Chart) else one for one in blocks]
    return [one for one in found if isinstance(one, Table)]


def test_a_step_with_nothing_worked_out_yet_has_its_words_only() -> None:
    route = path(flow(), case().with_answer("csf_scores", None), today=TODAY)
    step = next(one for one in steps(flow()) if one.id == "csf")
    told = in_short(Paper(flow(), route, (), "en"), step)
    assert told.tables == ()
    assert told.lines[1] == "Critical success factors: 5"
