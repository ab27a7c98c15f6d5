"""A Word file comes back: what was changed in it is proposed for the exact answer, once."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from kamguide.errors import IntakeError, UsageError
from kamguide.export.docx import write
from kamguide.model.edits import SetValue
from kamguide.plan.views import View
from kamguide.workspace.files import document as plan_of
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review
from kamguide.workspace.session import Session
from kamguide.workspace.wordback.accepting import accept_each
from kamguide.workspace.wordback.proposals import Returned
from kamguide.workspace.wordback.telling import WordTelling
from kamguide.workspace.wordback.values import ValueReader
from tests.hostile import MARKUP
from tests.intake.wordfiles import (
    add_row,
    answers,
    document,
    marked,
    rewrite,
    table_under,
    threaded,
)
from tests.plan.plans import LANGS, session_of

Edit = Callable[[Any], None]


def exported(session: Session, view: View = "full") -> bytes:
    out = BytesIO()
    write(plan_of(session, view), out)
    return out.getvalue()


@contextmanager
def returned(*edits: Edit, flow: str = "quick", lang: str = "en") -> Iterator[Returned]:
    """The plan of the case after its file was edited and came back."""
    with session_of(flow, lang) as session:
        yield Returned(session, document(*edits, data=exported(session)))


def places(found: Returned) -> list[Place]:
    return [one.wish.place for one in found.proposals()]


def state(found: Returned) -> tuple[object, int]:
    """The answers and the length of the log: what must not change twice."""
    return dict(found.session.answers), len(list(found.session.events()))


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.campaign)])
def test_an_unchanged_file_proposes_nothing(lang: str) -> None:
    with session_of("quick", lang) as session:
        found = Returned(session, exported(session))
        assert (found.proposals(), found.unplaced, found.lang) == ((), (), lang)


def test_what_was_written_above_or_below_the_pages_is_listed() -> None:
    def noted(made: Any) -> None:
        made.sections[0].footer.paragraphs[0].add_run(" for the board only")
        made.sections[0].header.paragraphs[0].text = "Confidential"

    with returned(noted) as found:
        told = [(one.why, one.after) for one in found.unplaced if one.after]
        assert [one for one, _ in told] == ["margin", "margin"]
        assert {"Confidential"} < {words for _, words in told}
        assert any("for the board only" in words for _, words in told)
        said = "\n".join(WordTelling(found).lines())
        assert "header or footer: no answer stands here" in said


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("view", "lang"), [("full", "zh"), ("manager", "en"), ("trainer", "zh"), ("onepage", "en")]
)
def test_an_unchanged_file_of_the_whole_plan_proposes_nothing(lang: str, view: View) -> None:
    with session_of("full", lang) as session:
        found = Returned(session, exported(session, view))
        assert (found.proposals(), found.unplaced) == ((), ())


def everywhere(made: Any) -> None:
    """Write two letters behind every answer, inside its bookmark."""
    for start in made.element.body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")).startswith("kg_"):
            words = list(start.getnext().iter(qn("w:t")))
            if words:
                words[-1].text += " 改"


@pytest.mark.parametrize(
    ("flow", "lang"),
    [("quick", "en"), *(pytest.param("full", lang, marks=pytest.mark.campaign) for lang in ["zh"])],
)
def test_every_changed_answer_is_proposed_at_its_place_and_kept_once(flow: str, lang: str) -> None:
    with returned(everywhere, flow=flow, lang=lang) as found:
        every = found.proposals()
        assert len(every) - 1 <= len(set(places(found))) > 300  # one is shown in two ways
        assert {one.state for one in every} == {"open", "fault"}
        assert found.unplaced == ()
        words = [one for one in every if one.state == "open"]
        taken = accept_each(found, [one.number for one in words])
        assert (len(taken.done), taken.refused) == (len(words), ())
        now = dict(plan_places(found.session))
        for one in words:
            assert one.wish.after.removesuffix("。") in now[one.wish.place], one.wish.place
        state(found)
        accept_each(found, [one.number for one in words])


def plan_places(session: Session) -> Iterator[tuple[Place, str]]:
    reader = ValueReader(session, session.lang)
    for name, answer in session.answers.items():
        if not answer.rows:
            yield Place("", name), reader.shown(Place("", name))
        for row in answer.rows:
            for column in row.cells:
                place = Place("", name, row.key, column)
                yield place, f"{row.key} {reader.shown(place)}"


# Cells, rows, comments: as a manager works on the whole plan


def worked_on(made: Any) -> None:
    """What a manager does in Word, some of it in ways that lose the bookmark."""
    answers(made)[0].runs[-1].text = "Grow the recycled film first."
    rewrite(answers(made)[1], "Tracked words", "Zhao Min")
    sites = table_under(made, "Name", "Location")
    sites.rows[1].cells[1].text = "Nanjing, 90 km"
    add_row(sites, "New site", "Wuxi", "Two lines", "")
    sites._tbl.remove(sites.rows[3]._tr)
    history = table_under(made, "Product", "T-2")
    history.rows[1].cells[1].text = "1,234.5"
    history.rows[2].cells[1].text = history.rows[2].cells[1].text.replace(",", "")
    table_under(made, "Supplier", "Share").rows[1].cells[2].text = "lots"
    forces = table_under(made, "Force", "Strength")
    forces._tbl.getparent().remove(forces._tbl)
    made.add_paragraph("A thought at the end")
    runs = sites.rows[1].cells[0].paragraphs[0].runs
    made.add_comment(runs, text="Is it\nstill open?", author="王 伟", initials="W")
    made.add_comment(runs, text="Yes, until 2029", author="Li", initials="L")


@pytest.fixture(scope="module")
def managed() -> Iterator[Returned]:
    """The whole plan with its file as a manager gave it back; only the last test accepts."""
    with session_of("full", "en") as session:
        edited = threaded(document(worked_on, data=exported(session)))
        yield Returned(session, edited)


def test_what_a_manager_did_is_proposed_for_the_exact_answers(managed: Returned) -> None:
    told = {
        (one.wish.kind, one.wish.place.question, one.wish.place.row, one.wish.place.column):
        (one.wish.after, one.state)
        for one in managed.proposals()
    }  # fmt: skip
    assert told["text", "plan_summary", "", ""] == ("Grow the recycled film first.", "open")
    assert told["text", "str_list", "ST1", "how_text"] == ("Tracked words", "open")
    assert told["text", "prof_sites", "L1", "location"] == ("Nanjing, 90 km", "open")
    assert told["no_row", "prof_sites", "L3", ""] == ("", "open")
    assert told["text", "prof_history", "P1", "rev_tm2"] == ("1,234.5", "open")
    assert told["text", "prof_suppliers", "r1", "share_pct"] == ("lots", "fault")
    assert told["row", "prof_sites", "", ""] == ("New site | Wuxi | Two lines", "open")
    assert told["comment", "prof_sites", "L1", "name"] == ("Is it\nstill open?", "open")
    assert len(told) == len(managed.proposals()) == 8


def test_who_changed_it_is_told_where_changes_were_tracked(managed: Returned) -> None:
    tracked = [one.wish for one in managed.proposals() if one.wish.kind == "text"]
    assert [one.authors for one in tracked if one.authors] == [("Zhao Min",)]


def test_what_has_no_place_is_listed_under_its_heading(managed: Returned) -> None:
    part, words = managed.unplaced
    assert (part.why, part.heads[0][:1]) == ("part", "3")
    assert "new entrants" in part.before
    assert (words.why, words.after) == ("aside", "A thought at the end")
    assert words.heads[0].startswith("Appendix E")
    told = "\n".join(WordTelling(managed).lines())
    assert "A thought at the end" in told
    assert "r1" not in told


def test_accepted_ones_are_ordinary_edits_with_a_note_and_comments_become_remarks(
    managed: Returned,
) -> None:
    session = managed.session
    wanted = [one.number for one in managed.proposals() if one.state == "open"]
    assert len(accept_each(managed, wanted).done) == 7
    assert "Zhao Min" in session.answers["str_list"].notes["ST1.how_text"]
    rows = {row["name"]: row["location"] for row in session.answers.rows("prof_sites")}
    assert rows.get("New site") == "Wuxi"
    assert "Hefei plant" not in rows
    (remark,) = Review(session.store, session.author, session.facts.id).comments()
    assert (remark.actor, remark.kind, remark.resolved) == ("王 伟", "consider", True)
    assert [(one.actor, one.text) for one in remark.replies] == [("Li", "Yes, until 2029")]
    before = state(managed)
    assert [one.state for one in managed.proposals()].count("done") == 7
    accept_each(managed, wanted)
    assert state(managed) == before


# The plan went on


def test_what_was_rejected_stays_so_until_it_is_accepted() -> None:
    with session_of("quick", "en") as session:
        data = document(change_first, data=exported(session))
        found = Returned(session, data)
        found.reject(1)
        again = Returned(session, data)
        assert [one.state for one in again.proposals()] == ["rejected"]
        assert accept_each(again, [1]).done == (1,)
        assert again.find(1).state == "done"


def change_first(made: Any) -> None:
    answers(made)[0].runs[-1].text = "From the file"


def test_a_change_since_is_a_conflict_and_a_plan_handed_in_takes_comments_but_no_changes() -> None:
    def edit(made: Any) -> None:
        change_first(made)
        made.add_comment(answers(made)[1].runs, text="Why?", author="Wang", initials="W")

    with session_of("quick", "en") as session:
        data = document(edit, data=exported(session))
        session.edit(SetValue("plan_summary", "From the plan"))
        found = Returned(session, data)
        one, _ = found.proposals()
        assert (one.state, one.wish.after, one.now) == (
            "conflict",
            "From the file",
            "From the plan",
        )
        assert "From the plan" in "\n".join(WordTelling(found).lines())
        Review(session.store, session.author, session.facts.id).submit(session, "so far")
        session.hand_over("submitted")
        taken = accept_each(found, [1, 2])
        assert (taken.done, [at for at, _ in taken.refused]) == ((2,), [1])
        assert isinstance(taken.refused[0][1], UsageError)
        assert taken.refused[0][1].key == "review.frozen"


@pytest.mark.campaign
def test_two_wishes_for_one_answer_are_both_shown_and_neither_is_taken_by_itself() -> None:
    with session_of("full", "en") as session:
        shown: dict[str, list[Any]] = {}
        made = Document(BytesIO(exported(session)))
        for start in made.element.body.iter(qn("w:bookmarkStart")):
            name = start.get(qn("w:name"))
            if name.startswith("kg_"):
                shown.setdefault(name.split("_")[1], []).append(start)
        twice = next(
            [list(one.getnext().iter(qn("w:t"))) for one in starts]
            for starts in shown.values()
            if len(starts) > 1 and "film" in "".join(starts[0].getnext().itertext())
        )
        for at, words in enumerate(twice[:2]):
            words[-1].text += f" {at}"
        out = BytesIO()
        made.save(out)
        one, other = Returned(session, out.getvalue()).proposals()
        assert one.wish.place == other.wish.place
        assert (one.state, one.rivals, other.rivals) == ("conflict", (2,), (1,))


# Files of others


def test_the_file_of_another_plan_is_refused(managed: Returned) -> None:
    with session_of("quick", "zh") as stranger:
        file = exported(stranger)
    with pytest.raises(IntakeError, match="unknown_plan"):
        Returned(managed.session, file)


@pytest.mark.campaign
def test_a_file_for_a_customer_has_no_places_to_read_back() -> None:
    with session_of("quick", "en") as session, pytest.raises(IntakeError, match="no_places"):
        Returned(session, exported(session, "customer"))


@pytest.mark.campaign
def test_hostile_words_are_nothing_but_words() -> None:
    words = " ".join(word for one in MARKUP if one.isprintable() for word in one.split())

    def edit(made: Any) -> None:
        answers(made)[0].runs[-1].text = words

    with returned(edit) as found:
        assert found.accept(1)
        (one,) = found.proposals()
        assert (one.state, one.wish.after) == ("done", words)
        assert words in dict(plan_places(found.session))[one.wish.place]


# LibreOffice

NO_OFFICE = shutil.which("soffice") is None


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    (folder / "plan.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir"]
    made = folder / "saved"
    subprocess.run([*command, made, folder / "plan.docx"], check=True, capture_output=True)
    return (made / "plan.docx").read_bytes()


@pytest.mark.campaign
@pytest.mark.skipif(NO_OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_keeps_what_was_changed_and_changes_nothing_else(
    lang: str, tmp_path: Path
) -> None:
    def edit(made: Any) -> None:
        change_first(made)
        rewrite(answers(made)[1], "Tracked words", "Zhao Min")
        made.add_comment(answers(made)[2].runs, text="Why?", author="王 伟", initials="W")
        cells = [one for table in made.tables for row in table.rows for one in row.cells]
        for cell in [one for one in cells if marked(one._tc) and one.text][5:9]:
            cell.paragraphs[0].runs[0].text += " 1"

    with session_of("quick", lang) as session:
        data = document(edit, data=exported(session))
        plain, saved = Returned(session, data), Returned(session, by_libreoffice(data, tmp_path))
        told = [[(one.wish.place, one.wish.after, one.state, one.wish.authors) for one in
                 each.proposals()] for each in (plain, saved)]  # fmt: skip
        assert told[0] == told[1]
        assert len(told[0]) >= 4
        assert plain.unplaced == saved.unplaced == ()
