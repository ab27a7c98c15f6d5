"""Every number that the plan shows of the worked case is the one it must come to."""

from decimal import Decimal

import pytest

from kamguide.messages import say
from kamguide.model.edits import SetCell
from kamguide.workspace.files import document

from .plans import LANGS, charts, expected, plan_of, session_of, shows, titled

YEARS = ("T0 (2026)", "T+1 (2027)", "T+2 (2028)", "T+3 (2029)")

pytestmark = pytest.mark.parametrize("lang", LANGS)


def test_the_summary_shows_the_plan_in_four_lines(lang: str) -> None:
    glance, money = titled(plan_of("full", lang), "h.at_a_glance"), expected()["forecast"]
    for key, name in (("revenue", "revenue"), ("margin", "margin"), ("margin_pct", "margin_pct")):
        row = glance.named(f"row.{key}")
        assert shows(row[YEARS[0]], money[name][0])
        assert shows(row[YEARS[3]], money[name][-1])
    assert shows(glance.named("row.revenue")[glance.head("cagr")], money["revenue_cagr_pct"])
    wallet = glance.named("row.wallet_share")
    assert shows(wallet[YEARS[0]], money["share_of_wallet_t0_pct"])
    assert shows(wallet[YEARS[3]], money["share_of_wallet_t3_pct"])
    assert shows(glance.named("row.budget_total")[YEARS[3]], money["budget_total"])
    assert shows(glance.named("row.net_total")[YEARS[3]], money["net_incremental_total"])
    assert shows(glance.named("row.roi")[YEARS[3]], money["roi_pct"])


def test_the_financial_summary_adds_up(lang: str) -> None:
    found, money = titled(plan_of("full", lang), "t.finance"), expected()["forecast"]
    for key, values in (
        ("row.total", money["revenue"]),
        ("row.margin", money["margin"]),
        ("row.margin_pct", money["margin_pct"]),
        ("row.cost_to_serve", money["cost_to_serve"]),
        ("row.budget", [None, *money["budget"]]),
        ("row.net_contribution", money["account_net_contribution"]),
    ):
        row = found.named(key)
        assert all(shows(row[year], value) for year, value in zip(YEARS, values, strict=True)), key
    assert [row["T-2 (2024)"] for row in found.rows()][:2] == ["2,450", "1,820"]


def test_growth_is_split_into_wallet_and_share(lang: str) -> None:
    found, money = titled(plan_of("full", lang), "t.wallet"), expected()["forecast"]
    total = found.named("row.total")
    for head, name in (
        ("wallet_t0", "wallet_t0"),
        ("wallet_t3", "wallet_t3"),
        ("share_t0", "share_of_wallet_t0_pct"),
        ("share_t3", "share_of_wallet_t3_pct"),
        ("wallet_effect", "wallet_effect"),
        ("share_effect", "share_effect"),
    ):
        assert shows(total[found.head(head)], money[name]), name
    for product, (first, last) in money["product_share_of_wallet_pct"].items():
        row = found.row(product)
        assert shows(row[found.head("share_t0")], first)
        assert shows(row[found.head("share_t3")], last)


def test_the_low_case_stands_beside_the_plan(lang: str) -> None:
    found, money = titled(plan_of("full", lang), "t.scenarios"), expected()["forecast"]
    low, plan = found.named("scenario.low"), found.named("scenario.plan")
    assert shows(low[YEARS[3]], money["low_case_t3_revenue"])
    assert shows(low[found.head("margin_t3")], money["low_case_t3_margin"])
    assert shows(plan[YEARS[3]], money["revenue"][-1])


