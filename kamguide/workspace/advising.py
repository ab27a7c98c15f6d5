"""What the coach says to answers as they are given: at most two replies, none of them twice."""

from collections.abc import Sequence
from typing import Final

from kamguide.engine.findings import Finding
from kamguide.messages import say
from kamguide.workspace.decisions import Doubt
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker

MOST_REPLIES: Final = 2


class Advising:
    """The coach in one talk."""

    doubt: Doubt | None = None
    """What was doubted last, until somebody decides it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told: set[tuple[str, str]] = set()

    def replies(self, question: str, findings: Sequence[Finding]) -> list[Said]:
        """What is said to an answer; a warning is a doubt, and asks for a decision."""
        fresh = [one for one in findings if (question, one.rule) not in self._told]
        by_rule = {one.rule: one for one in sorted(fresh, key=_gravity, reverse=True)}
        chosen = sorted(by_rule.values(), key=_gravity)[:MOST_REPLIES]
        if not chosen:
            return []
        self._told |= {(question, one.rule) for one in chosen}
        words, lang = self._words(chosen), self._session.lang
        doubted = tuple(one.rule for one in findings if one.severity == "warn")
        if doubted and all(one.severity != "block" for one in chosen):
            self.doubt = Doubt(question, doubted)
            words.append(say("talk.keep_or_change", lang))
        elif any(one.severity == "block" for one in chosen):
            words.append(say("talk.needs_correction", lang))
        return [Speaker(lang).coach("\n".join(words))]

    def again(self) -> list[Said]:
        """What was doubted last, in the language of now."""
        if (doubt := self.doubt) is None:
            return []
        found = self._session.findings_on(doubt.question)
        by_rule = {one.rule: one for one in found if one.rule in doubt.rules}
        words = self._words(sorted(by_rule.values(), key=_gravity)[:MOST_REPLIES])
        lang = self._session.lang
        return [Speaker(lang).coach("\n".join((*words, say("talk.keep_or_change", lang))))]

    def _words(self, findings: Sequence[Finding]) -> list[str]:
        from kamguide.workspace.checking import Telling

        telling = Telling(self._session)
        return [telling.finding(one) for one in findings]


def _gravity(finding: Finding) -> tuple[int, str]:
    """Blocks before warnings before remarks; the more specific rule has the higher number."""
    order = {"block": 0, "warn": 1, "info": 2}
    return order[finding.severity], f"{99 - int(finding.rule[1:]):02}"
