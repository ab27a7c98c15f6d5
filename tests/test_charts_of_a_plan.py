"""The charts of the worked case: on the command line, in the talk, in lines, and in the pane."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from kamguide.cli import kamguide
from kamguide.export.charted.facts import facts_of
from kamguide.export.charted.frame import Frame
from kamguide.export.charted.kinds import lines_of
from kamguide.export.charted.pens import ASCII, LINES
from kamguide.plan.blocks import Chart
from kamguide.tui.app import KamguideApp
from kamguide.workspace.charting import STEPS, charts_of, charts_of_step
from kamguide.workspace.plans import Workspace
from kamguide.workspace.session import Session
from tests.conftest import CaseStore
from tests.tui.conftest import Wide, screen, send, settle, text_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAVY = [pytest.param(one, marks=pytest.mark.campaign) for one in (60, 80, 120)]


def session_at(path: Path, lang: str, *, read_only: bool = True) -> Session:
    workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: NOW)
    return workspace.open("Muquan", lang=lang, read_only=read_only)


@pytest.mark.parametrize("width", [46, *HEAVY])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_chart_of_the_case_is_drawn_whole(
    filled_store: CaseStore, lang: str, width: int
) -> None:
    charts = charts_of(session_at(filled_store(lang), lang))
    assert len({one.kind for one in charts}) > 10
    for chart in charts:
        for pen in (ASCII, LINES):
            drawn = [line.plain for line in lines_of(chart, Frame(width, pen, lang))]
            assert len(drawn) > 2
            assert max(map(cell_len, drawn)) <= width, chart.title
            whole = "".join("".join(drawn).split())
            for name in named_in(chart):
                assert all(word[:4] in whole for word in name.split()), name


def named_in(chart: Chart) -> tuple[str, ...]:
    series = () if chart.kind in ("forces", "matrix", "gantt", "pareto") else chart.series
    return (*chart.points, *(one.name for one in series))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_chart_of_the_case_can_be_read_out(filled_store: CaseStore, lang: str) -> None:
    for chart in charts_of(session_at(filled_store(lang), lang)):
        facts = facts_of(chart, lang)
        assert len(facts) >= min(len(chart.points), len(chart.series))
        for name in (*chart.points,) if chart.kind != "stages" else ():
            assert any(name in one for one in facts), name
        assert all(one.endswith(("。", ".")) and "{" not in one for one in facts)


def test_every_step_with_a_chart_has_it(filled_store: CaseStore) -> None:
    session = session_at(filled_store("en"), "en")
    steps = {step.id: step for phase in session.flow.phases for step in phase.steps}
    for name, (_, kinds) in STEPS.items():
        assert {one.kind for one in charts_of_step(session, steps[name])} == set(kinds), name


# On the command line


def shown(store: Path, *more: str, lang: str = "en", **variables: str) -> Result:
    arguments = ["--store", str(store), "--lang", lang, "show", "Muquan", *more]
    return CliRunner(env=variables).invoke(kamguide, arguments)


def test_one_chart_is_shown_above_its_table(filled_store: CaseStore) -> None:
    done = shown(filled_store("en"), "--chart", "dpm 1", "--width", "60")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines.index("Products in this account, today and at T+3") < next(
        at for at, line in enumerate(lines) if line.startswith("P1 Corrugated")
    )
    assert any("- star -" in line for line in lines)
    assert max(map(cell_len, lines)) <= 60
    assert "Market units" not in done.output


def test_an_unknown_chart_is_answered_by_those_there_are(filled_store: CaseStore) -> None:
    done = shown(filled_store("zh"), "--chart", "饼图", lang="zh")
    assert done.exit_code == 1
    assert "矩阵 2：市场单位：今天" in done.output
    assert "预算：分年预算" in done.output


def test_all_charts_come_at_once_in_the_signs_asked_for(filled_store: CaseStore) -> None:
    store = filled_store("zh")
    plain = shown(store, "--chart", "全部", "--ascii", lang="zh", NO_COLOR="1")
    assert plain.exit_code == 0
    assert "\x1b" not in plain.output
    assert "二八" not in plain.output
    assert "客户按销售额排列" in plain.output
    assert "┌" not in plain.output
    assert "┌" in shown(store, "--chart", "矩阵", "--lines", lang="zh").output


def test_the_whole_plan_shows_its_charts_too(filled_store: CaseStore) -> None:
    done = shown(filled_store("en"))
    assert "AAAAAAAA" in done.output
    assert "- question mark -" in done.output


def test_in_lines_a_chart_is_read_out(case_store: CaseStore) -> None:
    arguments = ["--store", str(case_store("zh")), "--lang", "zh", "plain", "Muquan"]
    done = CliRunner().invoke(kamguide, arguments, input="/图 预算\n/图\n/图 没有\n")
    assert "T+1 (2027)：合计 223；ST2" in done.output
    assert "AAAA" not in done.output
    assert "甘特图：行动时间表" in done.output
    assert "没有名为“没有”的图表" in done.output


# On the screen


@pytest.fixture
def opened(case_store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], KamguideApp]:
    monkeypatch.setenv("KAMGUIDE_CHARTS", "ascii")

    def app(lang: str) -> KamguideApp:
        workspace = Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: NOW)
        return KamguideApp(lambda: workspace, lang=lang, plan="Muquan")

    return app


async def test_the_plan_pane_shows_the_chart_of_the_step(
    opened: Callable[[str], KamguideApp],
) -> None:
    app = opened("en")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/goto budget")
        assert "T+1 (2027) AAAA" in text_of(pilot.app)
        await send(pilot, "/goto mission")
        assert "AAAA" not in text_of(pilot.app)


async def test_a_chart_is_drawn_in_the_talk(opened: Callable[[str], KamguideApp]) -> None:
    app = opened("zh")
    async with app.run_test(size=Wide) as pilot:
        await settle(pilot)
        await send(pilot, "/图 矩阵 1")
        said = screen(pilot).talk.everything[-1]
        assert said.text == "该客户内的产品：今天与 T+3"
        assert "- 现金流 -" in text_of(pilot.app)
        await send(pilot, "/图 没有这张")
        assert "没有名为“没有这张”的图表" in screen(pilot).talk.everything[-1].text
