"""The quality of a plan by criterion: each a ladder of three conditions, from weak to strong.

A level is the number of conditions that hold from the first one on: 0 missing, 1 weak, 2 sound,
3 strong. The conditions are the method's own; what a flow does not ask of a table is not asked
of a plan either.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from kamguide.analysis.directions import Directions
from kamguide.coach import words
from kamguide.coach.subject import Subject, ids
from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.answers import Row
from kamguide.model.flow import Flow
from kamguide.model.rules import Criterion

Ladder = Iterator[object]
"""Three conditions: what makes a plan weak instead of missing, sound, and strong."""

STRONG: Final = 3
BANDS: Final = ((83, "ready"), (67, "conditions"), (50, "rework"), (0, "restart"))
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_FROM_CUSTOMER: Final = frozenset({"annual_report", "interview", "tender"})
_UNIT_3: Final = (
    *("kam_whole", "kam_functions", "kam_task", "kam_role", "kam_contribution"),
    *("kam_needs", "kam_advantages", "kam_trends", "kam_statement"),
)
_DECIDES: Final = frozenset({"decider", "approver"})


@dataclass(frozen=True, slots=True)
class Grade:
    """The level of one criterion, 0 to 3."""

    criterion: Criterion
    level: int


@dataclass(frozen=True, slots=True)
class Rubric:
    """Every criterion that applies and is not left to a person, in order."""

    grades: tuple[Grade, ...]

    @property
    def points(self) -> int:
        """The sum of the levels."""
        return sum(one.level for one in self.grades)

    @property
    def most(self) -> int:
        """The points there could be."""
        return STRONG * len(self.grades)

    @property
    def percent(self) -> float:
        """Points of those there could be, 0 to 100; 0 where nothing applies."""
        return 100 * self.points / self.most if self.most else 0.0

    @property
    def band(self) -> str:
        """`ready`, `conditions`, `rework` or `restart`."""
        return next(band for least, band in BANDS if self.percent >= least)

    @property
    def lowest(self) -> tuple[Grade, ...]:
        """The two lowest criteria below strong, the first ones of several."""
        below = [one for one in self.grades if one.level < STRONG]
        return tuple(sorted(below, key=lambda one: one.level)[:2])


def rubric(flow: Flow, path: Path, findings: Findings) -> Rubric:
    """Grade a plan by every criterion of its flow that can be judged without a person.

    Args:
        flow: The flow, with the criteria of its method.
        path: What is asked and answered.
        findings: What `judge` found in the same path.
    """
    plan = Plan(Subject(flow, path), findings)
    return Rubric(
        tuple(
            Grade(one, sum(1 for _ in takewhile(bool, LADDERS[one.test](plan))))
            for one in flow.method.rubric
            if one.test in LADDERS and all(name in flow.questions for name in one.needs)
        )
    )


class Plan:
    """What conditions look at: the answers, the figures, and what was found."""

    def __init__(self, subject: Subject, findings: Findings) -> None:
        self.subject: Final = subject
        self.figures: Final = subject.figures
        self.findings: Final = findings
        self._found = {one.rule for one in findings}
        self._found_at = {(one.rule, one.question) for one in findings}

    def asks(self, question: str) -> bool:
        """Whether the flow has a question."""
        return question in self.subject.flow.questions

    def has(self, *questions: str) -> bool:
        """Whether those of these questions that the flow has are answered."""
        return all(self.subject.is_answered(one) for one in questions if self.asks(one))

    def rows(self, *tables: str) -> tuple[Row, ...]:
        """The rows of tables, one after the other."""
        return tuple(row for table in tables for row in self.subject.rows(table))

    def text(self, question: str) -> str:
        """An answer in words, or nothing."""
        return self.subject.answers.text(question)

    def full(self, table: str, *columns: str, least: int = 1) -> bool:
        """Whether a table has so many rows, with each of these columns filled where it is shown."""
        if not self.asks(table):
            return True
        rows = self.rows(table)
        shown = [one for one in columns if self.subject.has_column(table, one)]
        filled = all(row[one] not in (None, "", ()) for row in rows for one in shown)
        return len(rows) >= least and filled

    def free_of(self, *rules: str) -> bool:
        """Whether none of these rules and checks found anything."""
        return self._found.isdisjoint(rules)

    def free_at(self, question: str, *rules: str) -> bool:
        """Whether none of these rules found anything in one question."""
        return all((rule, question) not in self._found_at for rule in rules)

    def is_untroubled(self, question: str) -> bool:
        """Whether a question is answered and nothing was found in it."""
        return self.has(question) and all(one.question != question for one in self.findings)


def _numbers(text: str) -> int:
    return len(_NUMBER.findall(text))


def account_choice(plan: Plan) -> Ladder:
    """Q1: the account was chosen among several, by more than its size."""
    yield plan.has("setup_account_name")
    selection = plan.figures.get("selection")
    candidates = selection.candidates if selection else {}
    scored = [one for one in candidates.values() if one.total is not None]
    yield len(scored) >= 3  # noqa: PLR2004 - the method's own number, as those below
    pareto = plan.figures.get("pareto")
    largest = {one.customer_id for one in pareto.revenue.rows[:3]} if pareto else set()
    others = [row for row in plan.rows("sel_candidates") if row["customer_id"] not in largest]
    chosen = candidates.get(str(plan.subject.answers.value("sel_choice")))
    yield others and chosen is not None and chosen.is_key and _numbers(plan.text("sel_reason"))


def pareto_evidence(plan: Plan) -> Ladder:
    """Q2: the list of customers says something, and something follows from it."""
    rows = plan.rows("pareto_customers")
    yield rows
    yield len(rows) >= 10 and _numbers(plan.text("pareto_interpretation"))  # noqa: PLR2004
    pareto = plan.figures.get("pareto")
    policies = {str(row["policy"]).casefold() for row in plan.rows("pareto_actions")}
    stopped = any(row["stop_doing"] for row in plan.rows("pareto_actions"))
    yield pareto and pareto.margin is not None and len(policies) >= 3 and stopped  # noqa: PLR2004


def market(plan: Plan) -> Ladder:
    """Q3: segments by need and size, a market by its need, rivals of another kind."""
    yield plan.rows("seg_segments")
    tests = ("size_sufficient", "similarity", "relevance", "reachable")
    yield plan.full("seg_segments", "need", "market_size", least=3) and plan.full(
        "seg_criteria_scores", *tests, least=3
    )
    others = any(row["kind"] != "direct" for row in plan.rows("mkt_competitors"))
    yield plan.is_untroubled("mkt_definition") and others


def market_matrix(plan: Plan) -> Ladder:
    """Q4: weights and scores that tell units apart, and a direction for each."""
    yield plan.rows("dpm_attr_scores")
    tables = ("dpm_attr_factors", "dpm_attr_scores", "dpm_csfs", "dpm_csf_scores")
    sound = all(plan.free_at(one, "R07", "R08", "C04") for one in tables)
    rivals = any(row["supplier"] != "own" for row in plan.rows("dpm_csf_scores"))
    yield sound and rivals and plan.has("dpm_conclusion_current", "dpm_conclusion_objectives")
    directions = plan.figures.get("market_directions")
    anchored = plan.full("dpm_attr_factors", "anchor_10", "anchor_0")
    yield directions and anchored and _is_decided(plan, directions)


def _is_decided(plan: Plan, directions: Directions) -> bool:
    """Whether each unit has a direction, not all of them `improve`, departures explained."""
    several = any(one != "improve" for one in directions.chosen.values())
    explained = plan.has("dir_override_reason") or not directions.has_overrides
    return several and explained and not directions.undecided


def customer(plan: Plan) -> Ladder:
    """Q5: the customer's industry and goals as the customer sees them."""
    yield plan.rows("ind_forces", "acct_sw", "prof_objectives")
    kinds = Counter(row["kind"] for row in plan.rows("acct_sw") if row["product_id"])
    both = kinds["strength"] >= 2 and kinds["weakness"] >= 2  # noqa: PLR2004
    yield plan.full("ind_forces", "evidence", least=5) and both
    yield plan.full("prof_objectives", "metric", "date", "source")