def test_the_ratios_are_judged(lang: str) -> None:
    found, stated = titled(plan_of("full", lang), "t.ratios"), expected()
    for name, judged in stated["financial_status"].items():
        row = found.named(f"ratio.{name}")
        key = name if name in stated["financial_ratios"][2023] else f"{name}_pct"
        for year in (2023, 2024, 2025):
            assert shows(row[str(year)], stated["financial_ratios"][year][key]), (name, year)
        for head, kind in (("status", "vs_industry_pct"), ("trend", "trend_pct")):
            word = say(f"plan.{head}.{judged[head].replace(' ', '_')}", lang)
            assert row[found.head(head)].startswith(word)
            percent = row[found.head(head)].removeprefix(word).strip(" ()（）")
            assert shows(percent, judged[kind])
        assert row[found.head("improve")] == say("value.yes", lang)


def test_value_is_summed_by_activity_and_kind(lang: str) -> None:
    found, stated = titled(plan_of("full", lang), "t.value"), expected()["value"]
    for activity, both in stated["by_activity"].items():
        row = found.named(f"activity.{activity}")
        assert shows(row[found.head("annual")], both["annual"])
        assert shows(row[found.head("expected")], both["expected"])
    total = found.named("row.total")
    for kind, both in stated["by_type"].items():
        assert shows(total[say(f"plan.kind.{kind}", lang)], both["annual"])
    assert shows(total[found.head("annual")], stated["total"]["annual"])
    assert shows(total[found.head("expected")], stated["total"]["expected"])
    assert shows(total[say("plan.kind.intangible", lang)], stated["intangible_importance"])


def test_the_forces_and_the_stage_are_shown(lang: str) -> None:
    plan, stated = plan_of("full", lang), expected()
    forces, stages = charts(plan)["forces"][0], charts(plan)["stages"][0]
    assert shows(forces.table.rows[-1][1].text, stated["industry_force_average"])
    levels = {one.name: one.values[0] for one in stages.series}
    relation = stated["relationship"]
    assert levels[say("plan.row.stage_us", lang)] == relation["us"]
    assert levels[say("plan.row.stage_customer", lang)] == relation["customer"]
    target = levels[say("plan.row.stage_target", lang, year=YEARS[3])]
    assert stages.points[int(target or 0) - 1] == say(f"plan.stage.{relation['target']}", lang)


def test_authority_and_coverage_are_shown(lang: str) -> None:
    plan, stated = plan_of("full", lang), expected()
    authority = titled(plan, "t.authority")
    for item, one in stated["authority"].items():
        row = authority.row(item)
        assert shows(row[authority.head("score")], one["score"])
        assert row[authority.head("by_score")] == say(f"plan.band.{one['band']}", lang)
    for key in ("q.dmu_stage_matrix", "h.coverage"):
        coverage = titled(plan, key)
        total = coverage.named("row.coverage")[coverage.head("coverage")]
        assert shows(total, stated["coverage"]["total_pct"])
    for stage, percent in stated["coverage"]["per_stage_pct"].items():
        assert shows(coverage.named(f"buystage.{stage}")[coverage.head("coverage")], percent)


def test_scores_and_gaps_are_weighted(lang: str) -> None:
    found, stated = titled(plan_of("full", lang), "t.csf"), expected()["csf"]
    us, us_t3, rival_t3 = found.head("us"), found.head("us_t3"), found.head("rival_t3")
    for factor, one in stated["gaps"].items():
        row = found.row(factor)
        assert shows(row[found.head("gap")], one["gap"])
        label = one["label"].replace(" ", "_")
        assert row[found.head("meaning")] == say(f"plan.gap.{label}", lang)
    total, ratio = found.named("row.weighted"), found.named("row.ratio")
    assert shows(total[us], stated["totals"]["own"])
    for rival in ("K1", "K2"):
        head = next(one for one in total if one.startswith(f"{rival} "))
        assert shows(total[head], stated["totals"][rival])
    assert shows(ratio[us], stated["ratio"])
    assert shows(ratio[us_t3], stated["ratio_t3"])
    assert shows(total[us_t3], stated["own_t3"])
    assert shows(total[rival_t3], stated["competitor_t3"])


