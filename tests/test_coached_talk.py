"""What the coach says in the talk: about answers, about tables that are done, about a plan."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kamguide.engine.turns import Asked
from kamguide.model.edits import SetCell
from kamguide.workspace.checking import Telling
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.inplace import about_open
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.typist import words


@pytest.fixture
def workspace(case_store: CaseStore) -> Iterator[Workspace]:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    made = Workspace.at(case_store("en"), actor="Li", lang="en", now=lambda: now)
    yield made
    made.store.close()


@pytest.fixture
def finished(workspace: Workspace) -> Session:
    return workspace.open("Muquan")


def test_a_table_that_is_done_is_doubted_like_an_answer(finished: Session) -> None:
    row = finished.answers.rows("obj_list")[0]
    finished.edit(SetCell("obj_list", row.key, "statement", "Good relationship"))
    finished.goto("obj_list")
    dialogue = Dialogue(finished)
    dialogue.ask()
    said = words(dialogue, "/done")
    assert dialogue.waits, said
    words(dialogue, "change")
    assert isinstance(turn := finished.turn, Asked)
    assert turn.question.id == "obj_list"


def test_one_rule_is_said_once_however_many_rows_it_finds(finished: Session) -> None:
    for row in finished.answers.rows("obj_list"):
        finished.edit(SetCell("obj_list", row.key, "statement", "Good relationship"))
    finished.goto("obj_list")
    dialogue = Dialogue(finished)
    dialogue.ask()
    lines = words(dialogue, "/done").splitlines()
    assert len(lines) == len(set(lines))


def test_a_finding_over_the_plan_is_a_sentence_not_a_number(finished: Session) -> None:
    telling = Telling(finished)
    said = [telling.finding(one) for one in finished.interview.findings]
    assert said
    assert all(" " in one for one in said)


def test_a_suggested_cell_that_is_left_to_its_figure_is_worked_out(finished: Session) -> None:
    row = finished.answers.rows("seg_segments")[0]
    before = finished.path.figures.get("segment_sales")
    finished.edit(SetCell("seg_segments", row.key, "our_revenue", None))
    assert before is not None
    assert finished.path.figures.get("segment_sales") == before


def test_what_blocks_is_listed_by_question_and_row(finished: Session) -> None:
    for row in finished.answers.rows("fc_products")[:2]:
        finished.edit(SetCell("fc_products", row.key, "margin_t1_pct", Decimal(2900)))
    dialogue = Dialogue(finished)
    lines = words(dialogue, "/check").split("\n")
    title = finished.flow.questions["fc_products"].ask("en")
    at = lines.index(f"- {title}")
    assert lines[at + 1].startswith(
        "  ! P1 Corrugated trays and cartons: That cannot be: 2,900 > 80"
    )
    assert lines[at + 2].startswith("  ! P2 ")


def test_a_command_that_cannot_be_done_says_why_and_leaves_the_line_free(
    finished: Session,
) -> None:
    row = finished.answers.rows("fc_products")[0]
    finished.edit(SetCell("fc_products", row.key, "margin_t1_pct", Decimal(2900)))
    heard = Dialogue(finished).hear("/complete")
    assert heard.sent
    assert "1 needs correction" in heard.said[0].text


# A correction that moves other things


def test_a_correction_waits_until_what_it_moves_is_accepted(finished: Session) -> None:
    finished.goto("setup_base_year")
    dialogue = Dialogue(finished)
    dialogue.ask()
    said = words(dialogue, "2020")
    assert dialogue.waits
    assert said.split("\n")[:2] == ["Base year: 2026 -> 2020", "This would follow:"]
    assert finished.answers.value("setup_base_year") == 2026
    words(dialogue, "1")
    assert finished.answers.value("setup_base_year") == 2020


def test_the_old_answer_stays_when_the_correction_is_not_accepted(finished: Session) -> None:
    finished.goto("setup_base_year")
    dialogue = Dialogue(finished)
    dialogue.ask()
    before = list(finished.events())
    words(dialogue, "2020")
    said = words(dialogue, "2")
    assert said.startswith("The old answer stays.")
    assert list(finished.events()) == before
    assert finished.draft() is None


def test_a_correction_that_waits_is_not_lost_with_the_session(
    finished: Session, workspace: Workspace
) -> None:
    finished.goto("setup_base_year")
    dialogue = Dialogue(finished)
    dialogue.ask()
    words(dialogue, "2020")
    workspace.close(finished)
    again = workspace.open("Muquan")
    again.goto("setup_base_year")
    draft = again.draft()
    assert draft is not None
    assert draft.text == "2020"


def test_something_else_than_a_decision_decides_nothing(finished: Session) -> None:
    finished.goto("setup_base_year")
    dialogue = Dialogue(finished)
    dialogue.ask()
    words(dialogue, "2020")
    heard = dialogue.hear("2021")
    assert not heard.sent
    assert dialogue.waits
    assert finished.answers.value("setup_base_year") == 2026


def test_a_correction_that_moves_nothing_is_taken_at_once(finished: Session) -> None:
    finished.goto("setup_planner")
    dialogue = Dialogue(finished)
    dialogue.ask()
    words(dialogue, "Somebody Else")
    assert not dialogue.waits
    assert finished.answers.value("setup_planner") == "Somebody Else"


@pytest.mark.parametrize(
    ("place", "command", "told"),
    [
        ("fc_products", "/clear", "Revenue T+3: 7,900 -> not known"),
        ("fc_products", "/unknown Zhang; 2027-01-31", "Revenue T+3: 7,900 -> not known"),
        ("fc_products", "/na", "Revenue T+3: 7,900 -> not known"),
        ("bud_lines", "/delete B3", "Budget of three years: 531 -> 366"),
    ],
)
def test_a_command_that_takes_an_answer_away_tells_what_follows_first(
    finished: Session, place: str, command: str, told: str
) -> None:
    finished.goto(place)
    dialogue = Dialogue(finished)
    dialogue.ask()
    before = finished.answers
    assert told in words(dialogue, command)
    assert dialogue.waits
    assert finished.answers is before
    words(dialogue, "2")
    assert finished.answers is before
    words(dialogue, command)
    words(dialogue, "1")
    assert not dialogue.waits
    assert finished.answers.get(place) != before[place]


def test_a_row_that_goes_is_named_before_it_goes(finished: Session) -> None:
    finished.goto("bud_lines")
    dialogue = Dialogue(finished)
    dialogue.ask()
    first = words(dialogue, "/delete B3").split("\n")[0]
    assert first == "Budget lines: B3 Crate purchase depreciation and tracking goes"


@pytest.fixture
def doubted(workspace: Workspace) -> Dialogue:
    """A talk in which the coach has just doubted the name of the customer."""
    dialogue = Dialogue(workspace.new("Haitang", "quick"))
    dialogue.ask()
    words(dialogue, "Lanqiao Packaging")
    words(dialogue, "the beverage industry")
    assert dialogue.waits
    return dialogue


ACCOUNT = "setup_account_name"


def test_help_at_a_doubt_is_about_the_answer_that_is_doubted_and_leaves_it_open(
    doubted: Dialogue,
) -> None:
    account = doubted.session.flow.questions[ACCOUNT]
    assert account.why("en") in words(doubted, "/help")
    assert account.why("en") in about_open(doubted.session)
    assert doubted.waits
    words(doubted, "1")
    assert isinstance(turn := doubted.session.turn, Asked)
    assert turn.question.id == "setup_base_year"
    assert doubted.session.answers[ACCOUNT].kept


@pytest.mark.parametrize("typed", ["don't know", "/unknown Zhao", "/na", "/clear"])
def test_a_command_at_a_doubt_is_about_the_answer_that_is_doubted(
    doubted: Dialogue, typed: str
) -> None:
    words(doubted, typed)
    if doubted.waits:
        words(doubted, "1")
    assert doubted.session.answers.value(ACCOUNT) is None
    assert "setup_base_year" not in doubted.session.answers


def test_evidence_given_at_a_doubt_belongs_to_the_answer_that_is_doubted(
    doubted: Dialogue,
) -> None:
    words(doubted, "/evidence fact annual report 2025")
    assert doubted.session.answers[ACCOUNT].evidence
    assert doubted.waits


def test_a_doubt_that_is_passed_over_leads_to_the_question_that_follows(doubted: Dialogue) -> None:
    said = words(doubted, "/skip")
    assert "The answer stays as it is." in said
    assert "base year" in said
    assert not doubted.waits


@pytest.mark.parametrize("typed", ["/back", "/edit"])
def test_going_back_from_a_doubt_leads_to_the_answer_that_is_doubted(
    doubted: Dialogue, typed: str
) -> None:
    assert doubted.hear(typed).prefill == "the beverage industry"


def test_a_better_answer_to_a_doubt_takes_its_place(doubted: Dialogue) -> None:
    assert "base year" in words(doubted, "Haitang Dairy")
    assert doubted.session.answers.value(ACCOUNT) == "Haitang Dairy"


def test_looking_something_up_leaves_a_correction_waiting(finished: Session) -> None:
    dialogue = Dialogue(finished)
    finished.goto("fc_products")
    dialogue.ask()
    before = finished.answers
    dialogue.enter("fc_products", finished.reader("fc_products").cell("P3", "rev_t3", "900"))
    assert dialogue.waits
    words(dialogue, "/help")
    assert dialogue.waits
    words(dialogue, "1")
    assert finished.answers != before


@pytest.mark.parametrize("typed", ["/goto", "/find", "/met", "/settle", "/note"])
def test_a_command_that_needs_words_says_which_instead_of_doing_something(
    finished: Session, typed: str
) -> None:
    finished.goto("mis_statement")
    dialogue, before = Dialogue(finished), finished.answers
    said = words(dialogue, typed)
    assert f"such as {typed} " in said
    assert "“”" not in said
    assert finished.answers == before


def test_another_language_says_the_doubt_again_and_leaves_it_open(doubted: Dialogue) -> None:
    said = words(doubted, "/lang zh")
    assert "请写一个具体客户" in said
    assert "保留还是修改？" in said
    assert doubted.waits


@pytest.mark.parametrize(("asked", "speaks"), [("中文", "zh"), ("Chinese", "zh"), ("英语", "en")])
def test_a_language_is_named_in_either_language(finished: Session, asked: str, speaks: str) -> None:
    words(Dialogue(finished), f"/lang {asked}")
    assert finished.lang == speaks


def test_a_language_there_is_not_changes_nothing_and_is_told(doubted: Dialogue) -> None:
    said = words(doubted, "/lang fr")
    assert "There is no language “fr”: choose en (English) or zh (中文)." in said
    assert doubted.session.lang == "en"
    assert doubted.waits
