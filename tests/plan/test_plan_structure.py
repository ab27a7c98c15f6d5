"""What the plan is made of: the same in both languages, whole in every flow, with its marks."""

import re
from decimal import Decimal

import pytest

from kamguide.messages import say
from kamguide.model.answers import Evidence, Open
from kamguide.model.edits import (
    AddRow,
    GiveEvidence,
    KeepAnswer,
    MarkNotApplicable,
    MarkUnknown,
    SetCell,
    SetInternal,
    SetValue,
)
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)
from kamguide.plan.build import WHERE_ANY
from kamguide.plan.chapters.mission import future_parts
from kamguide.plan.views import SECTIONS
from kamguide.workspace.files import document

from .plans import (
    FLOWS,
    LANGS,
    charts,
    empty_plan,
    plan_of,
    session_of,
    tables,
    texts,
    titled,
)

TITLES = [key for key in SECTIONS["full"] if key not in WHERE_ANY]
KINDS = {
    "pareto": 1,
    "dmu": 1,
    "swot": 1,
    "relationship": 1,
    "matrix": 2,
    "forces": 1,
    "ratios": 1,
    "value": 1,
    "stages": 1,
    "comparison": 1,
    "revenue": 1,
    "scenarios": 1,
    "gantt": 1,
    "budget": 1,
}


def shape(block: Block) -> object:
    """A block without its words."""
    match block:
        case Heading(level=level):
            return ("heading", level)
        case Paragraph(mark=mark, place=place, internal=internal):
            return ("paragraph", mark, place, internal)
        case Bullets(items=items):
            return ("bullets", len(items))
        case Table():
            return table_shape(block)
        case Chart(kind=kind, points=points, series=series, table=table):
            lines = [(one.role, one.values) for one in series]
            return ("chart", kind, len(points), lines, table_shape(table))
        case Note() | PageBreak():
            return type(block).__name__


def table_shape(table: Table) -> object:
    columns = [(one.numeric, one.internal) for one in table.columns]
    marks = [[(cell.mark, cell.place) for cell in row] for row in table.rows]
    return ("table", columns, marks, table.totals, table.place, table.mark, table.internal)


@pytest.mark.parametrize("flow", FLOWS)
def test_both_languages_have_the_same_structure(flow: str) -> None:
    english, chinese = (plan_of(flow, lang) for lang in LANGS)
    assert [shape(one) for one in english.blocks] == [shape(one) for one in chinese.blocks]
    assert len(english.cover.facts) == len(chinese.cover.facts)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", FLOWS)
def test_no_key_blank_or_id_of_a_rule_is_printed(flow: str, lang: str) -> None:
    for plan in (plan_of(flow, lang), empty_plan(flow, lang)):
        for text in texts(plan):
            assert not re.search(
                r"\bplan\.[a-z]|\{\w+\}|(?<![A-Za-z0-9])[RCQ]\d\d(?!\d)", _told(text)
            ), text


def _told(text: str) -> str:
    """A text without the ids of customers, which look like those of checks."""
    return re.sub(r"(?<![A-Za-z0-9])C\d\d(?!\d)", "", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", FLOWS)
def test_every_section_stands_in_order_and_holds_something(flow: str, lang: str) -> None:
    for plan in (plan_of(flow, lang), empty_plan(flow, lang)):
        held = [next(one for one in part if isinstance(one, Heading)) for part in sections(plan)]
        found = [one.text.split("（")[0].split(" (")[0] for one in held]
        where_any = {say(f"plan.{key}", lang) for key in WHERE_ANY}
        wanted = [say(f"plan.{key}", lang).split("（")[0].split(" (")[0] for key in TITLES]
        assert [one for one in found if one not in where_any] == wanted
        assert all(len(part) > 1 for part in sections(plan))


def sections(plan: Plan) -> list[list[Block]]:
    parts: list[list[Block]] = []
    for block in plan.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts.append([])
        if parts and not isinstance(block, PageBreak):
            parts[-1].append(block)
    return parts


@pytest.mark.parametrize("flow", FLOWS)
def test_no_heading_is_left_without_content(flow: str) -> None:
    for plan in (plan_of(flow, "en"), empty_plan(flow, "en")):
        for block, after in zip(plan.blocks, [*plan.blocks[1:], None], strict=True):
            if isinstance(block, Heading):
                assert after is not None
                assert not isinstance(after, PageBreak)
                assert not isinstance(after, Heading) or after.level > block.level


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_of_the_method_is_there_with_its_numbers(lang: str) -> None:
    found = charts(plan_of("full", lang))
    assert {kind: len(some) for kind, some in found.items()} == KINDS
    for some in found.values():
        for chart in some:
            assert chart.table.rows
            assert all(any(one is not None for one in line.values) for line in chart.series)
            if chart.kind != "stages":
                assert all(len(line.values) == len(chart.points) for line in chart.series)


def test_numbers_go_to_the_right_and_words_do_not() -> None:
    for table in tables(plan_of("full", "zh")):
        for at, column in enumerate(table.columns):
            shown = [row[at].text for row in table.rows if row[at].text not in ("", "–")]
            if column.numeric:
                assert not any(re.search(r"[\u4e00-\u9fff]{3,}", text) for text in shown)
            if column.unit == "%":
                assert not any(text.endswith("%") for text in shown)


def test_every_answer_of_the_case_stands_in_the_plan() -> None:
    with session_of("full", "en") as session:
        plan = document(session)
        asked = {one.id: one for one in session.path.asked if one.id in session.path.standing}
    shown = "\n".join(texts(plan))
    for name, question in asked.items():
        value = session.path.standing.value(name)
        if question.type in ("text", "long_text") and isinstance(value, str) and name not in HIDDEN:
            assert value in shown or name == "mis_future", name


HIDDEN = {"setup_account_alias", "pareto_period", "setup_industry"}


def test_what_we_will_might_and_never_do_is_told_apart() -> None:
    for plan in (plan_of("full", lang) for lang in LANGS):
        box = next(one for one in tables(plan) if one.place == "mis_future")
        assert len(box.columns) == 3
        assert all(cell.text not in ("", "–") for cell in box.rows[0])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Will: a; might: b; never: c.", {"will": "a", "might": "b", "never": "c."}),
        ("将：甲；绝不：乙", {"will": "甲", "never": "乙"}),
        ("将做：甲；可能做：乙；将：丙", {"will": "甲 丙", "might": "乙"}),
        ("We will: grow", {}),
        ("Will: only this", {}),
        ("Never mind", {}),
        ("", {}),
    ],
)
def test_a_future_is_split_only_where_it_says_so(text: str, parts: dict[str, str]) -> None:
    assert future_parts(text) == parts


