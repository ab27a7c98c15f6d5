"""All plans at once: every number is the plan's own."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from kamguide.cli import kamguide
from kamguide.model.edits import SetValue
from kamguide.store.canonical import Json
from kamguide.store.listing import listed_plans, listed_summaries
from kamguide.store.log import Store
from kamguide.workspace.accounts_matrix import matrices
from kamguide.workspace.board import Board, BoardLine, in_order, lines_of
from kamguide.workspace.board_filter import Filter
from kamguide.workspace.board_telling import lines as telling
from kamguide.workspace.checking import Telling, report_on
from kamguide.workspace.freshening import freshened
from kamguide.workspace.plans import Workspace
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session
from kamguide.workspace.together import Load, together
from kamguide.workspace.together_telling import together_lines
from tests.boards import NOW, attractiveness, due, line, opened, promised, to_do, with_variants
from tests.conftest import CaseStore

TODAY = NOW.date()
SEEDS = ("Haitang", "Lingmai")
Boards = Callable[[], Path]


@pytest.fixture(scope="module")
def varied(filled_store: CaseStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case and variants of it; only to be read."""
    path = tmp_path_factory.mktemp("board") / "plans.db"
    return with_variants(Path(copyfile(filled_store("en"), path)), SEEDS)


def run(path: Path, *words: str, lang: str = "en", fails: int = 0, both: bool = False) -> str:
    """What a command of a reviewer says on stdout, or on stderr too."""
    before = ("--store", str(path), "--lang", lang, "--as", "Wang", "--today", "2027-04-10")
    done = CliRunner().invoke(kamguide, [*before, "review", *words])
    assert done.exit_code == fails, done.output
    return done.output if fails or both else done.stdout


def shown(path: Path, *words: str) -> list[str]:
    """The names of the plans that a board shows, in order."""
    return [one["name"] for one in json.loads(run(path, "board", *words, "--json"))["plans"]]


# Every number against the plan


def checked(path: Path, plan: str) -> dict[str, Json]:
    """What the check of the plan itself says."""
    session = opened(path, plan)
    return Telling(session).as_json(report_on(session))


@pytest.mark.parametrize(
    "plan", ["Muquan", "Haitang", pytest.param("Lingmai", marks=pytest.mark.campaign)]
)
def test_every_number_of_a_line_is_the_plans_own(varied: Path, plan: str) -> None:
    (told,) = json.loads(run(varied, "board", f"name:{plan}", "--json"))["plans"]
    session, report = opened(varied, plan), checked(varied, plan)
    revenue, margin = promised(session)
    assert [Decimal(one) for one in told["revenue"]] == revenue
    assert [Decimal(one) for one in told["margin"]] == margin
    chosen = Counter(str(row["direction"]) for row in session.answers.rows("pf_directions"))
    assert told["directions"] == chosen
    assert (told["rubric"], told["band"]) == (report["rubric"]["percent"], report["rubric"]["band"])  # type: ignore[index,call-overload]
    severities = Counter(one["severity"] for one in report["findings"])  # type: ignore[index,union-attr,call-overload]
    assert told["blocks"] == severities["block"]
    assert told["open"] == len(report["open"])  # type: ignore[arg-type]
    grades = Counter(e.grade for one in session.answers.values() for e in one.evidence.values())
    assert told["evidence"] == grades
    assert told["due"] == sum("" < day < TODAY.isoformat() for _, day in to_do(session))
    position = told["position"]
    assert round(Decimal(position["attractiveness"]), 9) == round(attractiveness(session), 9)
    (stands,) = (r for r in session.answers.rows("sel_relationship") if r.key == "X2")
    assert Decimal(position["strength"]) == stands["relative_strength"]
    worked = max(one.at for one in session.events() if one.question)
    assert told["idle_days"] == (TODAY - worked.date()).days
    assert told["owner"] == session.answers.text("setup_planner")


