"""The settings of a plan: what each means, what it may be, and what it is by default."""

from dataclasses import dataclass
from typing import Final

from kamguide.errors import UsageError
from kamguide.model.text import Text


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting."""

    name: str
    default: str
    about: Text
    allowed: tuple[str, ...] = ()
    """What it may be; nothing: a text of its own form."""


def _setting(name: str, default: str, zh: str, en: str, *allowed: str) -> Setting:
    return Setting(name, default, Text({"zh": zh, "en": en}), allowed)


FLOWS: Final = ("full", "quick", "unit1", "unit2", "unit3", "annual_review")
FLOW: Final = "flow"
"""The setting that says which questions are asked; changing it keeps every answer."""

SETTINGS: Final = {
    one.name: one
    for one in (
        _setting(
            FLOW,
            "full",
            "访谈流程：升级到 full 会保留全部答案",
            "which questions are asked; going from quick to full keeps every answer",
            *FLOWS,
        ),
        _setting(
            "fiscal_year_start", "01-01", "财年开始日期（月-日）", "first day of the financial year"
        ),
        _setting(
            "dpm_threshold",
            "fixed",
            "吸引力分界线：5.0，或最高与最低的中点",
            "where attractive begins: at 5.0, or midway between lowest and highest",
            "fixed",
            "midrange",
        ),
        _setting(
            "dpm_ratio_max",
            "3",
            "横轴两端的比值：3，或放大到 2",
            "ratio at the ends of the axis: 3, or 2 to zoom in",
            "3",
            "2",
        ),
        _setting(
            "dpm_axis",
            "ratio",
            "横轴：比值（对数）或差值",
            "horizontal axis: ratio (logarithmic) or difference",
            "ratio",
            "difference",
        ),
        _setting(
            "reference_competitor",
            "best_score",
            "与谁比较：得分最高者或份额最大者",
            "compared with: the best scored competitor, or the one with the largest share",
            "best_score",
            "largest_share",
        ),
        _setting(
            "ratio_average",
            "false",
            "财务比率用期末余额，或用期初与期末的平均值",
            "ratios on closing balances, or on the mean of opening and closing",
            "false",
            "true",
        ),
    )
}


def checked(name: str, value: str) -> str:
    """`value`, if the setting `name` may have it.

    Raises:
        UsageError: There is no such setting, or it may not be that.
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise UsageError("settings.unknown", name=name, known=", ".join(SETTINGS))
    if setting.allowed and value not in setting.allowed:
        raise UsageError("settings.not_allowed", name=name, value=value, allowed=setting.allowed)
    return value
