"""Ten faults planted in the worked case are found by the check, and on the screen that looks at it.

In Chinese every time, in English with the longer counts.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.model.edits import ClearAnswer, Edit, SetCell
from kamguide.tui.app import KamguideApp
from kamguide.workspace.checking import Telling
from kamguide.workspace.looks import LOOKS
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, settle

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORDS = {
    "en": {"action": "Strengthen cooperation", "ours": "we will build the Jiujiang line"},
    "zh": {"action": "加强合作", "ours": "我们将建成九江产线"},
}


@dataclass(frozen=True)
class Fault:
    """What is done to the case, and which findings must tell it."""

    name: str
    edits: Callable[[Session], list[Edit]]
    found: tuple[str, ...]


def _wish(session: Session) -> list[Edit]:
    words = WORDS[session.lang]["action"]
    years = [SetCell("obj_list", "O3", f"target_t{n}", None) for n in (1, 2, 3)]
    return [SetCell("obj_list", "O3", "statement", words), *years]


def _nines(session: Session) -> list[Edit]:
    rows = session.answers.rows("csf_scores")
    return [SetCell("csf_scores", one.key, "score", 9) for one in rows if one["supplier"] == "own"]


FAULTS = (
    Fault("an activity for an objective", _wish, ("R14", "C07")),
    Fault(
        "weights of 105",
        lambda _: [SetCell("dpm_attr_factors", "AF1", "weight", Decimal(35))],
        ("R08", "C04"),
    ),
    Fault("we lead everywhere", _nines, ("R11",)),
    Fault(
        "nobody knows the decider",
        lambda _: [SetCell("dmu_members", "D2", "contact_owner", None)],
        ("C14",),
    ),
    Fault(
        "more than they spend",
        lambda _: [SetCell("prof_wallet", "P5", "wallet_t3", Decimal(900))],
        ("R24", "C05"),
    ),
    Fault(
        "money for no strategy",
        lambda _: [SetCell("bud_lines", "B3", "str_id", "ST99")],
        ("R28", "C19"),
    ),
    Fault(
        "sales for margin",
        lambda _: [SetCell("vc_revenue_opps", "V1", "annual_value", Decimal(1600))],
        ("R27",),
    ),
    Fault(
        "a forecast that is not the objective",
        lambda _: [SetCell("fc_products", "P1", "rev_t3", Decimal(3200))],
        ("C07", "C08"),
    ),
    Fault(
        "an action for an assumption",
        lambda session: [SetCell("ass_list", "AS1", "statement", WORDS[session.lang]["ours"])],
        ("R16",),
    ),
    Fault("no competitor", lambda _: [ClearAnswer("csf_competitors")], ("R10",)),
)


@pytest.fixture(params=["zh", pytest.param("en", marks=pytest.mark.campaign)])
def session(request: pytest.FixtureRequest, case_store: CaseStore) -> Iterator[Session]:
    lang = str(request.param)
    workspace = Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: NOW)
    yield workspace.open("Muquan")
    workspace.store.close()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.name)
def test_a_planted_fault_is_told_by_the_check_and_by_the_look(
    fault: Fault, session: Session, tmp_path: Path
) -> None:
    before = {one.rule for one in session.interview.findings}
    session.edit(*fault.edits(session))
    told = [one for one in session.interview.findings if one.rule in fault.found]
    assert {one.rule for one in told} == set(fault.found)
    assert not before & set(fault.found)
    looked = "\n".join(one.text for one in LOOKS["check"](session))
    telling = Telling(session)
    assert all(telling.finding(one) in looked for one in told)
    session.store.close_plan(session.facts.id)
    arguments = ["--store", str(tmp_path / "plans.db"), "--lang", session.lang]
    arguments += ["--today", "2026-11-23", "check", "Muquan", "--json"]
    done = CliRunner().invoke(kamguide, arguments)
    found = {(one["id"], one["words"]) for one in json.loads(done.output)["findings"]}
    assert {(one.rule, telling.finding(one)) for one in told} <= found
    blocks = any(one.severity == "block" for one in told)
    assert done.exit_code == (1 if blocks else 0)


async def test_all_ten_faults_stand_on_the_screen_that_looks_at_the_plan(
    session: Session, tmp_path: Path
) -> None:
    for fault in FAULTS:
        session.edit(*fault.edits(session))
    telling = Telling(session)
    ids = {name for fault in FAULTS for name in fault.found} - HIDDEN
    words = [telling.finding(one) for one in session.interview.findings if one.rule in ids]
    assert {one.rule for one in session.interview.findings} >= ids
    session.store.close_plan(session.facts.id)
    lang = session.lang
    again = Workspace.at(tmp_path / "plans.db", actor="Li", lang=lang, now=lambda: NOW)
    app = KamguideApp(lambda: again, lang=lang, plan="Muquan")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        lines = pilot.app.screen.query_one("#entries")
        shown = "".join(
            "".join(str(lines.get_option_at_index(at).prompt).split())  # type: ignore[attr-defined]
            for at in range(lines.option_count)  # type: ignore[attr-defined]
        )
        assert [one for one in words if "".join(one.split()) not in shown] == []


HIDDEN = {"R11"}
"""Found only while there are competitors to lead."""
