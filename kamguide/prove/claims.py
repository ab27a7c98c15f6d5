"""A claim about a flow that does not hold, and the answers that show it."""

from collections.abc import Iterable, Mapping
from textwrap import indent
from types import MappingProxyType

import yaml
from msgspec import Struct

from kamguide.messages import say
from kamguide.model.answers import Answers, Json, Open, Row, State
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang


class Failure(Struct, frozen=True):
    """One claim that does not hold: where, which, and what reproduces it."""

    flow: str
    claim: str
    """The last part of the key `prove.<claim>`, under which its sentence stands."""
    values: Mapping[str, object] = MappingProxyType({})
    base: str = ""
    """The case that `answers` are laid over; nothing where they are all there is."""
    answers: Mapping[str, Json] = MappingProxyType({})
    """In the form of a file of answers, as it is filled in."""

    def said(self, lang: Lang) -> str:
        """What does not hold, and beneath it the answers that show it, as they are filled in."""
        shown = {name: _listed(value) for name, value in self.values.items()}
        claim = say(f"prove.{self.claim}", lang, **shown)
        lines = [say("prove.line", lang, flow=self.flow, claim=claim)]
        if self.answers:
            lines.append(say("prove.over" if self.base else "prove.alone", lang, case=self.base))
            lines.append(indent(as_yaml(self.answers), "    ").rstrip())
        return "\n".join(lines)

    def as_json(self) -> dict[str, Json]:
        """The same for programs."""
        return {
            "flow": self.flow,
            "claim": self.claim,
            "values": {name: _listed(value) for name, value in self.values.items()},
            "case": self.base,
            "answers": dict(self.answers),
        }


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def as_yaml(answers: Mapping[str, Json]) -> str:
    """Answers as the file of answers that fills them in."""
    return yaml.safe_dump(
        dict(answers), allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000
    )


def as_filled(flow: Flow, answers: Answers, only: Iterable[str] | None = None) -> dict[str, Json]:
    """Answers as a file of them holds them.

    Args:
        flow: What is asked.
        answers: What was answered.
        only: The questions whose answers are wanted; all unless given.
    """
    wanted = set(answers if only is None else only)
    return {
        name: _filled(flow, answers, name)
        for name in flow.questions
        if name in wanted and name in answers
    }


def _filled(flow: Flow, answers: Answers, name: str) -> Json:
    question, answer = flow.questions[name], answers[name]
    if answer.state is State.UNKNOWN:
        return {"state": "unknown", "who": answer.who, "by": answer.by}
    if answer.state is State.NOT_APPLICABLE:
        return {"state": "not_applicable", "why": answer.why}
    if isinstance(question, TableQuestion):
        return [_row(question, row) for row in answer.rows]
    return None if answer.value is None else question.dump(answer.value)


def _row(table: TableQuestion, row: Row) -> dict[str, Json]:
    return {
        column.id: column.dump(value)
        for column in table.columns
        if (value := row[column.id]) is not None and not isinstance(value, Open)
    }
