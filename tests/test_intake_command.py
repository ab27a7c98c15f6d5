"""`kamguide intake`: looked at first, kept when the person says so, fit for programs."""

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.workspace.plans import Workspace
from tests.intake.conftest import NOW
from tests.workspace.conftest import small_flows

__all__ = ["small_flows"]

TEXT = "名称,销售额\n海棠乳业,6200\n金禾,4150\n"


@pytest.fixture
def file(tmp_path: Path, small_flows: None) -> Path:
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    session = workspace.new("Acme", "trade")
    for reply in ("Acme", "growing", "2026", "ten thousand", "5400"):
        session.reply(reply)
    workspace.close(session)
    workspace.store.close()
    made = tmp_path / "customers.csv"
    made.write_text(TEXT, encoding="gb18030")
    return made


def run(file: Path, *options: str, lang: str = "en", given: str | bytes = "") -> Result:
    store = str(file.parent / "plans.db")
    before = ["--store", store, "--as", "Li", "--lang", lang, "intake", "Acme", "customers"]
    return CliRunner().invoke(kamguide, [*before, *options], input=given)


def customers(file: Path) -> list[object]:
    workspace = Workspace.at(file.parent / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    rows = workspace.open("Acme", read_only=True).answers.rows("customers")
    workspace.store.close()
    return [row["name"] for row in rows]


def test_yes_keeps_it_after_showing_what_each_column_becomes(file: Path) -> None:
    done = run(file, str(file), "--yes")
    assert done.exit_code == 0, done.output
    assert "“名称” -> Name" in done.stdout
    assert "2 rows added" in done.stderr
    assert customers(file) == ["海棠乳业", "金禾"]


def test_a_dry_run_keeps_nothing(file: Path) -> None:
    done = run(file, str(file), "--dry-run", lang="zh")
    assert done.exit_code == 0, done.output
    assert "将新增 2 行" in done.stdout
    assert customers(file) == []


def test_where_nobody_can_be_asked_nothing_is_kept_and_that_is_said(file: Path) -> None:
    done = run(file, str(file))
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert customers(file) == []


def test_all_problems_are_told_at_once_and_keep_good_keeps_the_rest(file: Path) -> None:
    file.write_text("Name,Revenue,Margin\nA,many,1\nB,2,few\nC,3,3\n")
    done = run(file, str(file), "--yes")
    assert done.exit_code == 1
    assert "B2:" in done.stderr
    assert "C3:" in done.stderr
    assert customers(file) == []
    assert run(file, str(file), "--yes", "--keep-good").exit_code == 0
    assert customers(file) == ["C"]


def test_a_program_gets_a_record_and_keeps_with_yes_alone(file: Path) -> None:
    told = json.loads(run(file, str(file), "--json").stdout)
    assert (told["rows"], told["new"], told["kept"]) == (2, 2, False)
    assert [one["column"] for one in told["columns"]] == ["name", "revenue"]
    done = run(file, str(file), "--json", "--yes")
    assert json.loads(done.stdout)["kept"] is True
    assert customers(file) == ["海棠乳业", "金禾"]


def test_a_file_may_come_by_a_pipe(file: Path) -> None:
    assert run(file, "-", "--yes", given=TEXT.encode("utf-8-sig")).exit_code == 0
    assert customers(file) == ["海棠乳业", "金禾"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_is_not_there_is_a_sentence(file: Path, lang: str) -> None:
    done = run(file, str(file.parent) if lang == "zh" else "nofile.csv", "--yes", lang=lang)
    assert done.exit_code == 1
    assert ("没有任何改动" if lang == "zh" else "nothing was changed") in done.stderr


def test_map_needs_a_head_and_a_column(file: Path) -> None:
    assert run(file, str(file), "--map", "Name").exit_code == 2
    done = run(file, str(file), "--map", "名称=name", "--map", "销售额=", "--yes")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("reply", "names"),
    [("y", ["海棠乳业", "金禾"]), pytest.param("n", [], marks=pytest.mark.campaign)],
)
def test_at_a_terminal_it_is_looked_at_and_then_asked(
    file: Path, reply: str, names: list[str]
) -> None:
    command = f"-m kamguide --store {file.parent / 'plans.db'} --as Li intake Acme customers {file}"
    talk = pexpect.spawn(sys.executable, command.split(), env={**os.environ, "LANG": "en"})
    talk.expect("Keep these rows")
    talk.sendline(reply)
    talk.expect(pexpect.EOF)
    assert customers(file) == names
