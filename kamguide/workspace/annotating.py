"""Commands about what stands beside an answer: notes, what it rests on, who may see it."""

from collections.abc import Mapping
from typing import Final

from kamguide.errors import UsageError
from kamguide.model.answers import Evidence
from kamguide.model.text import folded
from kamguide.workspace.done import Done
from kamguide.workspace.helping import Helping

_GRADES: Final[Mapping[str, str]] = {
    "fact": "fact",
    "事实": "fact",
    "estimate": "estimate",
    "估算": "estimate",
    "估计": "estimate",
    "guess": "guess",
    "猜测": "guess",
    "推测": "guess",
}


class Annotating(Helping):
    """Notes, evidence and marks at the open question."""

    def _write_note(self, rest: str) -> Done:
        question, place = self._session.open_question(), self._place()
        answer = self._session.answers.get(question)
        if not rest and (answer is None or not answer.notes.get(place)):
            raise UsageError("talk.needs.note")
        self._session.note(question, rest, place)
        return Done((self._note("talk.noted" if rest else "talk.note_gone"),))

    def _give_evidence(self, rest: str) -> Done:
        grade, _, source = rest.partition(" ")
        known = _GRADES.get(folded(grade))
        if known is None:
            raise UsageError("talk.evidence_how")
        text, _, dated = source.replace("；", ";").partition(";")
        evidence = Evidence(known, text.strip(), dated.strip())
        self._session.evidence(self._session.open_question(), evidence, self._place())
        return Done((self._note("talk.evidence_kept"),))

    def _internal(self, rest: str) -> Done:
        on = folded(rest) not in ("off", "no", "否", "关")
        self._session.internal(self._session.open_question(), on, self._place(row_only=True))
        return Done((self._note("talk.internal_on" if on else "talk.internal_off"),))

    def _place(self, *, row_only: bool = False) -> str:
        from kamguide.engine.rowtalk import Place

        place: Place | None = self._asked().place
        if place is None:
            return ""
        return place.row if row_only or place.column is None else f"{place.row}.{place.column}"
