"""Questions for the talk after the exercise, from what groups disagree about most.

One of each kind of thing before a second of any, so that three questions are about three things.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.course.overlay import Compared, Numbers, Overlay, Places, Words
from kamguide.course.readings import Kind, Unit
from kamguide.messages import money, money_unit, number, percent, say
from kamguide.model.text import Lang

QUESTIONS: Final = 3
KINDS: Final[tuple[Kind, ...]] = (
    *("position", "direction", "weight", "reading", "budget", "pareto", "ratio"),
)
"""Of equal disagreements the earlier is asked about."""
LEAST: Final = 0.005
"""A smaller disagreement is none to talk about."""


class Question(Struct, frozen=True):
    """A question with what it rests on; it is put in any language."""

    about: Compared
    disagreement: float
    put: Callable[[Lang], str]


def questions(found: Overlay, most: int = QUESTIONS) -> tuple[Question, ...]:
    """The questions that the largest disagreements raise, the largest first."""
    by_kind = [
        [one for one in found.of(kind) if one.disagreement >= LEAST] for kind in KINDS
    ]  # fmt: skip
    chosen: list[Compared] = []
    depth = 0
    while len(chosen) < most and any(depth < len(some) for some in by_kind):
        level = [some[depth] for some in by_kind if depth < len(some)]
        level.sort(key=lambda one: -one.disagreement)
        chosen += level[: most - len(chosen)]
        depth += 1
    chosen.sort(key=lambda one: -one.disagreement)
    return tuple(Question(one, one.disagreement, _putting(found, one)) for one in chosen)


def _putting(found: Overlay, one: Compared) -> Callable[[Lang], str]:
    def put(lang: Lang) -> str:
        match one:
            case Numbers():
                return _of_numbers(found, one, lang)
            case Words():
                return _of_words(found, one, lang)
            case Places():
                return _of_places(found, one, lang)

    return put


def _of_numbers(found: Overlay, one: Numbers, lang: Lang) -> str:
    low, high = one.ends
    values = [one.values[low[0]], one.values[high[0]], one.spread.median]
    shown = [shown_number(value, one.unit, found.money, lang) for value in values]
    return say(
        f"wall.ask.{one.thing.kind}",
        lang,
        item=one.label[lang],
        low=named(found, low, lang),
        high=named(found, high, lang),
        lowest=shown[0],
        highest=shown[1],
        median=shown[2],
    )


def _of_words(found: Overlay, one: Words, lang: Lang) -> str:
    joint = say("course.semicolon", lang)
    camps = joint.join(
        say(
            "wall.camp",
            lang,
            groups=named(found, groups, lang),
            word=shown_word(one, word, lang),
        )
        for word, groups in one.camps
    )
    return say(f"wall.ask.{one.thing.kind}", lang, item=one.label[lang], camps=camps)


def _of_places(found: Overlay, one: Places, lang: Lang) -> str:
    pair = sorted(one.farthest, key=lambda name: -one.values[name].x)
    strong, weak = (one.values[name] for name in pair)
    return say(
        "wall.ask.position",
        lang,
        item=one.label[lang],
        strong=found.name(pair[0]),
        strong_up=number(strong.up, 1),
        strong_across=number(strong.across, 2),
        strong_box=say(f"plan.quadrant.{strong.box}", lang),
        weak=found.name(pair[1]),
        weak_up=number(weak.up, 1),
        weak_across=number(weak.across, 2),
        weak_box=say(f"plan.quadrant.{weak.box}", lang),
    )


def named(found: Overlay, groups: Sequence[str], lang: Lang) -> str:
    """Groups by their names, one after another."""
    return say("course.joint", lang).join(found.name(one) for one in groups)


def shown_word(one: Words, word: str, lang: Lang) -> str:
    """What a group chose, in words."""
    kind = "direction" if one.thing.kind == "direction" else "reading"
    return say(f"plan.direction.{word}" if kind == "direction" else f"wall.reading.{word}", lang)


def shown_number(value: Decimal, unit: Unit, counted: tuple[str, str], lang: Lang) -> str:
    """A number as the wall shows it, with what it is in."""
    match unit:
        case "percent":
            return percent(value)
        case "money":
            whole, currency = counted
            told = money_unit(int(whole), currency, lang) if whole.isdigit() else currency
            return say("wall.money", lang, amount=money(value), unit=told)
        case "days":
            return say("wall.days", lang, count=number(value, 1))
        case "count" | "score":
            return number(value, 1)
        case "ratio":
            return number(value, 2)
