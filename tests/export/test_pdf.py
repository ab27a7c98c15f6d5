"""A plan as a PDF, read back with a library: pages, bookmarks, text, and what it says of itself."""

from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from pypdf import PdfReader

from kamguide.export.pdf import write
from kamguide.model.context import Notice
from kamguide.model.text import clean
from kamguide.plan.blocks import Cell, Chart, Column, Cover, Heading, Paragraph, Plan, Table
from tests.plan.plans import FLOWS, empty_plan, plan_of, texts

from .conftest import HOSTILE, UNSAFE, plan_with, with_tables

TYPST = {
    "code": '#read("/etc/passwd") #import "x.typ": y #panic("no") #sys.inputs #{1 + 1}',
    "markup": "= no heading\n*b* _i_ $x^2$ `r` @cite <label> // c /* c */ - l / t: d \\ ~ -- ---",
    "brackets": "]]] }}} ))) [[[ {{{ \" ' \\u{41} #[",
}
NO_FONT_HAS = "\U000f1234"


def written(plan: Plan) -> tuple[PdfReader, tuple[Notice, ...]]:
    out = BytesIO()
    noticed = write(plan, out)
    return PdfReader(out), noticed


def said(file: PdfReader) -> str:
    """All text of the pages, without spaces and line ends."""
    return squeezed("".join(page.extract_text() for page in file.pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


def bookmarks(entries: list[Any], level: int = 1) -> list[tuple[str, int]]:
    found = (
        bookmarks(one, level + 1) if isinstance(one, list) else [(str(one.title), level)]
        for one in entries
    )
    return list(chain.from_iterable(found))


@pytest.fixture(scope="module", params=[pytest.param("en", marks=pytest.mark.campaign), "zh"])
def case(request: pytest.FixtureRequest) -> tuple[Plan, PdfReader]:
    plan = plan_of("full", request.param)
    file, noticed = written(plan)
    assert not noticed, "every character of the case has a glyph"
    return plan, file


def test_every_sentence_can_be_found(case: tuple[Plan, PdfReader]) -> None:
    plan, file = case
    seen = said(file)
    missing = [text for text in texts(with_tables(plan)) if squeezed(text) not in seen]
    # What goes on over a page has the foot of the page in it.
    assert len(missing) <= len(file.pages)
    assert plan.cover.account in "".join(file.pages[0].extract_text())


def test_the_headings_are_bookmarks(case: tuple[Plan, PdfReader]) -> None:
    plan, file = case
    headings = [(one.text, one.level) for one in plan.blocks if isinstance(one, Heading)]
    assert bookmarks(file.outline) == headings


def test_pages_are_numbered_but_for_the_cover(case: tuple[Plan, PdfReader]) -> None:
    plan, file = case
    of = {"en": "Page {} of {}", "zh": "第 {} 页，共 {} 页"}[plan.lang]
    pages = len(file.pages)
    assert pages > 20
    for number, page in enumerate(file.pages, start=1):
        shown = squeezed(of.format(number, pages)) in squeezed(page.extract_text())
        assert shown == (number > 1)


def test_the_file_says_what_it_is_in_which_language_and_names_nobody(
    case: tuple[Plan, PdfReader],
) -> None:
    plan, file = case
    found = file.metadata
    assert found is not None
    assert plan.on is not None
    assert found.title == plan.cover.title
    assert not found.author
    assert found.creation_date.date() == plan.on
    root: Any = file.trailer["/Root"]
    assert root["/Lang"].split("-")[0] == plan.lang
    assert root["/MarkInfo"]["/Marked"]


def test_all_type_is_ours_and_in_the_file(case: tuple[Plan, PdfReader]) -> None:
    fonts = {
        (str(font["/BaseFont"]), "/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"])
        for page in case[1].pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("KamguideSansSC" in name and embedded for name, embedded in fonts)


def test_equal_plans_make_equal_files() -> None:
    first, second = BytesIO(), BytesIO()
    write(empty_plan("quick", "en"), first)
    write(empty_plan("quick", "en"), second)
    assert first.getvalue() == second.getvalue()


NAMES = (*UNSAFE, *TYPST, *(name for name in HOSTILE if name != "long"))


@pytest.mark.parametrize("name", [*NAMES, pytest.param("long", marks=pytest.mark.campaign)])
def test_hostile_text_is_only_text_and_whole(name: str) -> None:
    text = (HOSTILE | UNSAFE | TYPST)[name]
    file, _ = written(plan_with(text))
    assert len(bookmarks(file.outline)) == 2
    assert not [one for page in file.pages for one in page.get("/Annots", ()) if "/URI" in str(one)]
    seen, wanted = said(file), squeezed(clean(text))
    if name != "long":
        assert seen.count(wanted) >= 10
    assert not set(seen) & set("\x00\x07\x0b\x0c\x1b\x9b\u202e\u2066\u200f\u200b")


def test_a_very_long_answer_arrives_whole_on_the_page() -> None:
    text = HOSTILE["long"]
    plan = Plan("en", Cover("T", "", ()), (Paragraph(text), table(1, text, columns=1)))
    file, _ = written(plan)
    seen = said(file)
    for char in "长x":
        assert seen.count(char) == 2 * text.count(char)
    for page in file.pages:
        spots: list[float] = []
        page.extract_text(visitor_text=lambda _t, _c, tm, _f, _s, to=spots: to.append(tm[4]))
        assert max(spots) <= float(page.mediabox.width)


def test_characters_that_no_font_has_are_named() -> None:
    text = f"𠮷 {NO_FONT_HAS} 好"
    _, noticed = written(Plan("zh", Cover("T", "", ()), (Paragraph(text),)))
    (notice,) = noticed
    named = str(dict(notice.values)["characters"])
    assert NO_FONT_HAS in named
    assert "好" not in named


def test_rare_characters_of_names_are_in_our_type() -> None:
    _, noticed = written(Plan("zh", Cover("T", "", ()), (Paragraph("李喆、王堃、赵犇、陈骉"),)))
    assert not noticed


def table(rows: int, text: str = "x", columns: int = 2) -> Table:
    heads = tuple(Column(f"Head{at}word") for at in range(columns))
    return Table("Title", heads, tuple((Cell(text),) * columns for _ in range(rows)))


def test_a_table_over_several_pages_repeats_its_head_and_splits_no_row() -> None:
    rows = tuple((Cell(f"from{at} " + "word " * 30 + f"to{at}"), Cell("")) for at in range(60))
    long = Table("Title", (Column("Headword"), Column("Other")), rows)
    file, _ = written(Plan("en", Cover("T", "", ()), (long,)))
    pages = [page.extract_text() for page in file.pages]
    assert len(pages) > 2
    for page in pages:
        assert page.count("Headword") == 1
    for at in range(60):
        assert any(f"from{at} " in page and f"to{at}" in page.split() for page in pages)


def test_a_plan_of_a_page_has_no_page_for_its_title() -> None:
    file, _ = written(Plan("en", Cover("A plan", "", ()), (Heading("Summary"), table(2))))
    assert len(file.pages) == 1
    assert "A plan" in file.pages[0].extract_text()


def test_the_words_of_charts_can_be_found(case: tuple[Plan, PdfReader]) -> None:
    plan, file = case
    chart = next(one for one in plan.blocks if isinstance(one, Chart) and one.kind == "scenarios")
    page = next(one for one in file.pages if squeezed(chart.title) in squeezed(one.extract_text()))
    assert squeezed(page.extract_text()).count(squeezed(chart.series[0].name)) >= 2


def test_only_tables_that_are_too_wide_lie_across() -> None:
    wide = table(3, "unbreakableword", 14)
    blocks = (Heading("Before"), table(2), Heading("Wide"), wide, Heading("After"), table(2))
    file, _ = written(Plan("en", Cover("T", "", ()), blocks))
    across = {
        name: page.mediabox.width > page.mediabox.height
        for page in file.pages
        for name in ("Before", "Wide", "After")
        if name in page.extract_text().splitlines()
    }
    assert across == {"Before": False, "Wide": True, "After": False}


@pytest.mark.campaign
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_makes_a_document(flow: str, lang: str) -> None:
    for plan in (plan_of(flow, lang), empty_plan(flow, lang)):
        file, noticed = written(plan)
        assert len(file.pages) > 3
        assert not noticed
