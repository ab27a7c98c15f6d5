"""A workspace with the small frozen flow, and plans made of text that means harm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from kamguide.export.pictures import TOLD_BY_PICTURE
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Series,
    Table,
)
from kamguide.workspace.plans import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data"

HOSTILE = {
    "markup": "**bold** _it_ `code` [a](javascript:alert(1)) ![x](http://x.invalid/y.png) ~~s~~",
    "html": "<script>alert('x')</script> <img src=x onerror=alert(1)> &lt;b&gt; &amp; &#60;i&#62;",
    "pipes": "a | b || c \\| d",
    "formula": "=cmd|' /C calc'!A0",
    "rich": "[bold red]no[/] [link=http://x.invalid]x[/link] :smile:",
    "lists": "- one\n* two\n+ three\n1. four\n2) five\n> six\n# seven\n---\n===\n    eight\n\tnine",
    "lines": "one\r\ntwo\rthree\n\n\nfour",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "field": 'HYPERLINK "http://x.invalid" { MERGEFIELD x } TOC \\o',
    "xml": "]]> <w:p/> <?xml version='1.0'?> <!ENTITY x 'y'>",
    "blanks": "{unit} {0} %s {__class__} $x^2$",
    "astral": "𠮷野家 😀 𝒳 é",
    "long": "长" * 20_000 + "x" * 20_000,
}
"""Text that arrives whole, and as nothing but text."""

UNSAFE = {
    "control": "a\x00b\x07c\x1b[31md\x9b31me\x0bf\x0cg",
    "bidi": "abc\u202edef\u2066ghi\u200f",
    "surrogate": "a\ud800b\ufffec",
}
"""Text whose worst characters are seen as such, and do nothing."""


def plan_with(text: str, lang: str = "en") -> Plan:
    """A plan with this text wherever text can stand."""
    table = Table(
        text,
        (Column(text), Column("Value", "%", numeric=True)),
        ((Cell(text, "weak"), Cell("1")), (Cell(text), Cell("2"))),
        totals=1,
    )
    blocks: tuple[Block, ...] = (
        Heading(text),
        Paragraph(text, text, "open"),
        Paragraph(text),
        Bullets((Paragraph(text), Paragraph(text))),
        PageBreak(),
        Heading(text, 2),
        table,
        Chart(text, "stages", (text,), (Series(text, (None,)),), table),
        Note(text),
    )
    cover = Cover(text, text, ((text, text),), text, text, text)
    return Plan(lang, cover, blocks, date(2026, 11, 23))


@pytest.fixture
def workspace(
    tmp_path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """The small flow stands where a person keeps flows of their own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))
    copytree(DATA / "engine", tmp_path / "data" / "kamguide" / "flows")
    (tmp_path / "plans").mkdir()
    made = Workspace.at(tmp_path / "plans" / "plans.db", actor="Li", lang="en", now=lambda: NOW)
    yield made
    made.store.close()


def with_tables(plan: Plan) -> Plan:
    """A plan without the charts that stand on pages without their table."""
    pictures = (one for one in plan.blocks if isinstance(one, Chart))
    alone = {id(one) for one in pictures if one.kind in TOLD_BY_PICTURE}
    return replace(plan, blocks=tuple(one for one in plan.blocks if id(one) not in alone))
