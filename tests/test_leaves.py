"""What is looked for is found where it stands, wherever a line ends."""

from io import StringIO

import pytest
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from kamguide.export.terminal import drawn_block
from kamguide.plan.blocks import Block, Cell, Column, Paragraph, Table
from kamguide.tui.leaves import Leaf, Span, pattern_for


def leaf_of(block: Block, width: int) -> Leaf:
    """A block, drawn this wide."""
    console = Console(file=StringIO(), width=width)
    leaf = Leaf(list(drawn_block(block, "en")), 1)
    lines = [
        Strip(line)
        for part in leaf.parts
        for line in console.render_lines(part, pad=False)
        if isinstance(line[:1], list)
    ]
    leaf.drawn([Strip(list(Segment.simplify(one))) for one in lines])
    return leaf


def texts(leaf: Leaf, words: str) -> list[str]:
    """What is marked, each hit in one text."""
    pattern = pattern_for(words)
    assert pattern is not None
    return ["|".join(_cut(leaf, one) for one in spans) for spans in leaf.hits(pattern)]


def _cut(leaf: Leaf, span: Span) -> str:
    assert leaf.lines is not None
    return leaf.lines[span.line].crop(span.start, span.end).text


def test_words_go_on_in_the_next_line() -> None:
    leaf = leaf_of(Paragraph("We put an engineer on every line"), 16)
    assert texts(leaf, "engineer on every") == ["engineer on|every"]


def test_chinese_words_go_on_in_the_next_line_without_a_space() -> None:
    leaf = leaf_of(Paragraph("由驻厂工程师负责沐泉的产线"), 12)
    assert texts(leaf, "工程师负责") == ["工程师|负责"]


@pytest.mark.parametrize("words", ["jiujiang PLANT", "ｊｉｕｊｉａｎｇ  plant"])
def test_case_width_and_spaces_make_no_difference(words: str) -> None:
    leaf = leaf_of(Paragraph("The Jiujiang plant starts in March"), 60)
    assert texts(leaf, words) == ["Jiujiang plant"]


def test_in_a_table_words_go_on_in_their_cell_and_not_in_the_one_beside_it() -> None:
    row = (Cell("Recycled lightweight film"), Cell("share of the market"))
    leaf = leaf_of(Table("", (Column("Product"), Column("What for")), (row,)), 26)
    assert texts(leaf, "lightweight film") == ["lightweight|film"]
    assert texts(leaf, "film share") == []


def test_signs_are_looked_for_as_they_are() -> None:
    leaf = leaf_of(Paragraph("Margin (21%) and more"), 60)
    assert texts(leaf, "(21%)") == ["(21%)"]
    assert texts(leaf, ".*") == []


def test_an_answer_is_known_by_the_line_where_it_begins() -> None:
    rows = tuple((Cell(name, place=f"p.{name}.x"), Cell("one two three four")) for name in "ab")
    leaf = leaf_of(Table("T", (Column("A"), Column("B")), rows, place="p"), 14)
    assert [place for _, place in leaf.stops] == ["p", "p.a.x", "p.b.x"]
