"""What is announced of a change is exactly what happens, and nothing else does."""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.coach.judging import judge
from kamguide.coach.preview import Consequences, consequences
from kamguide.model.edits import (
    ClearAnswer,
    CloseTable,
    Edit,
    MarkNotApplicable,
    MarkUnknown,
    RemoveRow,
    SetCell,
    SetSetting,
    SetValue,
)
from kamguide.model.questions.choices import ChoiceValue
from kamguide.model.questions.table import Column, TableQuestion
from kamguide.workspace.foresight import Foresight
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.plan.plans import NOW

SEEDS = (11, 25, 2026, 20261125)


@pytest.fixture
def workspace(case_store: CaseStore) -> Iterator[Workspace]:
    made = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


@pytest.fixture
def session(workspace: Workspace) -> Session:
    return workspace.open("Muquan")


def told(session: Session, *edits: Edit, lang: str = "en") -> list[str]:
    session.speak(lang)
    return list(Foresight(session, edits).lines())


# What is told


def test_figures_are_told_before_and_after_with_what_disagrees_with_them(session: Session) -> None:
    said = told(session, SetCell("fc_products", "P3", "rev_t3", Decimal(900)))
    assert said[0] == "Revenue T+3: 7,900 -> 7,300"
    assert "Growth a year: 13.5% -> 10.6%" in said
    assert any("O3" in line and "target 1,500, forecast 900" in line for line in said)


def test_a_direction_that_turns_is_told_first(session: Session) -> None:
    edits = [
        SetCell("pf_csf_scores", row.key, "own_t0", Decimal(2))
        for row in session.path.standing.rows("pf_csf_scores")
        if row["product_id"] == "P1"
    ]
    said = told(session, *edits)
    assert said[0] == ("P1 Corrugated trays and cartons, Suggested direction: maintain -> harvest")


def test_what_is_no_longer_asked_is_set_aside_and_told_in_chinese(session: Session) -> None:
    said = told(session, RemoveRow("setup_products", "P4"), lang="zh")
    assert any(line.startswith("P4 ") and line.endswith("→ 未知") for line in said), said


def test_a_finding_that_is_mended_is_told_as_settled(session: Session) -> None:
    session.edit(RemoveRow("bud_lines", "B3"))
    said = told(session, SetCell("str_list", "ST3", "needs_budget", False))
    assert any(line.startswith("Doubt settled: ") and "ST3" in line for line in said)


def test_a_change_without_consequences_says_so(session: Session) -> None:
    assert told(session, SetCell("dmu_members", "D1", "name", "Somebody Else")) == [
        "Nothing else would change."
    ]


def test_nothing_is_kept_by_looking(session: Session) -> None:
    before = (session.answers, list(session.events()))
    told(session, ClearAnswer("fc_products"), RemoveRow("bud_lines", "B1"))
    assert (session.answers, list(session.events())) == before


def test_a_file_can_be_looked_at_before_it_is_filled_in(
    session: Session, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.close(session)
    path = tmp_path / "changes.json"
    path.write_text(json.dumps({"fc_discount_rate": 20, "str_list": []}), "utf-8")
    store = str(tmp_path / "plans.db")
    arguments = ["--store", store, "--lang", "en", "--today", "2026-11-23"]
    done = CliRunner().invoke(kamguide, [*arguments, "fill", "Muquan", str(path), "--dry-run"])
    assert done.exit_code == 0
    assert done.output.splitlines()[0] == "This would follow:"
    kept = workspace.open("Muquan", read_only=True)
    assert len(kept.answers.rows("str_list")) == 5
    assert kept.answers.value("fc_discount_rate") == Decimal(10)


# That it is so


def seen(session: Session) -> Consequences:
    return consequences(session.flow, session.path, judge, session.lang)


def other(column: Column | ChoiceValue, chance: random.Random) -> object:
    """Another value that a column takes; None where only emptying it is tried."""
    if isinstance(column, ChoiceValue):
        return chance.choice([one.id for one in column.options])
    if column.type == "scale":
        return Decimal(chance.randint(0, 10))
    if column.type in ("money", "number", "percent"):
        return Decimal(chance.choice((0, 1, 7, 50, 93, 480, 6000)))
    return None


def an_edit(session: Session, chance: random.Random) -> Edit:
    """Any change that a person could make to what is answered."""
    names = [one.id for one in session.path.asked if one.id in session.path.standing]
    name = chance.choice(names)
    question = session.flow.questions[name]
    kind = chance.random()
    if kind < 0.05:
        return SetSetting("dpm_ratio_max", chance.choice(("2", "3", "4")))
    if kind < 0.12:
        return chance.choice((ClearAnswer(name), MarkUnknown(name), MarkNotApplicable(name)))
    rows = session.path.standing.rows(name)
    if isinstance(question, TableQuestion) and rows:
        row = chance.choice(rows)
        if kind < 0.3:
            return RemoveRow(name, row.key)
        column = chance.choice([one for one in question.typed if one.id not in question.laid_out])
        return SetCell(name, row.key, column.id, other(column, chance))  # type: ignore[arg-type]
    if isinstance(question, ChoiceValue):
        return SetValue(name, other(question, chance))  # type: ignore[arg-type]
    return ClearAnswer(name)


def try_sequences(workspace: Workspace, session: Session, seed: int, count: int) -> int:
    """Announce, do, compare, read again from the log, take back; how many moved something."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    at_first = seen(session)
    moved = 0
    for _ in range(count):
        log = list(session.events())
        edits = [an_edit(session, chance) for _ in range(chance.randint(1, 4))]
        announced = Foresight(session, edits)
        assert announced.now == at_first, edits
        session.edit(*edits)
        assert seen(session) == announced.expected, edits
        again = workspace.open(session.facts.id, read_only=True)
        assert seen(again) == announced.expected, edits
        now = list(session.events())
        assert now[: len(log)] == log
        moved += not announced.preview.is_quiet
        if now != log:
            session.undo()
    assert seen(session) == at_first
    return moved


@pytest.mark.parametrize("was_closed", [False, True])
def test_a_table_whose_last_row_goes_is_open_again_here_and_in_the_log(
    workspace: Workspace, session: Session, was_closed: bool
) -> None:
    if was_closed:
        session.edit(ClearAnswer("dir_programme"), CloseTable("dir_programme"))
        session.edit(SetCell("dir_programme", "S3", "product", "keep the range"))
    session.edit(RemoveRow("dir_programme", "S3"))
    again = workspace.open("Muquan", read_only=True)
    assert "dir_programme" not in session.answers
    assert "dir_programme" not in again.answers


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(SEEDS[0], marks=pytest.mark.campaign),
        *(pytest.param(seed, marks=pytest.mark.by_hand) for seed in SEEDS[1:]),
    ],
)
def test_what_was_announced_is_what_happens_500_times_in_all(
    workspace: Workspace, session: Session, seed: int
) -> None:
    assert try_sequences(workspace, session, seed, 500 // len(SEEDS)) > 25
