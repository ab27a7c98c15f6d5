"""A plan that follows another meets Word, reviews by difference, decisions and packets."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest

from kamguide.export.docx import write
from kamguide.model.edits import SetCell
from kamguide.store.packet import merge, read_packet, write_packet
from kamguide.workspace.annual import begin
from kamguide.workspace.changes import Changes
from kamguide.workspace.deciding import Decisions
from kamguide.workspace.files import document
from kamguide.workspace.moments import last_look
from kamguide.workspace.previous import base_of
from kamguide.workspace.remarks import Place
from kamguide.workspace.session import Session
from kamguide.workspace.wordback.proposals import Returned

from .conftest import NEW, NOW, OLD, StoreAt, workspace

pytestmark = pytest.mark.campaign


@pytest.fixture
def rolled(at: StoreAt) -> Iterator[Session]:
    plans = workspace(at("rolled", "en"))
    yield plans.open(NEW)
    plans.store.close()


def test_its_word_file_comes_back_and_proposes_nothing_of_itself(rolled: Session) -> None:
    out = BytesIO()
    write(document(rolled, "full"), out)
    found = Returned(rolled, out.getvalue())
    assert found.proposals() == ()
    assert found.unplaced == ()


def test_only_numbers_behind_a_change_have_moved(rolled: Session) -> None:
    before = tuple(rolled.events())
    table = rolled.answers.rows("rev_actuals")
    rolled.edit(SetCell("rev_actuals", table[0].key, "rev_actual", Decimal(4000)))
    found = Changes(rolled, last_look(before, tuple(rolled.events())))
    assert all(one.move.before is not None for one in found.numbers)


def test_a_decision_on_the_old_plan_that_comes_in_late_closes_nothing(
    at: StoreAt, stages: StoreAt, tmp_path: Path
) -> None:
    there = Path(copyfile(stages("approved", "en"), tmp_path / "elsewhere.db"))
    other = workspace(there, actor="Zhao", at=NOW - timedelta(days=3))
    old = other.open(OLD, read_only=True)
    Decisions(old).decide("Ask the COO", "Lin", "2028-02-01", Place())
    out = BytesIO()
    write_packet(other.store, old.facts.id, out)
    other.store.close()
    plans = workspace(at("approved", "en"))
    begin(plans, OLD)
    merge(plans.store, read_packet(BytesIO(out.getvalue())), plans.author())
    followed = plans.open(NEW, read_only=True).answers.earlier
    assert followed is not None
    assert followed.is_here


def test_what_a_plan_is_followed_from_is_not_what_was_decided_about_it(at: StoreAt) -> None:
    plans = workspace(at("approved", "en"))
    old = plans.open(OLD, read_only=True)
    before = base_of(plans.store, old.facts.id)
    Decisions(old).decide("Ask the COO", "Lin", "2028-02-01", Place())
    assert base_of(plans.store, old.facts.id) == before


def test_a_review_that_was_deleted_can_be_begun_again(at: StoreAt) -> None:
    plans = workspace(at("reviewed", "en"))
    plans.shelf.delete(plans.store.find_plan(NEW))
    assert begin(plans, OLD).facts.name == NEW


def test_a_person_that_is_forgotten_closes_no_plan_that_follows(at: StoreAt) -> None:
    plans = workspace(at("rolled", "en"))
    plans.forget("Lin", person=True)
    followed = plans.open(NEW, read_only=True).answers.earlier
    assert followed is not None
    assert followed.is_here


def test_an_old_plan_that_is_forgotten_is_only_not_here(at: StoreAt) -> None:
    plans = workspace(at("rolled", "en"))
    plans.forget(OLD)
    followed = plans.open(NEW, read_only=True).answers.earlier
    assert followed is not None
    assert not followed.is_here