def finances(plan: Plan) -> Ladder:
    """Q6: three years against the industry, and an idea for each weak ratio."""
    years = plan.rows("fin_statements")
    yield years
    yield len(years) >= 3 and plan.full("fin_industry", "industry_value")  # noqa: PLR2004
    ratios = plan.figures.get("ratios")
    ideas = {row["ratio"] for row in plan.rows("fin_improvement") if row["idea"]}
    weak = [row["ratio"] for row in plan.rows("fin_improvement")]
    two = _numbers(plan.text("fin_conclusion")) >= 2  # noqa: PLR2004
    yield ratios and ideas.issuperset(weak) and two


def value(plan: Plan) -> Ladder:
    """Q7: value in amounts, of several kinds, verified with the customer."""
    tables = ("vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps")
    yield plan.rows(*tables, "vc_intangible_opps")
    worked = {
        row["opp_id"] or row.key
        for row in plan.rows(*tables)
        if row["calculation"] and row["probability_pct"] is not None
    }
    yield len(worked) >= 3  # noqa: PLR2004
    found = plan.figures.get("value")
    kinds = {one.kind for one in found.opportunities.values()} if found else set()
    yield len(kinds) >= 2 and (found.verified_pct or 0) >= 30  # noqa: PLR2004


def buying_centre(plan: Plan) -> Ladder:
    """Q8: who decides, across functions, and how we know."""
    members = plan.rows("dmu_members")
    yield len(members) >= 2  # noqa: PLR2004
    roles = {role for row in members for role in ids(row["roles"])}
    functions = {row["function"] for row in members}
    named = bool(roles & _DECIDES) and "gatekeeper" in roles
    yield len(members) >= 4 and len(functions) >= 3 and named  # noqa: PLR2004
    yield plan.has("dmu_final_evidence") and plan.full("buy_items", "buy_class")


