"""The marks of a class as a table for spreadsheets: Excel opens it in Chinese, nothing computes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from kamguide.course.marking.feedback import plain
from kamguide.course.marking.verdicts import Marked
from kamguide.course.marking.works import Subject
from kamguide.export.formulas import inert
from kamguide.messages import say
from kamguide.model.rules import Criterion
from kamguide.model.text import Lang

MARKED: Final = "\ufeff"
"""What tells Excel that a file is in UTF-8."""


def write_marks(pairs: Sequence[tuple[Subject, Marked | None]], lang: Lang, out: BinaryIO) -> None:
    """Write one line a group: its people, the level of every line, the result."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in _rows(pairs, lang):
        writer.writerow(map(inert, row))
    out.write((MARKED + text.getvalue()).encode("utf-8"))


def _rows(pairs: Sequence[tuple[Subject, Marked | None]], lang: Lang) -> Iterator[list[str]]:
    criteria = _criteria(marks for _, marks in pairs if marks is not None)
    first, last = ("group", "members"), ("percent", "band", "left_open")
    yield [
        *(say(f"marking.csv.{one}", lang) for one in first),
        *(one.title(lang) for one in criteria.values()),
        *(say(f"marking.csv.{one}", lang) for one in last),
    ]
    for subject, marks in pairs:
        people = say("board.joint", lang).join(subject.members)
        if marks is None:
            nothing = say("marking.nothing_came", lang)
            yield [subject.name, people, *("" for _ in criteria), "", nothing, ""]
            continue
        levels = {one.line.id: plain(one.level) for one in marks.verdicts}
        yield [
            subject.name,
            people,
            *(levels.get(name, "") for name in criteria),
            f"{marks.percent:.1f}" if marks.percent is not None else "",
            say(f"rubric.band.{marks.band}", lang) if marks.band else "",
            str(sum(one.level is None for one in marks.verdicts)),
        ]


def _criteria(marks: Iterable[Marked]) -> dict[str, Criterion]:
    found = {one.line.id: one.line.criterion for every in marks for one in every.verdicts}
    return dict(sorted(found.items()))
