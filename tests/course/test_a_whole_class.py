"""A class of six groups from its list of names to released marks, by commands in both languages.

Every group works on a laptop of its own; what the trainer is told is held against the answers
that the groups were given, and against what their own laptops say.
"""

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from docx import Document
from textual.widgets import Static

from kamguide.analysis.agreement import weighted_kappa
from kamguide.course.classroom import Classroom
from kamguide.course.replay import Replay, Shown
from kamguide.store.sqlite import SqliteStore
from kamguide.tui.screens.replaying import ReplayScreen
from kamguide.tui.single import SingleScreenApp
from tests.course.six_groups import BEGUN, FAR, GROUPS, Answers
from tests.course.spring import (
    AGREED,
    APART,
    CUT,
    FIRST_CUT,
    LATE,
    ON_SCREEN,
    REASON,
    REMARK,
    REMARKED,
    SETTLED,
    TRAINERS,
    Released,
    Spring,
    collected,
    given,
    judge,
    judge_on_screen,
    read_by_a_peer,
)
from tests.tui.conftest import settle

pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module", params=["en", "zh"])
def six(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Spring]:
    """The class in one language, everything collected; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp(f"whole_{request.param}")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        yield collected(folder, request.param)


def values(told: Any, part: str, kind: str = "") -> dict[str, dict[str, Any]]:
    """What the wall says of each thing of a kind, by its name and then by group."""
    return {one["name"]: one["values"] for one in told[part] if one.get("kind", "") == kind}


def by_group(six: Spring, value: Any) -> dict[str, Any]:
    """Something of the answers of each group."""
    return {group: value(cells) for group, cells in six.cells.items()}


def exact(told: dict[str, str]) -> dict[str, Decimal]:
    return {group: Decimal(one) for group, one in told.items()}


def test_everything_came_in_and_one_group_is_late(six: Spring) -> None:
    files = {one["group"]: one for one in json.loads(six.told["collect"])["files"]}
    assert len(files) == GROUPS
    assert {one["came"] for one in files.values()} == {"new"}
    assert [group for group, one in files.items() if one["late"]] == [LATE]
    assert {group: one["by"] for group, one in files.items()} == {
        group: six.member(group) for group in files
    }


def test_the_board_says_what_the_laptop_of_each_group_says(six: Spring) -> None:
    lines = {one["group"]: one for one in json.loads(six.told["board"])["groups"]}
    assert set(lines) == set(six.cells)
    for group, line in lines.items():
        told = json.loads(six.run(six.member(group), "check", six.name(group), "--json").stdout)
        severities = [one["severity"] for one in told["findings"]]
        assert (line["blocks"], line["warnings"]) == (
            severities.count("block"),
            severities.count("warn"),
        )
        assert line["open"] == len(told["open"])
        assert (line["answered"], line["applicable"]) == (told["answered"], told["applicable"])
        assert line["late"] == (group == LATE)
        assert not line["empty"]
        assert line["disputes"] == line["unknown"] == 0


def test_every_number_of_the_wall_is_in_the_answers_of_the_group(six: Spring) -> None:
    told = json.loads(six.told["wall"])
    pareto = values(told, "numbers", "pareto")
    assert exact(pareto["cut_a"]) == by_group(six, lambda one: one[CUT])
    assert exact(pareto["cut_b"]) == by_group(six, lambda one: one["pareto_cut_b"])
    assert exact(pareto["class_a"]) == by_group(six, customers_in_class_a)
    names = {one["segment_id"]: one["name"] for one in six.cells[FAR]["seg_segments"]}
    for at, row in enumerate(six.cells[FAR]["dir_choices"]):
        given = by_group(six, lambda one, at=at: one["dir_choices"][at]["direction"])
        assert values(told, "words", "direction")[names[row["unit_id"]].casefold()] == given


@pytest.mark.parametrize("six", ["en"], indirect=True)
def test_money_weights_and_ratios_of_the_wall_are_those_of_the_whole_plan(six: Spring) -> None:
    told = json.loads(six.told["wall"])
    weights = values(told, "numbers", "weight")
    for at, row in enumerate(six.cells[FAR]["csf_list"]):
        given = by_group(six, lambda one, at=at: one["csf_list"][at]["weight"])
        assert exact(weights[row["name"].casefold()]) == given
    budgets = values(told, "numbers", "budget")
    for year in (1, 2, 3):
        given = by_group(six, lambda one, y=year: sum(row[f"t{y}"] for row in one["bud_lines"]))
        assert exact(budgets[f"T+{year}"]) == given
    ratios = values(told, "numbers", "ratio")
    last = max(six.cells[FAR]["fin_statements"], key=lambda one: one["year"])
    assert set(exact(ratios["current_ratio"]).values()) == {
        Decimal(last["current_assets"]) / last["current_liabilities"]
    }
    for at, row in enumerate(six.cells[FAR]["fin_improvement"]):
        given = by_group(six, lambda one, at=at: one["fin_improvement"][at]["needs_improvement"])
        assert values(told, "words", "reading")[row["ratio"]] == given


def customers_in_class_a(cells: Answers) -> int:
    """The largest customers up to the cut, the one that crosses it among them."""
    revenues = sorted(Decimal(str(one["revenue"])) for one in cells["pareto_customers"])[::-1]
    below = [sum(revenues[:at]) for at in range(len(revenues))]
    whole = sum(revenues)
    return sum(100 * before < cells[CUT] * whole for before in below)


def test_every_circle_of_the_wall_lies_where_the_scores_of_the_group_put_it(six: Spring) -> None:
    told = values(json.loads(six.told["wall"]), "places", "position")
    names = {one["segment_id"]: one["name"] for one in six.cells[FAR]["seg_segments"]}
    for group, cells in six.cells.items():
        for unit in cells["dpm_units"]:
            spot = told[names[unit["unit_id"]].casefold()][group]
            across, up = place(cells, unit["unit_id"])
            assert round(Decimal(spot["across"]), 9) == round(across, 9)
            assert round(Decimal(spot["up"]), 9) == round(up, 9)
            assert Decimal(spot["size"]) == unit["revenue_t0"]


def place(cells: Answers, unit: str) -> tuple[Decimal, Decimal]:
    """Our strength against the best rival's, and how attractive a market is."""
    weights = {
        one["csf_id"]: Decimal(one["weight"]) for one in cells["dpm_csfs"] if one["unit_id"] == unit
    }
    totals: dict[str, Decimal] = {}
    for one in cells["dpm_csf_scores"]:
        if one["unit_id"] == unit:
            part = weights[one["csf_id"]] * Decimal(str(one["score"])) / 100
            totals[one["supplier"]] = totals.get(one["supplier"], Decimal(0)) + part
    own = totals.pop("own")
    factors = {one["factor_id"]: Decimal(one["weight"]) for one in cells["dpm_attr_factors"]}
    scores = (one for one in cells["dpm_attr_scores"] if one["unit_id"] == unit)
    up = sum(factors[one["factor_id"]] * Decimal(str(one["score"])) / 100 for one in scores)
    return own / max(totals.values()), Decimal(up)


