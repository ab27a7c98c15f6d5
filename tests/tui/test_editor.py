"""A draft goes to a real editor and comes back; it survives whatever the editor does."""

from pathlib import Path

import pytest

from kamguide.tui.editor import edited, editor_of


@pytest.fixture
def editor(tmp_path: Path) -> "Editor":
    return Editor(tmp_path)


class Editor:
    """Makes small programs that stand for an editor."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "my editor"

    def __call__(self, script: str) -> str:
        self._file.write_text(f"#!/bin/sh\n{script}\n")
        self._file.chmod(0o755)
        return f"'{self._file}'"


def test_what_was_saved_comes_back(editor: Editor) -> None:
    back = edited("610 a year", editor('printf "，来自工厂\\n\\n" >> "$1"'))
    assert back == ("610 a year\n，来自工厂", "editor.taken")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 0", "editor.unchanged"),
        ("exit 1", "editor.failed"),
        ('rm "$1"', "editor.unchanged"),
    ],
)
def test_a_draft_that_was_not_changed_is_as_it_was(editor: Editor, script: str, told: str) -> None:
    assert edited("610\na year", editor(script)) == ("610\na year", told)


def test_what_was_saved_before_an_editor_failed_is_not_lost(editor: Editor) -> None:
    assert edited("610", editor('echo 620 > "$1"; exit 3')) == ("620", "editor.taken")


def test_an_editor_that_does_not_exist_loses_nothing() -> None:
    assert edited("610", "/no/such/editor") == ("610", "editor.failed")


def test_control_characters_in_a_file_do_not_reach_the_prompt(editor: Editor) -> None:
    back = edited("", editor('printf "a\\033]2;x\\007b" > "$1"'))
    assert "\x1b" not in back.text


def test_nobody_is_put_into_an_editor_they_did_not_choose() -> None:
    assert editor_of({"EDITOR": "nano", "VISUAL": "code -w"}, "linux") == "code -w"
    assert editor_of({"EDITOR": "nano"}, "linux") == "nano"
    assert editor_of({}, "linux") == ""
    assert editor_of({}, "win32") == "notepad"
