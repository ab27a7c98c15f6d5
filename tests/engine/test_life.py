"""The life of a plan: what may follow what."""

import pytest

from kamguide.engine.life import TRANSITIONS, Life, Step, after, is_frozen
from kamguide.errors import UsageError


def test_a_plan_is_handed_in_returned_mended_and_approved() -> None:
    here = Life.DRAFT
    for step in (Step.SUBMIT, Step.RETURN, Step.SUBMIT, Step.APPROVE, Step.SUPERSEDE):
        here = after(here, step)
    assert here is Life.SUPERSEDED


@pytest.mark.parametrize("here", Life)
@pytest.mark.parametrize("step", Step)
def test_each_step_is_allowed_only_from_where_it_leads_on(here: Life, step: Step) -> None:
    of_step = [(sources, there) for one, sources, there in TRANSITIONS if one is step]
    leads = {source: there for sources, there in of_step for source in sources}
    if here in leads:
        assert after(here, step) is leads[here]
    else:
        with pytest.raises(UsageError, match=f"review.not_{step}"):
            after(here, step)


def test_answers_are_closed_while_somebody_else_has_the_plan_and_once_it_is_approved() -> None:
    assert [one for one in Life if is_frozen(one)] == [
        Life.SUBMITTED,
        Life.APPROVED,
        Life.SUPERSEDED,
    ]
