"""Precision and recall of the text rules are worked out and told as they are."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.coach_report import (
    CoachReport,
    Reply,
    Verdict,
    held_out_replies,
    report_as_json,
    report_lines,
)
from tests.coach.case import flow


@pytest.fixture(scope="module")
def report() -> CoachReport:
    return CoachReport(flow())


@pytest.fixture(scope="module")
def verdicts(report: CoachReport) -> tuple[Verdict, ...]:
    return report.verdicts()


def reply(text: str, *, weak: bool) -> Reply:
    return Reply("mis_role", "", "en", text, weak)


def test_precision_and_recall_are_those_of_the_textbook() -> None:
    verdict = Verdict(
        "made",
        {
            reply("a", weak=True): ("R05",),
            reply("b", weak=True): ("R03", "R05"),
            reply("c", weak=True): (),
            reply("d", weak=False): ("R02",),
            reply("e", weak=False): (),
        },
    )
    assert verdict.precision == pytest.approx(2 / 3)
    assert verdict.recall == pytest.approx(2 / 3)
    assert [one.text for one in verdict.alarms] == ["d"]
    assert [one.text for one in verdict.missed] == ["c"]


def test_nothing_doubted_and_nothing_weak_have_no_share() -> None:
    assert Verdict("none").precision is None
    assert Verdict("none").recall is None


def test_the_held_out_replies_are_half_weak_and_in_both_languages() -> None:
    kinds = Counter((one.lang, one.is_weak) for one in held_out_replies())
    assert kinds == dict.fromkeys([(lang, weak) for lang in ("en", "zh") for weak in (0, 1)], 25)


def test_every_held_out_reply_answers_a_text_of_the_method() -> None:
    for one in held_out_replies():
        question = flow().questions[one.question]
        spec = question.column(one.column) if isinstance(question, TableQuestion) else question
        assert spec.type in ("text", "long_text"), one


def test_a_weak_reply_is_doubted_in_its_place_and_a_good_one_is_not(report: CoachReport) -> None:
    weak = Reply("obj_list", "statement", "en", "Strengthen cooperation", True)
    assert "R14" in report.doubts(weak)
    weak = Reply("mis_competence", "", "zh", "关系好，质量好，服务好，是老客户", True)
    assert "R05" in report.doubts(weak)
    good = Reply(
        "obj_list", "statement", "en", "Grow crates from 700 to 1,500 by December 2029", False
    )
    assert report.doubts(good) == ()


def test_of_the_texts_of_the_case_only_the_two_objectives_are_doubted(
    verdicts: tuple[Verdict, ...],
) -> None:
    told = report_as_json(verdicts)
    made_with, held_out = told["made_with"], told["held_out"]
    wrong = [one for one in made_with["replies"] if one["is"] == "good"]
    assert {(one["question"], one["rules"][0]) for one in wrong} == {("obj_list", "R03")}
    assert len(wrong) == 2
    assert held_out["caught"] + held_out["missed"] == 50
    assert held_out["good"] + held_out["alarms"] == 50


@pytest.mark.parametrize(("lang", "words"), [("en", "Held-out replies"), ("zh", "留出的回答")])
def test_both_sets_are_told_in_the_readers_language(
    verdicts: tuple[Verdict, ...], lang: str, words: str
) -> None:
    told = "\n".join(report_lines(flow(), verdicts, lang))
    assert words in told
    assert "R0" not in told


def test_the_command_says_the_same_in_words_and_for_programs(
    verdicts: tuple[Verdict, ...],
) -> None:
    told = CliRunner().invoke(kamguide, ["flow", "coach-report", "--json"]).output
    assert json.loads(told) == report_as_json(verdicts)