def test_open_weak_and_wrong_answers_are_marked_and_gathered() -> None:
    with session_of("full", "en") as session:
        session.edit(
            MarkUnknown("ind_priority", "Wu", "2027-01-15"),
            KeepAnswer("sel_reason", frozenset({"R05"})),
            SetCell("dmu_members", "D3", "influence", Open.OPEN),
            MarkNotApplicable("rep_strategies", "No report yet"),
        )
        plan = document(session)
    by_place = {one.place: one for one in plan.blocks if isinstance(one, Paragraph)}
    assert by_place["ind_priority"].mark == "open"
    assert by_place["sel_reason"].mark == "weak"
    assert "No report yet" in by_place["rep_strategies"].text
    members = next(one for one in tables(plan) if one.place == "dmu_members")
    assert [cell.place for row in members.rows for cell in row if cell.mark == "open"] == [
        "dmu_members.D3.influence"
    ]
    last = [item for one in sections(plan)[-1] if isinstance(one, Bullets) for item in one.items]
    assert any("Wu, 2027-01-15" in item.text for item in last)
    assert any("D3" in item.text for item in last)
    assert any(say("plan.q.sel_reason", "en") in item.text for item in last)


def test_a_section_names_its_sources() -> None:
    with session_of("full", "en") as session:
        session.edit(GiveEvidence("mis_role", Evidence("fact", "SR4", "2026-05-30"), ""))
        plan = document(session)
    mission = sections(plan)[1]
    notes = [one.text for one in mission if isinstance(one, Note)]
    assert notes
    assert "SR4" in notes[-1]


def test_what_is_internal_stays_marked_so() -> None:
    with session_of("full", "en") as session:
        session.edit(
            SetInternal("prof_description", True),
            SetInternal("bud_cut_plan", False),
            SetInternal("prof_sites", True, "L3"),
        )
        plan = document(session)
    by_place = {one.place: one for one in plan.blocks if isinstance(one, Paragraph | Table)}
    described, cut, sites = (
        by_place[name] for name in ("prof_description", "bud_cut_plan", "prof_sites")
    )
    assert isinstance(described, Paragraph)
    assert described.internal
    assert isinstance(cut, Paragraph)
    assert not cut.internal
    assert isinstance(sites, Table)
    assert sites.internal_rows == {2}
    for key in ("t.margin", "t.csf", "t.budget", "t.pareto"):
        assert titled(plan, key).table.internal


def test_a_quick_plan_says_that_it_is_one_and_what_it_leaves_out() -> None:
    plan = plan_of("quick", "en")
    heads = [one.text for one in plan.blocks if isinstance(one, Heading) and one.level == 1]
    assert all("(" in one for one in heads if one[0].isdigit())
    left_out = say("plan.not_done", "en", flow="Quick plan")
    notes = [one.text for one in plan.blocks if isinstance(one, Note)]
    assert notes.count(left_out) > 5


def test_a_plan_with_one_row_too_many_still_reads() -> None:
    with session_of("full", "en") as session:
        session.edit(
            AddRow("str_actions", "A99", {"action": "Call", "str_id": "ST1"}, Decimal(99_000)),
            SetValue("sel_choice", "X6"),
        )
        plan = document(session)
    gantt = charts(plan)["gantt"][0]
    assert not any(point.startswith("A99") for point in gantt.points)
    assert any("A99 Call" in text for text in texts(plan))


def test_the_plan_is_the_same_twice() -> None:
    with session_of("full", "zh") as session:
        assert document(session) == document(session)
