"""What stands behind `/export`, read as people write it."""

from pathlib import Path

import pytest

from kamguide.errors import ExportError, UsageError
from kamguide.workspace.orders import Order, endings, order_in, refuse_impossible, shown

ELSE = Path("plan.docx")


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("", Order(ELSE)),
        ("a.pdf", Order(Path("a.pdf"))),
        ("my plan.pdf --force", Order(Path("my plan.pdf"), force=True)),
        ('"my plan.pdf" --view customer', Order(Path("my plan.pdf"), "customer")),
        (
            "“沐泉 计划.docx” --view=manager --force",
            Order(Path("沐泉 计划.docx"), "manager", force=True),
        ),
        ("--view onepage", Order(ELSE, "onepage")),
        ("--view customer plan.docx", Order(Path("plan.docx"), "customer")),
        ("a.docx --force --view customer", Order(Path("a.docx"), "customer", force=True)),
        ("my --view=customer plan.docx", Order(Path("my plan.docx"), "customer")),
        ("~nobodyhere/x.docx", Order(Path("~nobodyhere/x.docx"))),
        ("a--b.md", Order(Path("a--b.md"))),
    ],
)  # fmt: skip
def test_a_file_its_reader_and_its_force_are_heard(words: str, order: Order) -> None:
    assert order_in(words, ELSE) == order


@pytest.mark.parametrize(
    "words", ["a.md --view boss", "a.md --views", "a.md --why not", "a.md --view"]
)
def test_what_is_no_option_is_asked_again(words: str) -> None:
    with pytest.raises(UsageError):
        order_in(words, ELSE)


@pytest.mark.parametrize(
    "order",
    [
        Order(Path("a.txt")),
        Order(Path("a.json"), "customer"),
        Order(Path("a.pdf"), template=Path("t.docx")),
        Order(Path(__file__).with_suffix(".md").with_name("README.md")),
    ],
)
def test_what_cannot_be_is_refused_before_work_begins(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").touch()
    there = Order(tmp_path / order.target.name, order.view, order.template)
    with pytest.raises(ExportError):
        refuse_impossible(there)


def test_a_path_is_shown_and_ended_as_people_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    (home / "plans").mkdir(parents=True)
    (home / "plan.docx").touch()
    (home / ".hidden").touch()
    assert shown(home / "plan.docx") == "~/plan.docx"
    assert endings("~/pl") == ("~/plans/", "~/plan.docx")
    assert endings("~/") == ("~/plans/", "~/plan.docx")
    assert endings("~/nothing/") == ()


def test_many_options_and_a_name_without_end_are_answered_at_once() -> None:
    with pytest.raises(UsageError):
        order_in(" ".join(["--a=b"] * 2000), ELSE)
    refuse_impossible(Order(Path("x" * 5000 + ".md")))
    assert endings("~nobodyhere/") == ()
