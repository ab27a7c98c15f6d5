"""Tables from elsewhere in the talk: a file that is named, or pasted lines with a head."""

import shlex
from pathlib import Path

from kamguide.engine.turns import Asked
from kamguide.errors import IntakeError, UsageError
from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.done import Done
from kamguide.workspace.intake import Choices, Intake, file_bytes
from kamguide.workspace.intake_words import IntakeTelling
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Speaker


def from_file(session: Session, speaker: Speaker, turn: Asked, rest: str) -> Done:
    """Tell what a file comes to at the open table, and offer to keep it.

    Raises:
        UsageError: No table is open, or no file was named.
        IntakeError: The file cannot be taken in.
    """
    table = turn.question
    if not isinstance(table, TableQuestion):
        raise UsageError("workspace.no_table", question=table.id)
    path, choices = asked_for(rest)
    return _offered(speaker, Intake(session, table, file_bytes(path), choices))


def from_paste(session: Session, speaker: Speaker, raw: str) -> Done | None:
    """Tell what lines pasted at a table come to, and offer to keep them; None without a head.

    They are kept as a draft until that is decided.
    """
    table = session.flow.questions[session.open_question()]
    if not isinstance(table, TableQuestion):
        return None
    try:
        looked = Intake(session, table, raw.strip("\r\n").encode(errors="replace"))
    except IntakeError:
        return None
    if looked.matching.row > 0:
        return None
    session.keep_draft(raw)
    return _offered(speaker, looked)


def _offered(speaker: Speaker, looked: Intake) -> Done:
    """What was found; where something can be kept, it waits to be decided."""
    telling = IntakeTelling(looked)
    lines = list(telling.whole())
    if looked.taken.edits:
        lines.append(say("intake.some" if looked.taken.faults else "intake.decide", speaker.lang))
    said = (speaker.guide("\n".join(lines), telling.preview()),)
    return Done(said, offer=(lambda: _kept(speaker, looked)) if looked.taken.edits else None)


def _kept(speaker: Speaker, looked: Intake) -> Done:
    looked.keep()
    words = f"{IntakeTelling(looked).kept()}\n{say('intake.undo', speaker.lang)}"
    return Done((speaker.note(words),), asks_again=True)


def asked_for(rest: str) -> tuple[Path, Choices]:
    """The file and the choices in what was typed behind the command.

    Raises:
        UsageError: No file is named, or something else is.
    """
    whole = Path(rest.strip().strip("\"'"))
    if rest.strip() and whole.expanduser().is_file():
        return whole, Choices()
    files, columns, sheet, replaces = [], {}, "", False
    words = iter(_words(rest))
    for word in words:
        if word == "--sheet":
            sheet = next(words, "")
        elif word == "--map":
            head, _, column = next(words, "").rpartition("=")
            columns[head.strip()] = column.strip()
        elif word == "--replace":
            replaces = True
        else:
            files.append(word)
    if len(files) != 1:
        raise UsageError("intake.how")
    return Path(files[0]), Choices(sheet, columns, replaces)


def _words(rest: str) -> list[str]:
    """The words of a line; quotation marks keep blanks, backslashes are parts of paths."""
    lexer = shlex.shlex(rest, posix=True, punctuation_chars="")
    lexer.whitespace_split, lexer.escape, lexer.commenters = True, "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise UsageError("intake.how") from error