def stage_coverage(plan: Plan) -> Ladder:
    """Q9: how much of the buying process our contacts cover."""
    yield plan.rows("dmu_stage_matrix")
    buying = plan.figures.get("buying")
    covered = (buying.coverage_total_pct if buying else None) or 0
    yield covered >= 40  # noqa: PLR2004
    yield covered >= 70 and buying.decider_covered  # noqa: PLR2004


def pressures(plan: Plan) -> Ladder:
    """Q10: what weighs on the buyers, and what they need to know."""
    yield plan.rows("press_external", "press_internal")
    deciders = {row.key for row in plan.rows("dmu_members") if "decider" in ids(row["roles"])}
    needs = plan.rows("info_needs")
    yield any(row["dmu_id"] in deciders for row in needs)
    buying = plan.figures.get("buying")
    coming = {one.stage for one in buying.stages.values() if one.is_open} if buying else set()
    yield coming <= {row["stage"] for row in needs if row["owner"] and row["due"]}


def competition(plan: Plan) -> Ladder:
    """Q11: measured against named rivals, with evidence where it matters."""
    yield plan.figures.get("csf")
    honest = plan.free_at("csf_list", "R45") and plan.free_at("csf_scores", "R11")
    rivals = {row["supplier"] for row in plan.rows("csf_scores")} - {"own"}
    measured = plan.full("csf_list", "how_measured", least=4)
    moves = plan.full("comp_strategy", "next_move")
    yield honest and len(rivals) >= 2 and measured and moves  # noqa: PLR2004
    shown = {row["csf_id"] for row in plan.rows("csf_scores") if row["evidence"]}
    gaps = plan.figures.get("csf").gaps.values()
    yield {one.csf_id for one in gaps if one.gap is None or abs(one.gap) >= 2} <= shown  # noqa: PLR2004


def swot(plan: Plan) -> Ladder:
    """Q12: items with a source, paired in every way."""
    yield plan.rows("swot_items")
    types = {row["type"] for row in plan.rows("swot_pairs")}
    yield plan.full("swot_items", "source") and len(types) >= 3  # noqa: PLR2004
    yield len(types) >= 4 and plan.free_of("C24", "C25")  # noqa: PLR2004


def mission(plan: Plan) -> Ladder:
    """Q13: four parts, about needs, with what we lead in and what we will not do."""
    parts = ("mis_role", "mis_business_def", "mis_competence", "mis_future")
    yield any(plan.has(one) for one in parts)
    yield plan.has(*parts) and plan.is_untroubled("mis_business_def")
    said = " ".join(plan.text(one) for one in (*parts, "mis_statement"))
    never = words.found(plan.subject.form(said), plan.subject.words("never"))
    comparison = plan.figures.get("csf")
    leads = comparison.strengths if comparison else ()
    yield leads and never


