"""What became of a plan since an earlier moment, for programs: every change by its ids."""

from datetime import date
from decimal import Decimal

from kamguide.coach.moved import Moved
from kamguide.engine.difference import Said, Value
from kamguide.model.answers import ChallengeReply, Decision, Evidence, Json, Open
from kamguide.workspace.changes import Changes, Followed, Stamped
from kamguide.workspace.changes_telling import ChangesTelling
from kamguide.workspace.recording import OPEN_CELL, dumped_decision, dumped_reply


def as_json(changes: Changes) -> dict[str, Json]:
    """All that changed; words stand beside numbers."""
    moment, telling = changes.moment, ChangesTelling(changes)
    return {
        "plan": changes.session.facts.name,
        "since": {
            "kind": moment.kind,
            "on": moment.day.isoformat(),
            "actor": moment.actor,
            "reason": moment.reason,
            "version": moment.version,
        },
        "answers": [_change(one) for one in changes.answers],
        "numbers": [_number(one, telling) for one in changes.numbers],
        "comments": [_comment(one) for one in changes.comments],
    }


def _change(one: Stamped) -> Json:
    spot = one.change.spot
    return {
        "part": spot.part.value,
        "question": spot.question,
        "row": spot.row,
        "column": spot.column,
        "name": spot.name,
        "before": _value(one.change.before),
        "after": _value(one.change.after),
        "actor": one.stamp.actor if one.stamp is not None else "",
        "at": one.stamp.at.isoformat() if one.stamp is not None else "",
    }


def _value(value: Value | object) -> Json:  # noqa: C901 - one case for each kind of value
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | date():
            return str(value)
        case Open():
            return OPEN_CELL
        case Said(state=state, value=given, who=who, by=by, why=why):
            further: dict[str, Json] = {"who": who, "by": by, "why": why}
            told = {name: text for name, text in further.items() if text}
            return {"state": state.value, "value": _value(given), **told}
        case Evidence(grade=grade, source=source, dated=dated):
            return {"grade": grade, "source": source, "date": dated}
        case ChallengeReply():
            return dumped_reply(value)
        case Decision():
            return dumped_decision(value)
        case frozenset():
            return [*sorted(value)]
        case tuple() | list():
            return [_value(one) for one in value]
    return str(value)


def _number(one: Moved, telling: ChangesTelling) -> Json:
    move = one.move
    return {
        "figure": move.figure,
        "path": move.headline.path,
        "row": move.row,
        "before": _value(move.before),
        "after": _value(move.after),
        "words": telling.number(one),
        "ways": [
            {
                "from": way.source.name,
                "kind": way.source.kind,
                "columns": [*sorted(way.columns)],
                "through": [node.name for node in way.through],
                "words": telling.way(way),
            }
            for way in one.ways
        ],
    }


def _comment(one: Followed) -> Json:
    comment = one.comment
    return {
        "number": one.number,
        "kind": comment.kind or "consider",
        "section": comment.section,
        "question": comment.question or "",
        "row": comment.row or "",
        "column": comment.column or "",
        "text": comment.text,
        "actor": comment.actor,
        "fate": one.fate,
        "loud": one.is_loud,
    }
