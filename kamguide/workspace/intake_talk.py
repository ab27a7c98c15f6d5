"""A file taken in by a command of the talk: it is told first, and kept if the person agrees."""

import shlex
from pathlib import Path
from typing import Final

from kamguide.engine.interview import Asked
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.done import Done
from kamguide.workspace.intake import Choices, Intake, file_bytes
from kamguide.workspace.intake_words import IntakeTelling
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Speaker

_WITH_VALUE: Final = {"--sheet", "--map", "--ignore"}


def offered(session: Session, speaker: Speaker, turn: Asked, rest: str) -> Done:
    """Tell what a file comes to at the open table, and offer to keep it.

    Raises:
        UsageError: No table is open, or no file was named.
        IntakeError: The file cannot be taken in.
    """
    path, choices = asked_for(rest)
    looked = Intake.of_bytes(session, table_open(turn), file_bytes(path), choices)
    telling = IntakeTelling(looked)
    lines = list(telling.whole())
    offer = None
    if looked.taken.edits:
        lines.append(say("intake.decide", session.lang))
        offer = lambda: _kept(speaker, looked, telling)  # noqa: E731 - made here and now
    preview = telling.preview()
    tables = (preview,) if preview.rows else ()
    return Done((speaker.guide("\n".join(lines), tables),), offer=offer)


def table_open(turn: Asked) -> TableQuestion:
    """The table that is asked for now.

    Raises:
        UsageError: The open question is no table.
    """
    if not isinstance(turn.question, TableQuestion):
        raise UsageError("workspace.no_table", question=turn.question.id)
    return turn.question


def asked_for(rest: str) -> tuple[Path, Choices]:
    """The file and the choices in what was typed behind the command.

    Raises:
        UsageError: No file is named, or an option is not known.
    """
    whole = Path(rest.strip().strip("\"'")).expanduser()
    if rest.strip() and whole.is_file():
        return whole, Choices()
    words = _words(rest)
    files, columns, sheet, replaces = [], {}, "", False
    while words:
        word = words.pop(0)
        if word in _WITH_VALUE and words:
            value = words.pop(0)
            if word == "--sheet":
                sheet = value
            else:
                head, _, column = value.rpartition("=") if word == "--map" else (value, "", "")
                columns[head] = column
        elif word == "--replace":
            replaces = True
        elif not word.startswith("--"):
            files.append(word)
    if len(files) != 1:
        raise UsageError("intake.how")
    return Path(files[0]).expanduser(), Choices(sheet, columns, replaces)


def _words(rest: str) -> list[str]:
    """The words of a line; quotation marks keep blanks, backslashes are parts of paths."""
    lexer = shlex.shlex(rest, posix=True, punctuation_chars="")
    lexer.whitespace_split, lexer.escape, lexer.commenters = True, "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise UsageError("intake.how") from error


def _kept(speaker: Speaker, looked: Intake, telling: IntakeTelling) -> Done:
    kept = looked.keep()
    lines = [*telling.kept(kept), say("intake.undo", looked.session.lang)]
    return Done((speaker.note("\n".join(lines)),), asks_again=True)
