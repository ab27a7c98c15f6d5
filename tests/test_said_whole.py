"""What is said is whole: no name of a value, no code of an option, nothing nameless."""

import re
from pathlib import Path

import pytest

from kamguide.cli.board import board
from kamguide.cli.class_views import board as class_board
from kamguide.course.sealing import SealError, read_sealed
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.workspace.challenges import ChallengeTelling
from kamguide.workspace.filling import Filling
from kamguide.workspace.finding import Finder
from kamguide.workspace.inplace import about
from kamguide.workspace.linedialogue import LineDialogue
from kamguide.workspace.plans import Workspace
from tests.boards import NOW
from tests.conftest import CaseStore


def at(store: Path, lang: str) -> Workspace:
    """A workspace of one's own."""
    return Workspace.at(store, actor="Li", lang=lang, now=lambda: NOW)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_coach_would_ask_of_a_weak_answer_names_no_value(lang: str) -> None:
    said = [line for one in load_flow("full").questions.values() for line in about(one, lang)]
    assert [line for line in said if re.search(r"\{\w+\}", line)] == []


def test_places_that_are_found_show_the_label_of_what_was_picked(case_store: CaseStore) -> None:
    hits = Finder(at(case_store("zh"), "zh"), "zh").hits("空驶")
    assert hits
    assert not any("outbound" in one.text for one in hits)


def test_a_challenge_about_visits_waits_for_a_flow_that_asks_for_them(tmp_path: Path) -> None:
    session = at(tmp_path / "plans.db", "en").new("Quick", "quick")
    filling = Filling.from_case("muquan", session)
    filling.keep()
    assert not any("0 of 8" in one.text for one in ChallengeTelling(session).entries())
    assert "“Full plan”" in "\n".join(filling.told)


def test_a_word_file_is_asked_for_where_none_was_named(case_store: CaseStore) -> None:
    dialogue = LineDialogue(at(case_store("zh"), "zh").open("Muquan"))
    assert [one.text for one in dialogue.hear("/改稿").said] == [say("wordback.which_file", "zh")]


def test_a_packet_that_cannot_be_read_is_named_by_its_path() -> None:
    with pytest.raises(SealError) as problem:
        read_sealed(Path())
    assert problem.value.values["file"] == "."


def test_boards_have_one_name_for_lines() -> None:
    for command in (board, class_board):
        names = {name for one in command.params for name in one.opts}
        assert {"--lines", "--plain"} <= names
