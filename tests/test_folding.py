"""Lines end where a reader of Chinese or of English expects it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kamguide.export.foldedtext import FoldedText
from kamguide.messages.folding import fold

HINT = "(3 到 15 人；每人至少一个角色；至少一位决策者（没有我方联系人的先空着），那就是缺口。)"
TEXT = st.text(st.sampled_from("人员销售，。；（）“”%)( abc12.…é가"), max_size=80)


def test_chinese_fills_the_line_whatever_spaces_stand_before_it() -> None:
    assert fold(HINT, 30)[0] == "(3 到 15 人；每人至少一个角"


def test_english_breaks_between_words() -> None:
    assert fold("The quick brown fox jumps over it", 20) == (
        "The quick brown fox ",
        "jumps over it",
    )


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert fold("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)


def test_a_command_stays_together() -> None:
    assert fold("没有缺项了。输入 /完成计划 即可完成。", 22) == (
        "没有缺项了。输入 ",
        "/完成计划 即可完成。",
    )


def test_what_stands_side_by_side_is_no_command() -> None:
    assert fold("事实/估算/猜测", 8) == ("事实/估", "算/猜测")


def test_a_space_at_the_end_makes_no_line_of_its_own() -> None:
    assert fold("。。。。。。 ", 12) == ("。。。。。。 ",)


@given(TEXT, st.integers(8, 40))
def test_pieces_fit_and_are_the_line_again(text: str, width: int) -> None:
    pieces = fold(text, width)
    assert "".join(pieces) == text
    assert all(cell_len(piece.rstrip()) <= width for piece in pieces)


@given(st.text(st.sampled_from("人员销售，。；：a1 "), max_size=80), st.integers(12, 40))
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    for before, piece in zip(fold(text, width), fold(text, width)[1:], strict=False):
        assert piece[0] not in "，。；：" or before[-1] in "，。；： "


@given(TEXT, st.integers(8, 40))
def test_rich_folds_as_we_do(text: str, width: int) -> None:
    lines = FoldedText(text, "bold").wrap(Console(width=width), width)
    assert [line.plain.rstrip() for line in lines] == [one.rstrip() for one in fold(text, width)]
    assert all(line.style == "bold" or line.spans for line in lines if line.plain)
