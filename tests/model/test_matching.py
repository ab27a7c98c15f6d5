"""Pointing at options and rows: by number, code, label or part, and never at two at once."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamguide.errors import AnswerError
from kamguide.model.context import Target
from kamguide.model.matching import pick, picks, reference, references, yes_no
from kamguide.model.prompts import Option
from kamguide.model.text import Text
from tests.model.readings import result

STAGES = tuple(
    Option(code, Text({"zh": zh, "en": en}))
    for code, zh, en in (
        ("prospect", "潜在客户", "Prospect"),
        ("growing", "成长期", "Growing fast"),
        ("key_account", "关键客户", "Key account"),
        ("cost", "成本", "Cost and price"),
    )
)
UNITS = tuple(
    Option(code, Text({"zh": zh, "en": en}))
    for code, zh, en in (
        ("1000", "千元", "thousand"),
        ("1", "元", "unit"),
        ("10000", "万元", "10k"),
    )
)
CSFS = (Target("F1", "Delivery"), Target("F3", "Price level"), Target("F10", "交货期"))
SUPPLIERS = (Target("own", "We"), Target("K1", "Huaxing"), Target("K2", "Huadong"))
YEARS = (Target("2027", "First"), Target("2028", "Second"))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *(
            (raw, "growing")
            for raw in ("2", "２", "2.", "#2", "2)", "第二个", "第2项", "②", "no. 2")
        ),
        *(
            (raw, "key_account")
            for raw in ("key_account", "KEY-ACCOUNT", "Key account", "关键客户")
        ),
        *((raw, "key_account") for raw in ("key", "k", "关键", "关", "Key Account.", "account")),
        *((raw, "prospect") for raw in ("潜在", "prosp", "p", "Ｐｒｏｓｐｅｃｔ", "“潜在客户”")),
        *((raw, "growing") for raw in ("rowing", "长", "b")),
        *((raw, "cost") for raw in ("c", "cost", "d", "price", "cost and price", "成本")),
        ("a", "prospect"),
    ],
)
def test_an_option_is_picked_by_number_code_label_or_part(raw: str, code: str) -> None:
    assert pick(raw, STAGES) == code


@pytest.mark.parametrize(
    ("raw", "fits"),
    [
        ("客户", "潜在客户 / 关键客户"),
        ("成", "成长期 / 成本"),
        ("os", "Prospect / Cost and price"),
    ],
)
def test_what_fits_several_options_picks_none(raw: str, fits: str) -> None:
    with pytest.raises(AnswerError) as caught:
        pick(raw, STAGES)
    assert caught.value.key == "answer.pick.several"
    assert caught.value.values == {"raw": raw, "fits": fits}


def test_a_number_that_is_also_the_code_of_another_option_is_asked() -> None:
    with pytest.raises(AnswerError) as caught:
        pick("1", UNITS)
    assert caught.value.values["fits"] == "unit / thousand"
    assert pick("1.", UNITS) == "1000"
    assert pick("1000", UNITS) == "1000"
    assert pick("元", UNITS) == "1"
    assert pick("3", UNITS) == "10000"


@pytest.mark.parametrize(
    ("raw", "near"),
    [
        *(("prospekt", "Prospect"), ("潜再客户", "潜在客户"), ("zz", ""), ("", ""), ("9", "")),
        *(("0", ""), ("e", ""), ("½", ""), ("?", ""), ("x" * 5000, "")),
    ],
)
def test_what_fits_nothing_names_the_closest_label(raw: str, near: str) -> None:
    with pytest.raises(AnswerError) as caught:
        pick(raw, STAGES)
    assert caught.value.key == "answer.pick.unknown"
    assert caught.value.values["near"] == near


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        *(
            (raw, ("prospect", "key_account"))
            for raw in ("1, 3", "3,1", "1 3", "1、3", "1；3", "1和3")
        ),
        *(
            (raw, ("prospect", "key_account"))
            for raw in ("1 and 3", "1 & 3", "3，1，1", "潜在、关键客户")
        ),
        *((raw, ("prospect", "growing", "key_account")) for raw in ("1-3", "1~3", "1到3", "3-1")),
        *((raw, ("prospect", "growing", "key_account")) for raw in ("1 to 3", "1-2, 3")),
        *(
            (raw, ("prospect", "growing", "key_account", "cost"))
            for raw in ("all", "全部", "所有", "ALL")
        ),
        *((raw, ()) for raw in ("none", "无", "没有", "None")),
        ("cost and price", ("cost",)),
        ("cost and price, 1", ("prospect", "cost")),
        ("prospect and cost", ("prospect", "cost")),
        ("prospect cost", ("prospect", "cost")),
        ("2,", ("growing",)),
    ],
)
def test_several_options_are_picked_in_the_order_of_the_list(
    raw: str, codes: tuple[str, ...]
) -> None:
    assert picks(raw, STAGES) == codes


@pytest.mark.parametrize(
    ("raw", "key", "part"),
    [
        ("prospect, zz", "answer.pick.unknown", "zz"),
        ("1, 客户", "answer.pick.several", "客户"),
        ("key growing", "answer.pick.unknown", "key growing"),
        ("1-9", "answer.pick.unknown", "1-9"),
        ("", "answer.pick.unknown", ""),
        (",", "answer.pick.unknown", ","),
    ],
)
def test_one_part_that_cannot_be_read_is_named(raw: str, key: str, part: str) -> None:
    with pytest.raises(AnswerError) as caught:
        picks(raw, STAGES)
    assert (caught.value.key, caught.value.values["raw"]) == (key, part)


def test_an_option_called_all_is_that_option() -> None:
    options = (Option("all", Text({"en": "Every site"})), Option("some", Text({"en": "Some"})))
    assert picks("all", options) == ("all",)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("yes y YES Y. 1 true ok 是 是的 对 有 好 嗯 可以 ✓ ｙｅｓ", True),
        ("no n No. 2 0 false 否 不 不是 没有 无 没 不对 ✗", False),
    ],
)
def test_yes_and_no_are_read_in_both_languages(words: str, answer: bool) -> None:
    assert {word: yes_no(word) for word in words.split()} == dict.fromkeys(words.split(), answer)


@pytest.mark.parametrize("raw", ["", "maybe", "也许", "3", "yes and no", "y" * 5000])
def test_what_is_neither_yes_nor_no_is_refused(raw: str) -> None:
    with pytest.raises(AnswerError) as caught:
        yes_no(raw)
    assert caught.value.key == "answer.yes_no.unreadable"


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        *(
            (raw, "F3")
            for raw in ("F3", "f3", "ｆ３", "F 3", "f03", "[F3]", "2", "#2", "price level")
        ),
        *((raw, "F3") for raw in ("price", "level", "F3 Price level", "[F3] Price level")),
        *((raw, "F3") for raw in ("Price level (F3)", "F3 · Price level")),
        *((raw, "F10") for raw in ("交货", "期", "F10", "3")),
        *(("F1", "F1"), ("del", "F1"), ("1", "F1")),
    ],
)
def test_a_row_is_found_by_id_number_or_name(raw: str, row: str) -> None:
    assert reference(raw, CSFS) == row


def test_what_looks_like_an_id_is_kept_for_a_rule_to_judge() -> None:
    assert reference("f9", CSFS) == "F9"
    assert reference("st12", ()) == "ST12"


def test_a_number_is_the_id_where_ids_are_numbers() -> None:
    assert reference("2028", YEARS) == "2028"
    with pytest.raises(AnswerError):
        reference("1", YEARS)


def test_what_may_be_picked_besides_rows_counts_in_the_list() -> None:
    assert reference("own", SUPPLIERS) == "own"
    assert reference("1", SUPPLIERS) == "own"
    assert reference("k1", SUPPLIERS) == "K1"


def test_a_part_of_several_names_is_asked() -> None:
    with pytest.raises(AnswerError) as caught:
        reference("hua", SUPPLIERS)
    assert caught.value.key == "answer.reference.several"
    assert caught.value.values == {"raw": "hua", "fits": "K1 Huaxing / K2 Huadong"}


@pytest.mark.parametrize(
    ("raw", "near"),
    [("zz", ""), ("delivry", "F1 Delivery"), ("9", ""), ("", ""), ("F9 delivery", "")],
)
def test_a_name_that_no_row_has_is_refused(raw: str, near: str) -> None:
    with pytest.raises(AnswerError) as caught:
        reference(raw, CSFS)
    assert caught.value.key == "answer.reference.unknown"
    if near:
        assert caught.value.values["near"] == near


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        *(
            (raw, ("F3", "F1"))
            for raw in ("f3, f1", "F3 F1", "f3、f1", "F3和F1", "price; delivery")
        ),
        *((raw, ("F1", "F3", "F10")) for raw in ("F1-F10", "1-3", "all", "全部")),
        ("f3, F9, f3", ("F3", "F9")),
        ("delivery and 交货期", ("F1", "F10")),
        ("无", ()),
    ],
)
def test_several_rows_are_kept_in_the_order_given(raw: str, rows: tuple[str, ...]) -> None:
    assert references(raw, CSFS) == rows


labels = st.text("abcde 客户成本长期", min_size=1, max_size=8).map(str.strip).filter(bool)
lists = st.lists(labels, min_size=1, max_size=9, unique=True).map(
    lambda names: tuple(
        Option(f"code_{place}", Text({"en": name})) for place, name in enumerate(names)
    )
)


@given(lists, st.data())
def test_every_option_answers_to_its_number_code_and_label(
    options: tuple[Option, ...], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(options) - 1))
    wanted = options[place]
    assert pick(str(place + 1), options) == wanted.code
    assert pick(wanted.code.upper(), options) == wanted.code
    if (
        sum(
            " ".join(one.label("en").split()) == " ".join(wanted.label("en").split())
            for one in options
        )
        == 1
    ):
        assert pick(f" {wanted.label('en')} ", options) == wanted.code


@given(st.sets(st.integers(1, 4)), st.sampled_from([", ", "、", " ", ";"]))
def test_numbers_in_any_order_pick_the_same(numbers: set[int], mark: str) -> None:
    if not numbers:
        return
    raw = mark.join(str(one) for one in sorted(numbers, reverse=True))
    assert picks(raw, STAGES) == tuple(STAGES[one - 1].code for one in sorted(numbers))


near_lists = st.text("0123456789-~到至和、,; and客户成本fF第个.#", max_size=30)


@given(st.text(max_size=100) | near_lists)
def test_any_text_points_at_what_is_listed_or_is_refused(raw: str) -> None:
    codes = [option.code for option in STAGES]
    one = result(pick, raw, STAGES)
    assert isinstance(one, AnswerError) or one in codes
    several = result(picks, raw, STAGES)
    if isinstance(several, tuple):
        assert several == tuple(code for code in codes if code in several)
    for read in (reference, references):
        assert result(read, raw, CSFS) != ""
    assert isinstance(result(yes_no, raw), bool | AnswerError)


@pytest.mark.parametrize("piece", ["1,", "1 ", "a and ", "x", "F1-", "和", " ", "第", "1-"])
def test_long_text_takes_no_long_time(piece: str) -> None:
    started = process_time()
    for length in (1999, 200_000):
        raw = (piece * length)[:length]
        for found in (
            result(pick, raw, STAGES),
            result(picks, raw, STAGES),
            result(references, raw, CSFS),
        ):
            if isinstance(found, AnswerError):
                assert len(str(found.values["raw"])) <= 80
    assert process_time() - started < 1
