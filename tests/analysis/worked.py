"""Every calculation run on the worked case, each once."""

from functools import cache

from kamguide.analysis import (
    annual,
    ansoff,
    budget,
    buying,
    csf,
    directions,
    dpm,
    finance,
    industry,
    markets,
    money,
    pareto,
    portfolio,
    positioning,
    pressures,
    relationship,
    risk,
    rolling,
    segments,
    selection,
    strength,
    swot,
    value,
)

from .case import answers, ids, number, rows


@cache
def customers() -> tuple[pareto.Customer, ...]:
    return rows("pareto_customers", pareto.Customer)


@cache
def pareto_() -> pareto.Pareto:
    return pareto.pareto(
        customers(),
        number("pareto_cut_a"),
        number("pareto_cut_b"),
        rows("pareto_time_split", pareto.TimeSplit, class_="class"),
    )


@cache
def account() -> pareto.CustomerStanding:
    return pareto.account(
        pareto_(),
        customers(),
        answers()["setup_account_name"],
        candidates=rows("sel_candidates", pareto.CandidateName),
        choice=answers()["sel_choice"],
    )


@cache
def segment_sales() -> segments.SegmentSales:
    return segments.segment_sales(customers(), rows("seg_segments", segments.SegmentId))


@cache
def segments_() -> segments.Segments:
    return segments.segments(
        rows("seg_segments", segments.Segment),
        segment_sales(),
        rows("seg_criteria_scores", segments.CriteriaScores),
        number("mkt_size"),
        number("mkt_growth"),
    )


@cache
def market_attractiveness() -> strength.Attractiveness:
    return strength.market_attractiveness(
        rows("dpm_attr_factors", strength.Factor), rows("dpm_attr_scores", strength.UnitScore)
    )


def market_strengths(reference: str = "best_score") -> dict[str, strength.Strength]:
    return dict(
        strength.market_strengths(
            rows("dpm_csfs", strength.UnitFactor),
            rows("dpm_csf_scores", strength.SupplierScore),
            rows("mkt_competitors", strength.Competitor),
            reference,
        )
    )


def markets_(settings: dpm.MatrixSettings = dpm.DEFAULT_SETTINGS) -> dpm.Matrix:
    return markets.markets(
        rows("dpm_units", markets.Unit),
        market_attractiveness(),
        market_strengths(),
        settings,
        markets.market_standings(segments_(), rows("mkt_competitors", strength.Competitor)),
    )


@cache
def market_outlook() -> markets.MarketOutlook:
    return markets.market_outlook(
        markets_(),
        rows("dpm_units", markets.Unit),
        market_attractiveness(),
        rows("dpm_objective_positions", markets.ObjectivePosition),
        rows("dpm_forecast_no_change", markets.NoChange),
        rows("dpm_financials", markets.UnitFinancials),
    )


@cache
def selection_() -> selection.Selection:
    return selection.selection(
        rows("sel_weights", selection.CriterionWeight),
        rows("sel_anchors", selection.Anchor),
        rows("sel_candidates", selection.Candidate),
        number("sel_cutoff"),
        rows("sel_relationship", selection.CandidateStrength),
    )


@cache
def ratios() -> finance.Ratios:
    return finance.financial_ratios(
        rows("fin_statements", finance.Statement), rows("fin_industry", finance.IndustryValue)
    )


@cache
def forces() -> industry.Forces:
    return industry.forces(rows("ind_forces", industry.Force))


@cache
def value_() -> value.Value:
    return value.value(
        value.value_opportunities(
            rows("vc_revenue_opps", value.RevenueOpportunity),
            rows("vc_displacement_opps", value.CostOpportunity),
            rows("vc_avoidance_opps", value.CostOpportunity),
            rows("vc_intangible_opps", value.IntangibleOpportunity),
        ),
        ids("vc_top_choice"),
        history().total_t0,
    )


@cache
def purchases() -> buying.Purchases:
    return buying.purchases(
        rows("buy_items", buying.BuyItem),
        rows("buy_authority_limits", buying.Limit),
        answers()["buy_focus_item"],
    )


@cache
def buying_() -> buying.Buying:
    return buying.buying(
        rows("dmu_members", buying.Member),
        rows("dmu_stage_matrix", buying.Involvement),
        rows("dmu_procedure", buying.Procedure),
        rows("info_needs", buying.Need),
        purchases().focus_stages,
        answers()["dmu_final_authority"],
    )


@cache
def pressures_() -> pressures.Pressures:
    return pressures.pressures(
        rows("press_external", pressures.Pressure), rows("press_internal", pressures.Pressure)
    )


@cache
def csf_() -> csf.Comparison:
    return csf.csf(
        rows("csf_list", strength.AccountFactor),
        rows("csf_scores", csf.FactorScore),
        ids("csf_competitors"),
        rows("prof_suppliers", portfolio.Supply),
        wallet(),
    )


