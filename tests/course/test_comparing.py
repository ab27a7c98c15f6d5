"""Beside the model answer: what differs, side by side, by command and on the screen."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.course.comparing import compared, pack_of
from kamguide.course.comparison_words import ComparisonTelling
from kamguide.course.packs import Exercise, load_pack, model_answers, start_plan
from kamguide.engine.change import edits_of
from kamguide.errors import UsageError
from kamguide.model.answers import Origin
from kamguide.model.edits import SetCell, SetValue
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.comparison import ComparisonScreen
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.course.conftest import Start
from tests.tui.conftest import Small, screen, settle


def fill(session: Session, lang: str = "en", unit: int = 3) -> None:
    """Answer as the model does."""
    answers = model_answers(load_pack("muquan"), lang, unit=unit)
    session.edit(*(e for name, one in answers.items() for e in edits_of(name, one, Origin.TYPED)))


def test_the_model_answer_differs_in_nothing_from_itself(start: Start) -> None:
    session = start("muquan", unit=3)
    fill(session)
    found = compared(pack_of(session), session)
    assert {one.verdict for one in found.questions} == {"same"}
    assert found.figures == ()
    assert found.percent == found.model_percent == 100


def test_what_differs_stands_side_by_side_and_what_is_open_is_not_given_away(
    start: Start,
) -> None:
    session = start("muquan", unit=3)
    before = compared(pack_of(session), session)
    assert {(one.verdict, one.model) for one in before.questions} == {("open", "")}
    fill(session)
    trading = session.answers.rows("rel_indicators_us")[0].key
    session.edit(
        SetCell("rel_indicators_us", trading, "level", Decimal(1)),
        SetValue("rel_target_stage", "integrated"),
    )
    found = compared(pack_of(session), session)
    by_name = {one.question: one for one in found.questions}
    assert by_name["rel_target_stage"].yours == "integrated"
    assert by_name["rel_target_stage"].model == "interdependent"
    (cell,) = by_name["rel_indicators_us"].differences
    assert (cell.kind, cell.yours) == ("cell", "1")
    assert by_name["kam_task"].verdict == "same"
    lines = [line for page in ComparisonTelling(found, session).pages() for line in page.lines]
    assert any("Would their board agree" in one for one in lines)


def test_when_the_own_part_is_done_the_comparison_is_offered_but_not_in_a_class(
    workspace: Workspace,
) -> None:
    for alone in (True, False):
        pack = load_pack("muquan")
        session = start_plan(workspace, Exercise(pack, 3, alone), lang="en")
        fill(session)
        dialogue = Dialogue(session)
        said = [*dialogue.hear("/check").said, *dialogue.hear("/check").said]
        assert sum("/compare" in one.text for one in said) == alone
        if not alone:
            with pytest.raises(UsageError, match=r"compare\.in_class"):
                pack_of(session)


@pytest.mark.campaign
def test_a_planted_fault_counts_as_mended_once_it_is(start: Start) -> None:
    session = start("muquan_faults")
    session.edit(SetCell("dpm_attr_factors", "AF1", "weight", Decimal(30)))
    found = compared(pack_of(session), session)
    assert [one.id for one in found.mended] == ["weights"]
    assert len(found.standing) == 9
    assert "dpm_attr_factors" not in {one.question for one in found.questions}
    assert {"Revenue T+3", "Margin T+3"} <= {one.headline.label("en") for one in found.figures}


@pytest.mark.parametrize(
    ("lang", "mine", "model"),
    [pytest.param("en", "Yours", "Model", marks=pytest.mark.campaign), ("zh", "您的", "参考")],
)
def test_practise_from_the_command_line(tmp_path: Path, lang: str, mine: str, model: str) -> None:
    def run(*words: str) -> str:
        before = ["--store", str(tmp_path / "p.db"), "--as", "Lin", "--lang", lang]
        done = CliRunner().invoke(kamguide, [*before, *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "muquan_unit1" in run("practise")
    assert "X" in run("practise", "muquan", "--unit", "3", "--name", "X")
    told = run("practise", "--compare", "X")
    assert mine in told
    assert model in told
    assert not [one for one in ("Q21", "rel_", "kam_") if one in told]
    data = json.loads(run("practise", "--compare", "X", "--json"))
    assert data["unit"] == 3
    assert {one["verdict"] for one in data["questions"]} == {"open"}


@pytest.mark.campaign
async def test_from_home_one_practises_compares_and_goes_to_what_differs(
    workspace: Workspace,
) -> None:
    app = KamguideApp(lambda: workspace, lang="zh")
    async with app.run_test(size=Small) as pilot:
        await settle(pilot)
        app.show_start("practise")
        await settle(pilot)
        await pilot.press(*["down"] * 6, "enter")  # the third unit of the whole case
        await settle(pilot)
        await pilot.press(*"Lin, manager", "enter")
        await settle(pilot)
        await pilot.press(*"/compare", "enter")
        await settle(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, ComparisonScreen)
        assert "满分 100" in str(shown.query_one("#part").render())
        await pilot.press("down", "down", "down")
        await settle(pilot)
        assert "Lin, manager" in str(shown.query_one("#part").render())
        await pilot.press("enter")
        await settle(pilot)
        talk = screen(pilot).conversation
        assert talk is not None
        assert talk.session.open_question() == "setup_planner"
