"""What is taken back is exactly what was done."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kamguide.engine.undo import inverse
from kamguide.model.answers import Answers
from kamguide.model.edits import (
    AddRow,
    ClearAnswer,
    Edit,
    MarkNotApplicable,
    MarkUnknown,
    RemoveRow,
    SetCell,
    SetSetting,
    SetValue,
    WriteNote,
)
from tests.engine.conftest import after

KEYS = st.sampled_from(["r1", "r2", "r3"])
COLUMNS = st.sampled_from(["a", "b"])
WORDS = st.text("abc", min_size=1, max_size=3)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetValue, st.just("q"), WORDS),
    st.builds(
        AddRow,
        st.just("t"),
        KEYS,
        st.dictionaries(COLUMNS, WORDS),
        st.integers(1, 9).map(Decimal),
    ),
    st.builds(SetCell, st.just("t"), KEYS, COLUMNS, st.one_of(st.none(), WORDS)),
    st.builds(RemoveRow, st.just("t"), KEYS),
    st.builds(MarkUnknown, st.sampled_from(["q", "t"]), WORDS, WORDS),
    st.builds(MarkNotApplicable, st.sampled_from(["q", "t"]), WORDS),
    st.builds(ClearAnswer, st.sampled_from(["q", "t"])),
    st.builds(WriteNote, st.just("q"), WORDS, KEYS),
    st.builds(SetSetting, st.just("dpm_axis"), WORDS),
)


def told(answers: Answers) -> dict[str, object]:
    """What a reader could see: an answer with nothing in it is no answer."""
    return {
        name: (
            one.state,
            one.value,
            {row.key: (row.cells, row.rank) for row in one.rows},
            dict(one.notes),
        )
        for name, one in answers.items()
        if one.value is not None or one.rows or one.notes or one.state != "given"
    }


@settings(max_examples=300)
@given(st.lists(EDITS, max_size=8), st.lists(EDITS, min_size=1, max_size=4))
def test_undoing_brings_back_what_was(before: list[Edit], edits: list[Edit]) -> None:
    start = after(Answers(), before)
    end = after(start, edits)
    back = after(end, list(inverse(start, edits)))
    assert told(back) == told(start)
    assert {k: v for k, v in back.settings.items() if v} == {
        k: v for k, v in start.settings.items() if v
    }
