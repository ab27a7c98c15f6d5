"""A table as somebody meets it who was told nothing about tables."""

from textual.events import Key

from tests.tui.conftest import Small, Wide, said, screen, send, settle, text_of
from tests.tui.filling import TWO, At, at_cell, keys, paste, rows, words

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
            "Nothing can be filled in here yet; the rows come from “Which factors count?”\n"
            "Type /goto 7 to begin there."
        )
        assert not words(pilot, "#table-foot").strip()
