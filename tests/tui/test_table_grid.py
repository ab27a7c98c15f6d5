"""A table filled in as a grid, by the keys of a person."""

from decimal import Decimal

import pytest
from rich.cells import cell_len
from textual.events import Key

from tests.tui.conftest import Small, Wide, said, screen, send, settle
from tests.tui.filling import (
    FACTORS,
    TWO,
    At,
    at_cell,
    keys,
    lines,
    names,
    paste,
    rows,
    words,
)

# Filling in


async def test_tab_enter_and_arrows_keep_a_cell(at: At) -> None:
    async with at().run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "name")
        await keys(pilot, *"Hengjian", "tab", *"540万", "tab", *"1,134", "up")
        (row,) = rows(pilot)
        assert (row["name"], row["revenue"], row["margin"]) == ("Hengjian", 540, 1134)
        assert "kept as 540" in "\n".join(said(pilot))


async def test_what_cannot_be_read_is_told_at_its_cell_and_keeps_the_cursor(at: At) -> None:
    async with at(TWO).run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "revenue")
        await keys(pilot, *"lots", "down")
        assert screen(pilot).grid.place == ("C1", "revenue")
        assert screen(pilot).prompt.text == "lots"
        assert "I could not read “lots” as a number" in words(pilot, "#ask")
        assert "lots_" in "\n".join(lines(pilot))
        assert rows(pilot)[0]["revenue"] == 6200


async def test_keys_that_come_all_at_once_land_in_their_cells(at: At) -> None:
    async with at("Hengjian\t6200\nMuquan\t5400").run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "margin")
        for key in ("1", "down", "2", "enter", "up", "right", "9", "up"):
            screen(pilot).prompt.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        await send(pilot, "1")
        assert [row["margin"] for row in rows(pilot)] == [1, 2]
        assert [row["revenue"] for row in rows(pilot)] == [6200, 9]


@pytest.mark.campaign
async def test_the_unit_and_what_can_be_typed_stand_above_the_table(at: At) -> None:
    async with at(TWO).run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "revenue")
        assert words(pilot, "#ask").split("\n") == [
            "C1 Hengjian   Revenue (10,000 CNY)",
            "Such as 1,200, 3.5m",
        ]
        assert "Revenue in all 11,600" in words(pilot, "#table-foot")


@pytest.mark.campaign
async def test_delete_empties_a_cell_and_ctrl_e_takes_its_words(at: At) -> None:
    async with at(TWO).run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "margin")
        await keys(pilot, "ctrl+e")
        assert screen(pilot).prompt.text == "930"
        await keys(pilot, *".5", "enter")
        assert rows(pilot)[0]["margin"] == Decimal("930.5")
        screen(pilot).grid.go("C1", "margin")
        await keys(pilot, "delete")
        await send(pilot, *([] if screen(pilot).grid.display else ["1"]))
        assert rows(pilot)[0]["margin"] is None


async def test_one_cell_is_one_small_event(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "margin")
        session = screen(pilot).conversation.session  # type: ignore[union-attr]
        before = len(list(session.events()))
        await keys(pilot, *"931", "enter")
        (event,) = list(session.events())[before:]
        assert (event.kind, event.row, event.column) == ("row_given", "C1", "margin")
        assert set(event.payload) <= {"value", "origin"}


# Picking


async def test_typing_narrows_the_list_and_the_arrows_go_through_it(at: At) -> None:
    async with at(TWO, f"{FACTORS}\nGrit\t7").run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "factor_id")
        assert "1 AF1 Growth" in words(pilot, "#cell-choices")
        await keys(pilot, *"gr")
        assert "AF2" not in words(pilot, "#cell-choices")
        await keys(pilot, "down", "down")
        assert ">3 AF3 Grit" in words(pilot, "#cell-choices")
        await keys(pilot, "enter")
        assert rows(pilot)[0]["factor_id"] == "AF3"


async def test_in_a_chinese_list_of_a_cell_the_pinyin_initials_pick(at: At) -> None:
    async with at(TWO, "增长\t60\n规模\t33", lang="zh").run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "factor_id")
        await keys(pilot, *"gm", "enter")
        assert rows(pilot)[0]["factor_id"] == "AF2"


# Pasting


async def test_a_block_fills_a_region_adds_rows_and_goes_with_one_undo(at: At) -> None:
    async with at("Hengjian\t6200\nMuquan\t5400").run_test(size=Wide) as pilot:
        await at_cell(pilot, "C1", "margin")
        await paste(pilot, '930\n1,200\n"900"\n')
        assert [row["margin"] for row in rows(pilot)] == [930, 1200, 900]
        assert "3 cells pasted in 3 rows" in said(pilot)[-1]
        await keys(pilot, "ctrl+z")
        assert [row["margin"] for row in rows(pilot)] == [None, None]