def test_what_plans_come_to_is_the_sum_of_their_own_numbers(varied: Path) -> None:
    told = json.loads(run(varied, "board", "--json"))
    by_currency: dict[str, list[Session]] = {}
    for plan in ("Muquan", *SEEDS):
        session = opened(varied, plan)
        by_currency.setdefault(session.answers.text("setup_currency"), []).append(session)
    assert {one["currency"] for one in told["totals"]} == set(by_currency)
    for total in told["totals"]:
        known = [promised(one) for one in by_currency[total["currency"]]]
        for at in (0, 1):
            revenues = [revenue[at] for revenue, _ in known]
            whole = sum(revenues)
            assert Decimal(total["revenue"][at]) == whole
            assert Decimal(total["margin"][at]) == sum(margin[at] for _, margin in known)
            shares = [100 * one / whole for one in revenues]
            index = sum(one * one for one in shares)
            assert round(Decimal(total["hhi"][at]), 6) == round(Decimal(index), 6)
        largest = max(promised(one)[0][1] for one in by_currency[total["currency"]])
        whole = sum(revenue[1] for revenue, _ in known)
        assert round(Decimal(total["largest_pct"][1]), 9) == round(100 * largest / whole, 9)


def test_who_has_too_much_is_counted_over_the_plans(varied: Path) -> None:
    told = json.loads(run(varied, "board", "--json"))
    things: Counter[str] = Counter()
    late: Counter[str] = Counter()
    plans: dict[str, set[str]] = {}
    for plan in ("Muquan", *SEEDS):
        for who, day in to_do(opened(varied, plan)):
            things[who] += 1
            late[who] += "" < day < TODAY.isoformat()
            plans.setdefault(who, set()).add(plan)
    heavy = [who for who in things if len(plans[who]) >= 2 and (things[who] > 10 or late[who] >= 3)]
    assert heavy
    assert {one["name"]: (one["plans"], one["things"], one["late"]) for one in told["loads"]} == {
        who: (len(plans[who]), things[who], late[who]) for who in heavy
    }


def test_the_area_of_a_circle_is_the_revenue_of_the_account(varied: Path, tmp_path: Path) -> None:
    target = tmp_path / "accounts.svg"
    assert "CNY" not in run(varied, "board", "account:haitang", "--to", str(target), both=True)
    assert "USD" in run(varied, "board", "--to", str(target), "--force", both=True)
    run(varied, "board", "account:haitang", "--to", str(target), "--force")
    (plan,) = json.loads(run(varied, "board", "account:haitang", "--json"))["plans"]
    now, later = map(Decimal, plan["revenue"])
    picture = ET.parse(target).getroot()  # noqa: S314 - written by ourselves
    circles = picture.iter("{http://www.w3.org/2000/svg}circle")
    # One solid and one ring on the same spot; those of the key stand elsewhere.
    spots: dict[tuple[str, str], list[float]] = {}
    for one in circles:
        spots.setdefault((one.attrib["cx"], one.attrib["cy"]), []).append(float(one.attrib["r"]))
    (pair,) = (radii for radii in spots.values() if len(radii) == 2 and max(radii) > 20)
    assert min(pair) ** 2 / max(pair) ** 2 == pytest.approx(
        float(min(now, later) / max(now, later)), abs=0.01
    )


def test_an_account_stands_in_the_box_of_its_type(varied: Path) -> None:
    lines = lines_of(listed_plans(varied), listed_summaries(varied), TODAY)
    drawn = list(matrices(lines, "en", 60))
    assert sorted(name for one in drawn for name in one.points) == sorted(
        one.party for one in lines
    )
    for chart in drawn:
        x, y = (next(s.values for s in chart.series if s.role == role) for role in ("x", "y"))
        for name, across, up in zip(chart.points, x, y, strict=True):
            (plan,) = (one for one in lines if one.party == name)
            assert plan.position is not None
            assert across is not None
            assert up is not None
            kind = {(True, True): "strategic", (True, False): "star"}.get(
                (up >= plan.position.cutoff, across >= 1),
                "status" if across >= 1 else "streamline",
            )
            assert plan.position.type == kind


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.campaign)])
def test_the_board_is_written_as_a_page_of_its_own(varied: Path, tmp_path: Path, lang: str) -> None:
    target = tmp_path / "board.html"
    run(varied, "board", "--to", str(target), lang=lang)
    page = target.read_text("utf-8")
    assert "<svg" in page
    assert all(name in page for name in SEEDS)
    assert "<script" not in page
    run(varied, "board", "--to", str(target), lang=lang, fails=1)
    run(varied, "board", "--to", str(tmp_path / "board.xyz"), lang=lang, fails=1)


