"""What a person calls a chart: a word of either language, or words of its title."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kamguide.model.text import Lang, folded
from kamguide.plan.blocks import Chart, ChartKind

EVERY: Final = frozenset({"all", "全部", "所有"})
"""The words for all charts of a plan."""
_PARTS: Final = re.compile(r"^(.*?)\s*(\d{0,4})$", re.DOTALL)
NAMES: Final[Mapping[ChartKind, Mapping[Lang, tuple[str, ...]]]] = {
    "pareto": {"en": ("pareto", "80/20"), "zh": ("二八", "帕累托")},
    "matrix": {"en": ("dpm", "matrix"), "zh": ("矩阵", "象限")},
    "forces": {"en": ("forces",), "zh": ("五力",)},
    "ratios": {"en": ("ratios",), "zh": ("比率",)},
    "value": {"en": ("value",), "zh": ("价值",)},
    "stages": {"en": ("stages",), "zh": ("阶段",)},
    "comparison": {"en": ("csf", "comparison"), "zh": ("对比", "得分")},
    "revenue": {"en": ("revenue",), "zh": ("销售额", "收入")},
    "scenarios": {"en": ("scenarios",), "zh": ("情景",)},
    "gantt": {"en": ("gantt", "actions"), "zh": ("甘特图", "甘特", "行动")},
    "budget": {"en": ("budget",), "zh": ("预算",)},
    "dmu": {"en": ("dmu", "people"), "zh": ("决策单元", "决策")},
    "swot": {"en": ("swot",), "zh": ("态势",)},
    "spread": {"en": ("spread",), "zh": ("分歧",)},
    "relationship": {"en": ("relationship",), "zh": ("关系",)},
}
"""The words for each kind, the shown one first."""


def names_of(charts: Sequence[Chart], lang: Lang) -> list[str]:
    """The word for each chart, and its number where there are several of a kind."""
    kinds = [one.kind for one in charts]
    names = []
    for at, kind in enumerate(kinds):
        known = NAMES[kind].get(lang, NAMES[kind]["en"])[0]
        names.append(f"{known} {kinds[: at + 1].count(kind)}" if kinds.count(kind) > 1 else known)
    return names


def charts_named(charts: Sequence[Chart], wanted: str) -> list[Chart]:
    """The charts that somebody means: those of a kind, or those with the words in their title."""
    word = folded(wanted)
    if word in EVERY:
        return list(charts)
    name, number = _PARTS.findall(word)[0]
    for kind, names in NAMES.items():
        known = {folded(one) for words in names.values() for one in words}
        of_kind = [one for one in charts if one.kind == kind]
        if word in known:
            return of_kind
        if name in known and number:
            return of_kind[int(number) - 1 :][:1] if int(number) else []
    return [one for one in charts if word and word in folded(one.title)]
