"""A typed or pasted line cut into the fields of a row.

A comma between groups of three digits may belong to a number: the reading that gives the right
number of fields is taken, and where two do, none is.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

from kamguide.errors import AnswerError
from kamguide.model.numerals import shortened

_PIECES_PER_FIELD: Final = 6
"""Numbers are below 10**15, which have five groups of digits."""

_GROUPS_SO_FAR: Final = re.compile(r"[^0-9]*[1-9][0-9]{0,2}(?:([,，])[0-9]{3})*")
_GROUP: Final = re.compile(r"[0-9]{3}(?![0-9])")
_READINGS_ENOUGH: Final = 2


class _Piece(NamedTuple):
    text: str
    before: str = ""
    """The separator in front of it; empty for the first."""
    spaced: bool = True
    """Blanks or quotes stand between it and the piece in front."""


class _Cut(NamedTuple):
    length: int
    last: str


Fields = tuple[str, ...]


def split_fields(line: str, columns: int) -> Fields:
    """The fields of a line, for a row of `columns` columns; the last ones may be left out.

    Tabs win; then `|`, semicolons, and commas of either width (with 、). Fields may be quoted
    as in CSV. A single column takes the whole line.

    Raises:
        AnswerError: Two readings fit (`answer.row.two_readings`), or none
            (`answer.row.fields`, whose `found` stops counting far above `columns`).
    """
    text = line.strip("\r\n ")
    if "\t" in line:
        return _fitting(line.strip("\r\n"), _texts(_pieces(line, "\t", columns)), columns)
    if columns == 1:
        return (_unquoted(text),)
    plainly = [
        _texts(_pieces(_without_frame(text, marks), marks, columns))
        for marks in ("|", ";；")
        if any(mark in text for mark in marks)
    ]
    exactly = next((fields for fields in plainly if len(fields) == columns), None)
    return exactly or _between_commas(text, columns, plainly[0] if plainly else None)


def _between_commas(text: str, columns: int, plainly: Fields | None) -> Fields:
    """The fields that commas make, or `plainly` where another separator did better."""
    readings = _by_comma(text, columns)
    exact = list(dict.fromkeys(one for one in readings if len(one) == columns))
    spaced = _as_spaced(text, readings, columns)
    if len(exact) == 1 and spaced in (None, exact[0]):
        return exact[0]
    if exact or (plainly and 1 < len(plainly) <= min(map(len, readings))):
        raise _two_readings(text, columns)
    if plainly:
        return _fitting(text, plainly, columns)
    fitting = list(dict.fromkeys(one for one in readings if len(one) <= columns))
    if len(fitting) > 1 and spaced is None and "、" not in text:
        raise _two_readings(text, columns)
    return spaced or _fitting(text, fitting[0] if fitting else min(readings, key=len), columns)


def first_field(line: str) -> str:
    """What stands before the first separator of a line, whatever the rest is."""
    start = line.lstrip(" ").removeprefix("|")
    return re.split("[\t|;；,，、]", start, maxsplit=1)[0].strip().strip('"')


def _fitting(line: str, fields: Fields, columns: int) -> Fields:
    while len(fields) > columns and not fields[-1]:
        fields = fields[:-1]
    if len(fields) > columns:
        raise AnswerError(
            "answer.row.fields", raw=shortened(line), found=len(fields), columns=columns
        )
    return fields


def _without_frame(text: str, marks: str) -> str:
    if marks == "|" and text.startswith("|") and text.endswith("|") and len(text) > 1:
        return text[1:-1]
    return text


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', ""):
        return text[1:-1].replace('""', '"').strip()
    return text.strip()


def _pieces(text: str, marks: str, columns: int) -> list[_Piece]:
    """The text between the marks; what is far beyond a row of `columns` stays in one piece."""
    ahead = re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?=[{marks}]|$)|([^{marks}]*)')
    pieces: list[_Piece] = []
    start, before, gap = 0, "", False
    while len(pieces) < _most_pieces(columns):
        found = ahead.match(text, start)
        if found is None:
            return pieces
        quoted, bare = found[1], found[2] or ""
        piece = bare.strip() if quoted is None else quoted.replace('""', '"').strip()
        pieces.append(_Piece(piece, before, gap or quoted is not None or bare[:1].isspace()))
        if found.end() >= len(text):
            return pieces
        before, start = text[found.end()], found.end() + 1
        gap = quoted is not None or bare[-1:].isspace()
    rest = text[start:].strip(f"{marks} ")
    return [*pieces, _Piece(rest, before)] if rest else pieces


def _most_pieces(columns: int) -> int:
    return _PIECES_PER_FIELD * max(columns, 1)


def _texts(pieces: Sequence[_Piece]) -> Fields:
    return tuple(piece.text for piece in pieces)


def _by_comma(text: str, columns: int) -> list[Fields]:
    """Every kind of reading by commas, with 、 as part of the text, then as one of them."""
    readings = _readings(_pieces(text, ",，", columns), columns)
    if "、" not in text:
        return readings
    listed = _readings(_pieces(text, ",，、", columns), columns)
    return listed if len(readings) == 1 == len(readings[0]) else readings + listed


def _readings(pieces: Sequence[_Piece], columns: int) -> list[Fields]:
    """Ways to join the pieces into fields: of each length and last field, two are enough."""
    if len(pieces) > _most_pieces(columns):
        return [_texts(pieces)]
    used = len(pieces)
    while used > max(columns, 1) and not pieces[used - 1].text:
        used -= 1
    ways: dict[_Cut, list[Fields]] = {_Cut(1, pieces[0].text): [(pieces[0].text,)]}
    for piece in pieces[1:used]:
        following: dict[_Cut, list[Fields]] = {}
        for fields in chain.from_iterable(ways.values()):
            for longer in _continued(fields, piece):
                kept = following.setdefault(_Cut(len(longer), longer[-1]), [])
                if len(kept) < _READINGS_ENOUGH:
                    kept.append(longer)
        ways = following
    return list(chain.from_iterable(ways.values()))


def _continued(fields: Fields, piece: _Piece) -> list[Fields]:
    apart = (*fields, piece.text)
    if piece.spaced or piece.before == "、" or not _GROUP.match(piece.text):
        return [apart]
    groups = _GROUPS_SO_FAR.fullmatch(fields[-1])
    if groups is None or groups[1] not in (None, piece.before):
        return [apart]
    return [apart, (*fields[:-1], f"{fields[-1]}{piece.before}{piece.text}")]


def _as_spaced(text: str, readings: Sequence[Fields], columns: int) -> Fields | None:
    """The reading that blanks suggest, where fields stand apart and digits do not: `a, 5,400`."""
    apart = sum(piece.spaced for piece in _pieces(text, ",，", columns)[1:])
    joined = min(readings, key=len)
    suggested = apart and len(joined) == apart + 1 <= columns and "、" not in text
    return joined if suggested else None


def _two_readings(line: str, columns: int) -> AnswerError:
    return AnswerError("answer.row.two_readings", raw=shortened(line), columns=columns)
