"""What a plan still needs, told to people and to programs."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.model.answers import Open
from kamguide.model.edits import MarkUnknown, RemoveRow, SetCell
from kamguide.workspace.checking import OpenItem, Telling, report_on
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.plan.plans import NOW


@pytest.fixture
def store(case_store: CaseStore) -> Path:
    return case_store("en")


@pytest.fixture
def finished(store: Path) -> Iterator[Session]:
    made = Workspace.at(store, actor="Li", lang="en", now=lambda: NOW)
    yield made.open("Muquan")
    made.store.close()


def checked(store: Path, *options: str, lang: str = "en") -> Result:
    arguments = ["--store", str(store), "--lang", lang, "--today", "2026-11-23", "check", "Muquan"]
    return CliRunner().invoke(kamguide, [*arguments, *options])


def test_the_finished_case_is_clean_but_for_what_was_left_in_on_purpose(
    finished: Session, store: Path
) -> None:
    finished.store.close_plan(finished.facts.id)
    done = checked(store, "--json")
    said = json.loads(done.output)
    assert done.exit_code == 0
    assert said["missing"] == []
    assert [one["id"] for one in said["findings"] if one["id"].startswith("C")] == ["C15"]


def test_what_must_be_corrected_is_told_first_and_fails(finished: Session, store: Path) -> None:
    finished.edit(SetCell("fc_products", "P1", "margin_t1_pct", Decimal(2900)))
    finished.store.close_plan(finished.facts.id)
    done = checked(store, lang="zh")
    assert done.exit_code == 1
    assert done.output.split("\n")[2] == "完成计划前必须更正"
    assert "P1 Corrugated trays and cartons：不可能：2,900 > 80" in done.output


def test_an_open_item_has_its_place_who_could_tell_and_by_when(finished: Session) -> None:
    finished.edit(
        MarkUnknown("bud_cut_plan", "Zhang Min", "Friday"),
        SetCell("fc_products", "P1", "rev_t3", Open.OPEN),
    )
    report = report_on(finished)
    assert OpenItem("bud_cut_plan", who="Zhang Min", by="Friday") in report.open
    assert OpenItem("fc_products", "P1", "rev_t3") in report.open
    lines = list(Telling(finished).lines(report))
    assert any(one.endswith("(Zhang Min Friday)") for one in lines)
    assert any(one.endswith("(P1 Corrugated trays and cartons / Revenue T+3)") for one in lines)


def test_a_finding_that_was_kept_is_marked_so_for_programs(finished: Session) -> None:
    finished.keep("dmu_members", ["C15"])
    findings = Telling(finished).as_json(report_on(finished))["findings"]
    assert isinstance(findings, list)
    kept = {one["id"]: one["kept"] for one in findings if isinstance(one, dict)}
    assert kept["C15"]


def test_the_thread_of_the_case_is_whole_and_told_by_objective(
    finished: Session, store: Path
) -> None:
    finished.store.close_plan(finished.facts.id)
    lines = checked(store, "--thread").output.splitlines()
    assert lines[-1].startswith("No loose ends")
    assert sum(line.startswith("O") for line in lines) == 8
    told = [" ".join(line.split()) for line in lines]
    assert "Budget lines B3 Crate purchase depreciation and tracking" in told
    said = json.loads(checked(store, "--thread", "--json").output)
    assert said["orphans"] == []
    assert said["objectives"][4]["opportunity"] == ["V3", "V9"]


def test_a_loose_end_is_told_last_in_the_readers_language(finished: Session, store: Path) -> None:
    finished.edit(RemoveRow("bud_lines", "B3"))
    finished.store.close_plan(finished.facts.id)
    lines = checked(store, "--thread", lang="zh").output.splitlines()
    assert lines[-2] == "脱节之处：1"
    assert lines[-1].startswith("- ST3 ")
    assert lines[-1].endswith("：需要资金，却没有预算行支持。")
    (orphan,) = json.loads(checked(store, "--thread", "--json").output)["orphans"]
    assert (orphan["question"], orphan["row"], orphan["lacks"]) == ("str_list", "ST3", "budget")


def test_stability_is_told_by_suggestion_with_the_change_that_turns_it(
    finished: Session, store: Path
) -> None:
    finished.store.close_plan(finished.facts.id)
    told = checked(store, "--stability").output
    assert "|" not in told, "places have names"
    lines = told.splitlines()
    at = lines.index("- P1 Corrugated trays and cartons: maintain")
    assert lines[at + 1 : at + 3] == [
        "  would flip to improve if “PF2 Size of spend, Weight” rose from 25 to 32",
        "  would flip to improve if “P1 Corrugated trays and cartons / PF1 Growth of the account's "
        "spend, Score” rose from 2 to 3.5",
    ]
    at = lines.index("- P5 Recycled lightweight shrink film: enter")
    assert lines[at + 1 :] == [
        "  nothing is sold there yet: no weight and no score flips it",
    ]
    chinese = checked(store, "--stability", lang="zh").output
    assert "由 25 升到 32，则变为“提高”" in chinese


def test_stability_names_places_for_programs_by_their_ids(finished: Session, store: Path) -> None:
    finished.store.close_plan(finished.facts.id)
    said = json.loads(checked(store, "--stability", "--json").output)["suggestions"]
    by_unit = {(one["level"], one["unit"]): one for one in said}
    weight = by_unit["markets", "S2"]["weight"]
    assert (weight["question"], weight["row"]) == ("dpm_csfs", "S2|quality")
    assert by_unit["products", "P5"]["weight"] is None


def test_the_check_tells_the_thread_too(finished: Session, store: Path) -> None:
    finished.store.close_plan(finished.facts.id)
    thread = checked(store, "--thread").output.strip()
    assert checked(store).output.strip().endswith(thread)
    assert json.loads(checked(store, "--json").output)["thread"]["objectives"]


def test_several_looks_are_told_together(finished: Session, store: Path) -> None:
    finished.store.close_plan(finished.facts.id)
    whole = checked(store, "--thread", "--stability").output
    for one in ("--thread", "--stability"):
        assert checked(store, one).output.strip() in whole
    told = json.loads(checked(store, "--thread", "--stability", "--json").output)
    assert {"objectives", "suggestions"} <= set(told)
