"""The case graded, and what takes each criterion to each of its levels."""

from collections.abc import Callable
from decimal import Decimal

from kamguide.coach.judging import judge
from kamguide.coach.rubric import rubric
from kamguide.coach.rubric.grades import Rubric
from kamguide.engine.figures import Memory
from kamguide.engine.path import path
from kamguide.model.answers import Answer, Answers, Row
from tests.coach.case import TODAY, cleared, flow, with_cell, with_value, without_rows

Fault = Callable[[Answers], Answers]
MEMORY = Memory()


def graded(answers: Answers, name: str = "full") -> Rubric:
    where = path(flow(name), answers, today=TODAY, memory=MEMORY)
    return rubric(flow(name), where, judge(flow(name), where))


def levels(answers: Answers, name: str = "full") -> dict[str, int]:
    return {one.criterion.id: one.level for one in graded(answers, name).grades}


def column(table: str, name: str, value: object) -> Fault:
    """The same in every row."""

    def changed(answers: Answers) -> Answers:
        for row in answers.rows(table):
            answers = with_cell(answers, table, row.key, name, value)  # type: ignore[arg-type]
        return answers

    return changed


def cell(table: str, row: str, name: str, value: object) -> Fault:
    return lambda answers: with_cell(answers, table, row, name, value)  # type: ignore[arg-type]


def gone(*questions: str) -> Fault:
    return lambda answers: cleared(answers, *questions)


def together(*faults: Fault) -> Fault:
    """Several changes, one after the other."""

    def changed(answers: Answers) -> Answers:
        for one in faults:
            answers = one(answers)
        return answers

    return changed


def said(question: str, text: str) -> Fault:
    return lambda answers: with_value(answers, question, text)


def dropped(table: str, *rows: str) -> Fault:
    return lambda answers: without_rows(answers, table, *rows)


def only(table: str, name: str, *values: object) -> Fault:
    """Only the rows that have one of these values in a column."""

    def changed(answers: Answers) -> Answers:
        others = [row.key for row in answers.rows(table) if row[name] not in values]
        return without_rows(answers, table, *others)

    return changed


def unverified(answers: Answers) -> Answers:
    """Nothing of the value was looked at together with the customer."""
    for table in ("vc_revenue_opps", "vc_displacement_opps", "vc_avoidance_opps"):
        answers = column(table, "verified", "ours")(answers)
    return answers


def everybody_told(answers: Answers) -> Answers:
    """Each member has a contact with us, and all that it must know at any stage."""
    needs = []
    for stage in ("solution", "search", "evaluate", "select", "agree", "monitor"):
        for member in answers.rows("dmu_members"):
            name = f"N{len(needs)}"
            at = {"need_id": name, "dmu_id": member.key, "stage": stage}
            needs.append(Row(name, {**at, "status": "met", "question": "How much?"}))
    answers = column("dmu_members", "contact_owner", "M1")(answers)
    return answers.with_answer("info_needs", Answer(rows=tuple(needs)))


def unlimited(answers: Answers) -> Answers:
    """The mission does not say what we will not do."""
    answers = with_value(answers, "mis_future", "We will run packaging supply in all plants.")
    return with_value(answers, "mis_statement", "We keep the lines of Muquan running.")


MANY_WARNINGS = together(
    *(column("dmu_members", "contact_owner", None), gone("mis_statement")),
    *(column("str_list", "customer_objective", None), dropped("swot_pairs", "PR4", "PR5")),
)

