"""What the documents say is true of the program."""

import re
from pathlib import Path
from typing import get_type_hints

import click
import pytest
import yaml

from kamguide.cli import COMMANDS, kamguide
from kamguide.messages import languages
from kamguide.model.questions import ScalarQuestion, TableQuestion

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
LOCALES = ROOT / "kamguide" / "locale"


def sentences(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted((LOCALES / lang).glob("*.yaml")):
        part = yaml.safe_load(file.read_text("utf-8"))
        assert not set(part) & set(found), file
        found |= part
    return found


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    command = kamguide.get_command(click.Context(kamguide), name)
    assert command is not None
    assert command.help
    assert (
        README.count(f"`kamguide {name}") + README.count(f"`{name} ") + README.count(f"`{name}`")
        >= 2
    ), "once in each language"


def test_every_key_that_the_code_says_has_a_sentence() -> None:
    english = sentences("en")
    for file in (ROOT / "kamguide").rglob("*.py"):
        if file.parent.name == "analysis":
            continue  # a calculation that cannot be made is shown as not available
        code = file.read_text("utf-8")
        for key in re.findall(
            r'(?:\bsay|Error|_note|_tell|Notice)\(\s*"([a-z_]+(?:\.[a-z_0-9]+)+)"', code
        ):
            known = {f"{family}{key}" for family in ("", "plan.", "draw.")} & set(english)
            assert known, f"{file.name}: {key}"


def test_every_question_type_is_explained_to_authors() -> None:
    guide = (ROOT / "flows" / "README.md").read_text("utf-8")
    types = [*ScalarQuestion.__args__, TableQuestion]
    for one in types:
        name = get_type_hints(one)["type"].__args__[0]
        assert f"`{name}`" in guide


def test_nothing_that_people_read_names_a_rule_or_check_by_its_id() -> None:
    for lang in languages():
        for key, sentence in sentences(lang).items():
            assert not re.search(r"\b[RCQ]\d\d?\b|\bK\d+\.\d", sentence), key
