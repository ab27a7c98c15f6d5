"""Slides on the customer's side: what we are worth to it, and who decides there."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from msgspec.structs import replace

from kamguide.plan.blocks import Chart, Paragraph, Table
from kamguide.plan.chapters import value as chain
from kamguide.plan.deck.desk import Desk, brief
from kamguide.plan.paper import NOTHING, amount, figure, share
from kamguide.plan.slides import Slide

MOST_OPPORTUNITIES: Final = 8


def value(desk: Desk) -> Slide | None:
    """What the customer gains, by activity and opportunity."""
    found = desk.figure("value")
    chart = desk.part(chain.part, "t.value")
    if found is None or not found.opportunities:
        return None
    shown = _filled(chart) if isinstance(chart, Chart) else None
    points = list(desk.told("vc_summary_comment"))
    return desk.slide("value", _worth(desk, found), points, [shown, _opportunities(desk, found)])


def _worth(desk: Desk, found: Any) -> str:
    chosen = found.selected if found.selected.annual else found.total
    key = "value.chosen" if found.selected.annual else "value.all"
    return desk.deck(
        key,
        account=desk.account,
        annual=desk.money(chosen.annual),
        expected=amount(chosen.expected),
    )


def _filled(chart: Chart) -> Chart | None:
    """Without the activities in which nothing was found."""
    kept = [at for at in range(len(chart.points)) if any(one.values[at] for one in chart.series)]
    series = tuple(
        replace(one, values=tuple(one.values[at] for at in kept)) for one in chart.series
    )
    return replace(chart, points=tuple(chart.points[at] for at in kept), series=series)


def _opportunities(desk: Desk, found: Any) -> Table:
    """The opportunities by value; of those the plan builds on it says so."""
    chosen = desk.answers.value("vc_top_choice")
    desk.use("vc_top_choice")
    picked = chosen if isinstance(chosen, tuple) else ()
    ranked = sorted(found.opportunities.values(), key=lambda one: -one.annual)
    rows = [
        [_opportunity(desk, one.opp_id), amount(one.annual), amount(one.expected)]
        + ([desk.yes(True) if one.opp_id in picked else NOTHING] if picked else [])
        for one in ranked[:MOST_OPPORTUNITIES]
    ]
    heads = [desk.deck("col.opportunity"), *desk.heads("annual", "expected")]
    heads += [desk.deck("col.in_plan")] if picked else []
    return desk.grid(desk.deck("t.opportunities", unit=desk.money_unit()), heads, rows)


def _opportunity(desk: Desk, key: str) -> str:
    named = (desk.words.named(table, key) for table in chain.OPPORTUNITIES)
    return next((one for one in named if one != key), key)


# Who decides


def people(desk: Desk) -> Slide | None:
    """The decision-making unit: influence, attitude, and who on our side is in touch."""
    members = desk.table(
        "dmu_members",
        only=("name", "position", "roles", "influence", "attitude", "contact_owner"),
    )
    found = desk.figure("buying")
    if members is None:
        return None
    points = [
        *desk.told("dmu_final_evidence", "dmu_veto"),
        *_stages(desk, found),
        *desk.told("info_gap_plan"),
    ]
    return desk.slide("people", _decides(desk, found), points, [members], internal=True)


def _decides(desk: Desk, found: Any) -> str:
    name = _person(desk, "dmu_final_authority")
    covered = found.coverage_total_pct if found is not None else None
    values = {
        "name": name,
        "people": desk.counted("people", len(desk.rows("dmu_members"))),
        "account": desk.account,
    }
    if covered is not None:
        values["covered"] = share(covered)
        return desk.deck("people.both" if name else "people.covered", **values)
    return desk.deck("people.decider" if name else "people.count", **values)


def _person(desk: Desk, question: str) -> str:
    key = desk.answers.value(question)
    desk.use(question)
    return brief(desk.words.name("dmu_members", key)) if isinstance(key, str) else ""


def _stages(desk: Desk, found: Any) -> Iterator[Paragraph]:
    """The stage we cover least, and how strongly we are supported."""
    if found is None:
        return
    told = [*_thinnest(desk, found)]
    without = [desk.words.name("dmu_members", one) for one in found.without_contact]
    if without:
        told.append(desk.deck("people.no_contact", names=desk.listed(without)))
    if found.support_index is not None:
        told.append(desk.deck("people.support", index=figure(found.support_index)))
    yield from desk.point(" ".join(told), "cover", internal=True)


def _thinnest(desk: Desk, found: Any) -> Iterator[str]:
    ahead = [
        (one.coverage_pct, name)
        for name, one in found.stages.items()
        if one.is_open and isinstance(one.coverage_pct, Decimal)
    ]
    if ahead:
        covered, name = min(ahead)
        stage = desk.say(f"buystage.{name}")
        yield desk.deck("people.thin", stage=stage, covered=share(covered))