async def test_all_problems_of_a_block_are_told_at_once_and_stand_in_their_cells(at: At) -> None:
    async with at().run_test(size=Wide) as pilot:
        await at_cell(pilot, "+", "name")
        await paste(pilot, "Hengjian\tlots\t930\nMuquan\t5400\tsome")
        assert "line 1, Revenue:" in said(pilot)[-1]
        assert "line 2, Margin:" in said(pilot)[-1]
        assert screen(pilot).grid.place == ("C1", "revenue")
        assert "! I could not read “lots”" in words(pilot, "#ask")
        assert "! lots" in "\n".join(lines(pilot))
        assert "not readable (!): 2" in words(pilot, "#table-foot")
        await keys(pilot, *"6200", "enter")
        assert "not readable (!): 1" in words(pilot, "#table-foot")
        assert [row["revenue"] for row in rows(pilot)] == [6200, 5400]


@pytest.mark.campaign
async def test_a_list_pasted_at_the_ids_begins_behind_them(at: At) -> None:
    async with at().run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "customer_id")
        await paste(pilot, TWO)
        assert [row.key for row in rows(pilot)] == ["C1", "C2"]


async def test_a_column_that_cannot_be_filled_yet_is_passed_over(at: At) -> None:
    async with at().run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "name")
        await keys(pilot, *"Hengjian", "enter", *"6200", "enter", *"930", "enter")
        assert screen(pilot).grid.place == ("+", "name")
        await paste(pilot, "Muquan\t5400\t1134\tGrowth")
        assert "1 text had no place" in said(pilot)[-1]


# Rows


async def test_rows_are_put_between_moved_and_copied_each_with_its_undo(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C2", "name")
        await keys(pilot, "ctrl+t", *"Between", "enter")
        assert names(pilot) == ["Hengjian", "Between", "Muquan"]
        screen(pilot).grid.go("C1", "name")
        await keys(pilot, "ctrl+down")
        assert names(pilot) == ["Between", "Hengjian", "Muquan"]
        assert screen(pilot).grid.place == ("C1", "name")
        await keys(pilot, "ctrl+r")
        assert names(pilot) == ["Between", "Hengjian", "Hengjian", "Muquan"]
        for _ in range(3):
            await keys(pilot, "ctrl+z")
        assert names(pilot) == ["Hengjian", "Muquan"]


@pytest.mark.campaign
async def test_rows_are_moved_by_a_command_with_or_without_a_name(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "C2", "name")
        await send(pilot, "/row up")
        assert names(pilot) == ["Muquan", "Hengjian"]
        await send(pilot, "/行 上移 C1")
        assert names(pilot) == ["Hengjian", "Muquan"]


@pytest.mark.campaign
async def test_where_a_row_was_deleted_the_next_one_is_gone_to(at: At) -> None:
    async with at(f"{TWO}\nThird\t1\t1").run_test(size=Small) as pilot:
        await at_cell(pilot, "C2", "name")
        await keys(pilot, "ctrl+d")
        await send(pilot, "1")
        assert names(pilot) == ["Hengjian", "Third"]
        assert screen(pilot).grid.place == ("C3", "name")


# Reading


async def test_sorting_is_for_reading_only(at: At) -> None:
    async with at(f"{TWO}\nThird\t9000\t1").run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "revenue")
        shown = []
        for key in ("f10", "f10", "ctrl+up", "f10"):
            await keys(pilot, key)
            shown.append(screen(pilot).grid.keys)
        assert shown[0] == ("C2", "C1", "C3", "+")
        assert shown[1] == shown[2] == ("C3", "C1", "C2", "+")
        assert shown[3] == ("C1", "C2", "C3", "+")
        assert names(pilot) == ["Hengjian", "Muquan", "Third"]


async def test_weights_are_added_up_while_they_are_typed(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "AF2", "weight", table="factors")
        assert "Weight 93 of 100: 7 to go" in words(pilot, "#table-foot")
        await keys(pilot, *"45", "enter")
        assert "Weight 105 of 100: 5 too many" in words(pilot, "#table-foot")


# Grids


