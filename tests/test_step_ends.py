"""A step that is done is told in short, in the talk and on the screen: once, until it changes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.errors import UsageError
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said
from kamguide.workspace.steps import told
from tests.conftest import CaseStore


@pytest.fixture(params=["en", "zh"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def finished(case_store: CaseStore, lang: str) -> Iterator[Session]:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    made = Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: now)
    yield made.open("Muquan")
    made.store.close()


def at_the_end_of(step: str, session: Session) -> Dialogue:
    """A talk at the last question of a step."""
    last = next(one for one in session.flow.step_of.values() if one.id == step).questions[-1]
    session.goto(last.id)
    dialogue = Dialogue(session)
    dialogue.ask()
    return dialogue


def summaries(said: tuple[Said, ...], session: Session) -> list[Said]:
    titles = {one.title(session.lang) for one in session.flow.step_of.values()}
    heads = {f"{title}: done" for title in titles} | {f"{title}：本步完成" for title in titles}
    return [one for one in said if one.text.split("\n")[0] in heads]


def test_the_last_answer_of_a_step_brings_what_the_step_came_to(
    finished: Session, lang: str
) -> None:
    dialogue = at_the_end_of("account_selection", finished)
    reason = finished.answers.text("sel_reason")
    heard = dialogue.hear(f"{reason} {reason}")
    while dialogue.waits:
        heard = dialogue.hear("1")
    (short,) = summaries(heard.said, finished)
    lines = short.text.split("\n")
    assert len(lines) == 4
    assert lines[2].endswith("7.27")
    assert lines[1].split("：" if lang == "zh" else ": ")[1].startswith("X2 ")
    assert [len(table.rows) for table in short.tables] == [7]
    assert heard.said.index(short) < len(heard.said) - 1, "the next question comes after it"


def test_where_the_question_is_shown_first_it_is_asked_for_after_it(
    finished: Session, lang: str
) -> None:
    finished.goto("sel_reason")
    dialogue = Dialogue(finished, lists=False)
    dialogue.ask()
    assert dialogue.step_in_short() == ()
    reason = finished.answers.text("sel_reason")
    heard = dialogue.hear(f"{reason} {reason}")
    while dialogue.waits:
        assert dialogue.step_in_short() == (), "not before the answer is decided on"
        heard = dialogue.hear("1")
    assert summaries(heard.said, finished) == []
    (short,) = summaries(dialogue.step_in_short(), finished)
    assert short.text.split("\n")[2].endswith("7.27")
    assert dialogue.asked in heard.said
    assert dialogue.step_in_short() == (), "once"


def test_it_is_told_once_and_again_only_when_it_came_to_something_else(finished: Session) -> None:
    def told_after(place: str, reply: str) -> list[Said]:
        dialogue.hear(f"/goto {place}")
        heard = dialogue.hear(reply)
        while dialogue.waits:
            heard = dialogue.hear("1")
        return summaries(heard.said, finished)

    dialogue = at_the_end_of("account_selection", finished)
    reason = finished.answers.text("sel_reason")
    (first,) = told_after("sel_reason", f"{reason}!")
    assert told_after("sel_reason", f"{reason}!!") == []
    assert told_after("sel_choice", "X6") != []
    assert told_after("sel_choice", "X2") == [first]


def test_looking_at_a_step_and_leaving_it_tells_nothing(tmp_path: Path, lang: str) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang=lang, now=lambda: now)
    session = workspace.new("Muquan", "quick")
    Filling.from_case("muquan", session).keep()
    workspace.close(session)
    again = workspace.open("Muquan")
    dialogue = Dialogue(again)
    dialogue.welcome()
    for place in ("setup_account_name", "obj_list", "csf_list"):
        assert summaries(dialogue.hear(f"/goto {place}").said, again) == []
    workspace.store.close()


def test_a_step_that_misses_something_is_not_called_done(finished: Session) -> None:
    finished.clear("sel_choice")
    dialogue = at_the_end_of("account_selection", finished)
    heard = dialogue.hear(finished.answers.text("sel_reason") + "!")
    while dialogue.waits:
        heard = dialogue.hear("1")
    assert summaries(heard.said, finished) == []


def test_a_command_tells_any_step_in_short(finished: Session, lang: str) -> None:
    dialogue = Dialogue(finished)
    dialogue.welcome()
    heard = dialogue.hear("/小结 budget" if lang == "zh" else "/summary budget")
    assert "673.3" in heard.said[-1].text
    assert len(heard.said[-1].tables) == 2


def test_a_step_without_answers_has_no_summary_yet(tmp_path: Path, lang: str) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    workspace = Workspace.at(tmp_path / "plans.db", actor="Li", lang=lang, now=lambda: now)
    session = workspace.new("New", "quick")
    with pytest.raises(UsageError):
        told(session, session.flow.step_of["obj_list"])
    workspace.store.close()


def test_the_line_dialogue_prints_the_tables_too(finished: Session, tmp_path: Path) -> None:
    finished.store.close_plan(finished.facts.id)
    arguments = ["--store", str(tmp_path / "plans.db"), "--lang", finished.lang]
    typed = "/summary csf\n/pause\n"
    out = CliRunner().invoke(kamguide, [*arguments, "plain", "Muquan"], input=typed).output
    title, label = {
        "en": ("Weighted scores and gaps", "decisive weakness"),
        "zh": ("加权得分与差距", "决定性劣势"),
    }[finished.lang]
    assert title in out
    assert label in out
