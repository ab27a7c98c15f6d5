"""Proving flows: claims that must hold whatever a person answers, tried on thousands of answers.

`check` reads the files; this leads the interviews. A claim that does not hold comes with the
answers that show it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kamguide.flowfile.cases import AnswersFile, available_cases, load_case
from kamguide.flowfile.load import load_flow
from kamguide.flowfile.places import case_files, flow_files
from kamguide.model.flow import Flow
from kamguide.model.text import Lang
from kamguide.prove import asking, telling, working
from kamguide.prove.claims import Failure
from kamguide.prove.finding import Coaching
from kamguide.prove.samples import samples

__all__ = ["Failure", "found_at", "prove"]


def found_at(
    path: Path | None = None,
) -> tuple[tuple[Flow, ...], dict[tuple[str, Lang], AnswersFile]]:
    """The flows at a place and the cases that go with them.

    Args:
        path: A folder of flows, or one flow file; what a person would use unless given. With a
            file come the flows beside it, or ours: what a method has may be used by any of them.

    Raises:
        FlowError: A flow or a case cannot be read.
    """
    folder = path if path is None or path.is_dir() else path.parent
    flows = {name: load_flow(name, folder) for name in flow_files(folder)}
    is_whole = folder is not None and (case_files(folder) or any(folder.glob("*/steps")))
    if folder is not None and not is_whole:
        flows = {**{name: load_flow(name) for name in flow_files()}, **flows}
    beside = folder if is_whole else None
    cases = {(name, lang): load_case(name, lang, beside) for name, lang in available_cases(beside)}
    return tuple(flows.values()), cases


def prove(
    flows: Sequence[Flow], cases: Mapping[tuple[str, Lang], AnswersFile]
) -> Iterator[Failure]:
    """Every claim that does not hold of flows of one method.

    Args:
        flows: The flows, of one method; without faults of form.
        cases: Worked cases, by name and language.
    """
    tried = samples(flows, cases)
    yield from tried.failures
    for flow in flows:
        yield from asking.branches(flow, tried.of[flow.id])
        yield from telling.told(tried.of[flow.id])
    yield from asking.cases_suffice(tried.all)
    yield from working.figures(tried.all)
    yield from working.cells(flows, tried.all)
    yield from working.drafts(flows, tried.all)
    yield from working.criteria(tried.all)
    yield from asking.look_back(tried.all)
    yield from Coaching(flows, tried.all).failures()
