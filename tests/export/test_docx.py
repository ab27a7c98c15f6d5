"""A plan as a Word document, read back with a library and opened by an office program."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from kamguide.errors import ExportError
from kamguide.export.docx import write
from kamguide.model.text import clean
from kamguide.plan.blocks import Chart, Heading, Plan
from kamguide.plan.bookmarks import bookmark
from kamguide.plan.places import places
from tests.plan.plans import FLOWS, LANGS, plan_of, tables, texts

from .conftest import HOSTILE, UNSAFE, plan_with, with_tables

FACED = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption")
FACED += ("List Bullet", "toc 1", "toc 2", "Footer")


def written(plan: Plan) -> BytesIO:
    out = BytesIO()
    write(plan, out)
    out.seek(0)
    return out


def opened(plan: Plan) -> Any:
    return Document(written(plan))


@pytest.fixture(scope="module", params=LANGS)
def case(request: pytest.FixtureRequest) -> tuple[Plan, Any]:
    plan = plan_of("full", request.param)
    return plan, opened(plan)


def instructions(element: Any) -> list[str]:
    return [one.text for one in element.iter(qn("w:instrText"))]


def table_rows(document: Any) -> list[Any]:
    """The tables behind the cover."""
    return list(document.tables[1:])


def test_headings_are_real_and_in_order(case: tuple[Plan, Any]) -> None:
    plan, document = case
    found = [
        (one.text, int(one.style.name[-1]))
        for one in document.paragraphs
        if one.style.name.startswith("Heading ")
    ]
    wanted = [(one.text, one.level) for one in plan.blocks if isinstance(one, Heading)]
    assert found[1:] == wanted, "behind the heading of the contents"


def test_the_contents_are_a_field_that_holds_the_headings(case: tuple[Plan, Any]) -> None:
    plan, document = case
    assert any(one.startswith("TOC ") for one in instructions(document.element.body))
    lines = [
        "".join(text.text for text in one._p.iter(qn("w:t")))
        for one in document.paragraphs
        if one.style.name.startswith("toc ")
    ]
    listed = [one.text for one in plan.blocks if isinstance(one, Heading) and one.level < 3]
    assert lines == listed
    places = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in document.element.body.iter(qn("w:hyperlink"))}
    assert links <= places
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_pages_are_numbered_but_for_the_cover(case: tuple[Plan, Any]) -> None:
    section = case[1].sections[0]
    assert section.different_first_page_header_footer
    assert instructions(section.footer._element) == ["PAGE"]
    assert not instructions(section.first_page_footer._element)


def test_every_table_is_there_with_a_head_that_repeats(case: tuple[Plan, Any]) -> None:
    plan, document = case
    made, wanted = table_rows(document), list(tables(with_tables(plan)))
    assert len(made) == len(wanted)
    for table, source in zip(made, wanted, strict=True):
        rows = table._tbl.tr_lst
        assert len(rows) == len(source.rows) + 1
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr is None or row.trPr.find(qn("w:tblHeader")) is None for row in rows[1:])


def test_every_style_that_is_used_is_there(case: tuple[Plan, Any]) -> None:
    _, document = case
    used = {one.get(qn("w:val")) for one in document.element.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in document.styles}


def test_numbers_stand_to_the_right_with_their_unit_in_the_head(case: tuple[Plan, Any]) -> None:
    plan, document = case
    on_the_right = {
        style.style_id
        for style in document.styles
        if style.type == WD_STYLE_TYPE.PARAGRAPH
        and style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    }
    for table, source in zip(table_rows(document), tables(with_tables(plan)), strict=True):
        for row in table._tbl.tr_lst:
            for cell, column in zip(row.tc_lst, source.columns, strict=True):
                assert (cell.p_lst[0].style in on_the_right) == column.numeric
        heads = [
            "".join(one.text for one in tc.iter(qn("w:t"))) for tc in table._tbl.tr_lst[0].tc_lst
        ]
        for head, column in zip(heads, source.columns, strict=True):
            assert head == (f"{column.head} ({column.unit})" if column.unit else column.head)


def test_tables_are_as_wide_as_the_page_at_most(case: tuple[Plan, Any]) -> None:
    for table in table_rows(case[1]):
        for row in table._tbl.tr_lst:
            assert sum(tc.width for tc in row.tc_lst) <= 17.05 * 360_000


def test_styles_name_a_face_for_chinese(case: tuple[Plan, Any]) -> None:
    styles = case[1].styles
    for name in FACED:
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")), name
        assert fonts.get(qn("w:ascii")), name
        assert fonts.get(qn("w:eastAsiaTheme")) is None, name


def test_the_file_says_what_it_is_and_names_nobody(case: tuple[Plan, Any]) -> None:
    plan, document = case
    found = document.core_properties
    assert found.title == plan.cover.title
    assert (found.author, found.last_modified_by, found.comments) == ("", "", "")
    assert found.created.date() == plan.on
    with zipfile.ZipFile(written(plan)) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist())
    for leak in (b"python-docx", b"/home/", b"/root", b"/tmp", b"generated by"):
        assert leak not in whole


def test_every_word_of_the_plan_is_in_it(case: tuple[Plan, Any]) -> None:
    plan, document = case
    seen = _squeezed("".join(one.text or "" for one in document.element.body.iter(qn("w:t"))))
    assert all(
        _squeezed(text) in seen for text in texts(with_tables(plan)) if text != plan.cover.title
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE])
def test_hostile_text_is_only_text_and_whole(name: str) -> None:
    text = (HOSTILE | UNSAFE)[name]
    document = opened(plan_with(text))
    seen = _squeezed("".join(one.text or "" for one in document.element.body.iter(qn("w:t"))))
    assert seen.count(_squeezed(clean(text))) >= 12
    fields = instructions(document.element.body)
    assert {one.split()[0] for one in fields} == {"SEQ"}, "only the numbers of captions"
    assert not [rel for rel in document.part.rels.values() if rel.is_external]


def test_captions_are_numbered_by_a_field(case: tuple[Plan, Any]) -> None:
    plan, document = case
    numbers = [one for one in instructions(document.element.body) if one.startswith("SEQ Table")]
    assert len(numbers) == len([one for one in tables(with_tables(plan)) if one.title])


def test_a_chart_is_a_picture_in_words_too_and_leads_to_its_numbers(case: tuple[Plan, Any]) -> None:
    plan, document = case
    drawn = [one for one in plan.blocks if isinstance(one, Chart)]
    told = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(told) == len(drawn) > 10
    assert all(told)
    asked = instructions(document.element.body)
    assert len([one for one in asked if one.startswith("SEQ Figure")]) == len(drawn)
    references = [one.split()[1] for one in asked if one.startswith("REF ")]
    names = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert references
    assert set(references) <= names


def bookmarks(document: Any) -> list[str]:
    found = (one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart")))
    return [name for name in found if name.startswith("kg_")]


def test_each_answer_and_cell_carries_a_bookmark_of_its_own(case: tuple[Plan, Any]) -> None:
    plan = replace(case[0], event="01J-an-event")
    names, shown = bookmarks(opened(plan)), [place for place, _ in places(plan)]
    wanted = {bookmark(place, plan.event) for place in shown}
    assert len(names) == len(set(names)) == len(shown) > 1000
    assert wanted <= set(names)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in names)


def test_without_an_event_nothing_in_the_file_leads_to_the_log(case: tuple[Plan, Any]) -> None:
    assert bookmarks(opened(replace(case[0], event=""))) == []


def test_a_short_plan_has_neither_a_title_page_nor_contents() -> None:
    document = opened(plan_with("short"))
    assert not [one for one in document.paragraphs if one.style.name.startswith("toc ")]
    assert "w:pageBreakBefore" not in document.element.xml


# A company's template


@pytest.fixture
def template() -> BytesIO:
    """A company's own: its name in the header, another face and colour, a narrow page."""
    made: Any = Document()
    made.add_paragraph("Sample text of the template")
    made.sections[0].header.paragraphs[0].text = "Lanqiao Industrial Packaging"
    made.sections[0].page_width, made.sections[0].page_height = Cm(20), Cm(28)
    made.styles["Heading 1"].font.name = "Georgia"
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0, 0)
    made.styles["List Bullet"].delete()
    out = BytesIO()
    made.save(out)
    out.seek(0)
    return out


