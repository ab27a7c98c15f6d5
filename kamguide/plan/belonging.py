"""Which section of the plan each step is for."""

from typing import Final

from kamguide.model.flow import Flow

ABOUT: Final = "about"
"""What a plan says of itself: on its cover, in no section."""
FURTHER: Final = "sF"
_STEPS: Final = {
    "setup": ABOUT,
    "mission": "s1",
    "forecast": "s2",
    "account_selection": "s3",
    "account_profile": "s3",
    "objectives_analysis": "s3",
    "annual_report": "s3",
    "financial_ratios": "s3",
    "value_chain": "s3",
    "value_opportunities": "s3",
    "relationship": "s3",
    "buy_situation": "s3",
    "dmu": "s3",
    "pressures": "s3",
    "csf": "s4",
    "swot": "s4",
    "portfolio": "s5",
    "assumptions": "s6",
    "objectives": "s7",
    "strategies": "s7",
    "budget": "s8",
    "annual_review": "sR",
    "pareto": "sA",
    "segmentation": "sA",
    "market_definition": "sA",
    "dpm_prep": "sB",
    "dpm": "sB",
    "strategy_direction": "sB",
    "kam_position": "sC",
    "info_needs": "sD",
    "plan_review": "sE",
}
ORDER: Final = (
    *(ABOUT, "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"),
    *("sR", "sA", "sB", "sC", "sD", FURTHER, "sE"),
)
"""The sections, as a plan has them."""


def section_of(flow: Flow, question: str) -> str:
    """The section that an answer is written for; further answers, where a step is for none."""
    return _STEPS.get(flow.step_of[question].id, FURTHER)
