"""The bookmarks of a Word file lead back to each answer, also when another program saved it."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from kamguide.export.docx import write
from kamguide.plan.blocks import Plan
from kamguide.plan.bookmarks import bookmark
from kamguide.plan.places import places
from tests.plan.plans import LANGS, plan_of

EVENT = "01J-an-event"
OURS = "kg_"


@cache
def plan_with_event(lang: str) -> Plan:
    return replace(plan_of("full", lang), event=EVENT)


@cache
def file_of(lang: str) -> bytes:
    out = BytesIO()
    write(plan_with_event(lang), out)
    return out.getvalue()


def named(plan: Plan) -> Mapping[str, str]:
    """The name of each bookmark that a plan's file has, and the text it is around."""
    seen: Counter[str] = Counter()
    found = {}
    for place, text in places(plan):
        seen[place] += 1
        found[bookmark(place, EVENT, seen[place])] = text
    return found


def read_back(file: bytes) -> Iterator[tuple[str, str]]:
    """The bookmarks of a file that are ours, each with the text between its ends.

    LibreOffice begins one that is around nothing twice, and ends it once.
    """
    body: Any = Document(BytesIO(file)).element.body
    inside: dict[str, tuple[str, list[str]]] = {}
    for one in body.iter():
        number = one.get(qn("w:id"))
        if one.tag == qn("w:bookmarkStart") and one.get(qn("w:name")).startswith(OURS):
            inside[number] = one.get(qn("w:name")), []
        elif one.tag == qn("w:bookmarkEnd") and number in inside:
            name, words = inside.pop(number)
            yield name, "".join(words)
        elif one.tag == qn("w:t"):
            for _, words in inside.values():
                words.append(one.text or "")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
def test_each_bookmark_is_around_the_text_of_its_answer(lang: str) -> None:
    found, wanted = list(read_back(file_of(lang))), named(plan_with_event(lang))
    assert len(found) == len(dict(found)) == len(wanted) > 2000
    for name, text in found:
        assert squeezed(text) == squeezed(wanted[name]), name


@pytest.mark.campaign
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_keeps_every_bookmark_around_its_text(lang: str, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(file_of(lang))
    made = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(made)]
    subprocess.run([*command, str(tmp_path / "plan.docx")], check=True, capture_output=True)
    found, wanted = dict(read_back((made / "plan.docx").read_bytes())), named(plan_with_event(lang))
    assert found.keys() == wanted.keys()
    for name, text in found.items():
        assert squeezed(text) == squeezed(wanted[name]), name
