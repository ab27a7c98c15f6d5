"""Every single number of a plan turned step by step, with the figures of the plan worked out anew.

Slow and simple: what the search for stability finds is held against it.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kamguide.analysis.selection import CRITERIA
from kamguide.engine.figures import Figures, Memory
from kamguide.engine.path import path
from kamguide.model.answers import Answers, Row
from tests.coach.case import TODAY, case, flow

MEMORY = Memory()
Verdicts = Mapping[str, tuple[str, ...]]
HALF, WHOLE = Decimal("0.5"), Decimal(1)


@dataclass(frozen=True)
class Number:
    """A number as the plan has it: where it stands, and how it may be turned."""

    table: str
    row: str
    column: str
    kind: str
    now: Decimal
    """A weight, or points."""
    step: Decimal
    of: str = ""
    """The column that tells sets of weights of one table apart."""


PLACES = {
    "markets": (
        ("dpm_attr_factors", "weight", "weight", ""),
        ("dpm_csfs", "weight", "weight", "unit_id"),
        ("dpm_attr_scores", "score", "score", ""),
        ("dpm_csf_scores", "score", "score", ""),
    ),
    "products": (
        ("pf_factors", "weight", "weight", ""),
        ("csf_list", "weight", "weight", ""),
        ("pf_attr_scores", "score", "score", ""),
        ("pf_csf_scores", "own_t0", "score", ""),
        ("pf_csf_scores", "comp_t0", "score", ""),
    ),
    "selection": (
        ("sel_weights", "weight", "weight", ""),
        ("sel_candidates", "location_score", "score", ""),
        ("sel_candidates", "buying_score", "score", ""),
        ("sel_candidates", "suppliers_score", "score", ""),
        ("sel_candidates", "potential_spend", "score", ""),
        ("sel_candidates", "margin_pct", "score", ""),
        ("sel_candidates", "growth_pct", "score", ""),
    ),
}
MEASURED = {"potential_spend": "potential_spend", "margin_pct": "margin", "growth_pct": "growth"}
"""The criterion of each fact that is turned into points."""


def verdicts(level: str, answers: Answers) -> Verdicts:
    """All that the figures of the plan suggest."""
    figures = Figures(flow(), answers, today=TODAY, memory=MEMORY)
    if level == "selection":
        ranking = figures.get("selection.ranking")
        return {"winner": ranking[:1]} if ranking else {}
    units = figures.get(f"{level}.units") or {}
    return {name: one.suggested for name, one in units.items() if one.suggested}


def numbers(level: str, answers: Answers) -> Iterator[Number]:
    """Every weight and every score of a level."""
    for table, column, kind, of in PLACES[level]:
        for row in answers.rows(table):
            if row[column] is None:
                continue
            now, step = Decimal(str(row[column])), WHOLE if kind == "weight" else HALF
            if column in MEASURED:
                now = points(answers, column, now)
            elif table == "sel_candidates":
                step = WHOLE
            yield Number(table, row.key, column, kind, now, step, of)


def anchors(answers: Answers, column: str) -> tuple[Decimal, Decimal]:
    row = answers["sel_anchors"].row(MEASURED[column])
    assert row is not None
    return Decimal(str(row["value_0"])), Decimal(str(row["value_10"]))


def points(answers: Answers, column: str, fact: Decimal) -> Decimal:
    bottom, top = anchors(answers, column)
    return min(Decimal(10), max(Decimal(0), 10 * (fact - bottom) / (top - bottom)))


def turned(answers: Answers, one: Number, by: Decimal) -> Answers | None:
    """The answers with one number turned; None where it cannot be."""
    row = answers[one.table].row(one.row)
    assert row is not None
    if one.kind == "weight":
        return _weighed(answers, one, row, by)
    value = one.now + by
    if one.column in MEASURED:
        bottom, top = anchors(answers, one.column)
        fact = min(max(Decimal(str(row[one.column])), bottom), top)
        value = fact + by * (top - bottom) / 10
    return _with(answers, one.table, {one.row: {one.column: value}})


def _weighed(answers: Answers, one: Number, row: Row, by: Decimal) -> Answers | None:
    """Weights in their proportions, all so many times larger that none has to be rounded."""
    rows = [each for each in answers.rows(one.table) if not one.of or each[one.of] == row[one.of]]
    weights = {each.key: Decimal(str(each["weight"])) for each in rows}
    times = 100 - one.now
    if sum(weights.values()) != 100 or not times:
        return None
    value = one.now + by
    after = {key: weight * (100 - value) for key, weight in weights.items()}
    after[one.row] = value * times
    changed = _with(answers, one.table, {key: {"weight": each} for key, each in after.items()})
    limit = answers.settings.get("dpm_threshold") or "fixed"
    if one.table not in ("dpm_attr_factors", "pf_factors") or limit == "midrange":
        return changed
    scaled = str(times * (5 if limit == "fixed" else Decimal(str(limit))))
    return Answers(dict(changed.items()), {**changed.settings, "dpm_threshold": scaled})


def _with(answers: Answers, table: str, cells: Mapping[str, Mapping[str, Decimal]]) -> Answers:
    rows = tuple(
        replace(one, cells={**one.cells, **cells[one.key]}) if one.key in cells else one
        for one in answers.rows(table)
    )
    return answers.with_answer(table, replace(answers[table], rows=rows))


@dataclass(frozen=True)
class Nearest:
    """How far the nearest turns of a unit are, and every one of them, with what it leads to."""

    distance: Decimal
    turns: frozenset[tuple[str, str, str, Decimal, tuple[str, ...]]]


def nearest(
    level: str, answers: Answers, kind: str, furthest: Decimal = Decimal(100)
) -> dict[str, Nearest]:
    """By trying every number at every step, up to the furthest: the nearest that change a unit."""
    before, found = verdicts(level, answers), dict[str, Nearest]()
    every = [one for one in numbers(level, answers) if one.kind == kind]
    most = Decimal(100) if kind == "weight" else Decimal(10)
    distance = Decimal(0)
    while distance < min(most, furthest) and found.keys() != before.keys():
        distance += HALF
        here: dict[str, set[tuple[str, str, str, Decimal, tuple[str, ...]]]] = {}
        for one in every if kind == "score" or not distance % 1 else ():
            for by in (-distance, distance) if not distance % one.step else ():
                after = turned(answers, one, by) if 0 <= one.now + by <= most else None
                then = verdicts(level, after) if after is not None else before
                for unit, verdict in before.items():
                    if then.get(unit, verdict) != verdict:
                        turn = (one.table, one.row, one.column, one.now + by, then[unit])
                        here.setdefault(unit, set()).add(turn)
        for unit, turns in here.items():
            found.setdefault(unit, Nearest(distance, frozenset(turns)))
    return found


# Variants


def variant(seed: int) -> Answers:
    """A small plan like the case with other numbers: gaps, ties, weights that do not sum to 100."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    answers = case()
    units = sorted(chance.sample([one.key for one in answers.rows("dpm_units")], 3))
    products = sorted(chance.sample([one.key for one in answers.rows("setup_products")], 3))
    for table, column, kept in (
        ("dpm_units", "unit_id", units),
        ("dpm_csfs", "unit_id", units),
        ("setup_products", "product_id", products),
    ):
        answers = _only(answers, table, lambda row, c=column, k=kept: row[c] in k)
    for table, group in (("dpm_attr_factors", 3), ("pf_factors", 3), ("csf_list", 3)):
        keys = [one.key for one in answers.rows(table)][:group]
        answers = _only(answers, table, lambda row, k=keys: row.key in k)
    for unit in units:
        keys = [one.key for one in answers.rows("dpm_csfs") if one["unit_id"] == unit][:3]
        drop = {one.key for one in answers.rows("dpm_csfs") if one["unit_id"] == unit} - {*keys}
        answers = _only(answers, "dpm_csfs", lambda row, d=drop: row.key not in d)
    answers = path(flow(), answers, today=TODAY).standing
    answers = _reweighed(answers, chance)
    answers = _rescored(answers, chance)
    settings = {
        "dpm_threshold": chance.choice(("fixed", "midrange", "6")),
        "reference_competitor": chance.choice(("best_score", "largest_share")),
    }
    return Answers(dict(answers.items()), settings)


