"""Faults planted in the shipped flows are found, those of form and those of sense."""

import shutil
from pathlib import Path

import pytest

from kamguide.flowfile.check import check
from kamguide.flowfile.places import flows_dir
from kamguide.prove import found_at, prove
from tests.prove.mutations import FORM, SENSE, Operator, plant

PLANTED = [
    *((name, seed) for name in FORM for seed in range(6)),
    *((name, 0) for name in SENSE),
]
"""More than fifty faults; those of sense take seconds each to be disproved."""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return shutil.copytree(flows_dir(), tmp_path / "flows")


def is_found(flows: Path) -> bool:
    """Whether the check finds a fault, or else the proof a claim that does not hold."""
    return bool(check(flows)) or next(prove(*found_at(flows)), None) is not None


@pytest.mark.parametrize("name", FORM)
def test_a_fault_of_form_is_found_by_the_check(flows: Path, name: str) -> None:
    where = plant(flows, FORM[name], 0)
    assert check(flows), where


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        *(pytest.param(*one, marks=pytest.mark.campaign) for one in PLANTED[::2]),
        *(pytest.param(*one, marks=pytest.mark.by_hand) for one in PLANTED[1::2]),
    ],
)
def test_every_planted_fault_is_found(flows: Path, name: str, seed: int) -> None:
    operators: dict[str, Operator] = {**FORM, **SENSE}
    where = plant(flows, operators[name], seed)
    assert is_found(flows), where