def test_products_stand_on_the_matrix_today_and_later(lang: str) -> None:
    found = titled(plan_of("full", lang), "t.portfolio")
    names = ("us_t0", "rival_t0", "ratio_t0", "us_t3", "rival_t3", "ratio_t3")
    parts = ("own_t0", "comp_t0", "ratio_t0", "own_t3", "comp_t3", "ratio_t3")
    for product, one in expected()["portfolio"].items():
        row = found.row(product)
        assert shows(row[found.head("attractiveness")], one["attractiveness"])
        assert all(
            shows(row[found.head(head)], one[part]) for head, part in zip(names, parts, strict=True)
        ), product
        for time in ("t0", "t3"):
            quadrant = say(f"plan.quadrant.{one[f'quadrant_{time}']}", lang)
            assert row[found.head(f"type_{time}")] == quadrant


def test_risk_and_return_are_shown(lang: str) -> None:
    plan, money = plan_of("full", lang), expected()["forecast"]
    risk, gain = titled(plan, "t.risk"), titled(plan, "t.return")
    year = YEARS[3]
    assert shows(risk.named("row.risk_adjusted")[year], money["risk_adjusted_t3_revenue"])
    assert shows(risk.named("row.shortfall")[year], money["expected_shortfall"])
    assert shows(risk.named("row.all_fail")[year], money["all_fail_t3_revenue"])
    assert shows(risk.named("row.all_hold")[year], money["all_hold_probability_pct"])
    assert shows(gain.named("row.net_total")[""], money["net_incremental_total"])
    assert shows(gain.named("row.roi")[""], money["roi_pct"])
    assert shows(gain.named("row.npv", rate="10")[""], money["npv"])
    assert gain.named("row.payback")[""].startswith(money["payback_year"])


def test_the_budget_is_summed_by_year_category_and_line(lang: str) -> None:
    plan, money = plan_of("full", lang), expected()["forecast"]
    found = titled(plan, "t.budget")
    for key, values in (
        ("row.budget", money["budget"]),
        ("row.incremental_margin", money["incremental_margin"]),
        ("row.net_incremental", money["net_incremental"]),
    ):
        row = found.named(key)
        shown = zip(YEARS[1:], values, strict=True)
        assert all(shows(row[year], value) for year, value in shown), key
    total = say("plan.row.total", lang)
    assert shows(found.named("row.budget")[total], money["budget_total"])
    by_category = titled(plan, "t.budget_by_category")
    shown = [row[total] for row in by_category.rows()]
    assert all(map(shows, shown, money["budget_by_category"].values()))


def test_the_curve_and_its_classes_are_shown(lang: str) -> None:
    plan, stated = plan_of("full", lang), expected()["pareto"]
    facts, classes = titled(plan, "t.concentration"), titled(plan, "t.classes")
    by_revenue, by_margin = facts.head("by_revenue"), facts.head("by_margin")
    top = facts.named("row.top20", n=stated["top_n"])
    assert shows(top[by_revenue], stated["top20_revenue_share_pct"])
    assert shows(top[by_margin], stated["top20_margin_share_pct"])
    needed = facts.named("row.for80")[by_revenue]
    assert needed.startswith(str(stated["customers_for_80pct_revenue"]))
    assert f"{stated['customers_for_80pct_revenue_pct']}%" in needed
    assert shows(facts.named("row.gini")[by_revenue], stated["gini_revenue"])
    assert shows(facts.named("row.gini")[by_margin], stated["gini_margin"])
    assert shows(facts.named("row.hhi")[by_revenue], stated["hhi_revenue"])
    for name, count in stated["class_counts"].items():
        row = classes.row(name)
        assert shows(row[classes.head("customers")], count)
        assert shows(row[classes.head("share")], stated["class_revenue_share_pct"][name])
        by = row[classes.head("customers_by_margin")]
        assert shows(by, stated["class_counts_by_margin"][name])