def portfolio(plan: Plan) -> Ladder:
    """Q14: a scored direction for each product line, in step with the numbers."""
    yield plan.rows("pf_directions")
    directions = plan.figures.get("product_directions")
    yield plan.figures.get("product_standings") and directions and not directions.undecided
    chosen = set(directions.chosen.values())
    yield plan.free_of("C10") and chosen - {"improve", "enter"}


def assumptions(plan: Plan) -> Ladder:
    """Q15: outside conditions with their odds and a warning sign."""
    yield plan.rows("ass_list")
    known = plan.full("ass_list", "probability_pct", "trigger", least=3)
    yield known and plan.free_at("ass_list", "R16")
    yield plan.full("ass_list", "impact_t3_revenue") and plan.free_of("C17")


def objectives(plan: Plan) -> Ladder:
    """Q16: measured, dated, in step with the forecast, and not of revenue alone."""
    yield plan.rows("obj_list")
    yield plan.full("obj_list", "metric", "due")
    types = {row["type"] for row in plan.rows("obj_list")}
    yield plan.free_of("C07") and types - {"revenue"}


def strategy(plan: Plan) -> Ladder:
    """Q17: objectives, strategies and actions hang together."""
    yield plan.rows("obj_list")
    yield plan.rows("str_list") and plan.free_of("C11", "C12")
    yield plan.free_of("C13", "C33")


def money(plan: Plan) -> Ladder:
    """Q18: revenue and margin within the wallet, and what the growth comes from."""
    yield plan.rows("fc_products")
    forecast = plan.figures.get("forecast")
    lines = forecast.products.values() if forecast else ()
    margins = all(one.margin.get("T+3") is not None for one in lines)
    yield lines and margins and plan.free_of("C05", "R24")
    split = all(one.wallet_effect is not None for one in lines)
    yield plan.has("fc_method") and plan.full("fc_cost_to_serve", "amount") and split


def budget(plan: Plan) -> Ladder:
    """Q19: what it costs by strategy and year, whether it pays, what would go first."""
    yield plan.rows("bud_lines")
    yield plan.full("bud_lines", "str_id", "t1")
    yield plan.free_of("C20") and plan.has("bud_cut_plan")


def consistency(plan: Plan) -> Ladder:
    """Q20: nothing contradicts anything else."""
    checks = [one for one in plan.findings if one.rule.startswith("C")]
    warned = {one.rule for one in checks if one.severity == "warn"}
    something = any(map(plan.subject.is_answered, plan.subject.asked))
    yield something and all(one.severity != "block" for one in checks)
    yield len(warned) < 5  # noqa: PLR2004
    yield not warned


def relationship(plan: Plan) -> Ladder:
    """Q21: where the relationship stands on both sides, one step on, and what KAM is here."""
    found = plan.figures.get("relationship")
    yield found and found.stage
    yield not found.our_view_only and (found.steps or 0) <= 1
    two = _numbers(plan.text("rel_actions")) >= 2  # noqa: PLR2004
    yield two and plan.has(*_UNIT_3)


def sources(plan: Plan) -> Ladder:
    """Q22: what it rests on, fresh, and partly from the customer."""
    rows = plan.rows("setup_sources")
    yield rows
    yield len(rows) >= 3  # noqa: PLR2004
    theirs = any(row["kind"] in _FROM_CUSTOMER for row in rows)
    yield len(rows) >= 5 and theirs and plan.free_of("C30")  # noqa: PLR2004


def implementation(plan: Plan) -> Ladder:
    """Q23: who does what by when, and when it is looked at again."""
    yield plan.rows("str_actions")
    yield plan.full("str_actions", "owner", "due")
    measured = [row["date"] for row in plan.rows("plan_review_dates") if row["measures"]]
    years = Counter(plan.subject.fiscal.of(day) for day in measured if isinstance(day, date))
    looked_at = not plan.asks("plan_review_dates") or max(years.values(), default=0) >= 2  # noqa: PLR2004
    yield looked_at and plan.free_of("C34")


LADDERS: Final[Mapping[str, Callable[[Plan], Ladder]]] = {
    one.__name__: one
    for one in (
        *(account_choice, pareto_evidence, market, market_matrix, customer, finances, value),
        *(buying_centre, stage_coverage, pressures, competition, swot, mission, portfolio),
        *(assumptions, objectives, strategy, money, budget, consistency, relationship),
        *(sources, implementation),
    )
}
"""Every ladder by the name that a criterion uses; one without is left to a person."""