# Marking, by both trainers and by other groups


@pytest.fixture(scope="module")
def released(six: Spring) -> Released:
    """The class marked, read by other groups, agreed on and released, by commands."""
    done = Released(six)
    judge(six, 0)
    if six.lang == ON_SCREEN:
        asyncio.run(judge_on_screen(six))
    else:
        judge(six, 1)
    line, at_place = REMARKED[six.lang]
    six.course(
        "mark", six.name(SETTLED), "--line", line, "--comment", REMARK[six.lang],
        "--kind", "must", "--at", at_place,
    )  # fmt: skip
    done.given = given(six)
    told = six.told_json("mark", six.name(FAR))["lines"]
    done.weights = {one["id"]: Decimal(one["weight"]) for one in told}
    done.too_early = six.course("release", fails=1)
    done.compared = six.told_json("mark", "--compare")
    read_by_a_peer(done)
    six.course(
        "mark", six.name(SETTLED), "--line", f"{APART[six.lang][0]}={AGREED}", "--settle",
        "--reason", REASON[six.lang],
    )  # fmt: skip
    done.out = six.told_json("release")
    done.report = six.told_json("report")
    return done


def test_marks_are_held_until_what_trainers_see_far_apart_is_agreed_on(released: Released) -> None:
    six = released.six
    assert six.name(SETTLED) in released.too_early
    assert [(one["group"], one["line"]) for one in released.compared["apart"]] == [
        (SETTLED, APART[six.lang][0])
    ]
    assert released.report["apart"] == []
    first, second = (released.given[who] for who in TRAINERS[six.lang])
    pairs = [(first[group][line], second[group][line]) for group in first for line in first[group]]
    assert len(pairs) == GROUPS * len(released.weights)
    (agreed,) = released.compared["agreement"]
    assert agreed["count"] == len(pairs)
    assert float(agreed["kappa_quadratic"]) == pytest.approx(weighted_kappa(pairs, 4), abs=1e-3)
    exact = sum(one == other for one, other in pairs) / len(pairs)
    assert float(agreed["exact"]) == pytest.approx(exact, abs=1e-3)


