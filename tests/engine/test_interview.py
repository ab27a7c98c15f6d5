"""What is asked next, what a reply comes to, and where a person can go."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from kamguide.engine.change import changed
from kamguide.engine.interview import Interview
from kamguide.engine.rowtalk import Place
from kamguide.engine.turns import Asked, Checking, Completed
from kamguide.errors import AnswerError, UsageError
from kamguide.model.answers import Answers, State
from kamguide.model.edits import AddRow, MarkUnknown, RemoveRow, SetCell, SetValue
from kamguide.model.flow import Flow
from tests.engine.conftest import BASICS, FACTORS, TODAY

Say = Callable[..., str]


def test_the_first_question_comes_first(interview: Interview) -> None:
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert turn.question.id == "setup_account_name"
    assert interview.state == "beginning"


def test_a_reply_leads_on_and_a_branch_that_does_not_apply_is_passed(say: Say) -> None:
    assert say("Muquan", "prospect", "2026", "2") == "customers"


def test_a_branch_that_applies_is_asked(say: Say) -> None:
    assert say("Muquan", "2", "2026", "2") == "our_sales"


def test_an_amount_with_a_scale_word_is_converted_and_said_back(
    interview: Interview, say: Say
) -> None:
    say("Muquan", "growing", "2026", "2")
    read = interview.read("540万")
    assert read.edits == (SetValue("our_sales", Decimal(540)),)
    assert [notice.key for notice in read.notices] == ["answer.money.scaled"]


def test_an_unreadable_reply_changes_nothing(interview: Interview, say: Say) -> None:
    say("Muquan")
    with pytest.raises(AnswerError):
        interview.read("maybe")
    assert say() == "stage"


def test_a_row_may_be_typed_on_one_line(interview: Interview, say: Say) -> None:
    say(*BASICS)
    rows = interview.answers.rows("customers")
    assert [row.key for row in rows] == ["C1", "C2"]
    assert rows[1].cells == {
        "customer_id": "C2",
        "name": "Muquan",
        "revenue": Decimal(5400),
        "margin": Decimal(1134),
    }


def test_a_row_may_be_typed_cell_by_cell(interview: Interview, say: Say) -> None:
    say(*BASICS[:5], "Hengjian")
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert turn.place == Place("C1", "revenue")
    say("6200")
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert turn.place == Place("C1", "margin")
    say("")
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert turn.place == Place("C2")


def test_an_id_that_is_typed_is_kept_and_the_next_one_follows(
    interview: Interview, say: Say
) -> None:
    say(*BASICS[:5], "C7, Hengjian, 6200, 930", "Muquan, 5400")
    assert [row.key for row in interview.answers.rows("customers")] == ["C7", "C8"]


def test_an_id_cannot_be_used_twice(interview: Interview, say: Say) -> None:
    say(*BASICS[:5], "C7, Hengjian, 6200, 930")
    with pytest.raises(AnswerError, match="duplicate"):
        interview.read("C7, Muquan, 5400, 1")


def test_several_lines_are_several_rows_and_a_head_is_passed_over(
    interview: Interview, say: Say
) -> None:
    say(*BASICS[:5], "Name\tRevenue\tMargin\nHengjian\t6,200\t930\nMuquan\t5,400\t1,134")
    assert [row["revenue"] for row in interview.answers.rows("customers")] == [6200, 5400]


def test_a_fault_in_a_pasted_line_names_the_line(interview: Interview, say: Say) -> None:
    say(*BASICS[:5])
    with pytest.raises(AnswerError) as fault:
        interview.read("Hengjian, 6200, 930\nMuquan, lots, 1134")
    assert fault.value.values["line"] == 2
    assert fault.value.values["column"] == "revenue"
    assert not interview.answers.rows("customers")


def test_a_table_closes_only_with_enough_rows(interview: Interview, say: Say) -> None:
    say(*BASICS[:6])
    with pytest.raises(AnswerError, match="too_few"):
        interview.close_edits()


def test_a_grid_is_laid_out_and_filled_a_line_at_a_time(interview: Interview, say: Say) -> None:
    say(*BASICS, "done", *FACTORS, "done")
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert turn.place == Place("C1|AF1", "score", ("C1|AF1", "C1|AF2"))
    assert say("7 6.5", "8, 4") == "visits"
    assert {row.key: row["score"] for row in interview.answers.rows("scores")} == {
        "C1|AF1": 7,
        "C1|AF2": Decimal("6.5"),
        "C2|AF1": 8,
        "C2|AF2": 4,
    }


def test_a_zero_of_a_zero_grid_is_never_kept(interview: Interview, say: Say) -> None:
    say(*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4", "2 0", "0 0")
    assert [row.key for row in interview.answers.rows("visits")] == ["C1|may"]


def test_a_figure_decides_whether_a_question_is_asked(interview: Interview, say: Say) -> None:
    say(*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4", "done")
    assert say() == "best"
    table = interview.flow.tables["customers"]
    read = interview.reader(table).cell("C1", "revenue", "62000")
    interview.take(read.edits)
    assert "spread" in {question.id for question in interview.path.asked}


def test_the_answer_of_a_branch_that_was_left_is_parked_and_comes_back(
    interview: Interview, say: Say
) -> None:
    say(*BASICS[:5])
    interview.take([SetValue("stage", "prospect")])
    assert "our_sales" in interview.path.parked
    assert "our_sales" not in interview.path.standing
    assert interview.answers.value("our_sales") == 540
    interview.take([SetValue("stage", "growing")])
    assert interview.path.standing.value("our_sales") == 540


def test_cells_of_a_row_that_is_gone_are_parked_and_come_back(
    interview: Interview, say: Say
) -> None:
    say(*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4")
    rows = interview.answers["customers"].rows
    interview.take([RemoveRow("customers", "C2")])
    assert [row.key for row in interview.path.standing.rows("scores")] == ["C1|AF1", "C1|AF2"]
    interview.take([AddRow("customers", "C2", rows[1].cells, rows[1].rank)])
    assert len(interview.path.standing.rows("scores")) == 4


def test_a_later_column_is_missing_only_once_what_it_points_to_is_there(
    interview: Interview, say: Say
) -> None:
    say(*BASICS, "done")
    assert "customers" not in interview.progress.missing
    say(*FACTORS)
    assert "customers" in interview.progress.missing


def test_going_back_leads_to_the_question_before(interview: Interview, say: Say) -> None:
    say(*BASICS[:4])
    interview.back()
    assert say() == "setup_money_unit"
    interview.back()
    assert say() == "setup_base_year"


def test_at_the_first_question_going_back_stays(interview: Interview, say: Say) -> None:
    interview.back()
    assert say() == "setup_account_name"


def test_any_question_of_the_path_can_be_opened_and_no_other(
    interview: Interview, say: Say
) -> None:
    say("Muquan", "prospect")
    interview.goto("best")
    assert say() == "best"
    assert interview.state == "end"
    with pytest.raises(UsageError):
        interview.goto("our_sales")


def test_a_changed_answer_leads_on_to_what_is_still_open(interview: Interview, say: Say) -> None:
    say(*BASICS[:4])
    interview.goto("setup_account_name")
    assert say("Hengjian") == "our_sales"


def test_a_skipped_question_is_missing_and_blocks_completion(
    interview: Interview, say: Say
) -> None:
    interview.go_on()
    assert say() == "stage"
    interview.check_answers()
    turn = interview.turn()
    assert isinstance(turn, Checking)
    assert "setup_account_name" in turn.missing
    with pytest.raises(UsageError, match="not_complete"):
        interview.complete()


def test_an_open_item_needs_no_more_asking(interview: Interview, say: Say) -> None:
    interview.take([MarkUnknown("setup_account_name", "Li", "Friday")])
    interview.go_on()
    assert interview.progress.of("basics").open == ("setup_account_name",)
    assert "setup_account_name" not in interview.progress.missing
    assert interview.answers["setup_account_name"].state is State.UNKNOWN


def test_the_whole_flow_can_be_answered_and_completed(interview: Interview, say: Say) -> None:
    end = say(*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4", "done", "Muquan")
    assert end == "remark"
    say("nothing more to say")
    interview.goto("customers")
    say("AF1", "AF2", "done")
    interview.check_answers()
    assert interview.progress.missing == ()
    assert isinstance(interview.complete(), Completed)
    assert interview.state == "completed"


def test_a_resumed_interview_goes_on_where_it_was_left(
    flow: Flow, interview: Interview, say: Say
) -> None:
    say(*BASICS[:4])
    again = Interview(flow, interview.answers, today=TODAY, lang="zh")
    turn = again.turn()
    assert isinstance(turn, Asked)
    assert turn.question.id == "our_sales"


def test_resuming_in_the_middle_of_a_row_asks_for_its_next_cell(
    flow: Flow, interview: Interview, say: Say
) -> None:
    say(*BASICS[:5], "Hengjian")
    again = Interview(flow, interview.answers, today=TODAY, lang="zh")
    turn = again.turn()
    assert isinstance(turn, Asked)
    assert turn.place == Place("C1", "revenue")


def test_minutes_left_shrink_as_answers_come_in(interview: Interview, say: Say) -> None:
    before = interview.progress.minutes_left
    say(*BASICS)
    assert interview.progress.minutes_left < before


def test_emptying_a_cell_makes_it_missing_again(interview: Interview, say: Say) -> None:
    say(*BASICS)
    table = interview.flow.tables["customers"]
    interview.take(interview.reader(table).cell("C1", "revenue", "").edits)
    assert "customers" in interview.progress.missing


def test_changing_an_id_renames_the_row(interview: Interview, say: Say) -> None:
    say(*BASICS)
    table = interview.flow.tables["customers"]
    edits = interview.reader(table).cell("C1", "customer_id", "C9").edits
    interview.take(edits)
    assert [row.key for row in interview.answers.rows("customers")] == ["C9", "C2"]


def test_a_cell_edit_is_one_edit() -> None:
    answers = changed(Answers(), SetCell("t", "r1", "a", "x"))
    answers = changed(answers, SetCell("t", "r1", "b", "y"))
    answers = changed(answers, SetCell("t", "r1", "a", None))
    assert answers.rows("t")[0].cells == {"b": "y"}


def test_a_row_without_a_word_is_no_row() -> None:
    answers = changed(Answers(), SetCell("t", "r1", "a", "x"))
    assert changed(answers, SetCell("t", "r1", "a", None)).rows("t") == ()


def test_a_closed_table_is_asked_again_for_a_column_that_had_to_wait(
    interview: Interview, say: Say
) -> None:
    say(*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4", "done", "C1")
    interview.go_on()
    turn = interview.turn()
    assert isinstance(turn, Asked)
    assert (turn.question.id, turn.place) == ("customers", Place("C1", "factor_id"))
    assert say("AF1", "AF2", "done") == "Checking"
