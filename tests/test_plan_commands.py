"""Plans as a whole from the command line: rename, copy, archive, delete, find, practise."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from tests.conftest import CaseStore

Run = Callable[..., Result]


@pytest.fixture
def run(case_store: CaseStore) -> Run:
    store = case_store("en")

    def run(*words: str, lang: str = "en") -> Result:
        before = ["--store", str(store), "--as", "Li", "--lang", lang]
        return CliRunner().invoke(kamguide, [*before, *words])

    return run


def listed(run: Run, *options: str) -> list[tuple[str, bool, bool]]:
    told = json.loads(run("plans", "--json", *options).stdout)
    return [(one["name"], one["archived"], one["deleted"]) for one in told]


def test_a_plan_is_renamed_put_away_and_brought_back(run: Run) -> None:
    assert run("rename", "Muquan", "Muquan 2027").exit_code == 0
    assert run("archive", "muquan 2027").exit_code == 0
    assert listed(run) == []
    assert listed(run, "--archived") == [("Muquan 2027", True, False)]
    assert "archived" in run("plans", "--all").stdout
    assert run("archive", "Muquan 2027", "--back").exit_code == 0
    assert listed(run) == [("Muquan 2027", False, False)]


def test_a_deleted_plan_is_listed_only_with_all_and_comes_back(run: Run) -> None:
    told = run("delete", "Muquan", lang="zh")
    assert "kamguide forget" in told.stderr
    assert listed(run, "--archived") == []
    assert listed(run, "--all") == [("Muquan", True, True)]
    assert run("new", "Muquan", "--flow", "quick").exit_code == 0
    assert run("delete", "Muquan", "--back").exit_code == 0
    assert sorted(name for name, *_ in listed(run)) == ["Muquan", "Muquan (2)"]
    assert run("delete", "Nobody", "--back").exit_code == 1


def test_a_deleted_plan_comes_back_by_its_packet_and_is_gone_once_forgotten(
    run: Run, tmp_path: Path
) -> None:
    packet = str(tmp_path / "m.kam")
    run("export", "Muquan", "--to", packet)
    run("delete", "Muquan")
    assert run("import", packet).exit_code == 0
    assert listed(run) == [("Muquan", False, False)]
    run("delete", "Muquan")
    assert run("forget", "Muquan", "--yes").exit_code == 0
    assert listed(run, "--all") == []


def test_words_are_found_in_every_plan(run: Run) -> None:
    run("new", "Exercise", "--flow", "quick", "--practise", "muquan", lang="zh")
    found = run("find", "周转箱", lang="zh").stdout.splitlines()
    assert found
    assert all(line.split("\t")[0] == "Exercise" for line in found)
    assert run("find", "pooled", "nowhere").stdout == ""


def test_what_cannot_be_practised_is_said(run: Run) -> None:
    refused = run("new", "X", "--flow", "annual_review", "--practise", "muquan")
    assert refused.exit_code == 1
    assert "quick" in refused.stderr
    assert listed(run) == [("Muquan", False, False)]
