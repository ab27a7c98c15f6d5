"""Faults that authors of flows make, planted in a copy of the shipped flows.

Each operator changes one place, picked by a seed. The first half is form, the second half sense:
the files stay well-formed, and say something that cannot work.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

CHECKED = "steps/*.yaml"


class Edit(NamedTuple):
    """A text of a file, from a place on, and what comes instead."""

    file: Path
    start: int
    end: int
    text: str


Operator = Callable[[Path], Iterator[Edit]]
"""Every place where a fault could be planted, with the fault."""


def steps(flows: Path) -> Iterator[Path]:
    yield from sorted((flows / "kam" / "steps").glob("*.yaml"))


def replaced(
    files: Iterator[Path] | list[Path], pattern: str, text: str | Callable[[re.Match[str]], str]
) -> Iterator[Edit]:
    """One edit for each place where a pattern is found."""
    for file in files:
        for found in re.finditer(pattern, file.read_text(encoding="utf-8"), re.MULTILINE):
            new = found.expand(text) if isinstance(text, str) else text(found)
            if new != found[0]:
                yield Edit(file, found.start(), found.end(), new)


def questions(flows: Path) -> Iterator[tuple[Path, int, str, dict[str, object]]]:
    """File, place, text and content of every question of every step."""
    for file in steps(flows):
        whole = file.read_text(encoding="utf-8")
        starts = [one.start() for one in re.finditer(r"^  - id: ", whole, re.MULTILINE)]
        for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
            text = whole[start:end]
            yield file, start, text, yaml.safe_load(text)[0]


def inside(
    flows: Path,
    pattern: str,
    text: Callable[[re.Match[str], dict[str, object]], str | None],
) -> Iterator[Edit]:
    """One edit for each place inside a question where a pattern is found and a text follows."""
    for file, start, whole, question in questions(flows):
        for found in re.finditer(pattern, whole, re.MULTILINE):
            new = text(found, question)
            if new is not None:
                yield Edit(file, start + found.start(), start + found.end(), new)


def named(flows: Path, name: str) -> list[Path]:
    return [flows / name]


# Form


def misspelt_key(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"^    (required|layout|columns|rows): ?", r"    x\1: ")


def unknown_question(flows: Path) -> Iterator[Edit]:
    return replaced(named(flows, "quick.yaml"), r"(- |ask: )([a-z]+_[a-z_]+)(?=\n|,)", r"\1\2x")


def asked_twice(flows: Path) -> Iterator[Edit]:
    return replaced(named(flows, "quick.yaml"), r"^          - ([a-z]+_[a-z_]+)\n", r"\g<0>\g<0>")


def language_missing(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"label: \{zh: ([^,{}]+), en: [^{}]+?\}", r"label: {zh: \1}")


def unknown_figure(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"figure: ([a-z_]+)", r"figure: \1_of_all")


def unknown_table(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"to: \[([a-z_]+)", r"to: [\1_list")


def unknown_need(flows: Path) -> Iterator[Edit]:
    return replaced(named(flows, "kam/checks.yaml"), r"needs: \[([a-z_]+)", r"needs: [\1x")


def capped_upside_down(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"rows: \{min: [1-9]\d*, max: \d+", "rows: {min: 9, max: 4")


# Sense


def _asked_if(condition: str) -> Operator:
    def planted(flows: Path) -> Iterator[Edit]:
        def when(found: re.Match[str], question: dict[str, object]) -> str | None:
            if "when" in question or str(question["id"]).startswith("setup_"):
                return None
            return f"{found[0]}    when: {condition}\n"

        yield from inside(flows, r"^    type: \w+\n", when)

    return planted


always_holds = _asked_if("{op: answered, answer: setup_base_year}")
never_holds = _asked_if(
    "{op: all, of: [{op: equals, answer: setup_currency, value: CNY},"
    " {op: equals, answer: setup_currency, value: USD}]}"
)


def draft_ahead(flows: Path) -> Iterator[Edit]:
    """The summary of the whole plan, proposed long before its end."""

    def drafted(found: re.Match[str], question: dict[str, object]) -> str | None:
        early = str(question["id"]).split("_")[0] in ("mkt", "prof", "seg", "fin", "buy", "dpm")
        return f"{found[0]}    draft: plan_summary\n" if early and "draft" not in question else None

    return inside(flows, r"^    type: long_text\n", drafted)


def rule_on_wrong_column(flows: Path) -> Iterator[Edit]:
    """A rule about words, put on a column of another kind."""

    def moved(found: re.Match[str], question: dict[str, object]) -> str | None:
        columns = question.get("columns")
        if not isinstance(columns, list):
            return None
        kinds = {one["id"]: one["type"] for one in columns}
        other = [name for name, kind in kinds.items() if kind in ("choice", "yes_no", "refs")]
        is_text = all(kinds.get(one) in ("text", "long_text") for one in found[2].split(", "))
        return f"{{rule: {found[1]}, on: [{other[0]}]}}" if other and is_text else None

    return inside(flows, r"\{rule: (R0[25]|R1[2346]|R43), on: \[([a-z_0-9, ]+)\]\}", moved)


def value_misspelt(flows: Path) -> Iterator[Edit]:
    """A sentence with a slot that nothing fills, in every language."""

    def renamed(found: re.Match[str]) -> str:
        return re.sub(r"\{([a-z_]+)\}", r"{\1_x}", found[0])

    return replaced(
        [flows / "kam" / "checks.yaml", flows / "kam" / "rules.yaml"],
        r"  (message|reply):\n    zh: .*\{[a-z_]+\}.*\n    en: .*\{[a-z_]+\}.*\n",
        renamed,
    )


def excused_by_itself(flows: Path) -> Iterator[Edit]:
    """What a rule looks for is also what excuses it."""
    return replaced(
        named(flows, "kam/rules.yaml"),
        r"  test: (contains|starts_with|repeats_target)\n  list: (\w+)\n(?:  unless: \w+\n)?",
        r"  test: \1\n  list: \2\n  unless: \2\n",
    )


def sum_of_ninety(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"equals: 100\b", "equals: 90")


def too_many_rows(flows: Path) -> Iterator[Edit]:
    def raised(found: re.Match[str], question: dict[str, object]) -> str | None:
        optional = question.get("required") is False or "required_when" in question
        return None if optional else "rows: {min: 90, max: 99"

    return inside(flows, r"rows: \{min: [1-9]\d*, max: \d+", raised)


def scale_cut_short(flows: Path) -> Iterator[Edit]:
    return replaced(steps(flows), r"type: scale(,|\n        ) ?min: 0(,|\n        ) ?max: 10",
                    r"type: scale\1 min: 0\2 max: 4")  # fmt: skip


def wrong_input(flows: Path) -> Iterator[Edit]:
    """A figure fed with the answers to another question."""
    return replaced(
        named(flows, "kam/figures.yaml"),
        r"(?<=: )(pareto_customers|prof_history|prof_wallet|csf_scores|dmu_members|bud_lines)\b",
        "setup_sources",
    )


def wrong_key(flows: Path) -> Iterator[Edit]:
    """A cell looked up by another column than the one its figure goes by."""

    def turned(found: re.Match[str], question: dict[str, object]) -> str | None:
        columns = question.get("columns")
        names = [one["id"] for one in columns] if isinstance(columns, list) else []
        texts = [
            one for one in names if one in ("note", "basis", "name", "description", "evidence")
        ]
        return f"by: [{texts[0]}]" if texts and texts[0] != found[1] else None

    return inside(flows, r"by: \[([a-z_]+)\]", turned)


def other_table(flows: Path) -> Iterator[Edit]:
    """A reference into a table of other things."""
    pairs = {
        "obj_list": "ass_list",
        "str_list": "swot_items",
        "csf_list": "dmu_members",
        "dmu_members": "setup_team",
        "setup_team": "setup_products",
    }

    def turned(found: re.Match[str], question: dict[str, object]) -> str | None:
        del question
        return f"{found[1]}to: [{pairs[found[2]]}]" if found[2] in pairs else None

    return inside(flows, r"(type: refs?(?:, |\n        ))to: \[([a-z_]+)\]", turned)


def option_gone(flows: Path) -> Iterator[Edit]:
    """An option that the worked case has picked."""
    case = yaml.safe_load((flows / "cases" / "muquan" / "en.yaml").read_text(encoding="utf-8"))

    def dropped(found: re.Match[str], question: dict[str, object]) -> str | None:
        return "" if found[1] in set(picked(case["answers"].get(question["id"]))) else None

    return inside(flows, r"^ +- \{id: (\w+), label: .*\}\n", dropped)


def picked(answer: object) -> Iterator[str]:
    """Every word that stands alone in an answer."""
    match answer:
        case str():
            yield answer
        case list():
            yield from (word for one in answer for word in picked(one))
        case dict():
            yield from (word for one in answer.values() for word in picked(one))


FORM: Mapping[str, Operator] = {
    one.__name__: one
    for one in (
        misspelt_key,
        unknown_question,
        asked_twice,
        language_missing,
        unknown_figure,
        unknown_table,
        unknown_need,
        capped_upside_down,
    )
}
SENSE: Mapping[str, Operator] = {
    "always_holds": always_holds,
    "never_holds": never_holds,
    **{
        one.__name__: one
        for one in (
            draft_ahead,
            rule_on_wrong_column,
            value_misspelt,
            excused_by_itself,
            sum_of_ninety,
            too_many_rows,
            scale_cut_short,
            wrong_input,
            wrong_key,
            other_table,
            option_gone,
        )
    },
}


def plant(flows: Path, operator: Operator, seed: int) -> str:
    """Plant one fault; say where."""
    edits = list(operator(flows))
    edit = Random(seed).choice(edits)  # noqa: S311 - a place, no secret
    whole = edit.file.read_text(encoding="utf-8")
    edit.file.write_text(whole[: edit.start] + edit.text + whole[edit.end :], encoding="utf-8")
    line = whole.count("\n", 0, edit.start) + 1
    return f"{edit.file.name}:{line}: {whole[edit.start : edit.end]!r} -> {edit.text!r}"
