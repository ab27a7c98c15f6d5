"""The review deck as a PowerPoint file, read back with a library."""

import shutil
import subprocess
import timeit
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest
from lxml.etree import fromstring
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from kamguide.export.pptx import write
from kamguide.export.slides.composing import pages
from kamguide.messages import say
from kamguide.model.edits import SetCell
from kamguide.model.text import clean
from kamguide.plan.blocks import Paragraph
from kamguide.workspace.files import document
from tests.plan.plans import expected, session_of, shows, texts

from .conftest import HOSTILE, UNSAFE, plan_with
from .decks import (
    barely,
    case_opened,
    case_with_deck,
    cells,
    charts,
    notes,
    opened,
    overfull,
    section,
    sections,
    titles,
    words,
    written,
)

OTHERS = ("unit1", "unit2", "unit3", "annual_review")
ORDER = (
    "summary", "account", "changed", "markets", "products", "value", "people", "rivals",
    "objectives", "strategies", "money", "budget", "risks", "decisions",
)  # fmt: skip
LANGS = ("en", pytest.param("zh", marks=pytest.mark.campaign))


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(lang: str) -> Any:
    return case_opened("full", lang)


def named(file: Any, key: str, lang: str) -> list[Any]:
    return section(file, say(f"plan.deck.section.{key}", lang))


def test_a_review_goes_through_the_plan_in_its_order_on_few_slides(file: Any, lang: str) -> None:
    assert 12 <= len(file.slides) <= 16
    assert sections(file) == [say(f"plan.deck.section.{key}", lang) for key in ORDER]


def test_headlines_state_the_message_with_its_number(file: Any, lang: str) -> None:
    money = expected()["forecast"]
    first, last = (f"{money['revenue'][at]:,}" for at in (0, -1))
    summary = named(file, "summary", lang)[0].shapes.title.text_frame.text
    assert first in summary
    assert last in summary
    assert str(money["budget_total"]) in summary
    held = expected()["coverage"]["total_pct"]
    assert f"{held}%" in named(file, "people", lang)[0].shapes.title.text_frame.text
    assert all(any(char.isdigit() for char in title) for title in titles(file)[1:])


def test_charts_are_native_and_of_their_kind(file: Any, lang: str) -> None:
    kinds = {key: [one.chart_type for one in charts(named(file, key, lang))] for key in ORDER}
    assert kinds["markets"] == kinds["products"] == [XL_CHART_TYPE.BUBBLE]
    assert XL_CHART_TYPE.COLUMN_STACKED in kinds["money"]
    assert XL_CHART_TYPE.LINE_MARKERS in kinds["money"]
    assert kinds["budget"] == [XL_CHART_TYPE.COLUMN_STACKED]
    assert all(one.part.chart_workbook.xlsx_part for one in charts(file.slides))


def test_revenue_and_margin_are_the_numbers_of_the_forecast(file: Any, lang: str) -> None:
    chart, money = charts(named(file, "money", lang))[0], expected()["forecast"]
    bars, lines = chart.plots
    for at, revenue in enumerate(money["revenue"][1:], start=3):
        assert sum(one.values[at] for one in bars.series) == pytest.approx(float(revenue))
    margin = lines.series[0].values
    assert [one for one in margin if one is not None] == [float(one) for one in money["margin"]]


def test_the_budget_is_stacked_by_year(file: Any, lang: str) -> None:
    chart, money = charts(named(file, "budget", lang))[0], expected()["forecast"]
    sums = [sum(one.values[at] for one in chart.plots[0].series) for at in range(3)]
    assert sums == [float(one) for one in money["budget"]]


def test_circles_stand_where_the_matrix_puts_them(file: Any, lang: str) -> None:
    chart, stated = charts(named(file, "markets", lang))[0], expected()["dpm"]
    found = {one.name.split(" ")[0]: one for one in reversed(list(chart.plots[0].series))}
    for unit, one in stated.items():
        if not one["revenue_t0"]:
            continue
        element = found[unit]._element
        x, y, size = (
            float(element.find(f".//{qn(tag)}//{qn('c:v')}").text)
            for tag in ("c:xVal", "c:yVal", "c:bubbleSize")
        )
        assert x == pytest.approx(float(one["ratio"]), abs=0.0006)
        assert y == pytest.approx(float(one["attractiveness"]))
        assert size == pytest.approx(float(one["revenue_t0"]))


