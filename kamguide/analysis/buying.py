"""How the customer buys: authority by purchase, stages by buy class, people by stage.

A stage that is done, or that the buy class skips, never counts toward coverage.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, natural_order, percent, quotient, total

STAGES: Final = (
    "problem",
    "define",
    "solution",
    "search",
    "evaluate",
    "select",
    "agree",
    "monitor",
)
_ALWAYS: Final = ("solution", "monitor")
STAGE_NEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "new_buy": dict.fromkeys(STAGES, "needed"),
    "modified_rebuy": {stage: "needed" if stage in _ALWAYS else "maybe" for stage in STAGES},
    "straight_rebuy": {stage: "needed" if stage in _ALWAYS else "skipped" for stage in STAGES},
}
"""Whether each stage takes place: the textbook buygrid on the eight stages."""

BANDS: Final = ("buyer", "head", "committee")
"""Who may decide, from one buyer alone to the management committee."""
_BUYER_TO: Final = 4
_HEAD_TO: Final = 6

_TAKES_PART: Final = 2
_LEADS: Final = 3
_MOST_LEADERS: Final = 2
_HALF: Final = Decimal("0.5")
_THIN: Final = Decimal(40)
_GOOD: Final = Decimal(70)
_DAYS_A_WEEK: Final = 7


class BuyItem(Struct, frozen=True):
    """A row of `buy_items`; amount a year in the plan's unit, factors 1 to 3."""

    item_id: str
    buy_class: str
    cost_level: int
    newness: int
    complexity: int
    annual_amount: Decimal | None = None


class Limit(Struct, frozen=True):
    """A row of `buy_authority_limits`; a level without a limit may approve any amount."""

    level: str
    limit: Decimal | None = None


class Member(Struct, frozen=True):
    """A row of `dmu_members`; influence 1 to 5, attitude -2 to +2."""

    dmu_id: str
    influence: int
    attitude: int = 0
    contact_owner: str | None = None
    function: str | None = None
    roles: tuple[str, ...] = ()


class Involvement(Struct, frozen=True):
    """A row of `dmu_stage_matrix`: 0 not, 1 informed, 2 contributes, 3 leads or decides."""

    stage: str
    dmu_id: str
    involvement: int


class Procedure(Struct, frozen=True):
    """A row of `dmu_procedure`; status `done`, `now`, `later` or `skipped`."""

    stage: str
    weeks: Decimal | None = None
    status: str = "later"


class Need(Struct, frozen=True):
    """A row of `info_needs`; status `unmet`, `partly` or `met`."""

    need_id: str
    dmu_id: str
    stage: str
    status: str = "unmet"


class Authority(Struct, frozen=True):
    """How high up one purchase is decided."""

    item_id: str
    score: int
    """Cost + newness + complexity, 3 to 9."""
    band: str
    """By the score: `buyer`, `head` or `committee`."""
    level: str | None
    """The first level whose limit covers the amount; None without limits, or beyond them all."""
    is_beyond_limits: bool
    band_by_amount: str | None
    result: str
    """The higher of the two bands."""
    stages: Mapping[str, str]
    """`needed`, `maybe` or `skipped`, by stage."""


class Purchases(Struct, frozen=True):
    """Every purchase, and the stages of the one in focus."""

    items: Mapping[str, Authority]
    focus_class: str | None
    focus_stages: Mapping[str, str]
    """Empty where no purchase is in focus."""


class StageCoverage(Struct, frozen=True):
    """One stage: who leads, who takes part, and how well we cover them."""

    stage: str
    status: str
    is_open: bool
    need: str | None
    leaders: tuple[str, ...]
    participants: tuple[str, ...]
    """Members who contribute or lead."""
    nobody_leads: bool
    too_many_lead: bool
    has_contact: bool
    """Whether we have a contact with a participant."""
    weight: Decimal
    covered: Decimal
    coverage_pct: Decimal | None
    band: str | None
    weeks: Decimal | None


class Gap(Struct, frozen=True):
    """An information need that is not met."""

    need_id: str
    dmu_id: str
    stage: str
    status: str
    influence: int


