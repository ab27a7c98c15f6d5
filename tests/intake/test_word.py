"""Word files are read as they are with all changes made, and what would do harm is refused."""

from typing import Any

import pytest

from kamguide.errors import IntakeError
from kamguide.intake.word.opening import read_word
from kamguide.intake.word.passages import Grid, Passage
from tests.intake.wordfiles import body, document, repacked, threaded

WHO = 'w:id="1" w:author="Zhao Min" w:date="2026-11-25T10:00:00Z"'
MAIN = "word/document.xml"


def texts(data: bytes) -> list[str]:
    return [one.text for one in read_word(data).passages() if one.text.strip()]


def only(xml: str) -> Passage:
    found = [one for one in read_word(body(xml)).passages() if one.text or one.spans]
    assert len(found) == 1
    return found[0]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_read_as_made_with_their_author() -> None:
    gone = f"<w:del {WHO}><w:r><w:delText>old </w:delText></w:r></w:del>"
    came = f"<w:ins {WHO}>{run('new')}</w:ins>"
    moved = f"<w:moveFrom {WHO}>{run('away')}</w:moveFrom>"
    found = only(f"<w:p>{run('a ')}{gone}{came}{moved}</w:p>")
    assert found.text == "a new"
    assert found.authors == ("Zhao Min",)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    joined = f"<w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>"
    assert only(f"<w:p>{joined}{run('one ')}</w:p><w:p>{run('two')}</w:p>").text == "one two"


def test_an_answer_that_was_parted_by_enter_is_one_answer_of_two_lines() -> None:
    start = '<w:bookmarkStart w:id="7" w:name="kg_a_b_1"/>'
    end = '<w:bookmarkEnd w:id="7"/>'
    found = only(f"<w:p>{start}{run('one')}</w:p><w:p>{run('two')}{end}{run(' (weak)')}</w:p>")
    assert found.part("kg_a_b_1") == "one\ntwo"
    assert found.text == "one\ntwo (weak)"


def test_a_bookmark_that_never_ends_swallows_nothing() -> None:
    start = '<w:bookmarkStart w:id="7" w:name="kg_a_b_1"/>'
    assert texts(body(f"<w:p>{start}{run('one')}</w:p><w:p>{run('two')}</w:p>")) == ["one", "two"]


def test_codes_of_fields_are_not_text_and_the_list_of_contents_is_left_out() -> None:
    def field(code: str, shown: str) -> str:
        kinds = [f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in
                 ("begin", "separate", "end")]  # fmt: skip
        said = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        return f"{kinds[0]}{said}{kinds[1]}{run(shown)}{kinds[2]}"

    contents = field('TOC \\o "1-2"', "A heading 3")
    xml = f"<w:p>{contents}</w:p><w:p>{run('Table ')}{field('SEQ Table', '4')}</w:p>"
    assert texts(body(xml)) == ["Table 4"]


def test_rows_that_were_deleted_are_gone_and_text_boxes_are_read() -> None:
    def row(text: str, shape: str = "") -> str:
        cell = f"<w:tc><w:p>{run(text)}</w:p><w:p>{run('more')}</w:p></w:tc>"
        return f"<w:tr><w:trPr>{shape}</w:trPr>{cell}</w:tr>"

    table = f"<w:tbl>{row('stays')}{row('goes', f'<w:del {WHO}/>')}</w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:pict></w:r>"
    found = read_word(body(f"{table}<w:p>{run('beside')}{box}</w:p>"))
    assert [one.text for one in found.passages()] == ["stays\nmore", "beside", "boxed"]
    assert isinstance(found.items[0], Grid)


def test_comments_come_as_threads_with_who_and_whether_they_are_met() -> None:
    def say(made: Any) -> None:
        paragraph = made.add_paragraph("We will grow")
        made.add_comment(paragraph.runs, text="Which\nfigure?", author="王 伟", initials="W")
        made.add_comment(paragraph.runs, text="10%", author="Li", initials="L")

    plain = read_word(document(say))
    assert [(one.author, one.replies) for one in plain.comments.values()] == [
        ("王 伟", ()), ("Li", ()),
    ]  # fmt: skip
    found = read_word(threaded(document(say)))
    (one,) = found.comments.values()
    assert (one.author, one.text, one.is_resolved) == ("王 伟", "Which\nfigure?", True)
    assert [(each.author, each.text) for each in one.replies] == [("Li", "10%")]
    told = [each for each in found.passages() if each.comments]
    assert [each.comments[one.id] for each in told] == ["We will grow"]


def bomb(part: bytes) -> bytes:
    return part.replace(b"</w:body>", b"<w:p/>" * 4_000_000 + b"</w:body>")


PLAIN = document(lambda made: made.add_paragraph("text"))
HARM = {
    "unpacks to far too much": (repacked(PLAIN, {MAIN: bomb}), "bomb"),
    "declares entities": (
        repacked(PLAIN, {MAIN: lambda one: one.replace(
            b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aa">]><w:document', 1)}),
        "bomb",
    ),
    "an entity in the properties": (
        repacked(PLAIN, {"docProps/core.xml": lambda _: b'<!DOCTYPE x SYSTEM "file:///etc/x"><x/>'}),
        "bomb",
    ),
    "cut off": (PLAIN[:2000], "damaged"),
    "broken inside": (repacked(PLAIN, {MAIN: lambda one: one[:-40]}), "damaged"),
    "no document": (repacked(PLAIN, {MAIN: lambda _: b"<x/>"}), "no_word"),
    "nothing in it": (b"PK\3\4" + b"0" * 300, "damaged"),
    "a text": (b"Dear all", "no_word"),
    "of before 2007, or locked": (b"\xd0\xcf\x11\xe0" + b"0" * 300, "old_or_locked"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARM)
def test_what_cannot_be_read_or_would_do_harm_is_refused_with_a_reason(name: str) -> None:
    data, key = HARM[name]
    with pytest.raises(IntakeError) as caught:
        read_word(data)
    assert caught.value.key == f"wordback.{key}"


def test_macros_and_links_to_elsewhere_are_left_alone() -> None:
    far = (
        b'<Relationship Id="rIdY" TargetMode="External" Target="http://x.invalid/c.xml" Type="http'
        b'://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relation'
        b"ships>"
    )
    data = repacked(
        PLAIN,
        {
            "word/vbaProject.bin": lambda _: b"Sub AutoOpen()",
            "word/_rels/document.xml.rels": lambda one: one.replace(b"</Relationships>", far),
        },
    )
    assert texts(data) == ["text"]


def test_text_is_made_safe() -> None:
    assert only(f"<w:p>{run('a&#x202e;b&#x2066;c')}</w:p>").text.isprintable()
