"""Lines reach everything that the screen does, with no sign that moves a cursor."""

import re
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from textual.binding import Binding

from kamguide.cli import kamguide
from kamguide.messages import say
from kamguide.tui.helping import HelpingApp
from kamguide.tui.places import label_of
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.workspace.commands import NAMES
from kamguide.workspace.inplace import SCREEN_ONLY, shown_name
from tests.conftest import CaseStore

IN_LINES: Final = {
    "key.ask_help": "help",
    "key.help_here": "help",
    "key.terms": "term",
    "key.palette": "commands",
    "key.way": "status",
    "key.plan": "plan",
    "key.command.lang": "lang",
    "key.command.home": "home",
    "key.look.check": "check",
    "key.look.settings": "settings",
    "key.look.answers": "answers",
    "key.look.changes": "changes",
    "key.done": "done",
    "key.undo": "undo",
    "key.redo": "redo",
    "key.grid.delete": "delete",
    "key.grid.new": "row",
    "key.grid.above": "row",
    "key.grid.below": "row",
    "key.grid.copy": "row",
    "key.grid.up": "row",
    "key.grid.down": "row",
    "key.grid.sort": "sort",
    "key.grid.column": "column",
    "key.grid.matrix": "matrix",
    "key.grid.edit": "edit",
    "key.export": "export",
    "key.find": "find",
    "key.choose": "edit",
    "key.editor": "editor",
}
"""What is typed in lines for a key of the screen."""
OF_THE_SCREEN: Final = {
    "key.older": "the terminal scrolls back by itself",
    "key.scroll.-3": "the terminal scrolls by itself",
    "key.scroll.3": "the terminal scrolls by itself",
    "key.scroll.10": "the terminal scrolls by itself",
    "key.to_end": "the newest is always last",
    "key.escape": "nothing covers the talk",
}
"""Keys that have nothing to do in lines, and why."""
LEAVE: Final = ("home", "pause")


def talk(store: Path, lang: str, *typed: str) -> str:
    """What a line dialogue says to what is typed."""
    arguments = ["--store", str(store), "--lang", lang, "--as", "Li", "plain", "Muquan"]
    result = CliRunner().invoke(kamguide, arguments, input="\n".join((*typed, "")))
    assert result.exit_code == 0, result.output
    return result.output


def test_every_key_of_the_interview_has_its_words_in_lines() -> None:
    keys = [*HelpingApp.BINDINGS, *InterviewScreen.BINDINGS]
    labels = {label_of(one.action) for one in keys if isinstance(one, Binding)}
    assert labels == {*IN_LINES, *OF_THE_SCREEN}
    assert set(IN_LINES.values()) <= set(NAMES)


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.campaign)])
def test_every_command_answers_in_lines_without_moving_a_cursor(
    case_store: CaseStore, tmp_path: Path, lang: str
) -> None:
    store = case_store(lang)
    names = [name for name in NAMES if name not in (*LEAVE, "export", "complete", "lang")]
    written = f"{shown_name('export', lang)} {tmp_path / 'plan.md'}"
    typed = [f"{shown_name('goto', lang)} dpm_units", *(shown_name(name, lang) for name in names)]
    said = talk(store, lang, *typed, written, shown_name("pause", lang))
    assert {sign for sign in said if unicodedata.category(sign) == "Cc"} <= {"\n"}
    unknown = (say("talk.command_unknown", lang, name=shown_name(name, lang)[1:]) for name in names)
    assert [words for words in unknown if words in said] == []
    for name in SCREEN_ONLY:
        assert say(f"help.in_lines.{name}", lang).splitlines()[0] in said
    assert (tmp_path / "plan.md").stat().st_size > 1000
    assert said.rstrip().endswith(say("talk.paused", lang))


def test_a_chart_is_read_out_a_sentence_a_fact(case_store: CaseStore) -> None:
    said = talk(case_store("en"), "en", "/goto dpm_units", "/chart")
    told = said[said.index("> /chart") :]
    facts = [line for line in told.splitlines() if line.endswith(".")]
    assert len(facts) > 5
    assert re.search("[\u2500-\u25ff]|[|#=]{3}", "\n".join(facts)) is None


def test_help_in_lines_promises_no_key(case_store: CaseStore) -> None:
    said = talk(case_store("en"), "en", "/goto setup_currency", "/help")
    assert "Why we ask: " in said
    assert "Ctrl+" not in said


def test_the_language_changes_in_lines_where_one_is(case_store: CaseStore) -> None:
    said = talk(case_store("en"), "en", "/goto dpm_units", "/lang")
    before, _, after = said.partition("> /lang")
    assert "市场" not in before
    assert "向导：" in after
    assert "市场" in after
