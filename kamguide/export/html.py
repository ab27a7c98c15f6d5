"""A plan as one HTML file that asks nobody for anything: to read, to send on, to print.

There is no script in it, and its policy forbids any; what a person typed is only ever text.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import BinaryIO, Final, assert_never

from kamguide.export.draw import rules
from kamguide.export.layout import heads, led, natural_widths, pieces
from kamguide.export.paging import is_wide
from kamguide.export.palette import DARK, LIGHT
from kamguide.export.pictures import TOLD_BY_PICTURE, picture
from kamguide.messages import say
from kamguide.model.text import clean
from kamguide.plan.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Plan,
    Table,
)

STYLE: Final = Path(__file__).parent / "forms" / "plan.css"
LANGUAGES: Final = {"zh": "zh-CN"}
"""What browsers call our languages, where they have another name for them."""
BRIEF: Final = 12
"""A column of words up to this width is kept on one line."""
PROSE: Final = 24
"""A column whose cells are wider than this is kept wide enough to be read."""
LISTED: Final = 2
"""The lowest level of headings in the contents."""


def write(plan: Plan, out: BinaryIO) -> None:
    """Write `plan` as HTML, UTF-8."""
    out.write("\n".join((*_head(plan), *_body(plan), "")).encode())


def _head(plan: Plan) -> Iterator[str]:
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_colours(DARK)} }}"
    style = f"\n{_colours(LIGHT)}\n{dark}\n{STYLE.read_text('utf-8')}{rules('figure svg')}"
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; base-uri 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_language(plan)}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(clean(plan.cover.title))}</title>"
    yield '<link rel="icon" href="data:,">'
    yield f"<style>{style}</style>\n</head>"


def _colours(names: Mapping[str, str]) -> str:
    return f":root {{ {' '.join(f'--{name}: #{one};' for name, one in names.items())} }}"


def _language(plan: Plan) -> str:
    return LANGUAGES.get(plan.lang, plan.lang)


def _body(plan: Plan) -> Iterator[str]:
    yield '<body>\n<header class="cover">'
    yield from _cover(plan.cover)
    yield "</header>"
    yield from _contents(plan)
    yield "<main>"
    yield from _Sections(plan).written()
    yield "</main>\n</body>\n</html>"


def _cover(cover: Cover) -> Iterator[str]:
    if cover.label:
        yield f'<p class="label">{_text(cover.label)}</p>'
    yield f"<h1>{_text(cover.account or cover.title)}</h1>"
    yield f'<p class="subtitle">{_text(cover.subtitle)}</p>'
    yield "<dl>"
    for name, value in cover.facts:
        yield f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>"
    yield "</dl>"
    if cover.note:
        yield f'<p class="note">{_text(cover.note)}</p>'


def _contents(plan: Plan) -> Iterator[str]:
    """Links to the headings; folded away where there is little room."""
    title = escape(say("plan.contents", plan.lang))
    yield f'<nav aria-label="{title}"><details><summary>{title}</summary>\n<ul>'
    headings = (one for one in plan.blocks if isinstance(one, Heading))
    for number, one in enumerate(headings):
        if one.level <= LISTED:
            yield f'<li class="l{one.level}"><a href="#p{number}">{_text(one.text)}</a></li>'
    yield "</ul></details></nav>"


class _Sections:
    """The blocks of a plan, in the sections that its headings of the first level begin."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._end = ""
        self._headings = 0
        self._tables = 0

    def written(self) -> Iterator[str]:
        """Every block in order."""
        fresh_page = False
        for block in self._plan.blocks:
            if isinstance(block, PageBreak):
                fresh_page = True
            elif isinstance(block, Heading) and block.level == 1:
                yield from self._begin(block, fresh_page=fresh_page)
                fresh_page = False
            else:
                yield from self._block(block)
        if self._end:
            yield self._end

    def _begin(self, heading: Heading, *, fresh_page: bool) -> Iterator[str]:
        """End the section before; a section that is an appendix can be folded."""
        if self._end:
            yield self._end
        new = ' class="new-page"' if fresh_page else ""
        yield f'<section aria-labelledby="p{self._headings}"{new}>'
        self._end = "</section>"
        if heading.appendix:
            yield f"<details>\n<summary>{self._heading(heading)}</summary>"
            self._end = "</details>\n</section>"
        else:
            yield self._heading(heading)

    def _heading(self, heading: Heading) -> str:
        level, number = heading.level + 1, self._headings
        self._headings += 1
        return f'<h{level} id="p{number}">{_text(heading.text)}</h{level}>'

    def _block(self, block: Block) -> Iterator[str]:
        lang = self._plan.lang
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield f"<p>{_told(block, lang)}</p>"
            case Bullets(items=items):
                yield "<ul>"
                yield from (f"<li>{_told(one, lang)}</li>" for one in items)
                yield "</ul>"
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Note(text=text):
                yield f'<p class="note">{_text(text)}</p>'
            case PageBreak():
                pass
            case _:
                assert_never(block)

    def _chart(self, chart: Chart) -> Iterator[str]:
        """A picture above its numbers, or its numbers alone where nothing can be drawn."""
        drawn = picture(chart, self._plan.lang, self._tables + 1)
        if drawn is None:
            yield from self._table(chart.table)
            return
        name = f"c{self._tables + 1}-name"
        title = f"{_text(chart.title)}{_mark(chart.table.mark, self._plan.lang)}"
        yield f'<figure aria-labelledby="{name}">\n<figcaption id="{name}">{title}</figcaption>'
        yield f"{drawn.svg}\n</figure>"
        if chart.kind in TOLD_BY_PICTURE:
            again = _text(say("export.as_table", self._plan.lang))
            yield f'<details class="again">\n<summary>{again}</summary>'
            yield from self._table(chart.table, name)
            yield "</details>"
        else:
            yield from self._table(chart.table, name)

    def _table(self, table: Table, named_by: str = "") -> Iterator[str]:
        """A table in a box in which it can be scrolled, also by keys."""
        self._tables += 1
        lang, name, kinds = self._plan.lang, named_by or f"t{self._tables}", _kinds(table)
        across = " across" if is_wide(table) else ""
        named = f'aria-labelledby="{name}"' if table.title else f'aria-label="{name}"'
        yield f'<div class="table{across}" role="region" tabindex="0" {named}>\n<table>'
        if table.title and not named_by:
            mark = _mark(table.mark, lang)
            yield f'<caption id="{name}"><span>{_text(table.title)}{mark}</span></caption>'
        yield f"<thead><tr>{''.join(_heads(table, kinds))}</tr></thead>\n<tbody>"
        first_total = len(table.rows) - table.totals
        for at, row in enumerate(table.rows):
            total = ' class="total"' if at >= first_total else ""
            yield f"<tr{total}>{''.join(_cells(row, kinds, lang))}</tr>"
        yield "</tbody>\n</table>\n</div>"