def test_a_template_keeps_its_styles_its_header_and_its_page(template: BytesIO) -> None:
    plan, out = plan_of("full", "zh"), BytesIO()
    write(plan, out, template=template)
    made: Any = Document(out)
    assert made.sections[0].header.paragraphs[0].text == "Lanqiao Industrial Packaging"
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert {round(one.page_width.cm) for one in made.sections} <= {20, 28}
    words = "".join(one.text or "" for one in made.element.body.iter(qn("w:t")))
    assert "Sample text" not in words
    assert plan.cover.account in words
    used = {one.get(qn("w:val")) for one in made.element.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in made.styles}


def test_a_template_that_is_no_document_is_refused() -> None:
    with pytest.raises(ExportError, match="template_unreadable"):
        write(plan_with("x"), BytesIO(), template=BytesIO(b"not a document"))


@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_makes_a_document(flow: str) -> None:
    assert opened(plan_of(flow, "zh")).tables


@pytest.mark.campaign
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["case-en", "case-zh", *HOSTILE, *UNSAFE])
def test_an_office_program_opens_it(name: str, tmp_path: Path) -> None:
    text = (HOSTILE | UNSAFE).get(name)
    plan = plan_of("full", name[-2:]) if text is None else plan_with(text)
    file = tmp_path / "plan.docx"
    file.write_bytes(written(plan).getvalue())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "plan.docx"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    seen = _squeezed((tmp_path / "plan.txt").read_text("utf-8-sig"))
    wanted = plan.cover.account if text is None else clean(text)
    assert seen.count(_squeezed(wanted)) >= 3