class Buying(Struct, frozen=True):
    """The decision-making unit over the buying stages of the purchase in focus."""

    stages: Mapping[str, StageCoverage]
    coverage_total_pct: Decimal | None
    """Over the open stages, their weights pooled."""
    coverage_band: str | None
    """`thin` below 40, `partial`, `good` from 70."""
    weeks_to_contract: Decimal
    """Weeks of the stages still open, up to the agreement."""
    support_index: Decimal | None
    """-1 (all against us) to +1."""
    gaps: tuple[Gap, ...]
    """Needs not met, the most influential members first."""
    decider_covered: bool | None
    """The final authority has a contact and only met needs, one at least; None if unknown."""
    functions_in_contact: tuple[str, ...]
    without_contact: tuple[str, ...]


def purchases(items: Sequence[BuyItem], limits: Sequence[Limit] = (), focus: str = "") -> Purchases:
    """How high each purchase is decided, and which stages it passes.

    Args:
        items: The purchases.
        limits: Who may approve how much. The lowest level stands for one buyer, the highest for
            the committee, those between for heads of department.
        focus: The purchase that is analysed.

    Source: Robinson, Faris and Wind on buy classes and buy phases.
    """
    ranked = sorted(limits, key=lambda one: (one.limit is None, one.limit or ZERO))
    focus_class = next((one.buy_class for one in items if one.item_id == focus), None)
    return Purchases(
        items={one.item_id: _authority(one, ranked) for one in items},
        focus_class=focus_class,
        focus_stages=STAGE_NEEDS.get(focus_class or "", {}),
    )


def _authority(item: BuyItem, limits: Sequence[Limit]) -> Authority:
    score = item.cost_level + item.newness + item.complexity
    band = BANDS[(score > _BUYER_TO) + (score > _HEAD_TO)]
    place = _limit_place(item.annual_amount, limits)
    by_amount = None
    if place is not None:
        by_amount = BANDS[(place > 0) + (place >= max(1, len(limits) - 1))]
    return Authority(
        item_id=item.item_id,
        score=score,
        band=band,
        level=limits[place].level if place is not None and place < len(limits) else None,
        is_beyond_limits=place == len(limits),
        band_by_amount=by_amount,
        result=max(band, by_amount or band, key=BANDS.index),
        stages=STAGE_NEEDS.get(item.buy_class, {}),
    )


def _limit_place(amount: Decimal | None, limits: Sequence[Limit]) -> int | None:
    """Which of the rising limits covers the amount; their number if none does."""
    if amount is None or not limits:
        return None
    covering = (
        place for place, one in enumerate(limits) if one.limit is None or amount <= one.limit
    )
    return next(covering, len(limits))


def buying(  # noqa: PLR0913, PLR0917 - one for each answer or figure it takes
    members: Sequence[Member],
    involvements: Sequence[Involvement],
    procedure: Sequence[Procedure] = (),
    needs: Sequence[Need] = (),
    stage_needs: Mapping[str, str] | None = None,
    final_authority: str = "",
) -> Buying:
    """Who takes part in each stage, and how well we cover them.

    A participant counts influence x involvement, and is covered not at all without a contact
    of ours, half with one, fully if every need of that stage is met and there is one.

    Args:
        members: The decision-making unit.
        involvements: Cells that are absent are 0.
        procedure: Weeks and progress; a stage not listed lies ahead.
        needs: What the members must know.
        stage_needs: Stages of the purchase's buy class; one that may be skipped counts as
            needed unless its status says skipped.
        final_authority: Who has the final say.
    """
    people = {one.dmu_id: one for one in members}
    stages = _stages(_Cover(people, needs), involvements, procedure, stage_needs or {})
    opened = [one for one in stages.values() if one.is_open]
    weight = total(one.weight for one in opened)
    covered = total(one.covered for one in opened)
    return Buying(
        stages=stages,
        coverage_total_pct=percent(covered, weight),
        coverage_band=_band(covered, weight),
        weeks_to_contract=_weeks_to_contract(opened),
        support_index=_support(members),
        gaps=_gaps(people, needs),
        decider_covered=_decider_covered(people.get(final_authority), needs),
        functions_in_contact=_functions_in_contact(members),
        without_contact=tuple(one.dmu_id for one in members if not one.contact_owner),
    )


def _weeks_to_contract(opened: Sequence[StageCoverage]) -> Decimal:
    agreed = STAGES.index("agree")
    return total(one.weeks for one in opened if STAGES.index(one.stage) <= agreed)