@pytest.mark.campaign
async def test_a_score_grid_has_one_side_down_and_the_other_across(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        assert lines(pilot)[0].split() == ["Customer", "AF1", "Growth", "AF2", "Size"]
        await keys(pilot, "5", "enter", "6", "enter", "7", "enter", "8", "enter")
        assert "4 of 4 cells filled" in words(pilot, "#table-foot")
        assert [row["score"] for row in rows(pilot, "scores")] == [5, 6, 7, 8]
        await keys(pilot, "f12")
        assert screen(pilot).grid.place == ("C2|AF2", "score")


async def test_the_marks_of_a_score_stand_in_a_row_and_the_typed_one_stands_out(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        marks = " 0  1  2  3  4  5  6  7  8  9  10 "
        assert str(screen(pilot).cell_scale.render()).startswith(marks)
        await keys(pilot, "5")
        assert "[5]" in str(screen(pilot).cell_scale.render())
        await keys(pilot, "up", "up", "down")
        assert screen(pilot).prompt.text == "6"
        await keys(pilot, "enter")
        assert "[6]" not in str(screen(pilot).cell_scale.render())
        assert [row["score"] for row in rows(pilot, "scores")] == [6]


async def test_column_by_column_a_factor_is_scored_for_all(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        await keys(pilot, "f7", "5", "enter", "6", "enter", "7", "enter")
        assert "[column by column, F7]" in words(pilot, "#keys")
        assert screen(pilot).grid.place == ("C2", "|AF2")
        kept = {row.key: row["score"] for row in rows(pilot, "scores")}
        assert kept == {"C1|AF1": 5, "C2|AF1": 6, "C1|AF2": 7}


@pytest.mark.campaign
async def test_a_block_is_pasted_over_a_score_grid(at: At) -> None:
    async with at(TWO, FACTORS).run_test(size=Small) as pilot:
        await at_cell(pilot, "C1", "|AF1", table="scores")
        await paste(pilot, "5\t6\n7\t8\t9\n1\t1")
        assert "3 texts had no place" in said(pilot)[-1]
        kept = {row.key: row["score"] for row in rows(pilot, "scores")}
        assert kept == {"C1|AF1": 5, "C1|AF2": 6, "C2|AF1": 7, "C2|AF2": 8}


# Drawing


@pytest.mark.campaign
async def test_wide_characters_keep_columns_aligned_and_the_first_stays(at: At) -> None:
    block = "恒健乳业\t6200\t930\n沐泉 Muquan 饮品集团（华东）\t5400\t1134"
    async with at(block, lang="zh").run_test(size=(40, 24)) as pilot:
        await at_cell(pilot, "C2", "factor_id")
        first, second = (line for line in lines(pilot) if line[2:4] in ("C1", "C2"))
        assert second.startswith("> C2 ")
        assert (
            cell_len(first[: first.index("930")]) + 3 == cell_len(second.partition("1,134")[0]) + 5
        )
        assert "<- " in words(pilot, "#table-foot")


@pytest.mark.campaign
async def test_the_cell_that_was_pressed_is_gone_to_and_what_was_typed_is_kept(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "+", "name")
        await keys(pilot, *"Third")
        await pilot.click("#grid", offset=(3, 1))
        await settle(pilot)
        assert screen(pilot).grid.place == ("C1", "customer_id")
        assert names(pilot) == ["Hengjian", "Muquan", "Third"]


async def test_the_end_of_a_table_is_the_tables_and_not_the_talks(at: At) -> None:
    async with at(TWO).run_test(size=Small) as pilot:
        await at_cell(pilot, "", "name")
        await keys(pilot, "ctrl+home", "ctrl+pageup")
        before = screen(pilot).talk.scroll_offset
        await keys(pilot, "ctrl+end")
        assert lines(pilot)[-1].startswith("> +")
        assert screen(pilot).talk.scroll_offset == before


@pytest.mark.parametrize("how", ["key", "word"])
async def test_a_table_that_is_closed_stands_in_the_talk_as_an_answer(at: At, how: str) -> None:
    async with at().run_test(size=Wide) as pilot:
        await settle(pilot)
        await paste(pilot, TWO)
        if how == "key":
            await keys(pilot, "f8")
        else:
            await send(pilot, "/done")
        answer = next(one for one in screen(pilot).talk.everything if one.question == "customers")
        assert "Hengjian | 6,200 | 930" in answer.text
        assert answer.who == "you"


async def test_an_empty_table_that_is_left_is_no_answer(at: At) -> None:
    async with at().run_test(size=Wide) as pilot:
        await settle(pilot)
        await keys(pilot, "f8")
        assert not [one for one in screen(pilot).talk.everything if one.question == "customers"]
