"""The flows that are shipped: clean, whole, covering the course, and quick to load."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kamguide.flowfile.cases import available_cases, load_case
from kamguide.flowfile.check import check
from kamguide.flowfile.compiled import Cache
from kamguide.flowfile.load import available, load_flow, load_method
from kamguide.flowfile.nodes import plain
from kamguide.flowfile.places import flows_dir
from kamguide.flowfile.problems import Problems
from kamguide.flowfile.reading import read
from kamguide.model.flow import Flow, Method
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion

COVERAGE = Path(__file__).resolve().parents[1] / "data" / "coverage.yaml"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def method(kept: Cache) -> Method:
    return load_method(flows_dir(), cache=kept)


@pytest.fixture(scope="module")
def flows_by_id(kept: Cache) -> dict[str, Flow]:
    return {name: load_flow(name, flows_dir(), cache=kept) for name, _ in available(flows_dir())}


def covered() -> dict[str, dict[str, object]]:
    problems = Problems("coverage.yaml")
    node = read(COVERAGE, problems)
    assert node is not None
    items = plain(node)
    assert isinstance(items, dict)
    return items  # type: ignore[return-value]  # its layout is this test's own


def test_the_shipped_flows_are_clean() -> None:
    assert [one.said("en") for one in check(flows_dir())] == []


def test_every_item_of_the_course_is_served_by_something_that_exists(
    method: Method, flows_by_id: dict[str, Flow]
) -> None:
    lost = [
        (item, name)
        for item, entry in covered().items()
        for name in entry["by"]  # type: ignore[attr-defined]  # a list
        if not exists(name, method, flows_by_id)
    ]
    assert lost == []
    assert all(entry["by"] for entry in covered().values())


def exists(name: str, method: Method, flows: dict[str, Flow]) -> bool:
    """Whether a step, rule, check or asked question of this name exists, with its part."""
    head, *parts = name.replace("=", ".").split(".")
    others = {*(one.id for one in method.steps), *(one.id for one in method.rules)}
    if head in others | {one.id for one in method.checks}:
        return True
    asked = {one.id: one for flow in flows.values() for one in flow.questions.values()}
    if head.endswith("*"):
        return any(one.startswith(head[:-1]) for one in asked)
    return head in asked and set(parts) <= set(parts_of(asked[head]))


def parts_of(question: Question) -> Iterator[str]:
    """The columns and options of a question."""
    places: list[object] = [question]
    if isinstance(question, TableQuestion):
        yield from (column.id for column in question.columns)
        places += question.columns
    for place in places:
        options = getattr(place, "options", ())
        yield from (option.id for option in (() if callable(options) else options))


def test_every_question_of_the_course_is_asked_in_full(
    flows_by_id: dict[str, Flow], method: Method
) -> None:
    steps = {step.id for step in method.steps}
    missing = {
        head
        for entry in covered().values()
        for name in entry["by"]  # type: ignore[attr-defined]  # a list
        if (head := name.split(".")[0].split("=")[0]) not in flows_by_id["full"].questions
        and head not in steps
        and not head.endswith("*")
        and not head[1:].isdecimal()
    }
    assert missing == set()


def test_steps_cover_items_that_the_course_has(method: Method) -> None:
    items = set(covered())
    unknown = {
        (step.id, item) for step in method.steps for item in step.covers if item not in items
    }
    assert unknown == set()
    assert all(step.covers for step in method.steps if step.unit in ("unit1", "unit2", "unit3"))


@pytest.mark.parametrize("case", available_cases(flows_dir()), ids="-".join)
def test_every_answer_of_a_case_has_its_question_and_columns(
    case: tuple[str, str], method: Method
) -> None:
    questions = {one.id: one for step in method.steps for one in step.questions}
    found = load_case(*case, flows_dir())
    for name, value in {**found.answers, **found.review_answers}.items():
        assert name in questions, f"line {found.line(name)}"
        question = questions[name]
        if isinstance(question, TableQuestion):
            known = {column.id for column in question.columns}
            assert isinstance(value, list)
            for number, row in enumerate(value):
                assert isinstance(row, dict)
                assert set(row) <= known, f"line {found.line(name, number)}"
