"""The deck, put together: a slide for each part of a review of which something is known."""

from collections.abc import Callable
from typing import Final

from kamguide.engine.findings import Findings
from kamguide.engine.path import Path
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.plan.chapters.front import cover
from kamguide.plan.deck import asked, customer, figures, opening, position, way
from kamguide.plan.deck.desk import Desk, Earlier
from kamguide.plan.slides import Deck, Slide

SLIDES: Final[tuple[tuple[str, Callable[[Desk], Slide | None]], ...]] = (
    ("summary", opening.summary),
    ("account", opening.account),
    ("changed", opening.changed),
    ("markets", position.markets),
    ("products", position.products),
    ("value", customer.value),
    ("people", customer.people),
    ("rivals", position.rivals),
    ("objectives", way.objectives),
    ("strategies", way.strategies),
    ("money", figures.money),
    ("budget", figures.budget),
    ("risks", figures.risks),
    ("decisions", asked.decisions),
)
"""The writer of each slide, in the order in which a review goes through a plan."""
NEEDED: Final = {
    "account": "prof_objectives",
    "changed": "fc_products",
    "markets": "dpm_units",
    "products": "fc_products",
    "value": "vc_activities",
    "people": "dmu_members",
    "rivals": "csf_list",
    "objectives": "obj_list",
    "strategies": "str_list",
    "money": "fc_products",
    "budget": "bud_lines",
    "risks": "ass_list",
}
"""A question without which a flow does not ask for a slide at all."""


def build_deck(
    flow: Flow, path: Path, findings: Findings, lang: Lang, earlier: Earlier | None = None
) -> Deck:
    """The slides that the answers on `path` come to, in one language.

    Args:
        flow: The flow of the plan.
        path: What is asked and answered.
        findings: What the coach found in it.
        lang: The language of headlines and notes.
        earlier: The plan when it was last handed on, if it has changed since.
    """
    desk = Desk(flow, path, findings, lang, earlier)
    front = cover(desk)
    desk.close_section("cover")
    slides = []
    for key, write in SLIDES:
        slide = write(desk)
        if slide is not None:
            slides.append(slide)
        elif NEEDED.get(key) in flow.questions:
            desk.left_out.append(key)
            desk.close_section(f"deck.{key}")
    return Deck(lang, front, tuple(slides), path.today)
