"""What is found by name is there under each of its names, and is not imported before."""

import subprocess
import sys

import pytest

from kamguide.analysis import CALCULATIONS
from kamguide.byname import ByName
from kamguide.coach.catalogue import CHECKS, TESTS
from kamguide.coach.challenges.catalogue import PATTERNS
from kamguide.coach.rubric import LADDERS
from kamguide.export.charted.kinds import DRAWINGS
from kamguide.plan.chapters import part
from kamguide.plan.steps import TABLES
from kamguide.workspace.charting import STEPS

BOOKS = (CALCULATIONS, TESTS, CHECKS, PATTERNS, LADDERS, DRAWINGS)
PARTS = {
    *(shown.place for tables in TABLES.values() for shown in tables),
    *(place for place, _ in STEPS.values()),
}


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: next(iter(book)))
def test_each_name_leads_to_a_function(book: ByName) -> None:  # type: ignore[type-arg]
    assert len(book) == len({*book})
    assert all(callable(book[name]) and name in book for name in book)


@pytest.mark.parametrize("place", sorted(PARTS))
def test_each_part_of_the_plan_that_a_step_shows_is_written_somewhere(place: str) -> None:
    assert part(place).__name__ == place.partition(".")[2]


def test_an_unknown_name_is_not_there() -> None:
    assert "crystal_ball" not in TESTS
    assert TESTS.get("crystal_ball") is None


def test_whoever_asks_for_names_imports_nothing_of_what_they_stand_for() -> None:
    script = (
        "import sys; from kamguide.coach.judging import unknown_tests;"
        "from kamguide.coach.catalogue import TESTS; assert 'jump' in TESTS and [*TESTS];"
        "print('kamguide.coach.moneyrules' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
