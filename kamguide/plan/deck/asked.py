"""The last slide: what the meeting is to decide, and what the plan still lacks."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec.structs import replace

from kamguide.model.answers import Row, State
from kamguide.plan.blocks import Paragraph, Table
from kamguide.plan.deck.desk import GRAVE, Desk
from kamguide.plan.paper import NOTHING, amount, share
from kamguide.plan.slides import Slide
from kamguide.plan.wording import shortened

MOST_NAMED: Final = 6
"""Missing answers that are named, before the rest is only counted."""
MOST_FINDINGS: Final = 6
"""Findings that are asked about one by one, the gravest first; the notes name the others."""
LONGEST_NAME: Final = 80
"""Cells of a strategy, before it is cut; it stands whole on a slide of its own."""
Line = tuple[str, str, str]
"""What is to be decided, why or on what ground, and by whom or by when."""


def decisions(desk: Desk) -> Slide:
    """Money to release, strategies to approve, findings to settle, open items to close."""
    approve = [*_money(desk), *_strategies(desk)]
    settle, find = list(_findings(desk)), list(_open(desk))
    points = [*_missing(desk), *_not_shown(desk), *_signed(desk), *_next_review(desk)]
    headline = _asked(desk, len(approve), len(settle), len(find))
    lines = [*approve, *settle[:MOST_FINDINGS], *_further(desk, settle), *find]
    slide = desk.slide("decisions", headline, points, [_table(desk, lines)], internal=True)
    hidden = (desk.say("card", label=about, text=what) for what, about, _ in settle[MOST_FINDINGS:])
    return replace(slide, notes=(*slide.notes, *hidden))


def _further(desk: Desk, settle: list[Line]) -> Iterator[Line]:
    """A line for the findings that only the notes name."""
    rest = len(settle) - MOST_FINDINGS
    if rest > 0:
        yield desk.deck("decide.more", findings=desk.counted("findings", rest)), NOTHING, NOTHING


def _asked(desk: Desk, approve: int, settle: int, find: int) -> str:
    """What the meeting is there for, by how much there is of each kind."""
    rest = settle + find
    if approve and rest:
        items = desk.counted("items", approve + rest)
        return desk.deck("decisions.several", items=items, approve=approve, rest=rest)
    for key, what, count in (
        ("approve", "decisions", approve),
        ("settle", "items" if find else "findings", rest if settle else 0),
        ("find", "open_items", find),
    ):
        if count:
            return desk.deck(f"decisions.{key}", counted=desk.counted(what, count))
    return desk.deck("decisions.none" if desk.missing() else "decisions.nothing")


def _table(desk: Desk, lines: list[Line]) -> Table | None:
    if not lines:
        return None
    heads = [desk.deck(f"col.{key}") for key in ("decision", "ground", "who")]
    return desk.grid("", heads, lines)


def _money(desk: Desk) -> Iterator[Line]:
    """The budget as a whole, and how much of it falls in the first year."""
    found = desk.figure("budget")
    if found is None or not found.total:
        return
    first = found.by_year.get("T+1")
    what = desk.deck(
        "decide.budget", total=desk.money(found.total), first=amount(first), year=desk.calendar(1)
    )
    gain = found.gain
    ground = desk.deck(
        "decide.return", roi=share(gain.roi_pct), payback=desk.paid(gain.payback_year)
    )
    yield what, ground, _signers(desk)


def _signers(desk: Desk) -> str:
    ours = [row for row in desk.rows("plan_signoff") if row["party"] == "us"]
    return desk.listed([desk.cell("plan_signoff", row, "name") for row in ours]) or NOTHING


def _strategies(desk: Desk) -> Iterator[Line]:
    budget, actions = desk.figure("budget"), desk.rows("str_actions")
    for row in desk.rows("str_list"):
        cost = budget.by_strategy.get(row.key) if budget is not None else None
        ground = [desk.deck("decide.cost", cost=desk.money(cost))] if cost else []
        ground += _served(desk, row)
        name = shortened(desk.words.named("str_list", row.key), LONGEST_NAME)
        what = desk.deck("decide.strategy", strategy=name)
        yield what, desk.deck("joint").join(ground) or NOTHING, _first(desk, actions, row.key)


def _served(desk: Desk, row: Row) -> list[str]:
    """The objectives that a strategy serves."""
    served = row["objectives"]
    if not isinstance(served, tuple) or not served:
        return []
    return [desk.deck("decide.serves", objectives=desk.names("obj_list", served, most=1))]


def _first(desk: Desk, actions: tuple[Row, ...], strategy: str) -> str:
    """Who begins, and when the first action is due."""
    mine = [row for row in actions if row["str_id"] == strategy and isinstance(row["due"], date)]
    if not mine:
        return NOTHING
    row = min(mine, key=lambda one: str(one["due"]))
    told = [desk.cell("str_actions", row, name) for name in ("owner", "due")]
    return desk.listed([one for one in told if one])


def _findings(desk: Desk) -> Iterator[Line]:
    """What the coach holds against the plan, the gravest first; each sentence once."""
    seen: set[str] = set()
    for severity in GRAVE:
        for one in desk.findings:
            words = desk.finding(one)
            if one.severity != severity or words in seen:
                continue
            seen.add(words)
            what = desk.deck(f"decide.{severity}", finding=words)
            yield what, desk.title(one.question) if one.question else NOTHING, NOTHING


def _open(desk: Desk) -> Iterator[Line]:
    """What nobody knows yet, with who could tell and by when; what reviews decided."""
    for question in desk.path.asked:
        answer = desk.answers.get(question.id)
        if answer is not None and answer.state is State.UNKNOWN:
            what = desk.deck("decide.open", question=desk.title(question.id))
            yield what, answer.who or NOTHING, answer.by or NOTHING
    for one in desk.answers.decisions.values():
        if not one.is_done:
            yield desk.deck("decide.agreed", text=one.text), one.owner, one.by.isoformat()


def _missing(desk: Desk) -> Iterator[Paragraph]:
    """Required answers that are not there yet."""
    names = desk.missing()
    if not names:
        return
    titles = desk.listed([desk.title(one) for one in names[:MOST_NAMED]])
    if len(names) > MOST_NAMED:
        titles = desk.deck("missing.more", titles=titles, count=len(names) - MOST_NAMED)
    yield from desk.point(titles, "missing")


def _not_shown(desk: Desk) -> Iterator[Paragraph]:
    """Slides that a whole deck has and this one lacks."""
    if desk.left_out:
        sections = [desk.deck(f"section.{key}") for key in desk.left_out]
        yield from desk.point(desk.listed(sections), "left_out")


def _signed(desk: Desk) -> Iterator[Paragraph]:
    for row in desk.rows("plan_signoff"):
        if isinstance(row["date"], date):
            told = [desk.cell("plan_signoff", row, name) for name in ("name", "role", "date")]
            yield from desk.point(desk.listed([one for one in told if one]), "signed")


def _next_review(desk: Desk) -> Iterator[Paragraph]:
    days = sorted(
        (row["date"], row.key) for row in desk.rows("plan_review_dates") if _ahead(desk, row)
    )
    if not days:
        return
    row = next(one for one in desk.rows("plan_review_dates") if one.key == days[0][1])
    told = [desk.cell("plan_review_dates", row, name) for name in ("date", "kind", "measures")]
    yield from desk.point(desk.listed([one for one in told if one]), "review")


def _ahead(desk: Desk, row: Row) -> bool:
    return isinstance(row["date"], date) and row["date"] >= desk.path.today