@cache
def csf_outlook() -> csf.ComparisonOutlook:
    return csf.csf_outlook(csf_(), rows("csf_own_target", csf.FactorTarget))


@cache
def swot_proposals() -> tuple[swot.ProposedItem, ...]:
    around = swot.swot_surroundings(
        rows("ind_forces", industry.Force),
        rows("ind_drivers", swot.Driver),
        rows("prof_objectives", swot.CustomerGoal),
        rows("comp_strategy", swot.CompetitorMove),
        rows("press_external", pressures.Pressure),
        ids("vc_top_choice"),
    )
    return swot.swot_items(csf_(), around)


@cache
def swot_pairs() -> tuple[swot.ProposedPair, ...]:
    return swot.swot_pairs(rows("swot_items", swot.SwotItem), csf_())


@cache
def product_attractiveness() -> strength.Attractiveness:
    return strength.product_attractiveness(
        rows("pf_factors", strength.Factor), rows("pf_attr_scores", strength.ProductScore)
    )


@cache
def product_strengths() -> dict[str, strength.ProductStrength]:
    return dict(
        strength.product_strengths(
            rows("csf_list", strength.AccountFactor),
            rows("pf_csf_scores", strength.ProductFactorScore),
        )
    )


@cache
def products() -> dpm.Matrix:
    return portfolio.products(
        product_attractiveness(),
        product_strengths(),
        history(),
        standings=portfolio.product_standings(wallet(), rows("prof_suppliers", portfolio.Supply)),
    )


@cache
def product_outlook() -> dict[str, portfolio.ProductOutlook]:
    return dict(
        portfolio.product_outlook(
            products(), product_attractiveness(), product_strengths(), forecast()
        )
    )


@cache
def market_directions() -> directions.Directions:
    return directions.market_directions(markets_(), rows("dir_choices", directions.UnitDirection))


@cache
def product_directions() -> directions.Directions:
    return directions.product_directions(
        products(), rows("pf_directions", directions.ProductDirection)
    )


@cache
def history() -> money.History:
    return money.history(rows("prof_history", money.HistoryRow))


@cache
def wallet() -> money.WalletToday:
    return money.wallet_today(history(), rows("prof_wallet", money.WalletRow))


@cache
def forecast() -> money.Forecast:
    return money.forecast(
        rows("fc_products", money.ForecastRow), rows("prof_wallet", money.WalletRow), history()
    )


@cache
def budget_() -> budget.Budget:
    return budget.budget(
        forecast(),
        rows("bud_lines", budget.BudgetLine),
        rows("fc_cost_to_serve", budget.ServiceCost),
        number("fc_discount_rate"),
    )


@cache
def scenarios() -> dict[str, budget.ScenarioMoney]:
    return dict(budget.scenarios(forecast(), budget_(), rows("fc_scenarios", budget.Scenario)))


@cache
def risk_() -> risk.Risk:
    return risk.risk(forecast(), rows("ass_list", risk.Assumption))


@cache
def ansoff_() -> ansoff.Ansoff:
    return ansoff.ansoff(rows("setup_products", ansoff.Product), rows("prof_sites", ansoff.Site))


@cache
def ansoff_growth() -> ansoff.AnsoffGrowth:
    return ansoff.ansoff_growth(forecast(), ansoff_(), rows("obj_list", ansoff.Objective))


@cache
def relationship_() -> relationship.Relationship:
    return relationship.relationship(
        rows("rel_indicators_us", relationship.Indicator),
        rows("rel_indicators_customer", relationship.Indicator),
        answers()["rel_target_stage"],
        history().total_t0,
    )


@cache
def positioning_() -> positioning.Positioning:
    return positioning.positioning(
        rows("kam_advantages", positioning.Advantage),
        rows("kam_trends", positioning.Trend),
        account(),
        forecast(),
        buying_().functions_in_contact,
    )


@cache
def review() -> annual.Review:
    return annual.review(
        rows("rev_actuals", annual.Actual),
        rows("fc_products", money.ForecastRow),
        rows("bud_lines", budget.BudgetLine),
        rows("rev_budget_actuals", annual.Spent),
    )


@cache
def objective_review() -> dict[str, annual.ObjectiveProgress]:
    return dict(
        annual.objective_review(
            rows("obj_list", annual.PlannedObjective),
            rows("rev_objective_status", annual.ObjectiveActual),
            rows("pf_directions", directions.ProductDirection),
        )
    )


@cache
def rolled() -> rolling.RolledPlan:
    return rolling.roll(
        rolling.PreviousPlan(
            answers()["setup_base_year"],
            rows("fc_products", money.ForecastRow),
            rows("prof_history", money.HistoryRow),
            rows("obj_list", annual.PlannedObjective),
        ),
        rolling.YearReview(
            rows("rev_actuals", annual.Actual),
            rows("rev_new_t3", annual.NewFarYear),
            rows("rev_csf_rescore", csf.FactorScore),
            rows("rev_objective_status", annual.ObjectiveActual),
        ),
    )
