"""The annual review by keys: begun at home, confirmed on its own screen and in the talk."""

from pathlib import Path

import pytest

from kamguide.engine.carrying import waits
from kamguide.model.answers import Answers
from kamguide.plan.blocks import Note, Table
from kamguide.tui.app import KamguideApp
from kamguide.tui.screens.still import StillScreen
from kamguide.workspace.files import document
from tests.tui.conftest import Small, Wide, said, screen, send, settle

from .conftest import NEW, StoreAt, workspace

pytestmark = pytest.mark.campaign


def app(path: Path, plan: str | None, lang: str = "en") -> KamguideApp:
    return KamguideApp(lambda: workspace(path, lang), lang=lang, plan=plan)


def kept(path: Path) -> Answers:
    return workspace(path).open(NEW, read_only=True).answers


async def test_a_review_begins_at_home(at: StoreAt) -> None:
    path = at("approved", "en")
    async with app(path, None).run_test(size=Small) as pilot:
        await settle(pilot)
        await pilot.press("tab", "down", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        turn = screen(pilot).conversation
        assert turn is not None
        assert turn.session.facts.name == NEW
        assert turn.session.open_question() == "rev_actuals"


async def test_what_waits_is_confirmed_one_by_one_and_step_by_step(at: StoreAt) -> None:
    path = at("rolled", "en")
    async with app(path, NEW).run_test(size=Wide) as pilot:
        await settle(pilot)
        assert "F8 says yes" in said(pilot)[-1]
        await pilot.press("f8")
        await settle(pilot)
        assert not waits(kept(path), "prof_history")
        await send(pilot, "/still")
        assert isinstance(pilot.app.screen, StillScreen)
        await pilot.press("space", "s")
        await settle(pilot)
        answers = kept(path)
        assert not any(name.startswith("setup_") and waits(answers, name) for name in answers)
        assert waits(answers, "pareto_customers")
        await pilot.press("enter")
        await settle(pilot)
        conversation = screen(pilot).conversation
        assert conversation is not None
        assert conversation.session.open_question() == "pareto_customers"


async def test_leaving_the_list_goes_on_where_something_is_left(at: StoreAt) -> None:
    path = at("rolled", "zh")
    async with app(path, NEW, "zh").run_test(size=Small) as pilot:
        await settle(pilot)
        await send(pilot, "/仍成立 本步")
        conversation = screen(pilot).conversation
        assert conversation is not None
        assert conversation.session.open_question() == "dmu_members"
        await send(pilot, "/仍成立")
        await pilot.press("escape")
        await settle(pilot)
        assert conversation.session.open_question() == "dmu_members"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_document_tells_what_changed(at: StoreAt, lang: str) -> None:
    session = workspace(at("rolled", lang), lang).open(NEW, lang=lang)
    session.clear("buy_class_move")
    plan = document(session)
    titles = [one.title for one in plan.blocks if isinstance(one, Table)]
    changed = {"en": "What changed since the plan before", "zh": "与上一份计划相比的变更"}[lang]
    table = next(one for one in plan.blocks if isinstance(one, Table) and one.title == changed)
    assert table.internal
    assert len(table.rows) >= 1
    assert {"en": "How the assumptions came out", "zh": "假设的结果"}[lang] in titles
    notes = " ".join(one.text for one in plan.blocks if isinstance(one, Note))
    assert {"en": "Forecast (32)", "zh": "预测 (32)"}[lang] in notes
    assert {"en": "were carried over", "zh": "尚未确认"}[lang] in notes
