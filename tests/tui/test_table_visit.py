"""A table as somebody meets it who was told nothing about tables."""

from textual.events import Key

from kamguide.tui.sheetwords import SheetWords
from kamguide.tui.widgets.columns import Columns
from kamguide.tui.widgets.grid import GridColumn
from tests.tui.conftest import Small, Wide, said, screen, send, settle, text_of
from tests.tui.filling import FACTORS, TWO, At, at_cell, keys, paste, rows, words

SIX = "\n".join(f"Customer {n}\t{n}00\t{n}0" for n in range(1, 7))


def over(app_text: str) -> str:
    """The line over the table."""
    return next(line for line in app_text.split("\n") if line.startswith("─"))


# What is asked


async def test_what_is_asked_stands_over_a_table_however_much_was_said(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "margin")
        await send(pilot, *["/why"] * 5)
        assert over(text_of(pilot.app)).startswith("─ Which customers are there? ─")
        await send(pilot, "/lang")
        assert over(text_of(pilot.app)).startswith("─ 有哪些客户？ ─")
        await send(pilot, "/goto best")
        assert set(over(text_of(pilot.app))) == {"─"}


# What was typed just now


async def test_words_that_cannot_be_read_are_told_however_fast_they_come(at: At) -> None:
    async with at(TWO).run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "revenue")
        for key in (*"lots", "enter"):
            screen(pilot).prompt.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert "I could not read “lots” as a number" in words(pilot, "#ask")


async def test_what_was_filled_in_just_now_is_changed_without_being_asked(at: At) -> None:
    async with at().run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "name")
        await paste(pilot, SIX)
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, *"9000", "enter")
        assert screen(pilot).grid.display
        assert rows(pilot)[0]["revenue"] == 9000
        await keys(pilot, "ctrl+d")
        assert screen(pilot).grid.display
        assert len(rows(pilot)) == 5


async def test_what_is_taken_back_is_gone_to_and_the_question_is_not_asked_once_more(
    at: At,
) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, *"6300", "down", "down")
        count = len(said(pilot))
        await keys(pilot, "ctrl+z")
        assert screen(pilot).grid.place == ("C1", "revenue")
        assert rows(pilot)[0]["revenue"] == 6200
        assert said(pilot)[count:] == ["Taken back."]
        await keys(pilot, "down", "ctrl+y")
        assert screen(pilot).grid.place == ("C1", "revenue")
        assert rows(pilot)[0]["revenue"] == 6300


async def test_a_table_without_rows_says_where_they_come_from(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await send(pilot, "/goto scores")
        assert words(pilot, "#ask") == (
            "No rows yet; they come from “Which factors count?”\nType /goto 7 to begin there."
        )
        assert not words(pilot, "#table-foot").strip()


# Wide tables


WIDE = "\t".join(("A customer whose name is long", "1234567890", "123456789"))


async def test_home_and_the_next_row_begin_at_the_first_columns(at: At) -> None:
    async with at(f"{WIDE}\n{WIDE}", FACTORS).run_test(size=(50, 24)) as pilot:
        await at_cell(pilot, "C1", "factor_id")
        assert screen(pilot).grid.hidden[0] > 0
        await keys(pilot, "home")
        assert screen(pilot).grid.hidden[0] == 0
        screen(pilot).grid.go("C1", "factor_id")
        await keys(pilot, "1", "enter")
        assert screen(pilot).grid.place == ("C2", "name")
        assert screen(pilot).grid.hidden[0] == 0


async def test_no_column_is_out_of_view_where_there_is_room_for_it(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "factor_id")
        await send(pilot, "/goto best", "/goto customers")
        assert screen(pilot).grid.hidden == (0, 0)
        await pilot.resize_terminal(40, 24)
        await settle(pilot)
        await keys(pilot, "end")
        assert screen(pilot).grid.hidden[0] > 0
        await pilot.resize_terminal(*Wide)
        await settle(pilot)
        assert screen(pilot).grid.hidden == (0, 0)


def test_heads_stand_on_one_line_where_there_is_room() -> None:
    heads = (("客户", False), ("年销售额", True), ("年毛利", True))
    columns = Columns(tuple(GridColumn(head, head, right, True) for head, right in heads), 1)
    columns.fit(76)
    assert (columns.head_height, [one.width for one in columns.slots]) == (1, [16, 8, 6])
    columns.fit(16)
    assert columns.head_height == 2


# Mouse and Esc


async def test_an_option_of_a_cell_is_picked_by_a_click(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "factor_id")
        where = words(pilot, "#cell-choices").index("AF2")
        await pilot.click("#cell-choices", offset=(where + 1, 0))
        await settle(pilot)
        assert rows(pilot)[0]["factor_id"] == "AF2"
        assert screen(pilot).grid.place == ("C2", "name")


async def test_escape_lets_go_of_what_is_typed_for_a_cell(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, *"lots", "enter", "escape")
        assert screen(pilot).prompt.text == ""
        assert "could not" not in words(pilot, "#ask")
        await keys(pilot, "down")
        assert screen(pilot).grid.place == ("C2", "revenue")
        assert rows(pilot)[0]["revenue"] == 6200


# What is said of it


async def test_the_foot_says_what_is_missing_and_where_and_what_is_in_doubt(at: At) -> None:
    async with at("Hengjian\nMuquan\t5400\t1134").run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "revenue")
        assert words(pilot, "#table-foot").startswith("2 rows   cells to fill: 1   ")
        await keys(pilot, "down")
        assert words(pilot, "#table-foot").startswith("2 rows   cells to fill: 1, first C1 Hengj")
        sheet = screen(pilot).conversation.tabling.sheet  # type: ignore[union-attr]
        assert sheet is not None
        sheet.view.wrong = frozenset({("C2", "margin")})
        assert "to check (!): 1" in SheetWords(sheet).needs("margin", "C2")


