"""The settings of one plan: what holds, what can be chosen, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kamguide.flowfile.load import load_flow
from kamguide.messages import languages, say
from kamguide.model.edits import SetSetting
from kamguide.model.text import folded
from kamguide.workspace.settings import FLOW, SETTINGS, Setting, checked, named
from kamguide.workspace.vocabulary import INDUSTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kamguide.model.answers import Json
    from kamguide.model.text import Lang
    from kamguide.workspace.session import Session

NOTHING: Final = frozenset({"", "-", "—", "－"})
"""What takes a value away that a person gave, besides the word for none in each language."""
MOST_CONSEQUENCES: Final = 8


class PlanSettings:
    """The settings of the plan of one session; without one, what every plan begins with."""

    def __init__(self, session: Session | None, lang: Lang) -> None:
        self._session = session
        self._lang = lang

    def value(self, setting: Setting) -> str:
        """What holds now."""
        if self._session is None:
            return setting.default
        if setting.name == FLOW:
            return self._session.facts.flow
        kept = self._session.answers.settings.get(setting.name)
        return setting.default if kept is None else str(kept)

    def choices(self, setting: Setting) -> tuple[tuple[str, str], ...]:
        """The values that can be picked, each as people see it; none where a text is typed."""
        values = setting.allowed
        if setting.name == INDUSTRY and self._session is not None:
            values = ("", *self._session.vocabulary.industries)
        return tuple((one, setting.shown(one, self._lang)) for one in values)

    def hint(self, setting: Setting) -> str:
        """What to do where there is nothing to pick; mostly nothing."""
        if setting.name != INDUSTRY or self._session is None:
            return ""
        words = self._session.vocabulary
        if words.industries:
            return ""
        known = words.remark("", self._lang)
        return known or say("settings.no_industries", self._lang, path=str(words.path))

    def change(self, name: str, raw: str) -> tuple[str, ...]:
        """Set a setting, and tell what is so now and what moved.

        Raises:
            UsageError: There is no such setting, it may not be that, or the plan is read only.
            FlowError: There is no such flow.
        """
        setting, session = named(name), self._session
        if session is None:
            return ()
        value = self._read(setting, raw)
        if value == self.value(setting):
            return (self._said("settings.same", setting, value),)
        if setting.name == FLOW:
            session.switch(load_flow(value))
            return (self._said("settings.set", setting, value),)
        edit = SetSetting(setting.name, None if value == setting.default else value)
        told = list(self._moves(session, edit))
        session.edit(edit)
        return (self._said("settings.set", setting, value), *told)

    def _read(self, setting: Setting, raw: str) -> str:
        if setting.name != INDUSTRY or self._session is None:
            return checked(setting.name, raw)
        nothing = {folded(setting.shown("", lang)) for lang in languages()}
        if raw.strip() in NOTHING or folded(raw) in nothing:
            return ""
        return self._session.vocabulary.industry(raw.strip())

    def _moves(self, session: Session, edit: SetSetting) -> Iterator[str]:
        from kamguide.workspace.foresight import Foresight

        foresight = Foresight(session, (edit,))
        if foresight.preview.is_quiet:
            return
        told = list(foresight.lines())
        yield from (f"- {one}" for one in told[:MOST_CONSEQUENCES])
        if len(told) > MOST_CONSEQUENCES:
            yield say("talk.and_more", self._lang, count=len(told) - MOST_CONSEQUENCES)

    def _said(self, key: str, setting: Setting, value: str) -> str:
        return say(
            key,
            self._lang,
            setting=setting.title(self._lang),
            value=setting.shown(value, self._lang),
        )

    # In words

    def line(self, setting: Setting) -> str:
        """A setting with its value, and its default where that is another."""
        value = self.value(setting)
        key = "settings.line" if value == setting.default else "settings.line_changed"
        return say(
            key,
            self._lang,
            setting=setting.title(self._lang),
            value=setting.shown(value, self._lang),
            default=setting.shown(setting.default, self._lang),
        )

    def lines(self, name: str = "") -> Iterator[str]:
        """Every setting, or one: its name, value, default, meaning, and what it may be."""
        for setting in (named(name),) if name else SETTINGS.values():
            yield f"{self.line(setting)}  [{setting.name}]"
            yield f"    {setting.about(self._lang)}"
            if choices := self.choices(setting):
                shown = ((one or "-", label) for one, label in choices)
                options = "  ".join(f"{one} = {label}" for one, label in shown)
                yield f"    {options}"

    def as_json(self, name: str = "") -> list[Json]:
        """The same for programs."""
        return [
            {
                "name": one.name,
                "value": self.value(one),
                "default": one.default,
                "title": one.title(self._lang),
                "about": one.about(self._lang),
                "allowed": [value for value, _ in self.choices(one)] or None,
            }
            for one in ((named(name),) if name else SETTINGS.values())
        ]
