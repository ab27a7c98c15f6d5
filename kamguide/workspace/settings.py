"""The settings of a plan: their names, what each may be, and what it is by default.

What they mean is in the catalogues, by `setting.<name>` and `setting.<name>.<value>`.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kamguide.errors import UsageError
from kamguide.flowfile.problems import nearest
from kamguide.messages import languages, say
from kamguide.model.fiscal import SETTING as FISCAL_YEAR
from kamguide.model.fiscal import read_start
from kamguide.model.text import Lang, folded
from kamguide.workspace.vocabulary import INDUSTRY


class Setting(Struct, frozen=True):
    """One setting."""

    name: str
    default: str
    allowed: tuple[str, ...] = ()
    """What it may be; nothing: a text of its own form."""

    def title(self, lang: Lang) -> str:
        """What it is called."""
        return say(f"setting.{self.name}", lang)

    def about(self, lang: Lang) -> str:
        """What it does."""
        return say(f"setting.{self.name}.about", lang)

    def shown(self, value: str, lang: Lang) -> str:
        """A value as people see it."""
        if value in self.allowed:
            kind = self.name if self.name == FLOW else f"setting.{self.name}"
            return say(f"{kind}.{value}", lang)
        return value or say("setting.none", lang)


FLOWS: Final = ("full", "quick", "unit1", "unit2", "unit3", "annual_review")
FLOW: Final = "flow"
"""The setting that says which questions are asked; changing it keeps every answer."""

SETTINGS: Final = {
    one.name: one
    for one in (
        Setting(FLOW, "full", FLOWS),
        Setting(INDUSTRY, ""),
        Setting(FISCAL_YEAR, "01-01"),
        Setting("dpm_threshold", "fixed", ("fixed", "midrange")),
        Setting("dpm_ratio_max", "3", ("3", "2")),
        Setting("dpm_axis", "ratio", ("ratio", "difference")),
        Setting("reference_competitor", "best_score", ("best_score", "largest_share")),
        Setting("ratio_average", "false", ("false", "true")),
    )
}


def named(words: str) -> Setting:
    """The setting of this name, or of this title in any language.

    Raises:
        UsageError: There is none.
    """
    wanted = folded(words)
    for one in SETTINGS.values():
        if wanted in (one.name, *(folded(one.title(lang)) for lang in languages())):
            return one
    near = nearest(words, [*SETTINGS])
    key = "settings.unknown.near" if near else "settings.unknown"
    raise UsageError(key, name=words, near=near, known=tuple(SETTINGS))


def checked(name: str, raw: str) -> str:
    """What `raw` sets the setting `name` to: a value, or its label in any language.

    Raises:
        UsageError: There is no such setting, or it may not be that.
    """
    setting = named(name)
    if setting.name == FISCAL_YEAR:
        return _fiscal_year(raw)
    if not setting.allowed:
        return raw.strip()
    for value in setting.allowed:
        if folded(raw) in (value, *_labels(setting, value)):
            return value
    raise UsageError("settings.not_allowed", name=name, value=raw, allowed=setting.allowed)


def _labels(setting: Setting, value: str) -> Iterator[str]:
    return (folded(setting.shown(value, lang)) for lang in languages())


def _fiscal_year(raw: str) -> str:
    start = read_start(raw)
    if start is None:
        raise UsageError("settings.not_a_day", value=raw)
    return str(start)