async def test_a_row_is_filled_once_nothing_of_it_is_missing(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        await keys(pilot, "5", "enter", "f12")
        assert words(pilot, "#table-foot").startswith("1 of 4 rows filled   cells to fill: 3")


async def test_a_table_that_is_left_with_gaps_says_so(at: At) -> None:
    async with at("Hengjian\nMuquan\t5400\t1134").run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, "f8")
        left = "Left with 1 cell still to fill, in C1 Hengjian: Revenue. /back leads there."
        assert left in said(pilot)


async def test_the_greatest_are_seen_when_rows_are_sorted(at: At) -> None:
    async with at(SIX).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, "f10", "f10")
        assert screen(pilot).grid.place == ("C6", "revenue")
        await keys(pilot, "f10")
        assert screen(pilot).grid.place == ("C6", "revenue")


async def test_the_cells_of_a_score_grid_are_counted_and_not_their_rows(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        await paste(pilot, "5\t6\n7\t8")
        assert said(pilot)[-1] == "4 cells pasted. Ctrl+Z takes all of it back."
        await keys(pilot, "left")
        assert "comes from an earlier answer" in words(pilot, "#ask")


async def test_why_a_cell_is_refused_can_be_read_to_its_end(at: At) -> None:
    long = "quite a lot of money, more than anybody could count in a day"
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await send(pilot, long)
        assert "or 350万." in text_of(pilot.app)
        await keys(pilot, "escape")
        assert screen(pilot).query_one("#ask").size.height == 2


async def test_words_in_a_score_are_told_which_numbers_there_are(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        await keys(pilot, *"good", "enter")
        assert "“good” is no score: type a number from 0 to 10" in words(pilot, "#ask")


async def test_a_question_mark_in_a_table_shows_its_help_from_the_beginning(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, "question_mark")
        assert "Help: a table" in text_of(pilot.app)
        assert "Ctrl+D" in text_of(pilot.app)
        await keys(pilot, "escape", *"6300", "enter")
        assert rows(pilot)[0]["revenue"] == 6300


async def test_sums_are_told_wherever_the_cursor_is(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "name")
        assert "Revenue in all 11,600   Margin in all 2,064" in words(pilot, "#table-foot")
        await keys(pilot, "up", "right")
        assert "Margin in all" not in words(pilot, "#table-foot")


async def test_the_key_for_columns_is_told_once(at: At) -> None:
    async with at(TWO).run_test(size=(200, 50)) as pilot:
        await at_cell(pilot, "C1", "revenue")
        assert "F7 by column" in words(pilot, "#keys")
        await keys(pilot, "f7")
        assert words(pilot, "#keys").count("F7") == 1
