"""How the assumptions of reviewed plans came out, by who made them and by their kind."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamguide.analysis.calibration import Claim, Scored, scored, scores_by
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import number, percent, say
from kamguide.model.answers import Answers, Earlier, Json
from kamguide.model.flow import Flow
from kamguide.model.questions.choices import ChoiceColumn
from kamguide.model.text import Lang, clean
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.log import Store
from kamguide.workspace.loading import answers_of
from kamguide.workspace.plans import Workspace
from kamguide.workspace.previous import earlier_of, rolled_from

_LIST = "ass_list"
_STATUS = "rev_assumption_status"


def claims(workspace: Workspace, plan: str | None = None) -> tuple[Claim, ...]:
    """The assumptions that were reviewed, in one plan or in all.

    Args:
        workspace: Where the plans are.
        plan: A plan that was reviewed or the review itself; all of them where none is said.

    Raises:
        NoSuchPlanError: There is no such plan.
        UsageError: Nobody reviewed it.
    """
    store = workspace.store
    wanted = store.find_plan(plan) if plan else ""
    lines = [one for one in workspace.plans(archived=True) if one.parent]
    if wanted:
        lines = [one for one in lines if wanted in (one.id, one.parent)]
        if not lines:
            raise UsageError("annual.not_yet_reviewed", plan=plan)
    return tuple(claim for one in lines for claim in _claims_of(store, one.id, workspace.actor))


def _claims_of(store: Store, review: str, actor: str) -> Iterator[Claim]:
    state = store.state(review)
    earlier = earlier_of(store, state, actor)
    if earlier is None or not earlier.is_here:
        return
    answers = answers_of(load_flow(state.facts.flow), state, earlier)
    before = rolled_from(state) or {}
    yield from _claims(answers, earlier, store, before.get("plan", ""))


def _claims(answers: Answers, earlier: Earlier, store: Store, plan: str) -> Iterator[Claim]:
    statuses = {row["assumption_id"]: str(row["status"] or "") for row in answers.rows(_STATUS)}
    made = earlier.answers.get(_LIST)
    for row in made.rows if made is not None else ():
        probability = row["probability_pct"]
        yield Claim(
            person=_maker(store, plan, row.key),
            kind=str(row["category"] or ""),
            status=statuses.get(row.key) or "open",
            probability_pct=probability if isinstance(probability, Decimal) else None,
        )


def _maker(store: Store, plan: str, key: str) -> str:
    """Who made an assumption: in the plan where it was written, not where it was carried over."""
    try:
        state = store.state(plan)
    except NoSuchPlanError:
        return ""
    kept = state.answers.get(_LIST)
    row = kept.rows.get(key) if kept is not None else None
    before = rolled_from(state)
    if row is not None and row.origin == "rolled" and before is not None:
        return _maker(store, before["plan"], key) or row.actor
    return row.actor if row is not None else ""


# In words


def board_lines(found: Sequence[Claim], lang: Lang) -> Iterator[str]:
    """The scoreboard in lines: in all, by person, by kind, and how probabilities fitted."""
    if not found:
        yield say("annual.no_assumptions", lang)
        return
    whole = scored(found)
    yield say("annual.score.title", lang, count=len(found))
    yield _line(say("annual.score.all", lang), whole, lang)
    yield say("annual.score.by_person", lang)
    for name, one in scores_by(found, lambda claim: claim.person).items():
        yield _line(clean(name) or say("annual.score.nobody", lang), one, lang)
    yield say("annual.score.by_kind", lang)
    for name, one in scores_by(found, lambda claim: claim.kind).items():
        yield _line(kind_label(name, lang), one, lang)
    yield from _bands(whole, lang)
    yield say("annual.score.source", lang)


def _line(name: str, one: Scored, lang: Lang) -> str:
    counts = {"held": one.held, "partly": one.partly, "broken": one.broken, "open": one.open}
    line = say("annual.score.line", lang, name=name, **counts)
    if not one.rated:
        return line
    fit = say(
        "annual.score.fit",
        lang,
        brier=number(one.brier, 3),
        stated=percent(one.stated_pct),
        held=percent(one.held_pct),
        count=one.rated,
    )
    return f"{line}{fit}"


def _bands(whole: Scored, lang: Lang) -> Iterator[str]:
    if whole.bands:
        yield say("annual.score.bands", lang)
    for one in whole.bands:
        yield say(
            "annual.score.band",
            lang,
            low=one.low,
            high=one.high,
            count=one.count,
            stated=percent(one.stated_pct),
            held=percent(one.held_pct),
        )


def kind_label(kind: str, lang: Lang) -> str:
    """What a kind of assumption is called."""
    column = _kinds(load_flow("annual_review"))
    labels = {one.id: one.label(lang) for one in column.options} if column is not None else {}
    return labels.get(kind) or say("annual.score.no_kind", lang)


def _kinds(flow: Flow) -> ChoiceColumn | None:
    column = flow.tables[_LIST].column("category")
    return column if isinstance(column, ChoiceColumn) else None


# For programs


def board_json(found: Sequence[Claim]) -> dict[str, Json]:
    """The same for programs."""
    return {
        "all": _score_json(scored(found)),
        "by_person": {
            name: _score_json(one)
            for name, one in scores_by(found, lambda claim: claim.person).items()
        },
        "by_kind": {
            name: _score_json(one)
            for name, one in scores_by(found, lambda claim: claim.kind).items()
        },
    }


def _score_json(one: Scored) -> dict[str, Json]:
    return {
        "held": one.held,
        "partly": one.partly,
        "broken": one.broken,
        "open": one.open,
        "rated": one.rated,
        "brier": None if one.brier is None else str(one.brier),
        "stated_pct": None if one.stated_pct is None else str(one.stated_pct),
        "held_pct": None if one.held_pct is None else str(one.held_pct),
        "bands": [
            {
                "low": band.low,
                "high": band.high,
                "count": band.count,
                "stated_pct": None if band.stated_pct is None else str(band.stated_pct),
                "held_pct": None if band.held_pct is None else str(band.held_pct),
            }
            for band in one.bands
        ],
    }