def _kinds(table: Table) -> list[str]:
    """How each column behaves where there is little room."""
    wides = zip(table.columns, natural_widths(table), strict=True)
    return [
        "number" if one.numeric else "brief" if wide <= BRIEF else "prose" if wide > PROSE else ""
        for one, wide in wides
    ]


def _heads(table: Table, kinds: list[str]) -> Iterator[str]:
    for head, kind in zip(heads(table), kinds, strict=True):
        yield f'<th scope="col"{_class(kind)}>{_text(head)}</th>'


def _cells(row: Iterable[Cell], kinds: list[str], lang: str) -> Iterator[str]:
    """The cells of a row, of which the first is its head."""
    for at, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
        tag, scope = ("td", "") if at else ("th", ' scope="row"')
        yield f"<{tag}{scope}{_class(kind)}>{_text(cell.text)}{_mark(cell.mark, lang)}</{tag}>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _told(block: Paragraph, lang: str) -> str:
    start = f"<strong>{_text(led(block.lead, lang))}</strong>" if block.lead else ""
    return f"{start}{_text(block.text)}{_mark(block.mark, lang)}"


def _mark(mark: str, lang: str) -> str:
    return f' <span class="mark">{escape(say(f"plan.mark.{mark}", lang))}</span>' if mark else ""


def _text(text: str) -> str:
    """Text a person typed, as text; long words may be broken."""
    found = pieces(text)
    parts = (found,) if isinstance(found, str) else found
    return "<wbr>".join(map(escape, parts))
