"""The words of a criterion's four levels: asked for in full, kept, and listed for translators."""

from pathlib import Path
from typing import NamedTuple

import pytest
from small_method import SMALL, Change, line_of

from kamguide.errors import FlowError
from kamguide.flowfile.check import check
from kamguide.flowfile.compiled import Cache
from kamguide.flowfile.load import load_flow, load_glossary, load_method
from kamguide.flowfile.texts import flow_texts

RUBRIC = "kam/rubric.yaml"
GRADED = """\
- id: Q01
  title: {zh: 团队, en: Team}
  needs: [team]
  levels:
    - {zh: 没有人, en: Nobody}
    - {zh: 一个人, en: One person}
    - {zh: 至少两个人, en: At least two people}
    - {zh: 至少两个人各有任务, en: "At least two people, each with a task"}
"""
LAST = '    - {zh: 至少两个人各有任务, en: "At least two people, each with a task"}\n'


class Fault(NamedTuple):
    """A change to the levels, the problem it must lead to, and the text of its line."""

    name: str
    old: str
    new: str
    key: str
    on: str


FAULTS = [
    Fault("three levels", LAST, "", "flow.too_few", "没有人"),
    Fault("five levels", LAST, LAST + LAST, "flow.too_many", "没有人"),
    Fault("no levels", GRADED[GRADED.index("  levels:") :], "", "flow.key.missing", "Q01"),
    Fault("a misspelt key", "levels:", "levls:", "flow.unknown.key", "levls:"),
    Fault("a text for the list", GRADED[GRADED.index("\n    -") :], " all\n",
          "flow.expected.list", "levels: all"),
    Fault("a missing translation", ", en: One person}", "}", "flow.words.missing", "一个人"),
    Fault("an empty translation", "zh: 一个人", 'zh: ""', "flow.words.missing", "One person"),
    Fault("an unknown language", "zh: 一个人", "cn: 一个人", "flow.unknown.language", "cn:"),
    Fault("a bare text", "{zh: 一个人, en: One person}", "一个人", "flow.expected.words", "一个人"),
]  # fmt: skip


@pytest.fixture
def graded(flows: Path) -> Path:
    (flows / RUBRIC).write_text(GRADED, encoding="utf-8")
    return flows


def test_a_criterion_with_four_levels_is_clean(graded: Path) -> None:
    assert [one.said("en") for one in check(graded, calculations=SMALL)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_of_the_levels_is_found_on_its_line(
    fault: Fault, graded: Path, problems_after: Change
) -> None:
    found = problems_after(RUBRIC, fault.old, fault.new)
    line = line_of(graded, RUBRIC, fault.on)
    told = "\n".join(one.said("en") for one in found)
    assert (fault.key, line) in [(one.key, one.line) for one in found], told
    assert all(one.file.endswith(RUBRIC) for one in found)
    assert all(one.said("zh") != one.said("en") for one in found)


def test_a_level_that_is_no_text_is_not_told_as_a_missing_one_too(
    graded: Path, problems_after: Change
) -> None:
    (problem,) = problems_after(RUBRIC, "{zh: 一个人, en: One person}", "一个人")
    assert problem.key == "flow.expected.words"


def test_a_method_whose_criterion_lacks_a_level_is_not_loaded(graded: Path, cache: Cache) -> None:
    (graded / RUBRIC).write_text(GRADED.replace(LAST, ""), encoding="utf-8")
    with pytest.raises(FlowError):
        load_method(graded, cache=cache)


def test_levels_are_loaded_in_order_from_files_and_from_the_cache(
    graded: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        (criterion,) = load_method(graded, cache=Cache(tmp_path / "cache")).rubric
        assert [one("zh") for one in criterion.levels] == [
            "没有人", "一个人", "至少两个人", "至少两个人各有任务",
        ]  # fmt: skip


def test_levels_are_listed_for_translators_and_taken_from_an_overlay(
    graded: Path, cache: Cache
) -> None:
    (graded / "kam" / "fr.yaml").write_text("Q01.levels.2: Une personne\n", encoding="utf-8")
    assert check(graded, calculations=SMALL) == []
    flow = load_flow("tour", graded, cache=cache)
    rows = {row.key: row for row in flow_texts(flow, load_glossary(graded, cache=cache))}
    assert [rows[f"Q01.levels.{number}"]("en") for number in (1, 2, 3, 4)] == [
        "Nobody", "One person", "At least two people", "At least two people, each with a task",
    ]  # fmt: skip
    assert rows["Q01.levels.2"]("fr") == "Une personne"
    assert flow.method.rubric[0].levels[1]("fr") == "Une personne"


def test_an_overlay_for_a_fifth_level_leads_nowhere(graded: Path) -> None:
    (graded / "kam" / "fr.yaml").write_text("Q01.levels.5: Trop\n", encoding="utf-8")
    (problem,) = check(graded, calculations=SMALL)
    assert problem.key == "flow.unknown.text"
    assert problem.suggestion.startswith("Q01.levels.")
