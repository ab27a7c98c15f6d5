"""A Word file that came back, as proposals that are accepted one by one.

Their numbers are those of the file: the same file gives the same numbers, whatever of it was
accepted before, and what is in the plan already is never done twice.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.reading import Read
from kamguide.errors import AnswerError, IntakeError, UsageError
from kamguide.intake.word.opening import MOST_BYTES, read_word
from kamguide.messages import say
from kamguide.model.answers import Origin
from kamguide.model.edits import ClearAnswer, Edit, RemoveRow, SetCell, SetValue, WriteNote
from kamguide.model.text import clean
from kamguide.store.states import Comment
from kamguide.workspace.remarks import Place, Remarks
from kamguide.workspace.session import Session
from kamguide.workspace.wordback.exported import exported
from kamguide.workspace.wordback.rejecting import is_rejected, reject
from kamguide.workspace.wordback.values import Value, ValueReader, row_at
from kamguide.workspace.wordback.wishes import Wish, Wishes

State = Literal["open", "conflict", "fault", "done", "rejected"]
"""To be decided; to be decided with care, for the answer has changed since or two wishes differ;
not to be read; in the plan already; decided against, which can be thought over."""


_PLAIN: Final = (SetValue, SetCell, ClearAnswer)


class Proposal(Struct, frozen=True):
    """One change or remark, as it stands against the plan now."""

    number: int
    wish: Wish
    state: State
    now: str = ""
    """What the plan says there now, in the language of the file."""
    edits: tuple[Edit, ...] = ()
    fault: AnswerError | None = None
    rivals: tuple[int, ...] = ()
    """Other proposals for the same place."""

    @property
    def is_plain(self) -> bool:
        """Whether it only says something else at a place of its own, whatever else is accepted."""
        return (
            bool(self.edits)
            and self.state == "open"
            and all(isinstance(one, _PLAIN) for one in self.edits)
        )


def returned_bytes(path: Path) -> bytes:
    """The content of a file, as far as we take files in.

    Raises:
        IntakeError: It cannot be read.
    """
    try:
        with path.expanduser().open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have
        raise IntakeError("wordback.no_file", path=str(path)) from error


class Returned:
    """A file that came back to one plan."""

    def __init__(self, session: Session, data: bytes) -> None:
        """Look at a file; nothing is kept until something is accepted.

        Raises:
            IntakeError: It cannot be read, or is no export of this plan.
        """
        came = read_word(data)
        self._session = session
        self._then = exported(session, came)
        found = Wishes(self._then, came)
        self._editor = came.editor
        reader = ValueReader(self._then.session, self._then.lang)
        self._wishes = [one for one in found.wishes if _is_change(reader, one)]
        self._by_place: dict[Place, list[int]] = {}
        for number, one in enumerate(self._wishes, 1):
            if one.kind in ("text", "no_row"):
                self._by_place.setdefault(one.place, []).append(number)
        self.unplaced = tuple(found.unplaced)
        """What no answer can be changed by."""
        self.lang = self._then.lang
        self.exported_on = came.on

    @property
    def session(self) -> Session:
        """The plan."""
        return self._session

    @property
    def then(self) -> Session:
        """The plan as it was when the file was made."""
        return self._then.session

    def proposals(self) -> tuple[Proposal, ...]:
        """Every proposal, as it stands against the plan now."""
        reader = ValueReader(self._session, self.lang)
        return tuple(self._proposal(at, one, reader) for at, one in enumerate(self._wishes, 1))

    def reject(self, number: int) -> None:
        """Keep that a proposal is not wanted, for this file and others that say the same.

        Raises:
            UsageError: There is no such proposal, or the plan can only be read.
        """
        reject(self._session, self.find(number).wish)

    def _proposal(self, number: int, wish: Wish, reader: ValueReader) -> Proposal:
        found = self._standing(number, wish, reader)
        if found.state in ("open", "conflict") and is_rejected(self._session, wish):
            return replace(found, state="rejected")
        return found

    def _standing(self, number: int, wish: Wish, reader: ValueReader) -> Proposal:
        if wish.comment is not None:
            state: State = "done" if self._is_said(wish) else "open"
            return Proposal(number, wish, state)
        now = reader.shown(wish.place) if wish.kind != "row" else ""
        try:
            edits = tuple(_edits(reader, wish))
        except AnswerError as problem:
            return Proposal(number, wish, "fault", now, fault=problem)
        if not edits or self._session.preview(edits) is self._session.answers:
            return Proposal(number, wish, "done", now)
        rivals = self._rivals(number, wish, reader)
        is_disputed = bool(rivals) or self._has_moved(wish, reader)
        return Proposal(
            number, wish, "conflict" if is_disputed else "open", now, edits, None, rivals
        )

    def _rivals(self, number: int, wish: Wish, reader: ValueReader) -> tuple[int, ...]:
        if wish.kind == "row":
            return ()
        others = ((at, self._wishes[at - 1]) for at in self._by_place[wish.place] if at != number)
        return tuple(at for at, other in others if not _is_alike(reader, wish, other))

    def _has_moved(self, wish: Wish, reader: ValueReader) -> bool:
        """Whether the answer was changed in the plan since the file was made."""
        then = self._then.session.answers
        if wish.kind == "no_row":
            return row_at(then, wish.place) != row_at(self._session.answers, wish.place)
        if wish.kind == "row":
            return False
        before = ValueReader(self._then.session, self.lang).at(wish.place)
        return before != reader.at(wish.place)

    # Accepting

    def find(self, number: int) -> Proposal:
        """The proposal with this number.

        Raises:
            UsageError: There is none.
        """
        if not 1 <= number <= len(self._wishes):
            raise UsageError("wordback.no_number", number=number, count=len(self._wishes))
        reader = ValueReader(self._session, self.lang)
        return self._proposal(number, self._wishes[number - 1], reader)

    def accept(self, number: int) -> bool:
        """Do what a proposal says; False where it is in the plan already.

        Raises:
            AnswerError: It has no reading.
            UsageError: There is no such proposal, or answers are closed.
        """
        found = self.find(number)
        if found.fault is not None:
            raise found.fault
        if found.state == "done":
            return False
        if found.wish.comment is not None:
            self._remark(found.wish)
        else:
            self.accept_together([found])
        return True

    def accept_together(self, found: Sequence[Proposal]) -> None:
        """Do what plain proposals say, in one piece.

        Raises:
            UsageError: Answers are closed.
        """
        edits = [edit for one in found for edit in (*one.edits, *self._noted(one))]
        if edits:
            self._session.may_change()
            question = found[0].wish.place.question
            self._session.enter(Read(tuple(edits)), question, origin=Origin.IMPORTED)

    def _noted(self, found: Proposal) -> Iterable[Edit]:
        """A note beside the answer that names who changed it in Word."""
        names = ", ".join(found.wish.authors) or self._editor
        if not names or isinstance(found.edits[-1], RemoveRow):
            return
        place = _note_place(found)
        on = "" if self.exported_on is None else self.exported_on.isoformat()
        words = say("wordback.note", self.lang, author=clean(names), on=on)
        answer = self._session.answers.get(found.wish.place.question)
        known = "" if answer is None else answer.notes.get(place, "")
        if words not in known:
            yield WriteNote(found.wish.place.question, f"{known}\n{words}".strip(), place)

    # Comments

    def _remarks(self, actor: str) -> Remarks:
        session = self._session
        author = session.author
        named = author if not actor else lambda: replace(author(), actor=actor)
        return Remarks(session.store, named, session.facts.id)

    def _known(self, wish: Wish) -> Comment | None:
        """The same remark, if it was made already."""
        actor, place = wish.authors[0] or self._session.author().actor, wish.place
        where = (place.section, place.question, place.row, place.column)
        for one in self._remarks("").comments():
            there = (one.section, one.question or "", one.row or "", one.column or "")
            if (one.actor, one.text, there) == (actor, clean(wish.after).strip(), where):
                return one
        return None

    def _unsaid(self, wish: Wish, known: Comment | None) -> list[tuple[str, str]]:
        """Replies that are not there yet: who, and what."""
        said = [] if known is None else [(one.actor, one.text) for one in known.replies]
        replies = () if wish.comment is None else wish.comment.replies
        every = [(one.author or self._session.author().actor, one.text) for one in replies]
        return [one for one in every if one[1] and one not in said]

    def _is_said(self, wish: Wish) -> bool:
        known = self._known(wish)
        is_met = wish.comment is not None and wish.comment.is_resolved
        return (
            known is not None and not self._unsaid(wish, known) and (known.resolved or not is_met)
        )

    def _remark(self, wish: Wish) -> None:
        known = self._known(wish)
        if known is None:
            key = self._remarks(wish.authors[0]).comment(wish.after, wish.place)
        else:
            key = known.event
        for actor, text in self._unsaid(wish, known):
            self._remarks(actor).answer(key, text)
        is_met = wish.comment is not None and wish.comment.is_resolved
        if is_met and not (known is not None and known.resolved):
            self._remarks(wish.authors[0]).resolve(key)


def _edits(reader: ValueReader, wish: Wish) -> Sequence[Edit]:
    match wish.kind:
        case "row":
            table = reader.spec(Place("", wish.place.question))
            return reader.new_row(table, wish.cells)  # type: ignore[arg-type]  # rows have tables
        case "no_row":
            return reader.no_row(wish.place)
        case _:
            value = reader.read(wish.place, _bare(wish, wish.after))
            return () if _is_same(value, reader.at(wish.place)) else reader.edits(wish.place, value)


def _bare(wish: Wish, text: str) -> str:
    """A text without the id that stands before it."""
    start = f"{wish.row_id} "
    return text.removeprefix(start) if wish.row_id else text


def _is_change(reader: ValueReader, wish: Wish) -> bool:
    """Whether a wish asks for anything else than what was there: not the same in other digits."""
    if wish.kind != "text":
        return True
    try:
        now = reader.read(wish.place, _bare(wish, wish.after))
        before = reader.read(wish.place, wish.before)
    except AnswerError:
        return True
    return not _is_same(now, before) and not _is_same(now, reader.at(wish.place))


def _is_alike(reader: ValueReader, one: Wish, other: Wish) -> bool:
    """Whether two wishes for one place come to the same, in whichever digits."""
    if one.kind != other.kind or one.kind == "no_row":
        return one.kind == other.kind
    try:
        first, second = (reader.read(each.place, _bare(each, each.after)) for each in (one, other))
    except AnswerError:
        return False
    return _is_same(first, second)


def _is_same(one: Value, other: Value) -> bool:
    """Whether two values say the same; nothing picked is nothing said."""
    return one == other or {one, other} == {None, ()}


def _note_place(found: Proposal) -> str:
    place, row = found.wish.place, getattr(found.edits[0], "row", "")
    if found.wish.kind == "row":
        return str(row)
    return ".".join(part for part in (place.row, place.column) if part)
