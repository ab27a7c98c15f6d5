"""A plan reviewed after its year: begun, carried over, confirmed; the old one left as it was."""

import io
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kamguide.cli import kamguide
from kamguide.engine.carrying import unconfirmed, waits
from kamguide.engine.changelog import How, changes
from kamguide.engine.turns import Asked, Checking, Completed
from kamguide.errors import UsageError
from kamguide.model.answers import Row
from kamguide.model.edits import AddRow, RemoveRow, SetCell
from kamguide.store.events import Kind
from kamguide.store.packet import merge, read_packet, write_packet
from kamguide.store.wire import event_json
from kamguide.workspace.annual import begin, carry_over, confirm, waiting_in
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session
from tests.plan.plans import expected

from .conftest import NEW, NOW, OLD, StoreAt, workspace


def log_of(plans: Workspace, plan: str) -> list[str]:
    return [event_json(one) for one in plans.store.events(plans.store.find_plan(plan))]


def rows(session: Session, table: str) -> dict[str, Row]:
    return {row.key: row for row in session.answers.rows(table)}


@pytest.fixture
def rolled(at: StoreAt) -> Iterator[Session]:
    plans = workspace(at("rolled", "en"))
    session = plans.open(NEW)
    yield session
    plans.store.close()


def test_the_old_plan_stays_byte_for_byte_while_it_is_reviewed(
    at: StoreAt, stages: StoreAt
) -> None:
    before = log_of(workspace(stages("approved", "en")), OLD)
    plans = workspace(at("rolled", "en"))
    session = plans.open(NEW)
    session.edit(SetCell("obj_list", "O1", "target_t3", Decimal(2980)))
    waiting = unconfirmed(session.flow, session.answers)
    confirm(session, [one for names in waiting.values() for one in names])
    session.edit(RemoveRow("str_actions", "A1"))
    session.undo()
    assert log_of(plans, OLD) == before
    assert plans.open(OLD, read_only=True).facts.status == "approved"


@pytest.mark.campaign
def test_the_old_plan_is_superseded_when_the_new_one_is_approved(at: StoreAt) -> None:
    plans = workspace(at("rolled", "en"))
    session, before = plans.open(NEW), log_of(plans, OLD)
    review = Review(plans.store, plans.author, session.facts.id)
    review.submit(session, "as far as it is")
    assert log_of(plans, OLD) == before
    assert review.approve() == "v2"
    after = plans.store.events(plans.store.find_plan(OLD))
    assert [event_json(one) for one in after[:-1]] == before
    assert after[-1].payload == {"status": "superseded"}
    assert plans.open(OLD).read_only
    assert isinstance(plans.open(OLD).turn, Completed)
    with pytest.raises(UsageError, match="closed_for_good"):
        plans.open(OLD).setting("dpm_threshold", 6)
    assert plans.open(NEW).path.figures.get("review").account.variance == -140


def test_the_numbers_of_the_closed_year_come_out(rolled: Session) -> None:
    stated = expected()["review"]
    found = rolled.path.figures.get("review")
    assert (found.account.plan, found.account.actual) == (stated["plan"], stated["actual"])
    assert found.account.variance == stated["variance"]
    assert found.margin.variance == Decimal(str(stated["margin_variance"]))
    assert found.margin.rate == Decimal(str(stated["margin_variance_rate"]))
    forecast = rows(rolled, "fc_products").values()
    totals = [sum(Decimal(str(row[f"rev_t{year}"])) for row in forecast) for year in range(4)]
    assert totals == [5880, 6930, 7900, 8480]
    assert rolled.answers.value("setup_base_year") == 2027
    history = rows(rolled, "prof_history").values()
    assert sum(Decimal(str(row["rev_tm1"])) for row in history) == 5400


def test_before_the_roll_only_the_closed_year_is_asked_for(at: StoreAt) -> None:
    session = begin(workspace(at("approved", "en")), OLD)
    assert session.answers.value("setup_base_year") == 2027
    assert set(session.progress.missing) <= session.flow.of_the_review
    assert isinstance(session.turn, Asked)
    assert session.turn.question.id == "rev_actuals"
    assert [row.key for row in session.reader("rev_objective_status").rows] == [
        f"O{number}" for number in range(1, 9)
    ]
    with pytest.raises(UsageError, match="not_reviewed"):
        carry_over(session)
    with pytest.raises(UsageError, match="carry_first"):
        session.complete()
    Filling.from_case("muquan", session).keep()
    while not isinstance(session.turn, Checking):
        assert isinstance(session.turn, Asked)
        session.skip()
    said = Dialogue(session).ask()[-1].text
    assert "/roll" in said
    assert "5,880 of 6,020 planned (-140)" in said


