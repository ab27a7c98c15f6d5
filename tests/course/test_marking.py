"""Marking from the first judgement to the sheets that groups get, by the commands."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from docx import Document

from kamguide.course.classroom import Classroom
from kamguide.course.handing import bring_in_sealed
from kamguide.course.keys import Keys
from kamguide.course.marking.lines import Line, criteria_of
from kamguide.course.marking.sheets import Judgement, Sheet
from kamguide.course.marking.telling import Telling
from kamguide.course.marking.veil import Veil
from kamguide.course.marking.verdicts import marked
from kamguide.course.marking.works import letters
from kamguide.course.sealing import SealError
from kamguide.errors import UsageError
from kamguide.export.markdown import write as write_markdown
from kamguide.flowfile.load import load_flow
from kamguide.store.packet import read_packet
from kamguide.workspace.files import document
from kamguide.workspace.plans import Workspace
from tests.course.marked_class import MEMBERS, NAMES, NOW
from tests.course.trainers import (
    ClassFolder,
    Trainers,
    desk,
    judge_all,
    made_class,
    remarks_in,
    trainers,
)

__all__ = ["made_class", "trainers"]  # fixtures


def test_a_line_shows_what_is_proposed_and_why_beside_the_judgement(trainers: Trainers) -> None:
    shown = trainers.mark("Wang", "Maple")
    assert "Competitive comparison\n   proposed: 0 missing" in shown
    assert "one level up" in shown
    assert "yours: not judged yet" in shown


def test_a_level_that_is_not_proposed_needs_a_reason(trainers: Trainers) -> None:
    assert "Proposed is 3" in trainers.mark("Wang", "Cedar", "--line", "Q7=1", fails=1)
    trainers.mark("Wang", "Cedar", "--line", "Value in amounts=1", "--reason", "Nobody verified it")
    lines = json.loads(trainers.mark("Wang", "Cedar", "--json"))["lines"]
    found = next(one for one in lines if one["id"] == "Q07")
    assert (found["proposed"], found["level"], found["reason"]) == (3, 1, "Nobody verified it")


def test_what_cannot_be_judged_is_refused(trainers: Trainers) -> None:
    wang = desk(trainers)
    cedar = wang.work("Cedar")
    for deed, key in (
        (lambda: wang.judge(cedar, "Q99", 1), "marking.no_line"),
        (lambda: wang.judge(cedar, "Q7", 4), "marking.no_level"),
        (lambda: wang.work("Oak"), "marking.no_group"),
        (lambda: wang.work("Birch"), "marking.no_plan"),
        (lambda: wang.comment(cedar, "Q7", "x", "must", "nowhere"), "review.no_place"),
        (lambda: wang.comment(cedar, "Q7", " ", "must"), "review.no_words"),
        (lambda: wang.uncomment(cedar, "Q7", 1), "review.no_comment"),
        (lambda: wang.accept(cedar, "Q24"), "marking.nothing_proposed"),
        (lambda: wang.settle(cedar, "Q7", 1, ""), "marking.settle_why"),
    ):
        with pytest.raises(UsageError) as refused:
            deed()
        assert refused.value.key == key
    assert wang.sheet.groups == {}


def test_each_marker_has_a_file_and_a_broken_one_is_named(trainers: Trainers) -> None:
    for who in ("Wang", "赵 敏"):
        one = desk(trainers, who)
        one.accept(one.work("Cedar"))
    files = sorted((trainers.folder / "marks" / "by").iterdir())
    assert len(files) == 2
    assert all(one.stat().st_mode & 0o077 == 0 for one in files)
    files[0].write_text("{", "utf-8")
    assert files[0].name in trainers.on_class("report", fails=1)


def test_blind_nobody_is_named_anywhere(trainers: Trainers) -> None:
    names = {*NAMES["en"], *(who for group in MEMBERS["en"] for who in group)}
    told = trainers.mark("Wang", "--blind")
    wang = desk(trainers, blind=True)
    works = [wang.work(one.letter) for one in wang.subjects if one.plan]
    assert all(f"Group {one.subject.letter}: 0 of" in told for one in works)
    for work in works:
        out = io.BytesIO()
        write_markdown(document(work.session), out)
        told += out.getvalue().decode() + str([*work.session.events()])
        told += "".join(Telling(wang).work(work)) + str(Telling(wang).as_json(work))
    assert not [name for name in names if name in told]


@pytest.mark.campaign
def test_once_blind_a_marker_stays_blind(trainers: Trainers) -> None:
    trainers.mark("Wang", "Maple", "--blind", "--line", "Q24=1")
    assert "Maple" not in trainers.mark("Wang", "--list")


def test_names_are_hidden_as_words_and_codes_are_left() -> None:
    veil = Veil({"Li": "A1", "Tom Berg": "A2", "周敏": "B1", "李": "B2"}, {"own"})
    assert veil.text("Tom  Berg asked Li, not Lin") == "A2 asked A1, not Lin"
    assert veil.text("由周敏负责，李白不在") == "由B1负责，李白不在"
    assert veil.text("李") == "B2"
    assert Veil({"Own": "A1"}, {"own"}).text("own") == "own"
    assert veil.text("由Tom Berg负责，Li说好，Lima不说") == "由A2负责，A1说好，Lima不说"


@pytest.mark.campaign
def test_what_trainers_see_differently_comes_first(trainers: Trainers) -> None:
    for who, level in (("Wang", 3), ("Zhao", 1)):
        one = desk(trainers, who)
        one.accept(one.work("Cedar"))
        one.judge(one.work("Cedar"), "Q15", level, "As I read it")
    told = trainers.mark("Wang", "--compare").splitlines()
    assert told[0].startswith("! Cedar, Assumptions: Wang 3, Zhao 1")
    assert "kappa" in told[-1]
    assert "quadratic" in told[-1]
    assert "to be agreed on" in trainers.on_class("report")
    trainers.mark("Wang", "Cedar", "--line", "Q15=2", "--settle", "--reason", "Read again")
    report = json.loads(trainers.on_class("report", "--json"))
    assert report["apart"] == []
    assert report["groups"][0]["levels"]["Q15"] == "2"


@pytest.mark.campaign
def test_marks_stay_in_the_class_until_they_are_released(trainers: Trainers) -> None:
    judge_all(trainers)
    assert remarks_in(trainers.folder, "Cedar") == []
    outside = trainers.folder.parent / "report.html"
    assert "held" in trainers.on_class("report", "--to", str(outside), fails=1)
    assert not outside.exists()
    trainers.on_class("report", "--to", str(trainers.folder / "report.html"))
    assert not (trainers.folder / "released").exists()


@pytest.mark.campaign
def test_nothing_is_released_before_every_line_is_judged_or_somebody_says_why(
    trainers: Trainers,
) -> None:
    assert "nothing to release" in trainers.on_class("release", fails=1)
    trainers.mark("Wang", "Cedar", "--accept")
    told = trainers.on_class("release", fails=1)
    assert "Not released" in told
    assert "Cedar, Maple" in told
    trainers.on_class("release", "--reason", "The course ends today")
    assert "closed" in trainers.mark("Wang", "Cedar", "--line", "Q24=1", fails=1)


def test_a_release_gives_every_group_its_sheet_and_its_plan_with_the_remarks(
    trainers: Trainers,
) -> None:
    judge_all(trainers)
    told = json.loads(trainers.run("Wang", "release", str(trainers.folder), "--json").stdout)
    assert (told["groups"], told["without"], told["comments"]) == (["Cedar", "Maple"], ["Birch"], 2)
    released = trainers.folder / "released"
    text = "\n".join(one.text for one in Document(str(released / "g01-Cedar.docx")).paragraphs)
    assert text.index("Competitive comparison: 1 weak") < text.index("What is strong")
    assert "must: Which figure?" in text
    assert "Objectives / O1" in text
    html = (released / "g02-Maple.html").read_text("utf-8")
    assert "Begin here" in html
    assert "Which figure?" not in html
    with (released / "g01-Cedar.kam").open("rb") as file:
        events = read_packet(file).events
    said = [(one.question, one.row, one.column) for one in events if one.kind == "comment_added"]
    assert ("obj_list", "O1", "statement") in said
    record = json.loads((trainers.folder / "marks" / "released.json").read_text("utf-8"))
    assert [(one["act"], one["by"]) for one in record["acts"]] == [("released", "Wang")]


@pytest.mark.campaign
def test_the_list_of_marks_opens_in_excel_and_computes_nothing(
    made_class: ClassFolder, tmp_path: Path
) -> None:
    folder = Path(copytree(made_class("zh"), tmp_path / "class"))
    card = json.loads((folder / "class.json").read_text("utf-8"))
    card["groups"][2]["name"] = "=HYPERLINK(1)"
    (folder / "class.json").write_text(json.dumps(card), "utf-8")
    trainers = Trainers(folder, "zh")
    trainers.mark("王", "雪松组", "--accept")
    trainers.on_class("release", "--reason", "课程结束", who="王")
    raw = (folder / "released" / "marks.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0][:2] == ["小组", "成员"]
    assert rows[1][:2] == ["雪松组", "陈波、金艾达"]
    assert rows[3][0] == "'=HYPERLINK(1)"
    assert len({len(row) for row in rows}) == 1
    with ZipFile(folder / "released" / "g01-雪松组.docx") as file:
        assert "从这里改起" in file.read("word/document.xml").decode()


@pytest.mark.campaign
def test_released_marks_are_opened_only_with_a_reason_and_given_out_anew(
    trainers: Trainers,
) -> None:
    judge_all(trainers)
    trainers.on_class("release")
    assert "closed" in trainers.on_class("release", fails=1)
    assert "why" in trainers.on_class("release", "--reopen", fails=1)
    trainers.on_class("release", "--reopen", "--reason", "A mistake in one line")
    trainers.mark("Wang", "Cedar", "--line", "Q11=2")
    trainers.on_class("release")
    assert len(remarks_in(trainers.folder, "Cedar")) == 2, "no remark twice"
    assert [one for one in trainers.folder.iterdir() if one.name.startswith("released-")]


@pytest.mark.campaign
def test_markers_are_held_against_the_trainer_on_an_anchor(trainers: Trainers) -> None:
    judge_all(trainers)
    trainers.on_class("release")
    anchor = trainers.folder / "released" / "g02-Maple.kam"
    trainers.on_class("release", "--reopen", "--reason", "Another round")
    trainers.mark("Wang", "--anchor", str(anchor))
    for who, level in (("Zhao", "1"), ("Wang", "3")):
        trainers.mark(who, "X1", "--accept", "--line", f"Q24={level}", "--reason", "As I read it")
    found = json.loads(trainers.on_class("report", "--json"))["anchors"]
    assert [(one["one"], one["other"], one["count"]) for one in found] == [("Wang", "Zhao", 11)]
    assert float(found[0]["drift"]) == pytest.approx(-2 / 11, abs=1e-4)


@pytest.mark.campaign
def test_the_report_counts_what_was_given_and_the_minutes_that_were_worked(
    trainers: Trainers,
) -> None:
    judge_all(trainers)
    report = json.loads(trainers.on_class("report", "--json"))
    line = next(one for one in report["lines"] if one["id"] == "Q11")
    assert line["counts"] == [1, 1, 0, 0]
    assert line["mean"] == "0.5"
    assert report["hardest"][0] == "Q11"
    means = {one["id"]: one["mean"] for one in report["lines"]}
    assert all(float(means[one]) < 3 for one in report["hardest"])
    minutes = next(one for one in report["minutes"] if "ompetit" in one["step"])
    assert minutes["groups"] == ["4.0167"]
    assert "Competitive comparison" in trainers.on_class("report")


@pytest.mark.campaign
def test_a_plan_goes_back_sealed_for_its_group_where_the_class_has_keys(
    trainers: Trainers, tmp_path: Path
) -> None:
    classroom = Classroom.at(trainers.folder)
    keys = Keys(classroom)
    phrases = {one.name: keys.phrase(one) for one in classroom.card.groups}
    judge_all(trainers)
    trainers.on_class("release")
    packet = trainers.folder / "released" / "g01-Cedar.kam"
    (tmp_path / "group").mkdir()
    group = Workspace.at(tmp_path / "group" / "plans.db", actor="Ada", lang="en", now=lambda: NOW)
    with pytest.raises(SealError):
        bring_in_sealed(group, packet, phrases["Maple"])
    bring_in_sealed(group, packet, phrases["Cedar"])
    assert remarks_in(tmp_path / "group", "Cedar")


def test_lines_count_by_their_weight_and_half_levels_are_means() -> None:
    criteria = criteria_of(load_flow("quick"))[:2]
    lines = [Line(one, at, Decimal(at), None, ()) for at, one in enumerate(criteria, 1)]

    def sheet(who: str, *levels: int) -> Sheet:
        given_levels = zip(lines, levels, strict=True)
        judged = {line.id: Judgement(level=level, at=NOW) for line, level in given_levels}
        return Sheet(marker=who, groups={"g01": judged})

    one = marked("g01", lines, [sheet("Wang", 3, 0), sheet("Zhao", 2, 1)])
    assert [verdict.level for verdict in one.verdicts] == [2.5, 0.5]
    assert one.percent == pytest.approx(100 * (2.5 + 2 * 0.5) / (3 + 2 * 3))
    apart = marked("g01", lines, [sheet("Wang", 3, 0), sheet("Zhao", 1, 0)])
    assert apart.verdicts[0].level is None
    assert apart.percent == 0


def test_letters_that_a_blind_marker_wrote_go_out_as_names(trainers: Trainers) -> None:
    known = letters(Classroom.at(trainers.folder).card)
    cedar, maple = known["g01"], known["g02"]
    words = f"Group {cedar}: ask {cedar}2, better than Group {maple}. 请{cedar}1核实"
    trainers.mark("Wang", cedar, "--blind", "--accept")
    trainers.mark("Wang", cedar, "--line", "Q24", "--comment", words, "--at", "obj_list")
    trainers.on_class("release", "--reason", "One group is enough")
    expected = "Cedar: ask Ada King, better than Maple. 请Chen Bo核实"
    assert ("Wang", "obj_list", expected) in remarks_in(trainers.folder, "Cedar")
    sheet = (trainers.folder / "released" / "g01-Cedar.html").read_text("utf-8")
    assert "请Chen Bo核实" in sheet
    kept = next((trainers.folder / "marks" / "by").iterdir()).read_text("utf-8")
    assert f"Group {cedar}: ask {cedar}2" in kept, "the marker's own file stays as it was"


def test_a_name_between_chinese_letters_is_hidden_too() -> None:
    assert Veil({"Ann": "A1"}).text("请Ann看，Annual不是") == "请A1看，Annual不是"
