"""Word files to read back: made by python-docx, and changed as an editor would change them."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

Edit = Callable[[Any], None]


def document(*edits: Edit, data: bytes | None = None) -> bytes:
    """A document, a new one or a given one, after edits."""
    made = Document() if data is None else Document(BytesIO(data))
    for edit in edits:
        edit(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A packed file with some of its parts changed; a part that is not there begins empty."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        names = {*old.namelist(), *changes}
        for name in sorted(names):
            part = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes[name](part) if name in changes else part)
    return out.getvalue()


def body(xml: str) -> bytes:
    """A document with this in its body."""

    def put(made: Any) -> None:
        root = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")
        for one in list(root):
            made.element.body.sectPr.addprevious(one)

    return document(put)


def marked(passage: Any) -> bool:
    """Whether a paragraph or a cell shows an answer."""
    starts = passage.iter(qn("w:bookmarkStart"))
    return any(one.get(qn("w:name")).startswith("kg_") for one in starts)


def answers(made: Any) -> list[Any]:
    """The paragraphs outside tables that show answers."""
    return [one for one in made.paragraphs if marked(one._p)]


def table_under(made: Any, *heads: str) -> Any:
    """The first table with these heads."""
    for table in made.tables:
        shown = [cell.text for cell in table.rows[0].cells]
        if all(any(head in one for one in shown) for head in heads):
            return table
    raise AssertionError(heads)


def add_row(table: Any, *texts: str) -> None:
    """A row at the end, as Word copies the one above: without its bookmarks."""
    row = deepcopy(table.rows[-1]._tr)
    for one in list(row.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        one.getparent().remove(one)
    table._tbl.append(row)
    for cell, text in zip(table.rows[-1].cells, texts, strict=False):
        cell.text = text


def rewrite(paragraph: Any, text: str, author: str) -> None:
    """Replace the last run of a paragraph while changes are tracked."""
    run = paragraph.runs[-1]._r
    old = deepcopy(run)
    for one in old.iter(qn("w:t")):
        one.tag = qn("w:delText")
    said = f'w:id="1" w:author="{author}" w:date="2026-11-25T10:00:00Z"'
    gone = parse_xml(f"<w:del {nsdecls('w')} {said}/>")
    gone.append(old)
    came = parse_xml(f"<w:ins {nsdecls('w')} {said}><w:r><w:t>{text}</w:t></w:r></w:ins>")
    run.addprevious(gone)
    run.addnext(came)
    run.getparent().remove(run)


THREADS = re.sub(
    r"\n\s*",
    "",
    """<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">
    <w15:commentEx w15:paraId="0000000A" w15:done="1"/>
    <w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>
    </w15:commentsEx>""",
).encode()


def threaded(data: bytes) -> bytes:
    """A file whose second comment is a reply to the first, which is resolved."""
    w14 = b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ids = iter((b"00000001", b"0000000A", b"0000000B"))

    def name(part: bytes) -> bytes:
        found = re.sub(rb"<w:p>", lambda _: b'<w:p w14:paraId="%s">' % next(ids), part)
        if b"xmlns:w14=" in found:
            return found
        return found.replace(b"<w:comments ", b"<w:comments " + w14 + b" ", 1)

    relation = (
        b'<Relationship Id="rIdX" Target="commentsExtended.xml" Type="http://schemas.microsoft.com'
        b'/office/2011/relationships/commentsExtended"/></Relationships>'
    )
    return repacked(
        data,
        {
            "word/comments.xml": name,
            "word/commentsExtended.xml": lambda _: THREADS,
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", relation
            ),
        },
    )