def test_a_plan_is_reviewed_once_and_only_when_approved(at: StoreAt) -> None:
    plans = workspace(at("reviewed", "en"))
    with pytest.raises(UsageError, match=r"annual\.begun"):
        begin(plans, OLD)
    with pytest.raises(UsageError, match=r"annual\.not_approved"):
        begin(plans, NEW)
    line = next(one for one in plans.plans() if one.name == NEW)
    old = plans.store.find_plan(OLD)
    assert (line.parent, line.series, line.number) == (old, old, 2)


@pytest.mark.campaign
def test_what_ended_is_left_behind_and_nothing_points_to_it(at: StoreAt) -> None:
    session = workspace(at("reviewed", "en")).open(NEW)
    session.edit(
        SetCell("rev_objective_status", "O1", "status", "closed"),
        AddRow("rev_strategy_status", "ST4", {"str_id": "ST4", "decision": "stop"}, Decimal(1)),
        AddRow("rev_action_status", "A1", {"action_id": "A1", "outcome": "done"}, Decimal(1)),
    )
    old = session.answers.earlier
    assert old is not None
    hanging = {r.key for r in old.answers["str_actions"].rows if r["str_id"] == "ST4"}
    assert hanging
    carry_over(session)
    assert set(rows(session, "obj_list")) == {f"O{number}" for number in range(2, 9)}
    assert "ST4" not in rows(session, "str_list")
    left = set(rows(session, "str_actions"))
    assert left == {r.key for r in old.answers["str_actions"].rows} - hanging - {"A1"}
    assert all(row["str_id"] != "ST4" for row in rows(session, "bud_lines").values())
    for table in session.flow.tables:
        for row in session.answers.rows(table):
            for column in session.flow.tables[table].columns:
                if "obj_list" in getattr(column, "to", ()):
                    assert "O1" not in (row[column.id] or ()), (table, row.key)
    ended = {one.row for one in changes(session.flow, session.answers) if one.how is How.ENDED}
    assert {"O1", "ST4", "A1"} | hanging <= ended


@pytest.mark.campaign
def test_rolling_again_follows_the_review_but_not_over_what_people_said(rolled: Session) -> None:
    before = rolled.last_event
    carry_over(rolled)
    assert rolled.last_event == before, "nothing changed, nothing is written"
    confirm(rolled, ["prof_history"])
    rolled.edit(SetCell("rev_actuals", "P1", "rev_actual", Decimal(2750)))
    carry_over(rolled)
    assert rows(rolled, "fc_products")["P1"]["rev_t0"] == 2750
    assert rows(rolled, "prof_history")["P1"]["rev_t0"] == 2740


def test_enter_confirms_one_answer_and_a_word_the_whole_step(rolled: Session) -> None:
    talk = Dialogue(rolled)
    assert isinstance(rolled.turn, Asked)
    assert rolled.turn.question.id == "prof_history"
    assert "Still true?" in talk.ask()[-1].text
    talk.hear("")
    assert not waits(rolled.answers, "prof_history")
    assert rolled.turn.question.id == "prof_wallet"
    talk.hear("/still step")
    assert waiting_in(rolled, "account_profile") == ()
    rolled.goto("obj_list")
    assert "something new is missing" in "".join(one.text for one in talk.ask())
    refused = talk.hear("/still 1")
    assert refused.said[-1].who == "problem"
    for _ in range(8):
        talk.hear("2000")
    assert rolled.open_question() == "obj_list"
    talk.hear("done")
    assert not waits(rolled.answers, "obj_list")


def test_what_was_confirmed_stays_so_and_can_be_taken_back(at: StoreAt) -> None:
    path = at("rolled", "en")
    plans = workspace(path)
    session = plans.open(NEW)
    confirm(session, ["prof_history", "mkt_scope_choice", "setup_planner"])
    session.undo()
    session.redo()
    assert not waits(session.answers, "prof_history")
    session.undo()
    assert waits(session.answers, "prof_history")
    assert waits(session.answers, "mkt_scope_choice")
    confirm(session, ["prof_history", "setup_planner"])
    plans.close(session)
    again = workspace(path).open(NEW)
    assert not waits(again.answers, "prof_history")
    assert not waits(again.answers, "setup_planner")
    assert waits(again.answers, "mkt_scope_choice")
    kinds = [one.kind for one in again.events()]
    assert Kind.ANSWER_ROLLED in kinds
    assert kinds.count(Kind.ANSWER_CONFIRMED) >= 5