def _support(members: Sequence[Member]) -> Decimal | None:
    """Attitudes weighed by influence, as a share of all being for us as much as can be."""
    return quotient(
        total(one.influence * one.attitude for one in members),
        2 * total(one.influence for one in members),
    )


def _functions_in_contact(members: Sequence[Member]) -> tuple[str, ...]:
    known = (one.function for one in members if one.contact_owner and one.function)
    return tuple(dict.fromkeys(known))


class _Cell(Struct, frozen=True):
    member: Member
    involvement: int
    cover: Decimal

    @property
    def weight(self) -> Decimal:
        takes_part = self.involvement >= _TAKES_PART
        return Decimal(self.member.influence * self.involvement) if takes_part else ZERO


class _Cover:
    """How far each member is covered at a stage."""

    def __init__(self, people: Mapping[str, Member], needs: Sequence[Need]) -> None:
        self._people = people
        self._met: dict[tuple[str, str], list[bool]] = {}
        for one in needs:
            self._met.setdefault((one.dmu_id, one.stage), []).append(one.status == "met")

    def cells(self, stage: str, involvements: Sequence[Involvement]) -> list[_Cell]:
        return [
            _Cell(self._people[one.dmu_id], one.involvement, self._of(one.dmu_id, stage))
            for one in involvements
            if one.stage == stage and one.dmu_id in self._people
        ]

    def _of(self, member: str, stage: str) -> Decimal:
        if not self._people[member].contact_owner:
            return ZERO
        met = self._met.get((member, stage), [])
        return Decimal(1) if met and all(met) else _HALF


def _stages(
    cover: _Cover,
    involvements: Sequence[Involvement],
    procedure: Sequence[Procedure],
    kinds: Mapping[str, str],
) -> dict[str, StageCoverage]:
    rows = {one.stage: one for one in procedure}
    return {
        stage: _stage(rows.get(stage), stage, kinds.get(stage), cover.cells(stage, involvements))
        for stage in STAGES
    }


def _stage(
    row: Procedure | None, stage: str, need: str | None, cells: Sequence[_Cell]
) -> StageCoverage:
    status = row.status if row is not None else "skipped" if need == "skipped" else "later"
    weighed = [one for one in cells if one.weight]
    weight = total(one.weight for one in weighed)
    covered = total(one.weight * one.cover for one in weighed)
    leaders = tuple(one.member.dmu_id for one in cells if one.involvement >= _LEADS)
    return StageCoverage(
        stage=stage,
        status=status,
        is_open=status not in ("done", "skipped"),
        need=need,
        leaders=leaders,
        participants=tuple(one.member.dmu_id for one in weighed),
        nobody_leads=not leaders,
        too_many_lead=len(leaders) > _MOST_LEADERS,
        has_contact=any(one.member.contact_owner for one in weighed),
        weight=weight,
        covered=covered,
        coverage_pct=percent(covered, weight),
        band=_band(covered, weight),
        weeks=row.weeks if row is not None else None,
    )


def _band(covered: Decimal, weight: Decimal) -> str | None:
    if not weight:
        return None
    if covered * HUNDRED < _THIN * weight:
        return "thin"
    return "partial" if covered * HUNDRED < _GOOD * weight else "good"


def _gaps(people: Mapping[str, Member], needs: Iterable[Need]) -> tuple[Gap, ...]:
    found = [
        Gap(one.need_id, one.dmu_id, one.stage, one.status, people[one.dmu_id].influence)
        for one in needs
        if one.status != "met" and one.dmu_id in people
    ]
    return tuple(sorted(found, key=lambda one: (-one.influence, natural_order(one.need_id))))


def _decider_covered(decider: Member | None, needs: Iterable[Need]) -> bool | None:
    if decider is None:
        return None
    met = [one.status == "met" for one in needs if one.dmu_id == decider.dmu_id]
    return bool(decider.contact_owner) and bool(met) and all(met)


def earliest_contract(weeks_to_contract: Decimal, today: date) -> date:
    """The first day on which the contract can be signed, if every open stage starts now."""
    days = (weeks_to_contract * _DAYS_A_WEEK).to_integral_value(rounding=ROUND_CEILING)
    return today + timedelta(days=int(days))