def test_a_board_without_a_place_for_any_account_has_no_picture(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    told = run(tmp_path / "none.db", "board", "--to", str(target), fails=1)
    assert "no matrix" in told
    assert not target.exists()


# Choosing and sorting


def lines(*known: tuple[object, object]) -> tuple[BoardLine, ...]:
    plans = [plan for plan, _ in known]
    return lines_of(plans, {one.plan: one for _, one in known}, date(2026, 11, 23))  # type: ignore[arg-type,attr-defined]


FOUR = (
    line("A", 20, revenue=["1", "900"], rubric="70.0", owner="Lin", directions={"exit": 1}),
    line(
        *("B", 19),
        revenue=["1", "800"], rubric="90.0", findings={"block": 2}, status="approved", band="ready",
    ),
    line("C", 1, revenue=["1", "70"], owner="Chen Yu", account="沐泉", evidence={"guess": 3}),
    line(
        *("D", 9),
        currency="USD", unit="1", revenue=["1", "99"], rubric="50.0", band="rework",
        dated=[due("2026-11-22"), due("2026-11-24")], directions={"improve": 2},
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", "ABCD"),
        ("status", "BACD"),
        ("revenue", "ABCD"),
        ("rubric", "CDAB"),
        ("blocks", "BACD"),
        ("due", "DABC"),
        ("idle", "CDBA"),
        ("owner", "BDCA"),
        ("evidence", "CABD"),
    ],
)
def test_the_board_is_sorted_by_what_needs_a_look(sort: str, order: str) -> None:
    assert "".join(one.name for one in in_order(lines(*FOUR), sort)) == order
    assert "".join(one.name for one in in_order(lines(*FOUR), "name", reverse=True)) == "DCBA"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "ABCD"),
        ("approved", "B"),
        ("state:approved", "B"),
        ("状态:已批准", "B"),
        ("status:in", "ACD"),
        ("owner:chen", "C"),
        ("负责人：chen", "C"),
        ("direction:improve", "D"),
        ("方向:退出", "A"),
        ("band:rework", "D"),
        ("沐泉", "C"),
        ("due>0", "D"),
        ("blocks>=2 approved", "B"),
        ("t3>800", "A"),
        ("销售额>=800", "AB"),
        ("idle<4", "A"),
        ("guesses=3", "C"),
        ("percent<70%", "D"),
        ("lin improve", ""),
        ("currency:usd", "D"),
        ("nonsense:x", ""),
        ("due>much", ""),
    ],
)
def test_words_and_columns_choose_plans_in_either_language(typed: str, found: str) -> None:
    lang = "zh" if re.search("[一-龥]", typed) else "en"
    chosen = filter(Filter(typed, lang), lines(*FOUR))
    assert "".join(one.name for one in chosen) == found


def test_options_of_the_command_choose_and_sort_plans(varied: Path) -> None:
    assert shown(varied, "--sort", "name", "--reverse") == sorted(("Muquan", *SEEDS), reverse=True)
    owners = {plan: opened(varied, plan).answers.text("setup_planner") for plan in SEEDS}
    assert shown(varied, "--owner", "Ma Jun") == sorted(p for p in owners if owners[p] == "Ma Jun")
    assert "No plan fits" in run(varied, "board", "--status", "superseded")
    run(varied, "board", "--status", "zzz", fails=2)


# What counts


def test_money_of_different_kinds_is_never_added_up() -> None:
    thousands = line("E", 2, unit="1000", revenue=["10", "20"], margin=["1", "2"])
    found = together(lines(*FOUR, thousands), TODAY)
    assert [(one.currency, one.unit, one.plans, one.revenue) for one in found.totals] == [
        ("CNY", "10000", 4, (Decimal(4), Decimal(1772))),
        ("USD", "1", 1, (Decimal(1), Decimal(99))),
    ]


def test_a_superseded_plan_is_shown_and_counts_for_nothing() -> None:
    old = line("Old", 2, revenue=["5", "5"], status="superseded", owed={"Lin": [""] * 20})
    new = line("New", 2, revenue=["6", "7"], owed={"Lin": [""]}, account="Muquan")
    again = line("Again", 2, revenue=["1", "1"], account="MUQUAN ")
    found = together(lines(old, new, again), TODAY)
    assert (found.totals[0].revenue, found.not_counted) == ((Decimal(7), Decimal(8)), 1)
    assert found.loads == ()
    assert len(found.repeated) == 1
    assert found.totals[0].hhi == (Decimal(10_000), Decimal(10_000)), "one account, in two plans"


