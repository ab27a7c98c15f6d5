"""The claim that a plan can be told: judged, graded, threaded and put together as a document."""

from collections.abc import Iterator, Sequence
from typing import Final

from kamguide.coach.thread import golden_thread
from kamguide.messages import languages
from kamguide.plan.build import build
from kamguide.plan.paper import Paper
from kamguide.plan.steps import in_short
from kamguide.prove.claims import Failure, as_filled
from kamguide.prove.samples import Sample

FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
WALKS: Final = 2
"""Walks of each flow that are told, besides its cases."""


def told(tried: Sequence[Sample]) -> Iterator[Failure]:
    """Every plan can be put together in every language, its steps and its thread too."""
    walks = [one for one in tried if not one.case][:WALKS]
    for sample in (*(one for one in tried if one.is_own), *walks):
        for lang in languages():
            try:
                _tell(sample, lang)
            except FAULTS as fault:
                values = {"fault": type(fault).__name__, "why": str(fault), "lang": lang}
                answers = as_filled(sample.flow, sample.answers)
                yield Failure(sample.flow.id, "untold", values, sample.case, answers)


def _tell(sample: Sample, lang: str) -> None:
    flow, where = sample.flow, sample.path
    build(flow, where, sample.findings, lang)
    paper = Paper(flow, where, sample.findings, lang)
    for phase in flow.phases:
        for step in phase.steps:
            in_short(paper, step)
    golden_thread(flow, where)
