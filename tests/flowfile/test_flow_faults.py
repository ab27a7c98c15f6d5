"""Each kind of fault that an author can make is found where it is, with what was meant."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from small_method import DATA, SMALL, Change, line_of

from kamguide.flowfile.check import check
from kamguide.messages import has, languages


class Fault(NamedTuple):
    """A change to a file, the problem it must lead to, the text of its line, and the suggestion."""

    name: str
    file: str
    old: str
    new: str
    key: str
    on: str
    near: str = ""
    elsewhere: str = ""
    """The file of the problem, where it is another."""


def faults() -> list[Fault]:
    entries = yaml.safe_load((DATA.parent / "flow_faults.yaml").read_text(encoding="utf-8"))
    return [Fault(**entry) for entry in entries]


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_a_fault_is_found_on_its_line_with_what_was_meant(
    fault: Fault, flows: Path, problems_after: Change
) -> None:
    found = problems_after(fault.file, fault.old, fault.new)
    file = fault.elsewhere or fault.file
    line = line_of(flows, file, fault.on)
    hits = [one for one in found if one.key == fault.key and one.file.endswith(file)]
    assert line in [one.line for one in hits], "\n".join(one.said("en") for one in found)
    assert fault.near in [one.suggestion for one in hits if one.line == line]
    for one in found:
        for lang in languages():
            assert has(one.key, lang)
            assert has(one.fix or f"{one.key}.fix", lang)


def test_the_small_flows_are_clean(flows: Path) -> None:
    assert [one.said("en") for one in check(flows, calculations=SMALL)] == []