def test_every_mark_in_report_and_list_comes_from_what_the_trainers_gave(
    released: Released,
) -> None:
    six = released.six
    reported = {one["id"]: one for one in released.report["groups"]}
    rows = list(csv.reader(io.StringIO((released.folder / "marks.csv").read_text("utf-8-sig"))))
    listed = {row[0]: row for row in rows[1:]}
    for group in six.cells:
        for line in released.weights:
            assert Decimal(reported[group]["levels"][line]) == released.counts(group, line)
        percent = released.percent(group)
        assert float(reported[group]["percent"]) == pytest.approx(float(percent), abs=1e-3)
        row = listed[six.name(group)]
        levels = list(map(Decimal, row[2 : 2 + len(released.weights)]))
        assert levels == [released.counts(group, line) for line in released.weights]
        assert row[2 + len(released.weights)] == f"{percent:.1f}"
    reader, read = released.peer
    assert read != reader
    assert {one for plans in released.drawn.values() for one in plans} == set(listed)
    assert released.report["lines"][0]["peers"] == "3"


def test_every_group_gets_a_sheet_and_its_plan_which_it_alone_opens(released: Released) -> None:
    six = released.six
    assert released.out["groups"] == [six.name(group) for group in six.cells]
    sheet = next(released.folder.glob(f"{SETTLED}-*.docx"))
    text = "\n".join(one.text for one in Document(str(sheet)).paragraphs)
    assert REMARK[six.lang] in text
    assert REASON[six.lang] in text
    page = next(released.folder.glob(f"{SETTLED}-*.html")).read_text("utf-8")
    assert f"{released.percent(SETTLED):.0f}%" in page.replace(" %", "%")
    packet = str(next(released.folder.glob(f"{SETTLED}-*.kam")))
    phrases = {group: one["phrase"] for group, one in six.handed.items()}
    who = six.member(SETTLED)
    six.run(who, "import", packet, "--phrase", phrases[FAR], fails=1)
    six.run(who, "import", packet, "--phrase", phrases[SETTLED])
    comments = json.loads(six.run(who, "review", "comments", six.name(SETTLED), "--json").stdout)
    (told,) = comments["comments"]
    assert (told["kind"], told["text"]) == ("must", REMARK[six.lang])


def test_the_way_of_a_group_is_shown_where_it_allowed_it(released: Released) -> None:
    six = released.six
    told = six.told_json("replay", six.name(FAR))
    (revised,) = (one for one in told["entries"] if one["question"] == CUT and one["before"])
    assert str(FIRST_CUT) in revised["before"]
    assert str(six.cells[FAR][CUT]) in revised["after"]
    assert told["revisions"] == 1
    assert told["people"] == [TRAINERS[six.lang][0], six.member(FAR)]
    assert six.name("g01") in six.course("replay", six.name("g01"), fails=1)


@pytest.mark.parametrize("six", ["en"], indirect=True)
async def test_the_way_of_a_group_is_stepped_through_on_the_screen(released: Released) -> None:
    six = released.six
    store = SqliteStore(six.spring / "plans.db", lambda: BEGUN, read_only=True)
    replay = Replay(store, store.find_plan(six.name(FAR)), six.lang, Shown())
    load = partial(Classroom.at(six.spring).workspace, lambda: BEGUN)
    app = SingleScreenApp(lambda: ReplayScreen(replay), load, six.lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        told = "\n".join(str(one.content) for one in app.screen.query(Static))
        assert str(FIRST_CUT) in told
        assert str(six.cells[FAR][CUT]) in told
    store.close()
