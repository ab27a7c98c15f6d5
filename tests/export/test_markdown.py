"""A plan as Markdown: what it says, and that nothing in it is more than text."""

from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kamguide.export.markdown import write
from kamguide.model.text import clean
from kamguide.plan.blocks import Plan
from kamguide.workspace.files import document
from kamguide.workspace.plans import Workspace
from tests.engine.conftest import BASICS, FACTORS
from tests.plan.plans import LANGS, plan_of, texts

from .conftest import DATA, HOSTILE, UNSAFE, plan_with

OURS = {"<br>", "<sup>", "</sup>"}
WANTED = {"paragraph", "heading", "bullet_list", "list_item", "blockquote", "table", "thead"}
WANTED |= {"tbody", "tr", "th", "td", "strong", "em", "hr", "text", "inline", "softbreak"}


def written(plan: Plan) -> str:
    out = BytesIO()
    write(plan, out)
    return out.getvalue().decode()


def tokens(markdown: str) -> list[Token]:
    """What a reader of Markdown makes of it, the parts of lines after their lines."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = parser.parse(markdown)
    return [part for one in found for part in (one, *(one.children or ()))]


def said(markdown: str) -> str:
    """All text that a reader sees, without spaces and line ends."""
    texts = (one.content for one in tokens(markdown) if one.type in ("text", "text_special"))
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE])
def test_hostile_text_is_only_text_and_whole(name: str) -> None:
    text = (HOSTILE | UNSAFE)[name]
    markdown = written(plan_with(text))
    kinds = {one.type.removesuffix("_open").removesuffix("_close") for one in tokens(markdown)}
    html = {one.content for one in tokens(markdown) if one.type in ("html_inline", "html_block")}
    assert html <= OURS
    assert kinds <= WANTED | {"html_inline", "text_special"}
    headings = [one for one in tokens(markdown) if one.type == "heading_open"]
    tables = [one for one in tokens(markdown) if one.type == "table_open"]
    assert len(headings) == 3
    assert len(tables) == 2
    seen = said(markdown)
    assert seen.count("".join(clean(text).split())) >= 13
    assert not set(seen) & set("\x00\x07\x0b\x0c\x1b\x9b\u202e\u2066\u200f")


def test_the_small_plan_is_written_byte_for_byte(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    for reply in (*BASICS, "done", *FACTORS, "done", "7 6.5", "8, 4"):
        if reply == "done":
            session.close_table()
        else:
            assert session.reply(reply).problem is None
    assert written(document(session)) == (DATA / "plan" / "trade.md").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_plan_is_in_it(lang: str) -> None:
    plan = plan_of("full", lang)
    seen = said(written(plan))
    assert all("".join(text.split()) in seen for text in texts(plan))


def test_numbers_stand_to_the_right_under_a_head_with_their_unit() -> None:
    lines = written(plan_of("full", "zh")).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("| 产品 | T0 (2026)"))
    assert "毛利率 T0 (%)" in lines[at]
    assert set(lines[at + 1].strip("|").split("|")[1:]) == {" ---: "}