def test_what_changes_is_told_from_today_to_the_last_year(file: Any, lang: str) -> None:
    slide, money = named(file, "changed", lang), expected()["forecast"]
    rows = {row[0]: row[1:] for row in cells(slide)}
    assert rows[say("plan.row.revenue", lang)][:2] == ["5,400", f"{money['revenue'][-1]:,}"]
    stage = say(f"plan.stage.{expected()['relationship']['target']}", lang)
    assert rows[say("plan.deck.row.stage", lang)][1] == stage
    share = say("plan.row.wallet_share", lang)
    assert shows(rows[share][1], money["share_of_wallet_t3_pct"])


def test_decisions_ask_for_the_budget_and_each_strategy(file: Any, lang: str) -> None:
    asked = [row[0] for row in cells(named(file, "decisions", lang))]
    total = str(expected()["forecast"]["budget_total"])
    assert total in asked[1]
    for number in range(1, 6):
        assert any(f"ST{number} " in one for one in asked)
    settled = say("plan.deck.decide.warn", lang, finding="")
    assert [one for one in asked if one.startswith(settled)], "and for what is doubtful"


def test_notes_name_sources_and_what_was_found(file: Any, lang: str) -> None:
    told = [notes(slide) for slide in file.slides]
    assert all(told[1:]), "every slide behind the cover says what it rests on"
    sources = say("plan.sources", lang, sources="\0").split("\0", maxsplit=1)[0]
    assert sum(sources in one for one in told) >= 4
    assert "SR1 " in notes(named(file, "account", lang)[0])
    door = say("plan.deck.note.finding", lang, finding="\0").split("\0", maxsplit=1)[0]
    assert door in notes(named(file, "people", lang)[0])


def test_nothing_runs_off_a_slide(file: Any) -> None:
    assert list(overfull(file)) == []


def test_body_text_is_twelve_points_or_more(file: Any) -> None:
    for slide in file.slides:
        feet = {one._element for one in slide.shapes if one.name.startswith("Foot")}
        for shape in slide.shapes:
            if shape._element not in feet:
                sizes = [int(one.get("sz", "1200")) for one in shape._element.iter(qn("a:rPr"))]
                assert min(sizes, default=1200) >= 1200


def test_every_text_names_a_face_for_chinese(file: Any) -> None:
    for slide in file.slides:
        for looks in slide._element.iter(qn("a:rPr")):
            if looks.getparent().tag == qn("a:r"):
                assert looks.find(qn("a:ea")).get("typeface")
    for chart in charts(file.slides):
        for looks in chart._chartSpace.iter(qn("a:defRPr"), qn("a:rPr")):
            assert looks.find(qn("a:ea")) is not None
    theme = file.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    assert theme.blob.count(b'<a:ea typeface="Microsoft YaHei"') == 2


def test_the_foot_has_the_plan_its_day_and_the_number(file: Any, lang: str) -> None:
    plan = case_with_deck("full", lang)
    for number, slide in enumerate(list(file.slides)[1:], start=2):
        feet = [one for one in slide.shapes if one.name.startswith("Foot")]
        day, name, page = (one.text_frame.text for one in feet)
        assert name == plan.cover.title
        assert "2026" in day
        assert page == str(number)


def test_the_file_says_what_it_is_and_names_nobody(lang: str) -> None:
    plan = case_with_deck("full", lang)
    found = opened(plan).core_properties
    assert found.title == plan.cover.title
    assert (found.author, found.last_modified_by, found.comments) == ("", "", "")
    assert found.created.date() == plan.on
    with zipfile.ZipFile(written(plan)) as parts:
        names = parts.namelist()
        whole = b"".join(parts.read(name) for name in names)
    assert not [one for one in names if "thumbnail" in one or "printer" in one]
    for leak in (b"python-pptx", b"/home/", b"/root", b"/tmp", b"Steve", b"generated"):
        assert leak not in whole


# Other plans


@pytest.mark.parametrize(
    "flow", ["quick", *(pytest.param(one, marks=pytest.mark.campaign) for one in OTHERS)]
)
def test_a_smaller_flow_makes_fewer_slides_that_fit(flow: str) -> None:
    file = case_opened(flow, "en")
    assert 3 <= len(file.slides) <= 16
    assert list(overfull(file)) == []


def test_a_plan_of_three_answers_says_what_is_missing() -> None:
    with session_of("full", "en", case=None) as session:
        for question, reply in (
            ("setup_account_name", "Northern Dairy"),
            ("setup_base_year", "2026"),
            ("prof_description", "Yoghurt in two plants near Harbin, 1,200 people."),
        ):
            session.goto(question)
            assert session.reply(reply).problem is None
        file = opened(document(session))
    assert len(file.slides) == 3
    assert "3 of" in titles(file)[1]
    assert "Northern Dairy" in titles(file)[1]
    assert "Budget" in words(file)
    assert list(overfull(file)) == []


