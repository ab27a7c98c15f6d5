"""Giving the marks out: until this one act, nothing of them leaves the folder of the class.

Everything is written beside its place first; the act is recorded last, once all of it is there.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from kamguide.course.handing import SUFFIX
from kamguide.course.keys import KEYS, Keys
from kamguide.course.marking.feedback import Class, Feedback
from kamguide.course.marking.markslist import write_marks
from kamguide.course.marking.naming import named
from kamguide.course.marking.record import Act, add, record_of
from kamguide.course.marking.sheets import Marks, Pinned
from kamguide.course.marking.verdicts import Marked, Verdict, marked
from kamguide.course.marking.works import Subject, Works
from kamguide.course.sealing import Inside, seal
from kamguide.errors import UsageError
from kamguide.export import writer
from kamguide.export.files import write_file
from kamguide.messages import say
from kamguide.model.text import clean
from kamguide.store.changes import Author
from kamguide.store.ids import IdSource
from kamguide.store.packet import write_packet
from kamguide.workspace.remarks import Place, Remarks

FOLDER: Final = "released"
FORMATS: Final = (".docx", ".html")


class Released(Struct, frozen=True):
    """What was given out."""

    folder: Path
    files: tuple[Path, ...]
    groups: tuple[str, ...]
    without: tuple[str, ...]
    """Groups of which nothing came in."""
    comments: int


class Release:
    """The marks of one class on their way out."""

    def __init__(self, works: Works, now: Callable[[], datetime]) -> None:
        self._works = works
        self._now = now
        self._folder = works.classroom.folder
        self._ids = IdSource()

    def marks(self) -> list[tuple[Subject, Marked | None]]:
        """Every group with what all markers say of its plan; None where nothing came in."""
        sheets = [named(one, self._works) for one in Marks(self._folder).all()]
        groups = [one for one in self._works.subjects if not one.is_anchor]
        return [
            (one, marked(one.id, self._works.work(one).lines, sheets) if one.plan else None)
            for one in groups
        ]

    def release(self, by: str, reason: str = "") -> Released:
        """Give the marks out: a sheet for each group, a list, and the plans with their remarks.

        Args:
            by: Who.
            reason: Why, although lines are not judged; they are left out of the result.

        Raises:
            UsageError: Marks are out already, nothing was judged, or lines are not judged or
                disputed and nobody says why it is done all the same.
        """
        if record_of(self._folder).is_released:
            raise UsageError("marking.is_released")
        pairs, reason = self.marks(), clean(reason).strip()
        _refuse_unready([(one, marks) for one, marks in pairs if marks is not None], reason)
        count = sum(self._remark(one, marks) for one, marks in pairs if marks is not None)
        rough, target = self._folder / f".{FOLDER}.part", self._folder / FOLDER
        shutil.rmtree(rough, ignore_errors=True)
        rough.mkdir(mode=0o700)
        self._write(rough, pairs)
        self._put(rough, target)
        add(self._folder, Act(act="released", by=clean(by), at=self._now(), reason=reason))
        return Released(
            target,
            tuple(sorted(target.iterdir())),
            tuple(one.name for one, marks in pairs if marks is not None),
            tuple(one.name for one, marks in pairs if marks is None),
            count,
        )

    def reopen(self, by: str, reason: str) -> None:
        """Let markers change marks that are out; what was given out stays as it was.

        Raises:
            UsageError: Marks are not out, or nobody says why.
        """
        if not record_of(self._folder).is_released:
            raise UsageError("marking.not_released")
        if not (reason := clean(reason).strip()):
            raise UsageError("marking.reopen_why")
        add(self._folder, Act(act="reopened", by=clean(by), at=self._now(), reason=reason))

    def _write(self, folder: Path, pairs: Sequence[tuple[Subject, Marked | None]]) -> None:
        lang = self._works.lang
        of = Class(self._works.classroom.card.title, lang, self._now().astimezone().date())
        for subject, marks in pairs:
            if marks is None:
                continue
            name, work = _file_name(subject), self._works.work(subject)
            document = Feedback(of, work, marks).document()
            for suffix in FORMATS:
                write_file(folder / f"{name}{suffix}", partial(writer(suffix), document))
            suffix, packet = self._packet(subject)
            write_file(folder / f"{name}{suffix}", partial(_put_into, packet))
        write_file(folder / "marks.csv", partial(write_marks, pairs, lang))

    def _packet(self, subject: Subject) -> tuple[str, bytes]:
        """The plan to be given back: sealed for its group alone, where the class has keys."""
        out = BytesIO()
        write_packet(self._works.store(), subject.plan, out)
        classroom = self._works.classroom
        if not (self._folder / KEYS).exists():
            return ".kam", out.getvalue()
        keys, group = Keys(classroom), classroom.group(subject.id)
        inside = Inside(out.getvalue(), classroom.card.trainer, self._now())
        return SUFFIX, seal(keys.head(group, "out"), keys.key(group), inside)

    def _put(self, rough: Path, target: Path) -> None:
        """Put the new files in place of older ones, which are kept beside them."""
        if target.exists():
            stamp = f"{self._now():%Y%m%d-%H%M%S}"
            target.rename(target.with_name(f"{FOLDER}-{stamp}"))
        rough.rename(target)

    # Remarks in the plans

    def _remark(self, subject: Subject, marks: Marked) -> int:
        """Put what markers said into the log of the plan, once; the number of new remarks."""
        store, count = self._works.store(), 0
        known = {
            (one.question or "", one.row or "", one.column or "", one.text)
            for one in store.state(subject.plan).facts.comments
        }
        for verdict in marks.verdicts:
            for who, said in _said(verdict, self._works.lang):
                text = self._text(verdict, said)
                if (said.question, said.row, said.column, text) in known:
                    continue
                place = Place("", said.question, said.row, said.column)
                self._remarks(subject.plan, who).comment(text, place, said.kind)
                count += 1
        return count

    def _remarks(self, plan: str, who: str) -> Remarks:
        store = self._works.store()
        return Remarks(store, lambda: Author(store.origin, who, self._now(), self._ids), plan)

    def _text(self, verdict: Verdict, said: Pinned) -> str:
        if said.question:
            return said.text
        title = verdict.line.criterion.title(self._works.lang)
        return say("marking.about_line", self._works.lang, line=title, text=said.text)


def _put_into(content: bytes, out: BinaryIO) -> None:
    out.write(content)


def _said(verdict: Verdict, lang: str) -> Iterator[tuple[str, Pinned]]:
    """Every comment with who says it; peers are not named."""
    for who, one in verdict.given:
        yield from ((who, said) for said in one.comments)
    for _, one in verdict.peers:
        yield from ((say("marking.a_peer", lang), said) for said in one.comments)


def _refuse_unready(pairs: Sequence[tuple[Subject, Marked]], reason: str) -> None:
    if not any(marks.judged for _, marks in pairs):
        raise UsageError("marking.nothing_judged")
    apart = [(one, line) for one, marks in pairs for line in marks.verdicts if line.is_apart]
    left = [
        (one, line)
        for one, marks in pairs
        for line in marks.verdicts
        if line.level is None and not line.is_apart
    ]
    if (apart or left) and not reason:
        groups = dict.fromkeys(one.name for one, _ in (*apart, *left))
        raise UsageError("marking.not_ready", open=len(left), apart=len(apart), groups=list(groups))


def _file_name(subject: Subject) -> str:
    """What the files of a group are called: never a path, told apart by the id."""
    name = re.sub(r"[^\w\- ]+", "_", subject.name).strip(" _")[:60]
    return f"{subject.id}-{name}" if name else subject.id
