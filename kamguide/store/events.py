"""What an event is. Events are added to a log, never changed.

Payloads, by kind (`origin` may stand in any that sets a value: typed, the default,
drafted, imported, rolled or copied; `over` lists events replaced besides `based_on`):

    plan_started            {name, flow, version, hash, today, [series, number],
                             [rolled_from: {plan, event, digest}], [copied_from],
                             [exercise: what `model.coursework.Assignment` holds]}
    plan_renamed            {name}
    plan_archived           {on, [deleted]}: put away, or deleted, which is undone the same way
    plan_merged             {packet, origin, events}
    flow_changed            {flow, version, hash}
    setting_changed         {name, value}
    status_changed          {status, [reason], [version]}
    answer_given            {value}, or {rows: []} for a table closed without rows
    answer_unknown          {[who], [by]}
    answer_not_applicable   {[why]}
    answer_cleared          {}
    answer_kept             {rules: [id]}; `based_on` is the answer it speaks of
    answer_rolled           as answer_given or row_given
    answer_confirmed        {}; `based_on` is the answer, row or cell it speaks of
    draft_confirmed         {basis, value}, or {basis, rows: [{key, values, rank}]}
    row_given, no column    {values: {column: value}, rank}: a new row, or one that moves
    row_given, a column     {value}: one cell; null empties it
    row_removed             {[rank]}
    evidence_given          {grade, [source], [date]}; an empty grade takes it away
    note_given              {text}; an empty text takes it away
    flag_set                {flag, on}
    progress_given          {...}: what became of an action or an open item
    challenge_answered      {challenge, state, words, about}: `answered` or `dismissed` with the
                             reason, about these values; `open` takes it back
    news_told               {news, minute}: the news of a course of this id has come, after so
                             many minutes of work
    decision_recorded       {decision, state, number, text, owner, by, [question], [row], [column]}:
                             of a review; `open`, `done`, or `withdrawn` without more
    comment_added           {text, [kind], [section]}
    comment_answered        {comment, text}
    comment_resolved        {comment, [on]}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kamguide.store.canonical import Json


class Kind(StrEnum):
    """Everything that can happen to a plan."""

    PLAN_STARTED = "plan_started"
    PLAN_RENAMED = "plan_renamed"
    PLAN_ARCHIVED = "plan_archived"
    PLAN_MERGED = "plan_merged"
    FLOW_CHANGED = "flow_changed"
    SETTING_CHANGED = "setting_changed"
    STATUS_CHANGED = "status_changed"
    ANSWER_GIVEN = "answer_given"
    ANSWER_UNKNOWN = "answer_unknown"
    ANSWER_NOT_APPLICABLE = "answer_not_applicable"
    ANSWER_CLEARED = "answer_cleared"
    ANSWER_KEPT = "answer_kept"
    ANSWER_ROLLED = "answer_rolled"
    ANSWER_CONFIRMED = "answer_confirmed"
    DRAFT_CONFIRMED = "draft_confirmed"
    ROW_GIVEN = "row_given"
    ROW_REMOVED = "row_removed"
    EVIDENCE_GIVEN = "evidence_given"
    NOTE_GIVEN = "note_given"
    FLAG_SET = "flag_set"
    PROGRESS_GIVEN = "progress_given"
    CHALLENGE_ANSWERED = "challenge_answered"
    NEWS_TOLD = "news_told"
    DECISION_RECORDED = "decision_recorded"
    COMMENT_ADDED = "comment_added"
    COMMENT_ANSWERED = "comment_answered"
    COMMENT_RESOLVED = "comment_resolved"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a plan."""

    id: str
    """A UUID of version 7, the same wherever the plan goes."""
    plan: str
    origin: str
    """The installation it happened on."""
    actor: str
    at: datetime
    """In UTC, with its zone."""
    kind: Kind
    question: str | None = None
    row: str | None = None
    column: str | None = None
    payload: Mapping[str, Json] = field(default_factory=dict)
    based_on: str | None = None
    """The event it replaces, as far as its author could see."""
    seq: int | None = field(default=None, compare=False)
    """Its place in this store; None until it is kept."""

    def __post_init__(self) -> None:
        """Times without a zone cannot be compared across installations."""
        if self.at.tzinfo is None:
            raise ValueError(self.at)

    def replaced(self) -> frozenset[str]:
        """Ids of all events it replaces: `based_on`, and `over` in its payload."""
        over = self.payload.get("over")
        further = [one for one in over if isinstance(one, str)] if isinstance(over, list) else []
        return frozenset(further if self.based_on is None else [self.based_on, *further])
