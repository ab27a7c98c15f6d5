"""What became of the plan before: strategies, actions, assumptions, and every decided change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamguide.analysis.calibration import Claim, Scored, scored, scores_by
from kamguide.engine.carrying import unconfirmed
from kamguide.engine.changelog import LoggedChange, changes
from kamguide.engine.rolled import outcomes_of
from kamguide.messages import number
from kamguide.model.answers import PREVIOUS, Row
from kamguide.model.questions.choices import ChoiceColumn
from kamguide.plan.blocks import Block, Note
from kamguide.plan.changed import ChangeWords, by_people, day_of
from kamguide.plan.paper import Paper, share

_STRATEGIES = f"{PREVIOUS}str_list"
_ACTIONS = f"{PREVIOUS}str_actions"
_ASSUMPTIONS = f"{PREVIOUS}ass_list"


def chapter(paper: Paper) -> Iterator[Block]:
    """Nothing where a plan follows none."""
    if paper.answers.earlier is None:
        return
    yield from _decisions(paper)
    yield from _outcomes(paper)
    yield from _assumptions(paper)
    yield from _changes(paper)


def _label(paper: Paper, table: str, column: str, code: str) -> str:
    """What an option of a column is called."""
    spec = paper.flow.tables[table].column(column)
    options = spec.options if isinstance(spec, ChoiceColumn) else ()
    return next((one.label(paper.lang) for one in options if one.id == code), code)


# Strategies and actions


def _decisions(paper: Paper) -> Iterator[Block]:
    """The strategies that stop, go on and are new; nothing where nobody decided on any."""
    said = {str(row["str_id"]): row for row in paper.rows("rev_strategy_status")}
    old = paper.answers.rows(_STRATEGIES)
    known = {row.key for row in old}
    started = [row.key for row in paper.rows("str_list") if row.key not in known]
    if not said and not started:
        return
    lines = [_decision(paper, row.key, said.get(row.key)) for row in old]
    begins = paper.say("annual.started")
    lines += [[paper.words.named("str_list", key), begins, ""] for key in started]
    heads = paper.heads("strategy", "decision", "reason")
    yield paper.grid(paper.say("t.decisions"), heads, lines, internal=True)


def _decision(paper: Paper, key: str, row: Row | None) -> list[str]:
    code = str(row["decision"] or "continue") if row is not None else "continue"
    decided = _label(paper, "rev_strategy_status", "decision", code)
    reason = str(row["reason"] or "") if row is not None else ""
    return [paper.words.named(_STRATEGIES, key), decided, reason]


def _outcomes(paper: Paper) -> Iterator[Block]:
    old = paper.answers.rows(_ACTIONS)
    earlier = paper.answers.earlier
    if not old or earlier is None:
        return
    remarks = {str(row["action_id"]): row["remark"] for row in paper.rows("rev_action_status")}
    outcomes = outcomes_of(paper.answers, earlier.answers)
    lines = [
        [
            paper.words.named(_ACTIONS, row.key),
            _label(paper, "str_actions", "status", outcomes[row.key]),
            str(remarks.get(row.key) or ""),
        ]
        for row in old
    ]
    heads = paper.heads("action", "outcome", "remark")
    yield paper.grid(paper.say("t.outcomes"), heads, lines, internal=True)


# Assumptions


def _assumptions(paper: Paper) -> Iterator[Block]:
    claims = list(_claims(paper))
    if not any(one.status != "open" for one in claims):
        return
    lines = [_score(paper.say("row.total"), scored(claims))]
    by_person = scores_by(claims, lambda one: one.person)
    lines += [_score(name or paper.say("annual.nobody"), one) for name, one in by_person.items()]
    for kind, one in scores_by(claims, lambda one: one.kind).items():
        lines.append(_score(_label(paper, "ass_list", "category", kind), one))
    heads = paper.heads("person", "held", "partly", "broken", "still_open", "brier")
    yield paper.grid(paper.say("t.score"), heads, lines, internal=True)
    whole = scored(claims)
    if whole.brier is not None:
        yield Note(
            paper.say(
                "annual.brier",
                brier=number(whole.brier, 3),
                stated=share(whole.stated_pct),
                held=share(whole.held_pct),
                count=whole.rated,
            )
        )


def _claims(paper: Paper) -> Iterator[Claim]:
    status = {
        str(row["assumption_id"]): row["status"] for row in paper.rows("rev_assumption_status")
    }
    for row in paper.answers.rows(_ASSUMPTIONS):
        probability = row["probability_pct"]
        yield Claim(
            row.actor,
            str(row["category"] or ""),
            str(status.get(row.key) or "open"),
            probability if isinstance(probability, Decimal) else None,
        )


def _score(name: str, one: Scored) -> list[str]:
    counts = [str(count) for count in (one.held, one.partly, one.broken, one.open)]
    return [name, *counts, number(one.brier, 3)]


# What changed


def _changes(paper: Paper) -> Iterator[Block]:
    """The change log: what somebody decided one by one, what moved on by itself in a sentence."""
    found = changes(paper.flow, paper.answers)
    decided = by_people(found)
    words = ChangeWords(paper.flow, paper.answers, paper.lang)
    if decided:
        heads = paper.heads("answer", "place", "before", "after", "changed_on")
        lines = [_change(paper, words, one) for one in decided]
        yield paper.grid(paper.say("t.changes"), heads, lines, internal=True)
    moved = Counter(one.question for one in found if one not in set(decided))
    if moved:
        named = [f"{paper.title(name)} ({count})" for name, count in moved.items()]
        yield Note(paper.say("annual.moved", answers=paper.listed(named)))
    waiting = sum(map(len, unconfirmed(paper.flow, paper.answers).values()))
    if found and waiting:
        yield Note(paper.say("annual.unconfirmed", count=waiting))


def _change(paper: Paper, words: ChangeWords, one: LoggedChange) -> Sequence[str]:
    told = words.told(one)
    earlier = paper.answers.earlier
    actor = one.actor or (earlier.actor if earlier is not None else "")
    day = day_of(one, paper.path.today).isoformat()
    after = told.after or ("" if told.before else f"({told.how})")
    return [told.answer, told.place, told.before, after, f"{day} {actor}".strip()]
