"""Rows moved and copied by a command: the same as the keys of a grid, for lines of talk."""

from typing import Final

from kamguide.engine.reading import Read
from kamguide.engine.rowmoves import duplicated, moved
from kamguide.errors import UsageError
from kamguide.messages import say
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.workspace.done import Done
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Speaker

_ACTIONS: Final = {
    "up": ("up", "上移"),
    "down": ("down", "下移"),
    "copy": ("copy", "duplicate", "复制"),
    "above": ("above", "上方"),
    "below": ("below", "下方"),
}


def action_named(words: str) -> tuple[str, str]:
    """What to do with a row, and which row was named; nothing where it is not one of ours."""
    name, _, row = words.strip().partition(" ")
    named = (action for action, aliases in _ACTIONS.items() if folded(name) in aliases)
    return next(named, ""), row.strip()


def change_row(session: Session, speaker: Speaker, words: str) -> Done:
    """Move or copy a row of the open table.

    Raises:
        UsageError: It is not said what to do with which row.
        AnswerError: It cannot be done to this row.
    """
    table = session.flow.questions[session.open_question()]
    action, row = action_named(words)
    if not isinstance(table, TableQuestion) or action not in ("up", "down", "copy") or not row:
        raise UsageError("grid.row_how")
    read = _read(session, table, action, row)
    session.edit(*read.edits)
    session.goto(table.id)
    return Done((speaker.note(say(f"grid.row_{action}", session.lang, row=row)),), asks_again=True)


def _read(session: Session, table: TableQuestion, action: str, row: str) -> Read:
    reader = session.reader(table.id)
    if action == "copy":
        return duplicated(reader, table, row)
    return moved(reader, table, row, -1 if action == "up" else 1)
