"""What a person calls a chart: a word of either language, or words of its title."""

from collections.abc import Mapping, Sequence
from typing import Final

from kamguide.model.text import Lang, folded
from kamguide.plan.blocks import Chart, ChartKind

EVERY: Final = frozenset({"all", "全部", "所有"})
"""The words for all charts of a plan."""
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
    "relationship": {"en": ("relationship",), "zh": ("关系",)},
}
"""The words for each kind, the shown one first."""


def name_of(kind: ChartKind, lang: Lang) -> str:
    """The word that a kind is shown by."""
    names = NAMES[kind]
    return names.get(lang, names["en"])[0]


def charts_named(charts: Sequence[Chart], wanted: str) -> list[Chart]:
    """The charts that somebody means: those of a kind, or those with the words in their title."""
    word = folded(wanted)
    if word in EVERY:
        return list(charts)
    kinds = {
        kind
        for kind, names in NAMES.items()
        if any(word == folded(one) for words in names.values() for one in words)
    }
    return [one for one in charts if one.kind in kinds] or [
        one for one in charts if word and word in folded(one.title)
    ]
