"""Plans as files: found by suffix, whole or not there; JSON comes back byte for byte."""

import json
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from kamguide.errors import ExportError, KamguideError
from kamguide.export import FORMATS, writer
from kamguide.export.files import write_file
from kamguide.model.answers import Evidence
from kamguide.model.edits import GiveEvidence, KeepAnswer, MarkUnknown, SetValue, WriteNote
from kamguide.model.text import clean
from kamguide.workspace.files import bring_in, export
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.plan.plans import FLOWS, LANGS, NOW

from .conftest import HOSTILE, UNSAFE


def fill(target: Path, content: bytes = b"new", *, force: bool = False) -> None:
    write_file(target, lambda out: out.write(content), force)


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    fill(target, b"old")
    with pytest.raises(ExportError) as caught:
        fill(target)
    assert caught.value.key == "export.exists"
    assert target.read_bytes() == b"old"
    fill(target, force=True)
    assert target.read_bytes() == b"new"


def test_a_file_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    fill(target, b"old")

    def fail(out: BinaryIO) -> None:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError) as caught:
        write_file(target, fail, force=True)
    assert caught.value.key == "export.failed"
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.md"]


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    fill(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(ExportError) as caught:
        writer(".exe")
    assert caught.value.key == "export.unknown_format"
    for suffix in FORMATS:
        assert suffix in str(caught.value)
        assert callable(writer(suffix))


def round_trip(workspace: Workspace, plan: str, folder: Path) -> tuple[bytes, bytes]:
    """What is exported, and what is exported again once that was brought in."""
    first, second = folder / "first.json", folder / "second.json"
    export(workspace.open(plan, read_only=True), first)
    brought = bring_in(workspace, first, name="Again")
    export(workspace.open(brought.name, read_only=True), second)
    return first.read_bytes(), second.read_bytes()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", FLOWS)
def test_the_case_is_exported_brought_in_and_exported_the_same(
    flow: str, lang: str, tmp_path: Path
) -> None:
    made = Workspace.at(tmp_path / "plans.db", actor="Li", lang=lang, now=lambda: NOW)
    session = made.new("Plan", flow)
    Filling.from_case("muquan", session).keep()
    made.close(session)
    first, second = round_trip(made, "Plan", tmp_path)
    assert first == second
    assert len(first) > 1000
    made.store.close()


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE])
def test_hostile_answers_are_exported_brought_in_and_exported_the_same(
    name: str, workspace: Workspace, tmp_path: Path
) -> None:
    text = clean((HOSTILE | UNSAFE)[name])
    session = workspace.new("Plan", "trade")
    session.reply("Muquan")
    session.edit(
        SetValue("remark", text),
        GiveEvidence("remark", Evidence("fact", text, "2026")),
        WriteNote("remark", text),
        MarkUnknown("spread", text, text),
        KeepAnswer("remark", frozenset({"R05"})),
    )
    workspace.close(session)
    first, second = round_trip(workspace, "Plan", tmp_path)
    assert first == second


def test_what_others_wrote_is_made_safe_as_it_comes_in(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "theirs.json"
    answer = {"state": "unknown", "who": "Wu\x1b]0;x\x07", "by": "", "notes": {"": "a\x1b[2Jb"}}
    source.write_text(json.dumps({"kamguide": 1, "flow": "trade", "answers": {"remark": answer}}))
    kept = workspace.open(bring_in(workspace, source).name, read_only=True).answers["remark"]
    assert "\x1b" not in kept.who + str(kept.notes)
    assert kept.who.startswith("Wu")


def test_a_file_that_cannot_be_read_starts_no_plan(workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "broken.json"
    answer = {"state": "given", "value": {"no": "year"}}
    source.write_text(
        json.dumps({"kamguide": 1, "flow": "trade", "answers": {"setup_base_year": answer}})
    )
    with pytest.raises(KamguideError):
        bring_in(workspace, source)
    assert workspace.plans() == ()
