"""What came of a pasted block, in words: all that could not be read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kamguide.messages import say
from kamguide.tui.crossed import Crossed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.engine.pasting import Laid, Unread
    from kamguide.tui.sheet import Sheet
    from kamguide.workspace.speaking import Said, Speaker

_MOST: Final = 8
"""So many are told one by one."""


def told(laid: Laid, sheet: Sheet, speaker: Speaker) -> Said:
    """How much was kept, what was not and why."""
    lang = speaker.lang
    lines = [_kept(laid, sheet), *_unread(laid, sheet)]
    if laid.beyond:
        lines.append(say("grid.pasted_beyond", lang, count=laid.beyond))
    return speaker.note("\n".join(lines))


def _kept(laid: Laid, sheet: Sheet) -> str:
    """How much was kept; a row of a crossed table is one cell, and not told."""
    lang = sheet.session.lang
    if not laid.edits:
        return say("grid.nothing_pasted", lang)
    key = "grid.pasted_crossed" if isinstance(sheet, Crossed) else "grid.pasted"
    rows = say("screen.rows", lang, count=len(set(laid.rows)))
    return say(key, lang, count=laid.cells, rows=rows)


def _unread(laid: Laid, sheet: Sheet) -> Iterator[str]:
    lang = sheet.session.lang
    if not laid.unread:
        return
    yield say("grid.pasted_unread", lang, count=len(laid.unread))
    yield from (f"- {_one(unread, sheet)}" for unread in laid.unread[:_MOST])
    if len(laid.unread) > _MOST:
        yield say("talk.and_more", lang, count=len(laid.unread) - _MOST)
    if any(one.row for one in laid.unread):
        yield say("grid.pasted_marked", lang)


def _one(unread: Unread, sheet: Sheet) -> str:
    lang = sheet.session.lang
    words = say(unread.error.key, lang, **unread.error.values)
    if not unread.column:
        return say("grid.pasted_line", lang, line=unread.line, words=words)
    column = sheet.head(sheet.table.column(unread.column))
    return say("grid.pasted_in_cell", lang, line=unread.line, column=column, words=words)