def _only(answers: Answers, table: str, keep: object) -> Answers:
    rows = tuple(one for one in answers.rows(table) if keep(one))  # type: ignore[operator]
    return answers.with_answer(table, replace(answers[table], rows=rows))


def _reweighed(answers: Answers, chance: random.Random) -> Answers:
    """Other weights; one set in eight does not sum to 100, and some have a weight of nothing."""
    for table, of in (
        ("dpm_attr_factors", ""),
        ("dpm_csfs", "unit_id"),
        ("pf_factors", ""),
        ("csf_list", ""),
        ("sel_weights", ""),
    ):
        groups: dict[object, list[str]] = {}
        for row in answers.rows(table):
            groups.setdefault(row[of] if of else "", []).append(row.key)
        for keys in groups.values():
            cuts = sorted(chance.choice(range(0, 101, 5)) for _ in keys[1:])
            ends = zip([0, *cuts], [*cuts, 100 if chance.random() > 0.12 else 120], strict=True)
            cells = {
                key: {"weight": Decimal(end - start)}
                for key, (start, end) in zip(keys, ends, strict=True)
            }
            answers = _with(answers, table, cells)
    return answers


def _rescored(answers: Answers, chance: random.Random) -> Answers:
    """Other scores and facts; one score of a competitor in ten is missing."""
    for level, places in PLACES.items():
        for table, column, kind, _ in places:
            if kind != "score":
                continue
            for row in answers.rows(table):
                value = Decimal(chance.randint(0, 20)) / 2
                if column in MEASURED:
                    bottom, top = anchors(answers, column)
                    value = bottom + (top - bottom) * Decimal(chance.randint(-1, 9)) / 7
                elif level == "selection":
                    value = Decimal(chance.randint(0, 10))
                answers = _with(answers, table, {row.key: {column: value}})
    gone = {one.key for one in answers.rows("dpm_csf_scores") if chance.random() < 0.05}
    kept = _only(answers, "dpm_csf_scores", lambda row: row.key not in gone)
    assert len(CRITERIA) == 6
    return _only(kept, "sel_candidates", lambda row: row.key in ("X1", "X2", "X3", "X4"))