def test_what_is_likely_to_change_is_missing_until_it_was_looked_at(rolled: Session) -> None:
    assert "csf_scores" in rolled.progress.missing
    assert "mkt_scope_choice" not in rolled.progress.missing
    confirm(rolled, ["csf_scores"])
    assert "csf_scores" not in rolled.progress.missing


def test_the_change_log_names_who_when_before_and_after(at: StoreAt) -> None:
    path = at("rolled", "en")
    plans = workspace(path, actor="Sun", at=NOW + timedelta(days=5))
    session = plans.open(NEW)
    session.edit(
        SetCell("ass_list", "AS2", "probability_pct", Decimal(60)), RemoveRow("str_actions", "A1")
    )
    plans.close(session)
    again = workspace(path, actor="Gao").open(NEW)
    decided = [one for one in changes(again.flow, again.answers) if one.how is not How.ROLLED]
    told = {(one.question, one.row, one.column, one.how, one.actor) for one in decided}
    assert told == {
        ("ass_list", "AS2", "probability_pct", How.CHANGED, "Sun"),
        ("str_actions", "A1", "", How.REMOVED, "Sun"),
    }
    cell = next(one for one in decided if one.column)
    assert (cell.before, cell.after, str(cell.dated)) == (70, 60, "2028-01-25")


@pytest.mark.campaign
def test_without_the_old_plan_its_file_is_asked_for(at: StoreAt, tmp_path: Path) -> None:
    plans = workspace(at("rolled", "en"))
    new, old = io.BytesIO(), io.BytesIO()
    write_packet(plans.store, plans.store.find_plan(NEW), new)
    write_packet(plans.store, plans.store.find_plan(OLD), old)
    (tmp_path / "other").mkdir()
    other = workspace(tmp_path / "other" / "plans.db")
    merge(other.store, read_packet(io.BytesIO(new.getvalue())), other.author())
    session = other.open(NEW)
    with pytest.raises(UsageError, match="not_here"):
        carry_over(session)
    other.close(session)
    merge(other.store, read_packet(io.BytesIO(old.getvalue())), other.author())
    session = other.open(NEW)
    assert session.path.figures.get("review").account.variance == -140
    assert session.answers.earlier is not None
    assert session.answers.earlier.plan == OLD


def run(path: Path, *words: str, lang: str = "en") -> Result:
    before = ["--store", str(path), "--lang", lang, "--as", "Wang", "--today", "2028-01-20"]
    return CliRunner().invoke(kamguide, [*before, *words])


@pytest.mark.campaign
def test_the_commands_go_all_the_way(at: StoreAt, tmp_path: Path) -> None:
    path = at("approved", "en")
    assert run(path, "review", "roll", OLD, "--name", "Next").stdout == "Next\n"
    refused = run(path, "review", "roll", "Next")
    assert refused.exit_code == 1
    assert "7 questions" in refused.output
    assert run(path, "fill", "Next", "--case", "muquan").exit_code == 0
    done = run(path, "review", "roll", "Next")
    assert "5,880 / 6,930 / 7,900 / 8,480" in done.stdout
    assert '"pareto": [' in run(path, "review", "still", "Next", "--json").stdout
    done = run(path, "review", "still", "Next", "--step", "pareto", "--json")
    assert '"pareto"' not in done.stdout
    log = run(path, "review", "changelog", "Next", "--json").stdout
    assert '"how": "rolled"' in log
    assert "T+2" in run(path, "review", "changelog", "Next", "--all").stdout
    score = run(path, "review", "assumptions", OLD).stdout
    assert "In all: 3 held, 0 in part, 0 failed, 2 open; Brier score 0.064" in score
    assert score.splitlines()[3].startswith("Li: 3 held")
    assert run(path, "review", "assumptions", "--json").exit_code == 0


@pytest.mark.campaign
def test_the_commands_speak_chinese(at: StoreAt) -> None:
    path = at("rolled", "zh")
    assert "还成立吗" in run(path, "plain", NEW, lang="zh").output
    assert "布里尔分数 0.064" in run(path, "review", "assumptions", lang="zh").output
    assert (
        "随年度或回顾移动：预测（32 处）" in run(path, "review", "changelog", NEW, lang="zh").output
    )
    assert run(path, "review", "roll", OLD, lang="zh").exit_code == 1