def test_a_plan_that_was_handed_on_tells_what_has_changed_since() -> None:
    with session_of("full", "en") as session:
        session.complete()
        session.edit(SetCell("bud_lines", "B2", "t1", 100))
        file = opened(document(session))
    slides = section(file, "What changes")
    rows = {row[0]: row[1:] for row in cells(slides)}
    assert rows["Budget of three years"] == ["531", "571"]
    assert any("1 answer " in one.text_frame.text for one in slides[0].shapes if one.has_text_frame)


def test_what_is_left_out_of_a_plan_does_not_come_back_on_a_slide() -> None:
    plan = case_with_deck("full", "en")
    shown = [one for one in plan.blocks if not getattr(one, "internal", False)]
    filtered = replace(plan, blocks=(*shown[:4], Paragraph("For the customer.")))
    seen = words(opened(filtered))
    assert "Forthecustomer." in seen
    assert "Liu" not in seen


def test_a_plan_without_a_deck_is_shown_block_by_block() -> None:
    plan = case_with_deck("quick", "en")
    file = opened(replace(plan, blocks=plan.blocks))
    seen = words(file)
    assert all("".join(one.split()) in seen for one in texts(plan))
    assert list(overfull(file)) == []
    empty = [one for one in file.slides if len(list(one.shapes)) == 5]
    assert not empty, "every slide says something under its headline"


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE])
def test_hostile_text_is_only_text_whole_and_within_its_frames(name: str) -> None:
    text = (HOSTILE | UNSAFE)[name]
    file = opened(plan_with(text))
    assert list(overfull(file)) == []
    # What has no room stands whole in the notes, once for all the places of a slide.
    assert words(file).count("".join(clean(text).split())) >= 5
    assert not [rel for rel in file.part.rels.values() if rel.is_external]


@pytest.mark.parametrize(
    "length", [90, *(pytest.param(one, marks=pytest.mark.campaign) for one in (1, 700, 4000))]
)
@pytest.mark.parametrize("text", ["All words are of some use here. ", "每个字都有用。", "W"])
def test_text_of_any_length_fits_and_none_is_lost(text: str, length: int) -> None:
    long = (text * length)[:length]
    file = opened(plan_with(long))
    assert list(overfull(file)) == []
    # What goes on over several slides is in several parts: count its letters instead.
    letter = max(long.replace(" ", ""), key=long.count)
    assert words(file).count(letter) >= 5 * long.count(letter)


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_answer_of_the_plan_is_whole_behind_its_slide(lang: str) -> None:
    long = "".join(f"{number:05d} " for number in range(6700))
    with session_of("quick", lang) as session:
        session.edit(SetCell("str_list", "ST2", "how_text", long))
        file = opened(document(session))
    assert list(overfull(file)) == []
    assert "".join(long.split()) in words(file)
    assert len(file.slides) <= 16


@pytest.mark.campaign
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["case-en", "case-zh", *HOSTILE, *UNSAFE])
def test_an_office_program_opens_it(name: str, tmp_path: Path) -> None:
    text = (HOSTILE | UNSAFE).get(name)
    plan = case_with_deck("full", name[-2:]) if text is None else plan_with(text)
    (tmp_path / "plan.pptx").write_bytes(written(plan).getvalue())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "odp", "plan.pptx"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "plan.odp") as parts:
        seen = fromstring(parts.read("content.xml"))
    page = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"
    file = opened(plan)
    assert len(list(seen.iter(page))) == len(file.slides)
    told = "".join("".join(seen.itertext()).split())
    for slide in file.slides:
        assert "".join(slide.shapes.title.text_frame.text.split()) in told


@pytest.mark.campaign
def test_a_deck_costs_little_more_than_the_bare_library_with_the_same_content() -> None:
    plan = case_with_deck("full", "zh")
    assert plan.deck is not None
    deck = plan.deck()
    content = [page for slide in deck.slides for page in pages(slide, deck.lang)]
    works = (lambda: write(plan, BytesIO()), lambda: barely(content))
    # In turns, so that a busy machine meets both.
    rounds = [[timeit.timeit(one, timer=process_time, number=1) for one in works] for _ in range(9)]
    assert median(ours / bare for ours, bare in rounds) <= 1.3


@pytest.mark.campaign
@pytest.mark.parametrize("flow", ["full", "quick"])
def test_both_languages_make_the_same_slides(flow: str) -> None:
    shapes = []
    for lang in ("en", "zh"):
        plan = case_with_deck(flow, lang)
        assert plan.deck is not None
        slides = plan.deck().slides
        shapes.append([(len(one.points), [type(v) for v in one.visuals]) for one in slides])
    assert shapes[0] == shapes[1]
