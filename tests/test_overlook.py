"""Looking over all answers: what stands of each question, in words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kamguide.model.edits import ClearAnswer, KeepAnswer, MarkNotApplicable, MarkUnknown, SetValue
from kamguide.plan.belonging import ORDER, section_of
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.overlook import Line, Overlook, told
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Case = Callable[[str], Session]


@pytest.fixture
def case(case_store: CaseStore) -> Case:
    """The worked case, open in a language."""

    def opened(lang: str) -> Session:
        workspace = Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: NOW)
        return workspace.open_or_read("Muquan", lang=lang)

    return opened


def line(session: Session, question: str) -> Line:
    return next(one for one in Overlook(session).lines if one.question == question)


def test_what_is_to_find_out_says_who_could_tell_and_by_when(case: Case) -> None:
    session = case("zh")
    session.edit(MarkUnknown("fin_conclusion", "财务部刘芳", "12月10日"))
    found = line(session, "fin_conclusion")
    assert (found.sign, found.state) == ("?", "待查、财务部刘芳、12月10日 前")


def test_what_does_not_apply_says_why(case: Case) -> None:
    session = case("en")
    session.edit(MarkNotApplicable("fin_conclusion", "a private company"))
    assert line(session, "fin_conclusion").state == "does not apply: a private company"


def test_what_is_missing_is_louder_than_what_nobody_needs(case: Case) -> None:
    session = case("en")
    session.edit(ClearAnswer("mis_role"))
    assert line(session, "mis_role").state == "NOT ANSWERED"
    assert line(session, "setup_account_alias").state == "not answered, not required"


def test_what_was_left_for_later_says_so(case: Case) -> None:
    session = case("en")
    session.edit(ClearAnswer("mis_role"))
    session.goto("mis_role")
    session.skip()
    assert line(session, "mis_role").state == "NOT ANSWERED, left for later"


def test_what_is_not_asked_says_what_that_depends_on(case: Case) -> None:
    seen = [one for one in Overlook(case("en")).lines if one.status == "unasked"]
    assert seen
    assert all("depends on: " in one.remark for one in seen)


def test_an_answer_kept_against_advice_says_against_which(case: Case) -> None:
    session = case("en")
    session.edit(SetValue("mis_role", "We will be a strong partner."))
    doubted = line(session, "mis_role")
    assert doubted.status == "doubted"
    session.edit(
        KeepAnswer("mis_role", frozenset(one.rule for one in session.findings_on("mis_role")))
    )
    kept = line(session, "mis_role")
    assert (kept.status, kept.remark) == ("kept", doubted.remark)


def test_every_question_stands_in_one_section_of_the_plan(case: Case) -> None:
    session = case("en")
    shown = [one.question for part in Overlook(session).sections() for one in part.lines]
    assert sorted(shown) == sorted(session.flow.questions)
    assert {section_of(session.flow, one) for one in shown} <= {*ORDER}


def test_choices_and_words_narrow_what_is_shown(case: Case) -> None:
    seen = Overlook(case("en"))
    doubts = [one.question for part in seen.sections("doubts") for one in part.lines]
    assert doubts == ["dmu_members", "obj_list"]
    words = [one.question for part in seen.sections("all", "jiang hui") for one in part.lines]
    assert "dmu_members" in words


def test_in_lines_only_what_needs_a_look_is_told_unless_more_is_wanted(case: Case) -> None:
    session = case("zh")
    short, wanted = told(session), told(session, "存疑")
    assert "! " in short
    assert "澜桥" not in short
    assert "蒋慧为把关者" in wanted
    assert "简称" not in wanted
    assert "澜桥" in told(session, "澜桥")


def test_the_command_tells_it_in_lines_in_both_languages(case: Case) -> None:
    dialogue = Dialogue(case("zh"))
    assert dialogue.hear("/核对").said[-1].text == dialogue.hear("/answers").said[-1].text
    assert "蒋慧" in dialogue.hear("/核对 存疑").said[-1].text
