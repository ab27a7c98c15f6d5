"""Terms of the glossary in a text, and how a question shows them."""

from rich.segment import Segment

from kamguide.tui.widgets.underlines import underlined, underlines
from kamguide.workspace.speaking import Said
from kamguide.workspace.terms import terms_in


def test_a_term_is_found_once_as_a_whole_word_and_the_longest_one() -> None:
    found = terms_in("The DPM and the dpm: a directional policy matrix of key accounts")
    assert [(one.start, one.end) for one in found] == [(4, 7), (52, 64)]
    assert [one.term.term("zh") for one in found] == ["方向性政策矩阵", "关键客户"]
    assert terms_in("ADPMX") == ()
    assert [one.term.term("en") for one in terms_in("请选择关键客户经理")] == [
        "key account manager"
    ]


def test_only_questions_are_underlined_and_where_the_term_stands() -> None:
    question = Said("guide", "Guide", "First line\nWhat is the DPM?", "en", asks=True)
    assert underlines(question) == [[], [(12, 15)]]
    assert underlines(Said("guide", "Guide", "The DPM", "en")) == [[]]


def test_a_term_that_is_folded_is_underlined_on_both_lines() -> None:
    def marked(text: str, start: int) -> list[str]:
        pieces = underlined([Segment(text)], start, [(5, 15)])
        return [one.text for one in pieces if one.style is not None and one.style.underline]

    assert marked("what key a", 0) == ["key a"]
    assert marked("ccount is", 10) == ["ccoun"]
