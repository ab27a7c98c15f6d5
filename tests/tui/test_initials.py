"""Chinese names by their pinyin: initials, syllables, or both mixed."""

import pytest

from kamguide.tui.initials import begins, contains, load


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    load()


@pytest.mark.parametrize(
    ("letters", "label"),
    [
        ("zycd", "重要程度"),
        ("cycd", "重要程度"),
        ("hyxh", "行业协会"),
        ("p4zc", "P4 驻厂供应"),
        ("c", "长城葡萄酒"),
        ("dmucy", "DMU 成员"),
        ("wan", "万元"),
        ("zhongyao", "重要程度"),
        ("zhyaocd", "重要程度"),
        ("renminb", "人民币"),
    ],
)
def test_a_label_begins_with_its_initials_or_syllables_in_each_of_their_readings(
    letters: str, label: str
) -> None:
    assert begins(letters, label)


def test_initials_are_found_within_a_label_and_never_beyond_it() -> None:
    assert contains("zzx", "原材料周转箱")
    assert not begins("zzx", "原材料周转箱")
    assert not contains("xx", "周转箱")
    assert not begins("wanyuane", "万元")
    assert not begins("zhonyao", "重要程度")
