"""A quarter of nine plans from submission over return to approval, by commands in both languages.

The plans come from the worked case by changes that a seed decides: other sizes, people,
directions, two currencies. What the board says is held against each plan itself.
"""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from click.testing import CliRunner
from textual.widgets import OptionList, Static

from kamguide.cli import kamguide
from kamguide.flowfile.cases import load_case
from kamguide.store.listing import listed_plans, listed_summaries
from kamguide.tui.app import KamguideApp
from kamguide.tui.boardfresh import BoardStart
from kamguide.tui.screens.board import BoardScreen
from kamguide.tui.screens.changes import ChangesScreen
from kamguide.tui.screens.dialogs import NameScreen
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.tui.screens.proposals import ProposalsScreen
from kamguide.tui.widgets.board_grid import BoardGrid
from kamguide.workspace.board import lines_of
from kamguide.workspace.checking import Telling, report_on
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.plans import Workspace
from tests.boards import NOW, attractiveness, promised, to_do, with_variants
from tests.conftest import CaseStore
from tests.quarter import (
    A2_DUE,
    CASE,
    CHANGED,
    FOLLOWED,
    LAZY,
    MORE,
    PLANS,
    RETURNED,
    SEEDS,
    TODAY,
    WORDED,
    Quarter,
    decided,
    followed,
    mended,
    reviewed,
    reworded,
    submitted,
)
from tests.tui.conftest import keys, send, settle, text_of

pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module")
def nine(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case and eight variants of it, made once; not to be changed."""
    path = tmp_path_factory.mktemp("nine") / "plans.db"
    return with_variants(Path(copyfile(filled_store("en"), path)), SEEDS)


@pytest.fixture(scope="module", params=["en", "zh"])
def handed_in(
    request: pytest.FixtureRequest, nine: Path, tmp_path_factory: pytest.TempPathFactory
) -> Quarter:
    """A team that speaks one language, its plans handed in."""
    found = submitted(tmp_path_factory.mktemp(f"quarter_{request.param}"), request.param, nine)
    copyfile(found.store, found.folder / "handed_in.db")
    return found


@pytest.fixture(scope="module")
def quarter(handed_in: Quarter) -> Quarter:
    for part in (reviewed, mended, decided, followed):
        part(handed_in)
    return handed_in


def test_only_how_plans_stand_changes_as_they_are_handed_in(quarter: Quarter) -> None:
    before, after = (lines(quarter.told[name]) for name in ("draft", "submitted"))
    assert {name: {**one, "status": "submitted"} for name, one in before.items()} == after
    assert {one["owner"] for one in after.values()} >= {"Chen Yu", "Ma Jun"}
    assert {one["currency"] for one in after.values()} == {"CNY", "USD"}
    assert quarter.told["returned"] == {
        name: "returned" if name in RETURNED else "submitted" for name in PLANS
    }


def lines(board: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The lines of a board by the names of plans; who changed one is not in them."""
    return {one["name"]: one for one in board["plans"]}


def test_every_number_of_the_board_is_the_plans_own_when_all_is_done(quarter: Quarter) -> None:
    told = lines(quarter.told["end"])
    assert set(told) == {*PLANS, quarter.told["new"]}
    for plan, line in told.items():
        session = quarter.opened(plan)
        assert not line["stale"], plan
        assert line["status"] == ("draft" if plan == quarter.told["new"] else "approved")
        revenue, margin = promised(session)
        assert [Decimal(one) for one in line["revenue"]] == revenue
        assert [Decimal(one) for one in line["margin"]] == margin
        rows = session.answers.rows("pf_directions")
        assert line["directions"] == Counter(str(row["direction"]) for row in rows)
        grades = (e.grade for one in session.answers.values() for e in one.evidence.values())
        assert line["evidence"] == Counter(grades)
        report: Any = Telling(session).as_json(report_on(session))
        severities = Counter(one["severity"] for one in report["findings"])
        assert (line["blocks"], line["open"]) == (severities["block"], len(report["open"]))
        rubric = report["rubric"]
        assert (line["rubric"], line["band"]) == (rubric["percent"], rubric["band"])
        late = sum("" < day < TODAY for _, day in to_do(session))
        assert line["due"] == late - (plan == FOLLOWED)
        up = Decimal(line["position"]["attractiveness"])
        assert round(up, 9) == round(attractiveness(session), 9)
        worked = max(
            one.at
            for one in session.events()
            if one.question and not one.kind.startswith("comment")
        )
        assert line["idle_days"] == (NOW.date() - worked.date()).days


def test_what_all_come_to_is_the_sum_by_currency(quarter: Quarter) -> None:
    for total in quarter.told["submitted"]["totals"]:
        of = [
            one
            for one in quarter.told["submitted"]["plans"]
            if one["currency"] == total["currency"]
        ]
        assert total["plans"] == len(of)
        for name in ("revenue", "margin"):
            for at in (0, 1):
                assert Decimal(total[name][at]) == sum(Decimal(one[name][at]) for one in of)
        shares = [100 * Decimal(one["revenue"][1]) / Decimal(total["revenue"][1]) for one in of]
        assert round(Decimal(total["hhi"][1]), 6) == round(sum(one * one for one in shares), 6)
        assert round(Decimal(total["largest_pct"][1]), 9) == round(max(shares), 9)


def test_the_talk_has_four_to_six_questions(quarter: Quarter) -> None:
    script = quarter.told["script"]
    assert 4 <= len(script["questions"]) <= 6
    assert all(one["words"].strip() and one["why"].strip() for one in script["questions"])
    assert script["agenda"]


def test_the_list_of_changes_is_what_the_authors_changed(quarter: Quarter) -> None:
    told = quarter.told["changes"]
    budget = load_case("muquan", "en").answers["bud_lines"]
    first = Decimal(str(budget[0]["t1"]))  # type: ignore[index, call-overload]
    assert {
        (one["question"], one["row"], one["column"]): one["after"]
        for one in told[CHANGED]["answers"]
    } == {
        ("mis_role", "", ""): {"state": "given", "value": quarter.says("role")},
        ("obj_list", "O1", "statement"): quarter.says("goal"),
        ("bud_lines", "B1", "t1"): str(first + MORE),
    }
    moved = {one["path"]: one for one in told[CHANGED]["numbers"]}
    total = moved["total"]
    assert Decimal(total["after"]) - Decimal(total["before"]) == MORE
    assert {way["from"] for one in moved.values() for way in one["ways"]} == {"bud_lines"}
    (reworded,) = told[WORDED]["answers"]
    assert reworded["after"]["value"] == quarter.says("word")
    assert [one["state"] for one in quarter.told["word"]["proposals"]] == ["done"]
    assert quarter.told["word"]["unplaced"] == []
    assert (told[LAZY]["answers"], told[LAZY]["numbers"]) == ([], [])


def test_what_had_to_be_met_and_was_not_is_loud_and_stops_the_approval(quarter: Quarter) -> None:
    fates = {
        plan: [(one["number"], one["fate"], one["loud"]) for one in told["comments"]]
        for plan, told in quarter.told["changes"].items()
    }
    assert fates == {
        CHANGED: [(1, "met", False), (2, "unchanged", False)],
        WORDED: [(1, "unchanged", True), (2, "unchanged", False)],
        LAZY: [(1, "unchanged", True), (2, "unchanged", False)],
    }
    assert "1" in quarter.told["unmet"]


def test_what_is_done_is_no_longer_overdue_and_the_year_rolls_on(quarter: Quarter) -> None:
    before, after = (lines(quarter.told[name])[FOLLOWED] for name in ("before", "after"))
    moved = {"due": before["due"] - 1, "idle_days": 0}
    assert {name for name in after if after[name] != before[name]} <= {*moved, "position"}
    assert {name: after[name] for name in moved} == moved
    for year in ("5,880", "6,930", "7,900", "8,480"):
        assert year in quarter.told["rolled"]
    assert lines(quarter.told["end"])[FOLLOWED] == after


def test_only_what_asks_for_something_is_an_open_comment(quarter: Quarter) -> None:
    every, still = (
        [line for line in quarter.boss("comments", CHANGED, *open_).splitlines() if ". [" in line]
        for open_ in ((), ("--open",))
    )
    assert [line[0] for line in every] == ["1", "2", "3"]
    assert [line[0] for line in still] == ["2"]
    assert [line.endswith((")", "）")) for line in every] == [True, True, False]


def test_a_word_file_is_sent_where_its_changes_are_read(quarter: Quarter) -> None:
    told = quarter.boss("import", str(quarter.folder / "back.docx"), fails=1)
    assert "kamguide review word" in told


def test_what_became_of_a_plan_is_told_in_the_talk(quarter: Quarter, tmp_path: Path) -> None:
    store = Path(copyfile(quarter.store, tmp_path / "plans.db"))
    workspace = Workspace.at(store, actor="Lin", lang=quarter.lang, now=lambda: NOW)
    session = workspace.open_or_read(FOLLOWED, lang=quarter.lang)
    talk = Dialogue(session)
    for slash in ("/progress", "/进展"):
        before = "".join(one.text for one in talk.hear(slash).said)
        talk.hear(f"{slash} str_actions.A2 done")
        after = "".join(one.text for one in talk.hear(slash).said)
        assert after.startswith(before)
        assert len(after.splitlines()) == len(before.splitlines()) + 1
    kept = listed_summaries(store)[session.facts.id]
    (line,) = lines_of([one for one in listed_plans(store) if one.name == FOLLOWED],
                       {session.facts.id: kept}, NOW.date())  # fmt: skip
    before_that = lines(quarter.told["end"])[FOLLOWED]["due"]
    assert (line.due, line.is_stale) == (before_that - (A2_DUE < TODAY), False)


# The same by keys


def app_at(path: Path, lang: str, who: str, plan: str | None = None) -> KamguideApp:
    """The screen of somebody, the board first where no plan is named."""
    workspace = Workspace.at(path, actor=who, lang=lang, now=lambda: NOW)
    made = KamguideApp(lambda: workspace, lang=lang, plan=plan)
    made.board = BoardStart(path, lambda: NOW) if plan is None else None
    return made


def told_on(app: KamguideApp, where: str) -> str:
    return str(app.screen.query_one(where, Static).content)


def status(path: Path, plan: str) -> str:
    return next(one.status for one in listed_plans(path) if one.name == plan)


@pytest.mark.parametrize("handed_in", ["zh"], indirect=True)
async def test_a_plan_goes_back_and_forth_by_keys(handed_in: Quarter, tmp_path: Path) -> None:
    path = Path(copyfile(handed_in.folder / "handed_in.db", tmp_path / "plans.db"))
    says = handed_in.says
    numbers = lines(handed_in.told["submitted"])[CASE]
    await returned_on_the_board(app_at(path, "zh", "Wang"), numbers, says)
    assert status(path, CASE) == "returned"
    word = tmp_path / "back.docx"
    store = ["--store", str(path), "--lang", "zh", "--as", "Lin", "--today", TODAY]
    done = CliRunner().invoke(kamguide, [*store, "export", CASE, "--to", str(word)])
    assert done.exit_code == 0, done.output
    reworded(word, says("word"))
    await mended_in_the_talk(app_at(path, "zh", "Lin", CASE), word, says)
    assert status(path, CASE) == "submitted"
    await approved_on_the_board(app_at(path, "zh", "Wang"), says)
    assert status(path, CASE) == "approved"


async def returned_on_the_board(
    app: KamguideApp, numbers: dict[str, Any], says: Callable[[str], str]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await keys(pilot, *CASE.lower())
        shown = " ".join(
            app.screen.query_one(BoardGrid).render_line(y).text for y in range(10)
        )  # fmt: skip
        for value in numbers["revenue"]:
            assert f"{int(value):,}" in shown
        await keys(pilot, "f2", "up", *says("must"), "enter")
        await keys(pilot, "f3", *says("why"), "enter")


async def mended_in_the_talk(app: KamguideApp, word: Path, says: Callable[[str], str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await send(pilot, f"/word {word}")
        assert isinstance(app.screen, ProposalsScreen)
        assert says("word") in told_on(app, "#proposal")
        await keys(pilot, "a")
        shown = app.screen.query_one("#wishes", OptionList)
        assert str(shown.get_option_at_index(0).prompt).startswith("√")
        await keys(pilot, "escape")
        await send(pilot, "/changes")
        assert isinstance(app.screen, ChangesScreen)
        assert says("word") in "".join(text_of(app).split())
        await keys(pilot, "escape")
        assert isinstance(app.screen, InterviewScreen)
        await send(pilot, "/落实 1", f"/submit {says('said')}")


async def approved_on_the_board(app: KamguideApp, says: Callable[[str], str]) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        await keys(pilot, *CASE.lower(), "f7", *"v2027", "enter")
        assert "v2027" in told_on(app, "#said")
        await keys(pilot, "tab", "up", "enter")
        assert isinstance(app.screen, NameScreen)
        await keys(pilot, "enter")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        turn = app.screen.conversation
        assert turn is not None
        assert turn.session.open_question() == "rev_actuals"