def test_an_approved_plan_counts_until_the_one_that_follows_it_is_approved() -> None:
    old = line("Old", 2, revenue=["5", "5"], status="approved", account="Muquan")
    draft, kept = line("Next year", 2, revenue=["6", "7"], account="Muquan")
    follows = replace(draft, parent="Old"), kept
    found = together(lines(old, follows), TODAY)
    assert found.totals[0].revenue == (Decimal(5), Decimal(5))
    assert (found.waiting, found.repeated) == (("Next year",), ())
    assert "Next year" in "\n".join(together_lines(found, "en"))
    assert together(lines(follows), TODAY).totals[0].revenue[0] == Decimal(6), "alone it counts"


@pytest.mark.parametrize(
    ("first", "second", "is_much"),
    [
        ([""] * 10, [], False),  # one plan only
        ([""] * 30, [], False),
        ([""] * 9, [""], False),
        ([""] * 10, [""], True),
        (["2027-04-09"] * 2, ["2027-04-10"], False),  # today is not late
        (["2027-04-09"] * 2, ["2027-04-09"], True),
    ],
)
def test_too_much_is_more_than_ten_or_three_overdue_over_two_plans(
    first: list[str], second: list[str], is_much: bool
) -> None:
    owed = [{"Lin": [*first]}, {"lin ": [*second]} if second else {}]
    plans = [line(f"P{at}", 2, owed=one) for at, one in enumerate(owed)]  # type: ignore[arg-type]
    late = sum("" < day < "2027-04-10" for day in (*first, *second))
    load = Load("Lin", 2, len(first) + len(second), late)
    assert together(lines(*plans), TODAY).loads == ((load,) if is_much else ())


# Up to date


def test_comments_and_moves_are_no_change_of_the_plan(case_store: CaseStore) -> None:
    path = case_store("en")
    before = json.loads(run(path, "board", "--json"))["plans"][0]
    workspace = Workspace.at(path, actor="Wang", lang="en", now=lambda: NOW)
    review = Review(workspace.store, workspace.author, before["id"])
    review.comment("Well said", Place())
    review.submit(workspace.open("Muquan", read_only=True))
    after = json.loads(run(path, "board", "--json"))["plans"][0]
    assert (after["status"], after["stale"]) == ("submitted", False)
    assert after["idle_days"] == before["idle_days"] > 0


def test_what_is_kept_of_a_plan_is_brought_up_to_date_beside(case_store: CaseStore) -> None:
    path = case_store("en")
    workspace = Workspace.at(path, actor="Lin", lang="en", now=lambda: NOW)
    session = workspace.open("Muquan")
    session.edit(SetValue("setup_account_name", "Another"))
    store: Store = workspace.store
    store.close_plan(session.facts.id)
    assert json.loads(run(path, "board", "--json"))["plans"][0]["stale"]
    assert " *" in run(path, "board")
    made = list(freshened(path, [session.facts.id, "gone"], lambda: NOW))
    assert [set(one) for one in made] == [{"plan", "seq", "content"}, {"plan"}]
    (told,) = json.loads(run(path, "board", "--json"))["plans"]
    assert (told["account"], told["stale"], told["idle_days"]) == ("Another", False, 0)


def test_what_an_earlier_program_kept_counts_as_out_of_date() -> None:
    plan, summary = line("A", 2)
    del summary.content["owed"]  # type: ignore[attr-defined]
    (shown_line,) = lines((plan, summary))
    assert shown_line.is_stale
    assert Board((shown_line,), TODAY).together.loads == ()


def test_what_people_typed_cannot_fool_the_reader_of_a_board() -> None:
    (shown_line,) = lines(line("A", 2, account="Muquan\n\x1b[31mred\u202e"))
    told = list(telling(Board((shown_line,), TODAY), "en"))
    assert "Muquan \ufffd[31mred\ufffd" in told[1]
    assert not any("\x1b" in one for one in told)


def test_the_board_speaks_chinese(varied: Path) -> None:
    said = run(varied, "board", "muquan", lang="zh")
    assert "5,400 > 7,900" in said
    assert "合计（1 份计划，单位：万元）" in said
    assert "负担过重的判定" in said
