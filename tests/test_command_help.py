"""Help and usage errors are in the person's language, down to each option."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from kamguide.cli import kamguide
from kamguide.messages import has


def commands(
    group: click.Group, context: click.Context, within: str = ""
) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield f"{within}{name}", command
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=context)
            yield from commands(command, inner, f"{name}.")


def everything() -> list[tuple[str, click.Command]]:
    context = click.Context(kamguide, info_name="kamguide")
    return [("kamguide", kamguide), *commands(kamguide, context)]


def run(*said: str) -> Result:
    return CliRunner().invoke(kamguide, said, prog_name="kamguide", terminal_width=80)


def test_each_command_and_each_option_says_what_it_is_for_in_both_languages() -> None:
    for name, command in everything():
        assert command.help, name
        assert has(f"cli.help.{name}", "zh"), name
        for one in (one for one in command.params if isinstance(one, click.Option)):
            flag = one.opts[-1].lstrip("-")
            assert one.hidden or one.help, f"{name} {flag}"
            keys = (f"cli.option.{name}.{flag}", f"cli.option.{flag}")
            assert one.hidden or any(has(key, "zh") for key in keys), f"{name} {flag}"


@pytest.mark.parametrize("said", [["--help"], ["export", "--help"], ["course", "mark", "--help"]])
def test_chinese_help_is_all_chinese_and_no_wider_than_the_terminal(said: list[str]) -> None:
    told = run("--lang", "zh", *said).stdout
    assert told.startswith("用法：")
    assert "显示本说明后退出。" in told
    assert "Options:" not in told
    assert max(map(cell_len, told.splitlines())) <= 80


def test_the_language_of_the_environment_is_that_of_the_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAMGUIDE_LANG", "zh")
    assert run("--help").stdout.startswith("用法：")
    assert run("--lang", "en", "--help").stdout.startswith("Usage:")
    assert run("--lang=en", "--help").stdout.startswith("Usage:")


def test_nothing_said_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KAMGUIDE_STORE", str(tmp_path / "plans.db"))
    assert run().exit_code == 2, "no terminal to open a screen in"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["export"], "错误：缺少参数“PLAN”。"),
        (["exprt"], "错误：没有名为“exprt”的命令。是不是“export”？"),
        (["plans", "--nonsense"], "错误：没有名为“--nonsense”的选项。"),
        (["show", "X", "--width", "wide"], "“--width”的值不正确：“wide”不是有效的整数。"),
        (["practise", "muquan", "--unit", "9"], "9 不在范围 1<=x<=3 之内。"),
        (["export", "X", "--to", "x.docx", "--view", "all"], "“all”不是以下之一：“full”、"),
        (["plans", "more"], "错误：多出了参数（more）"),
    ],
)
def test_what_was_said_wrong_is_told_in_chinese(said: list[str], told: str) -> None:
    assert told in run("--lang", "zh", *said).stderr
    assert "错误" not in run("--lang", "en", *said).stderr


def test_the_bare_name_without_a_terminal_says_what_to_do_instead() -> None:
    said = run()
    assert said.exit_code == 2
    assert "kamguide plain" in said.output


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["show"], "缺少参数“PLAN”。"),
        (["shw"], "没有名为“shw”的命令。是不是“show”？"),
        (["plans", "--jso"], "没有名为“--jso”的选项。（是不是：“--json”？）"),
        (["export", "x", "--to"], "选项“--to”后面要跟 1 个值。"),
        (["--theme", "blue", "plans"], "“--theme”的值不正确：“blue”不是以下之一："),
        (["--theme", "blue", "plans"], "“auto”、“light”、“dark”。"),
        (["show", "a", "b"], "多出了参数（b）"),
        (["fill", "x"], "请给出 FILE 或 --case NAME 之一。"),
    ],
)
def test_a_usage_error_in_chinese_has_chinese_marks_throughout(said: list[str], told: str) -> None:
    assert told in run("--lang", "zh", *said).stderr
    assert "'" not in run("--lang", "zh", *said).stderr


def test_a_usage_error_in_english_is_clicks_own() -> None:
    assert "Missing argument 'PLAN'." in run("show").stderr
    assert "Did you mean “show”?" in run("shw").stderr


@pytest.mark.parametrize("said", ["fr", "e", "zho", "english please"])
def test_a_language_there_is_not_is_a_usage_error_that_names_those_there_are(said: str) -> None:
    refused = run("--lang", said, "plans")
    assert refused.exit_code == 2
    assert "--lang" in refused.stderr
    assert said in refused.stderr
    assert "en (English)" in refused.stderr
    assert "zh (中文)" in refused.stderr or "zh（中文）" in refused.stderr


def test_a_language_there_is_not_is_refused_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有语言“fr”：请选 en（English）或 zh（中文）。" in run("--lang", "fr", "plans").stderr
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "There is no language “fr”" in run("--lang=fr", "plans").stderr


def test_the_environment_may_not_ask_for_a_language_there_is_not_but_the_system_may(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = ("--store", str(tmp_path / "plans.db"), "--as", "Li")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run(*store, "plans").exit_code == 0
    monkeypatch.setenv("KAMGUIDE_LANG", "fr")
    refused = run(*store, "plans")
    assert refused.exit_code == 2
    assert "KAMGUIDE_LANG" in refused.stderr
    assert run(*store, "--lang", "en", "plans").exit_code == 0


@pytest.mark.parametrize("said", ["zh", "ZH", "zh_CN", "zh-Hans", "zh_CN.UTF-8", "chinese", "中文"])
def test_chinese_may_be_asked_for_by_any_of_its_names(said: str) -> None:
    assert run("--lang", said, "--help").stdout.startswith("用法：")


@pytest.mark.parametrize("said", ["en", "EN", "en_US.UTF-8", "en-GB", "english"])
def test_english_may_be_asked_for_by_any_of_its_names(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("--lang", said, "--help").stdout.startswith("Usage:")