def test_the_account_has_its_place_among_the_customers(lang: str) -> None:
    found, stated = titled(plan_of("full", lang), "t.pareto"), expected()["pareto"]
    row = found.row(str(stated["account_rank_by_revenue"]))
    assert shows(row[found.head("share")], stated["account_revenue_share_pct"])
    assert shows(row[found.head("margin_rank")], stated["account_rank_by_margin"])
    assert len(found.rows()) == stated["n"]


def test_markets_stand_on_the_matrix_today_and_later(lang: str) -> None:
    plan, stated = plan_of("full", lang), expected()["dpm"]
    now, later = titled(plan, "t.markets"), titled(plan, "t.positions")
    money = titled(plan, "t.market_money")
    for unit, one in stated.items():
        row, then, gain = now.row(unit), later.row(unit), money.row(unit)
        assert shows(row[now.head("attractiveness")], one["attractiveness"])
        assert shows(row[now.head("us")], one["totals"]["own"])
        best = one["best_competitor"]
        assert row[now.head("best")].startswith(f"{best} ")
        assert shows(row[now.head("best_total")], one["totals"][best])
        assert shows(row[now.head("ratio_now")], one["ratio"])
        assert row[now.head("type")] == say(f"plan.quadrant.{one['quadrant']}", lang)
        assert shows(then[later.head("ratio_t3")], one["ratio_t3_objective"])
        assert shows(then[later.head("ratio_unchanged")], one["ratio_t3_no_change"])
        assert shows(gain[money.head("revenue_t0")], one["revenue_t0"])
        assert shows(gain[money.head("revenue_t3")], one["revenue_t3_objective"])
        assert shows(gain[money.head("cagr")], one["revenue_cagr_pct"])


def test_candidates_are_ranked(lang: str) -> None:
    found, stated = titled(plan_of("full", lang), "t.selection"), expected()["account_selection"]
    ranked = [row[found.head("candidate")].split()[0] for row in found.rows()[1:]]
    assert ranked == stated["ranking"]
    for name, score in stated["scores"].items():
        assert shows(found.row(name)[say("plan.row.total", lang)], score)


def test_the_only_check_that_fails_is_told(lang: str) -> None:
    found = titled(plan_of("full", lang), "t.checks")
    passed = say("plan.state.passed", lang)
    states = [row[found.head("result")] for row in found.rows()]
    failed = [name for name, result in expected()["checks"].items() if result != "pass"]
    assert len(states) - states.count(passed) == len(failed)


def test_of_several_tables_the_one_whose_weights_do_not_add_up_is_named(lang: str) -> None:
    with session_of("full", lang) as session:
        first = session.path.standing.rows("csf_list")[0]
        session.edit(SetCell("csf_list", first.key, "weight", Decimal(1)))
        found = titled(document(session), "t.checks")
    (told,) = (
        row[found.head("found")] for row in found.rows() if "100" in row[found.head("found")]
    )
    assert say("plan.q.csf_list", lang) in told
    assert say("plan.q.pf_factors", lang) not in told


def test_the_closed_year_is_held_against_the_plan(lang: str) -> None:
    found, stated = titled(plan_of("annual_review", lang), "t.review"), expected()["review"]
    heads = ("plan", "actual", "variance", "variance_pct")
    for product, one in stated["products"].items():
        row = found.row(product)
        assert all(shows(row[found.head(head)], one[head]) for head in heads), product
    total = found.named("row.total")
    assert all(shows(total[found.head(head)], stated[head]) for head in heads)
    margin = found.named("row.margin")
    assert shows(margin[found.head("plan")], stated["plan_margin"])
    assert shows(margin[found.head("variance")], stated["margin_variance"])
    quantity, rate = found.named("row.quantity"), found.named("row.rate")
    assert shows(quantity[found.head("variance")], stated["margin_variance_volume"])
    assert shows(rate[found.head("variance")], stated["margin_variance_rate"])
