"""What is proved of a flow, one planted fault for each claim, in a small flow of its own."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.flowfile.check import check
from kamguide.prove import Failure, found_at, prove

SMALL = Path(__file__).resolve().parents[1] / "data" / "engine"
RULE = """
- id: R05
  name: praise
  title: {zh: 空泛, en: Praise}
  severity: warn
  test: contains
  list: praise
  reply:
    zh: “{word}”？
    en: “{word}”?
"""
CHECK = """
- id: C04
  name: weights
  title: {zh: 权重, en: Weights}
  severity: block
  test: weights
  needs: [factors]
  message:
    zh: 权重合计为 {s}
    en: Weights add up to {s}
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "flows")


def change(flows: Path, file: str, old: str, new: str) -> None:
    path = flows / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def failures(flows: Path) -> list[Failure]:
    assert check(flows) == []
    return list(prove(*found_at(flows)))


def claims(flows: Path) -> set[str]:
    return {one.claim for one in failures(flows)}


BASICS, SCORING, CLOSING = (
    f"kam/steps/{name}.yaml" for name in ("01-basics", "02-scoring", "03-closing")
)


def test_a_sound_flow_holds_every_claim(flows: Path) -> None:
    assert failures(flows) == []


def test_a_branch_that_is_always_taken_is_told_with_what_it_hangs_on(flows: Path) -> None:
    change(
        flows,
        BASICS,
        "{op: equals, answer: stage, value: growing}",
        "{op: answered, answer: stage}",
    )
    found = failures(flows)
    assert [(one.claim, one.values["question"]) for one in found] == [("always_asked", "our_sales")]
    assert set(found[0].answers) == {"stage"}


def test_a_branch_that_no_figure_reaches_is_told(flows: Path) -> None:
    change(flows, CLOSING, "value: 60", "value: 99999999")
    assert claims(flows) == {"never_asked"}


def test_a_table_that_takes_fewer_rows_than_it_needs_is_a_dead_end(flows: Path) -> None:
    change(flows, SCORING, "rows: {min: 2, max: 4}", "rows: {min: 3, max: 3, per: name}")
    name = "name, type: text, label: {zh: 名称, en: Name}, main: true"
    one = "options: [{id: a, label: {zh: 甲, en: A}}]"
    change(flows, SCORING, name, f"name, type: choice, label: {{zh: 名称, en: Name}}, {one}")
    change(flows, SCORING, "key: [factor_id]", "key: [name]")
    assert "dead_end" in claims(flows)


def test_a_rule_that_looks_where_no_words_are_finds_nothing(flows: Path) -> None:
    (flows / "kam" / "rules.yaml").write_text(RULE, encoding="utf-8")
    (flows / "kam" / "words.yaml").write_text("praise: [splendid]\n", encoding="utf-8")
    change(flows, CLOSING, "id: best\n", "id: best\n    rules: [R05]\n")
    change(flows, CLOSING, "id: remark\n", "id: remark\n    rules: [R05]\n")
    found = failures(flows)
    assert [(one.claim, one.values["question"]) for one in found] == [("rule_silent", "best")]


def test_a_weak_example_that_its_rule_lets_pass_is_told(flows: Path) -> None:
    (flows / "kam" / "rules.yaml").write_text(RULE, encoding="utf-8")
    (flows / "kam" / "words.yaml").write_text("praise: [splendid]\n", encoding="utf-8")
    weak = "{example: {zh: “很好”, en: “Splendid”}, reply: {zh: 多好？, en: How?}, caught_by: R05}"
    change(flows, CLOSING, "id: remark\n", f"id: remark\n    rules: [R05]\n    weak: [{weak}]\n")
    assert claims(flows) == {"weak_missed"}


def test_words_that_lack_a_value_are_told_in_each_language(flows: Path) -> None:
    (flows / "kam" / "checks.yaml").write_text(CHECK, encoding="utf-8")
    assert failures(flows) == []
    change(flows, "kam/checks.yaml", "合计为 {s}", "合计为 {sum_of_all}")
    change(flows, "kam/checks.yaml", "up to {s}", "up to {sum_of_all}")
    told = {(one.claim, one.values["lang"]) for one in failures(flows)}
    assert told == {("wordless", "zh"), ("wordless", "en")}


def test_a_test_that_the_coach_does_not_have_is_told(flows: Path) -> None:
    (flows / "kam" / "checks.yaml").write_text(
        CHECK.replace("test: weights", "test: weight_watch"), encoding="utf-8"
    )
    assert {"unknown_test", "check_silent"} <= claims(flows)


def test_a_case_is_held_to_what_it_expects(flows: Path) -> None:
    (flows / "kam" / "checks.yaml").write_text(CHECK, encoding="utf-8")
    factors = [
        {"factor_id": name, "name": name, "weight": weight}
        for name, weight in (("AF1", 60), ("AF2", 30))
    ]
    content: dict[str, object] = {
        "meta": {"generated": "2026-11-23", "findings": []},
        "answers": {"setup_flow": "trade", "setup_account_name": "Muquan", "factors": factors},
    }
    case = flows / "cases" / "muquan" / "en.yaml"
    case.parent.mkdir(parents=True)
    case.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert claims(flows) == {"alarm"}
    content["meta"] = {"generated": "2026-11-23", "findings": ["C04"]}
    case.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert claims(flows) == set()


# The command


def run(flows: Path, tmp_path: Path, *arguments: str) -> tuple[int, str]:
    begin = ["--store", str(tmp_path / "plans.db"), "--lang", "en", *arguments]
    done = CliRunner().invoke(kamguide, begin)
    return done.exit_code, done.output


def test_the_command_prints_answers_that_can_be_filled_in(flows: Path, tmp_path: Path) -> None:
    change(
        flows,
        BASICS,
        "{op: equals, answer: stage, value: growing}",
        "{op: answered, answer: stage}",
    )
    code, output = run(flows, tmp_path, "flow", "prove", str(flows))
    assert code == 1
    assert "trade: “our_sales” has a condition, and is always asked" in output
    code, output = run(flows, tmp_path, "flow", "prove", str(flows), "--json")
    (told,) = json.loads(output[: output.rindex("]") + 1])
    assert told["claim"] == "always_asked"
    assert set(told["answers"]) == {"stage"}


def test_faults_of_form_come_before_any_claim(flows: Path, tmp_path: Path) -> None:
    change(flows, BASICS, "minutes: 8", "minuets: 8")
    code, output = run(flows, tmp_path, "flow", "prove", str(flows))
    assert code == 1
    assert "minuets" in output


def test_a_sound_flow_is_said_to_hold(flows: Path, tmp_path: Path) -> None:
    code, output = run(flows, tmp_path, "flow", "prove", str(flows / "trade.yaml"))
    assert code == 0
    assert "Every claim holds" in output
