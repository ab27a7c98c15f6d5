"""Answers that can be proposed from other answers: pure, and counted only once confirmed.

A draft follows its inputs. Its `basis` is a fingerprint of what it said when it was confirmed,
so that a confirmed draft whose basis has changed can be looked at again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from string import Formatter
from typing import Any, Final

from msgspec import Struct

from kamguide.engine.figures import Figures
from kamguide.engine.path import Path
from kamguide.engine.tables import targets
from kamguide.messages import money, percent, say
from kamguide.messages.joining import listed
from kamguide.model.answers import Answers, Cell, Origin, Scalar, State
from kamguide.model.edits import ConfirmDraft
from kamguide.model.fiscal import fiscal_year
from kamguide.model.flow import DraftTemplate, Flow
from kamguide.model.text import Lang

DraftRows = tuple[tuple[str, Mapping[str, Cell]], ...]
_FUTURE: Final = {
    "will": re.compile(
        r"(?:will|将|将做)\s*[:：]\s*(.+?)(?=[.。；;]?\s*(?:might|never|可能|绝不)\s*(?:做)?[:：]|$)",
        re.I | re.S,
    ),
    "never": re.compile(r"(?:never|绝不|绝不做)\s*[:：]\s*(.+)$", re.I | re.S),
}


class Proposal(Struct, frozen=True):
    """A draft as it stands now: a text, or rows."""

    value: Scalar | None = None
    rows: DraftRows = ()

    @property
    def basis(self) -> str:
        """A fingerprint of what it says."""
        return sha256(repr((self.value, self.rows)).encode()).hexdigest()[:16]


class _Sources:
    """What drafts are drawn from."""

    def __init__(self, flow: Flow, path: Path, lang: Lang) -> None:
        self.flow = flow
        self.answers: Answers = path.standing
        self.figures: Figures = path.figures
        self.lang = lang
        year = path.standing.value("setup_base_year")
        self.fiscal = fiscal_year(path.standing.settings)
        self.base_year = year if isinstance(year, int) else self.fiscal.of(path.today)

    def name(self, table: str, key: str) -> str:
        """The name of a row."""
        found = {one.id: one.name for one in targets(self.flow, self.answers, [table], self.lang)}
        return found.get(key) or key

    def templates(self, name: str) -> Sequence[str]:
        """The sentences of a draft, in the language of now."""
        template: DraftTemplate | None = next(
            (one for one in self.flow.method.drafts if one.id == name), None
        )
        return [one(self.lang) for one in template.sentences] if template else []


def proposal(flow: Flow, path: Path, question: str, lang: Lang) -> Proposal | None:
    """What can be proposed for a question; None where nothing can."""
    spec = flow.questions.get(question)
    if spec is None or spec.draft is None or spec.draft not in DRAFTS:
        return None
    found = DRAFTS[spec.draft](_Sources(flow, path, lang))
    return found if found is not None and (found.value or found.rows) else None


def draft_of(flow: Flow, path: Path, question: str, lang: Lang) -> ConfirmDraft | None:
    """The edit that accepts what is proposed; None where nothing is."""
    found = proposal(flow, path, question, lang)
    if found is None:
        return None
    return ConfirmDraft(question, found.basis, found.value, found.rows)


def is_out_of_date(flow: Flow, path: Path, question: str, lang: Lang) -> bool:
    """Whether a confirmed draft was drawn from something that has changed since."""
    answer = path.standing.get(question)
    if answer is None or answer.state is not State.GIVEN or answer.origin is not Origin.DRAFTED:
        return False
    now = proposal(flow, path, question, lang)
    return bool(answer.basis) and now is not None and now.basis != answer.basis


# Texts


def _written(sentences: Sequence[str], slots: Mapping[str, str]) -> str:
    """The sentences whose slots are all filled."""
    return " ".join(
        sentence.format_map(slots)
        for sentence in sentences
        if all(slots.get(name) for _, name, _, _ in Formatter().parse(sentence) if name)
    )


def _joined(text: str, lang: Lang) -> str:
    """Chinese sentences need no space between them."""
    return re.sub(r"(?<=[。！？；，])\s+", "", text) if lang == "zh" else text


def _text(
    name: str, slots: Callable[[_Sources], Mapping[str, str]]
) -> Callable[[_Sources], Proposal | None]:
    def drafted(sources: _Sources) -> Proposal | None:
        text = _written(sources.templates(name), slots(sources))
        return Proposal(_joined(text, sources.lang)) if text else None

    return drafted


def _bare(text: str) -> str:
    """A text as part of a sentence: without its full stop."""
    return text.strip().rstrip(".。；; ")


def _mission(sources: _Sources) -> dict[str, str]:
    text = sources.answers.text
    future = text("mis_future")
    found = {name: pattern.search(future) for name, pattern in _FUTURE.items()}
    business = _bare(text("mis_business_def"))
    return {
        "account": text("setup_account_name"),
        "mis_business_def": business[:1].lower() + business[1:],
        "mis_competence": _bare(text("mis_competence")),
        "mis_role": _bare(text("mis_role")),
        **{name: _bare(match[1]) if match else "" for name, match in found.items()},
    }


def _summary(sources: _Sources) -> dict[str, str]:
    answers, figures, lang = sources.answers, sources.figures, sources.lang
    forecast = figures.get("forecast")
    if forecast is None:
        return {}
    budget = figures.get("budget")
    stage = figures.get("relationship.stage")
    target = answers.text("rel_target_stage")
    strategies = [str(row["how_text"]) for row in answers.rows("str_list")[:3] if row["how_text"]]
    joint = "；" if lang == "zh" else "; "
    return {
        "account": answers.text("setup_account_name"),
        "rev_t0": money(forecast.revenue["T0"]),
        "rev_t3": money(forecast.revenue["T+3"]),
        "year_t3": str(sources.base_year + 3),
        "cagr": percent(forecast.account.growth_pct).removesuffix("%"),
        "m_t0": money(forecast.margin["T0"]),
        "m_t3": money(forecast.margin["T+3"]),
        "strategies": joint.join(_bare(one) for one in strategies),
        "budget": money(budget.total) if budget and budget.total else "",
        "net": money(budget.gain.total) if budget else "",
        "payback": (budget.gain.payback_year or "") if budget else "",
        "stage": say(f"plan.stage.{stage}", lang) if stage else "",
        "target": say(f"plan.stage.{target}", lang) if target else "",
        "risk": _main_risk(answers),
    }


def _main_risk(answers: Answers) -> str:
    """The assumption with the largest impact x (1 - probability)."""

    def weight(row: Any) -> Decimal:
        impact, chance = row["impact_t3_revenue"], row["probability_pct"]
        if not isinstance(impact, Decimal) or not isinstance(chance, Decimal):
            return Decimal(0)
        return abs(impact) * (100 - chance)

    rows = [row for row in answers.rows("ass_list") if row["statement"]]
    worst = max(rows, key=weight, default=None)
    return _bare(str(worst["statement"])) if worst is not None else ""


def _positioning(sources: _Sources) -> dict[str, str]:
    answers, figures, lang = sources.answers, sources.figures, sources.lang
    needs = [_bare(str(row["need"])) for row in answers.rows("kam_needs")[:2] if row["need"]]
    found = figures.get("positioning")
    lasting = list(found.lasting) if found else []
    changes = [
        _bare(str(row["change"]))
        for row in answers.rows("kam_trends")
        if row["change"] and _priority(row) >= 12  # noqa: PLR2004 - where a trend needs a change
    ]
    return {
        "supplier": answers.text("setup_supplier_name"),
        "kam_task": _bare(answers.text("kam_task")),
        "kam_role": _bare(answers.text("kam_role")),
        "needs": listed(needs, lang),
        "advantages": listed(map(_bare, lasting), lang),
        "changes": listed(changes, lang),
    }


def _priority(row: Any) -> int:
    likelihood, impact = row["likelihood"], row["impact"]
    if not isinstance(likelihood, int) or not isinstance(impact, int):
        return 0
    return likelihood * impact


# Rows


def _objectives(sources: _Sources) -> Proposal | None:
    """One revenue objective for each product with a forecast, and one margin objective."""
    forecast = sources.figures.get("forecast")
    if forecast is None:
        return None
    chosen = {row.key: row["direction"] for row in sources.answers.rows("pf_directions")}
    chosen = chosen or dict(sources.figures.get("quick_directions") or {})
    sentences = [*sources.templates("objectives_from_forecast"), "", ""]
    rows = [
        (f"O{at}", _revenue_objective(sources, sentences[0], name, line, chosen.get(name)))
        for at, (name, line) in enumerate(forecast.products.items(), start=1)
    ]
    margin = {
        "m_t0": money(forecast.margin["T0"]),
        "m_t3": money(forecast.margin["T+3"]),
    }
    total = _objective(sources, sentences[1].format_map(margin), "margin", "all", forecast.margin)
    rows.append((f"O{len(rows) + 1}", total))
    return Proposal(rows=tuple((key, {"obj_id": key, **cells}) for key, cells in rows))


def _revenue_objective(
    sources: _Sources, sentence: str, product: str, line: Any, direction: object
) -> dict[str, Cell]:
    statement = sentence.format_map(
        {
            "verb": say(f"draft.verb.{direction or 'improve'}", sources.lang),
            "product": sources.name("setup_products", product),
            "rev_t0": money(line.revenue["T0"]),
            "rev_t3": money(line.revenue["T+3"]),
        }
    )
    return _objective(sources, statement, "revenue", product, line.revenue)


def _objective(
    sources: _Sources, statement: str, kind: str, product: str, values: Mapping[str, Decimal | None]
) -> dict[str, Cell]:
    cells: dict[str, Cell | None] = {
        "statement": statement,
        "type": kind,
        "product_id": product,
        "metric": say(f"draft.metric.{kind}", sources.lang),
        "baseline_t0": values["T0"],
        "target_t1": values["T+1"],
        "target_t2": values["T+2"],
        "target_t3": values["T+3"],
        "due": sources.fiscal.last(sources.base_year + 3),
    }
    return {name: cell for name, cell in cells.items() if cell is not None}


def _swot_items(sources: _Sources) -> Proposal | None:
    """Strengths and weaknesses from gaps, opportunities and threats from what surrounds us."""
    rows: list[tuple[str, Mapping[str, Cell]]] = []
    counts: dict[str, int] = {}
    for item in sources.figures.get("swot_proposals") or ():
        if not (text := _swot_text(sources, item)):
            continue
        counts[item.kind] = counts.get(item.kind, 0) + 1
        key = f"{item.kind}{counts[item.kind]}"
        rows.append(
            (
                key,
                {
                    "swot_id": key,
                    "kind": item.kind,
                    "text": text,
                    "source": item.source,
                    "importance": item.importance,
                },
            )
        )
    return Proposal(rows=tuple(rows)) if rows else None


def _swot_text(sources: _Sources, item: Any) -> str:
    """A proposed item in words: a gap by its factor, anything else by its own words."""
    table, _, key = item.source.partition(":")
    if table == "csf":
        gap = sources.figures.get("csf").gaps[key]
        points = abs(gap.gap)
        kind = "strength" if item.kind == "S" else "weakness"
        name = sources.name("csf_list", key)
        return say(f"draft.swot.{kind}", sources.lang, factor=name, points=points)
    if table not in _SWOT_WORDS:
        return str(item.subject) if table == "ind_drivers" else ""
    column = _SWOT_WORDS[table]
    answer = sources.answers.get(table)
    row = answer.row(key) if answer else None
    words = _bare(str(row[column])) if row is not None and row[column] else ""
    if table == "comp_strategy" and words:
        return f"{sources.name('mkt_competitors', key)}: {words}"
    return words


_SWOT_WORDS: Final = {
    "prof_objectives": "objective",
    "comp_strategy": "next_move",
    "ind_forces": "evidence",
}
"""The column in which an item's own words stand."""


def _swot_pairs(sources: _Sources) -> Proposal | None:
    """Items that could make a strategy together; the idea is the person's."""
    rows: list[tuple[str, Mapping[str, Cell]]] = []
    for at, pair in enumerate(sources.figures.get("swot_pair_proposals") or (), start=1):
        key = f"PR{at}"
        rows.append((key, {"pair_id": key, "type": pair.type, "items": pair.items}))
    return Proposal(rows=tuple(rows)) if rows else None


DRAFTS: Final[Mapping[str, Callable[[_Sources], Proposal | None]]] = {
    "mis_statement": _text("mis_statement", _mission),
    "plan_summary": _text("plan_summary", _summary),
    "kam_statement": _text("kam_statement", _positioning),
    "objectives_from_forecast": _objectives,
    "swot_items": _swot_items,
    "swot_pairs": _swot_pairs,
}
"""Every draft, by the name that questions give."""