LEVELS: list[tuple[str, int, str, Fault]] = [
    ("Q01", 1, "no margins of candidates", column("sel_candidates", "margin_pct", None)),
    ("Q01", 2, "a reason without a number", said("sel_reason", "It is our largest customer.")),
    ("Q01", 3, "a reason that names a criterion", said("sel_reason", "The best growth rate.")),
    ("Q02", 1, "no interpretation", gone("pareto_interpretation")),
    ("Q02", 2, "one policy for all", column("pareto_actions", "policy", "Visit them often")),
    ("Q03", 1, "no needs", column("seg_segments", "need", None)),
    ("Q03", 2, "direct rivals only", column("mkt_competitors", "kind", "direct")),
    ("Q04", 1, "a score missing", cell("dpm_attr_scores", "S1|AF1", "score", None)),
    ("Q04", 1, "no conclusion", gone("dpm_conclusion_current")),
    ("Q04", 2, "a unit without direction", cell("dir_choices", "S1", "direction", None)),
    ("Q05", 1, "no evidence", column("ind_forces", "evidence", None)),
    ("Q05", 2, "goals without source", column("prof_objectives", "source", None)),
    ("Q06", 1, "two years", dropped("fin_statements", "2023")),
    ("Q06", 2, "no number", said("fin_conclusion", "They are in a difficult position.")),
    ("Q07", 1, "hardly a sum", together(gone("vc_displacement_opps"), gone("vc_avoidance_opps"))),
    ("Q07", 2, "nothing verified", unverified),
    ("Q08", 1, "only purchasing", column("dmu_members", "function", "purchasing")),
    ("Q08", 1, "an approver only", cell("dmu_members", "D2", "roles", ("approver",))),
    ("Q08", 2, "no evidence", gone("dmu_final_evidence")),
    ("Q09", 1, "no contacts", column("dmu_members", "contact_owner", None)),
    ("Q09", 3, "all covered", everybody_told),
    ("Q10", 1, "no need of the decider", column("info_needs", "dmu_id", "D3")),
    ("Q10", 2, "needs without owner", column("info_needs", "owner", None)),
    ("Q11", 0, "no competitor", only("csf_scores", "supplier", "own")),
    ("Q11", 1, "nothing measured", column("csf_list", "how_measured", None)),
    ("Q11", 2, "no evidence", column("csf_scores", "evidence", None)),
    ("Q12", 1, "no sources", column("swot_items", "source", None)),
    ("Q12", 2, "three types of pairs", only("swot_pairs", "type", "SO", "WO", "ST")),
    ("Q13", 1, "a part missing", gone("mis_future")),
    ("Q13", 2, "no limit", unlimited),
    ("Q13", 2, "no lead named", said("mis_competence", "Engineers who stay on their lines.")),
    ("Q14", 1, "a score missing", cell("pf_attr_scores", "P1|PF1", "score", None)),
    ("Q14", 2, "all to improve", column("pf_directions", "direction", "improve")),
    ("Q15", 1, "no early signs", column("ass_list", "trigger", None)),
    ("Q15", 2, "an effect missing", cell("ass_list", "AS1", "impact_t3_revenue", None)),
    ("Q16", 1, "no date", cell("obj_list", "O1", "due", None)),
    ("Q16", 1, "no target", cell("obj_list", "O1", "target_t2", None)),
    ("Q16", 2, "more than the forecast", cell("obj_list", "O1", "target_t3", Decimal(5000))),
    ("Q17", 1, "a strategy for nothing", cell("str_list", "ST3", "objectives", ())),
    ("Q17", 2, "no goal served", cell("str_list", "ST3", "customer_objective", None)),
    ("Q18", 1, "a margin missing", cell("fc_products", "P1", "margin_t3_pct", None)),
    ("Q18", 2, "no method", gone("fc_method")),
    ("Q19", 1, "a year missing", cell("bud_lines", "B1", "t2", None)),
    ("Q19", 2, "no cut plan", gone("bud_cut_plan")),
    ("Q20", 0, "a target missing", cell("obj_list", "O1", "target_t3", None)),
    ("Q20", 1, "many warnings", MANY_WARNINGS),
    ("Q20", 3, "a contact for each", cell("dmu_members", "D8", "contact_owner", "M2")),
    ("Q21", 1, "our view only", gone("rel_indicators_customer")),
    ("Q21", 2, "two numbers, no indicator", said("rel_actions", "5 visits and 12 calls.")),
    ("Q22", 1, "two sources", dropped("setup_sources", "SR1", "SR2", "SR3", "SR4")),
    ("Q22", 2, "four sources", dropped("setup_sources", "SR5", "SR6")),
    ("Q23", 1, "an action of nobody", cell("str_actions", "A1", "owner", None)),
    ("Q23", 2, "reviews without measures", column("plan_review_dates", "measures", None)),
]
"""What takes the case to a level; it has 3 everywhere but in Q09 and Q20, which have 2."""

GRADED = sorted({one for one, *_ in LEVELS})
