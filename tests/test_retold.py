"""The worked case retold, and the help to choose a mark that it gives."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kamguide.workspace.anchors import Anchors
from kamguide.workspace.plans import Workspace
from kamguide.workspace.retold import MOST_ROWS, Retelling
from kamguide.workspace.session import Session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CaseStore = Callable[[str], Path]


def muquan(path: Path, lang: str) -> Session:
    workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: NOW)
    return workspace.open_or_read("Muquan", lang=lang)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.campaign)])
def test_each_answer_is_told_behind_its_question_without_a_word_of_ours(
    case_store: CaseStore, lang: str
) -> None:
    session = muquan(case_store(lang), lang)
    said = Retelling(session, session.last_event).said()
    asked, answered = said[::2], said[1::2]
    assert {one.who for one in asked} == {"guide"}
    assert {one.who for one in answered} == {"you"}
    assert all(one.question and one.text for one in answered)
    assert all("Li" in one.name for one in answered)
    words = "\n".join(one.text for one in said)
    assert "True" not in words
    assert "\nr1" not in words
    assert max(len(one.text.splitlines()) for one in answered) <= MOST_ROWS + 1


def test_a_mark_is_chosen_by_what_its_ends_mean_for_the_factor_of_the_row(
    case_store: CaseStore,
) -> None:
    session = muquan(case_store("en"), "en")
    table = session.flow.tables["dpm_attr_scores"]
    prompt = table.column("score").prompt(session.interview.context)
    factors = session.path.standing.rows("dpm_attr_factors")
    row = next(one for one in session.path.standing.rows(table.id))
    factor = next(one for one in factors if one.key == row["factor_id"])
    anchors = Anchors(session)
    assert anchors.ends(table, row.key, prompt) == (factor["anchor_0"], factor["anchor_10"])
    told = anchors.told(table, row.key, prompt)
    assert str(factor["name"]) in told
    assert f"10 = {factor['anchor_10']}" in told
    assert anchors.ends(table, "no such row", prompt) == (
        "not attractive at all",
        "most attractive",
    )
