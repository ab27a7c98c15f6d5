"""How well the text rules tell weak replies from good ones, on two sets of replies.

The first set is the one the word lists were made with: the weak examples of the questions, and
the texts of the worked case. The second was written by somebody who had not seen the rules; its
figures are told, and nothing is changed for their sake.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import yaml
from msgspec import Struct

from kamguide.coach.judging import judge, judge_answers
from kamguide.engine.path import Path, path
from kamguide.flowfile.cases import case_answers, load_case
from kamguide.flowfile.places import flows_dir
from kamguide.messages import languages, say
from kamguide.model.answers import Answer, Answers, Cell, Json, Row
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import Lang

CASE: Final = "muquan"
HELD_OUT: Final = "coach_report/replies.yaml"
TEXTS: Final = ("text", "long_text")
QUOTES: Final = "“”\"'"
RULE: Final = "R"


class Reply(Struct, frozen=True):
    """A reply to a question, in a table to one column, and what a trainer thinks of it."""

    question: str
    column: str
    lang: Lang
    text: str
    is_weak: bool


class Verdict(Struct, frozen=True, dict=True):
    """The rules that doubt a set of replies."""

    name: str
    doubted: Mapping[Reply, tuple[str, ...]] = {}
    """Every reply of the set, with the ids of the rules that doubt it."""

    def _those(self, *, weak: bool, doubted: bool) -> tuple[Reply, ...]:
        found = self.doubted.items()
        return tuple(one for one, ids in found if one.is_weak is weak and bool(ids) is doubted)

    @cached_property
    def caught(self) -> tuple[Reply, ...]:
        """Weak replies that are doubted."""
        return self._those(weak=True, doubted=True)

    @cached_property
    def missed(self) -> tuple[Reply, ...]:
        """Weak replies that pass."""
        return self._those(weak=True, doubted=False)

    @cached_property
    def alarms(self) -> tuple[Reply, ...]:
        """Good replies that are doubted."""
        return self._those(weak=False, doubted=True)

    @cached_property
    def good(self) -> tuple[Reply, ...]:
        """Good replies that pass."""
        return self._those(weak=False, doubted=False)

    @property
    def precision(self) -> float | None:
        """Of what is doubted, how much is weak, 0 to 1; None where nothing is doubted."""
        doubted = len(self.caught) + len(self.alarms)
        return len(self.caught) / doubted if doubted else None

    @property
    def recall(self) -> float | None:
        """Of what is weak, how much is doubted, 0 to 1; None where nothing is weak."""
        weak = len(self.caught) + len(self.missed)
        return len(self.caught) / weak if weak else None


class CoachReport:
    """Puts replies into the worked case, one at a time, and notes which rules doubt them."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        files = {lang: load_case(CASE, lang) for lang in languages()}
        self._days = {
            lang: date.fromisoformat(str(one.meta["generated"])) for lang, one in files.items()
        }
        self._case = {lang: case_answers(flow, one) for lang, one in files.items()}
        self._before: dict[tuple[Lang, str], tuple[str, ...]] = {}
        """What is doubted of the case itself, by language and question."""

    def _path(self, lang: Lang, answers: Answers) -> Path:
        """The answers on the day on which the case was written: its sources are fresh then."""
        return path(self._flow, answers, today=self._days[lang])

    def verdicts(self) -> tuple[Verdict, ...]:
        """What becomes of the replies that the rules were made with, and of the others."""
        made_with = {**self._examples(), **self._texts_of_the_case()}
        held_out = {one: self.doubts(one) for one in held_out_replies()}
        return Verdict("made_with", made_with), Verdict("held_out", held_out)

    def doubts(self, reply: Reply) -> tuple[str, ...]:
        """The rules that doubt a reply, and not what the case says in its place."""
        place = (reply.lang, reply.question)
        if place not in self._before:
            self._before[place] = self._found(reply, None)
        before = self._before[place]
        return tuple(one for one in self._found(reply, reply.text) if one not in before)

    def _found(self, reply: Reply, text: str | None) -> tuple[str, ...]:
        answers = self._with(reply, text)
        where = self._path(reply.lang, answers)
        found = judge_answers(self._flow, where, {reply.question})
        return tuple(
            dict.fromkeys(
                one.rule for one in found if one.rule[0] == RULE and one.severity != "info"
            )
        )

    def _with(self, reply: Reply, text: str | None) -> Answers:
        """The case with the reply in its place; of a table its first row only."""
        answers = self._case[reply.lang]
        now = answers.get(reply.question) or Answer()
        if not reply.column:
            changed = now if text is None else Answer(value=text)
        else:
            first = now.rows[0] if now.rows else Row("r1", {})
            cells: dict[str, Cell] = dict(first.cells)
            if text is not None:
                cells[reply.column] = text
            changed = Answer(rows=(Row(first.key, cells),))
        return answers.with_answer(reply.question, changed)

    def _examples(self) -> dict[Reply, tuple[str, ...]]:
        """The weak examples of questions that are words to be sent, not patterns of a table."""
        replies = [
            Reply(one.id, _column(one, weak.caught_by), lang, text.strip(QUOTES), True)
            for one in self._flow.questions.values()
            for weak in one.weak
            if weak.caught_by
            for lang in languages()
            if _is_quoted(text := weak.example(lang))
        ]
        return {one: self.doubts(one) for one in replies if self._is_text(one)}

    def _is_text(self, reply: Reply) -> bool:
        question = self._flow.questions[reply.question]
        if isinstance(question, TableQuestion):
            return question.column(reply.column).type in TEXTS
        return question.type in TEXTS

    def _texts_of_the_case(self) -> dict[Reply, tuple[str, ...]]:
        """Every text of the case, as good as it stands, doubted or not."""
        return {
            reply: rules
            for lang, answers in self._case.items()
            for reply, rules in self._judged_texts(lang, answers)
        }

    def _judged_texts(
        self, lang: Lang, answers: Answers
    ) -> Iterator[tuple[Reply, tuple[str, ...]]]:
        found: dict[tuple[str, str, str], list[str]] = {}
        for one in judge(self._flow, self._path(lang, answers)):
            if one.rule[0] == RULE and one.severity != "info":
                column = one.column or self._main_column(one.question)
                found.setdefault((one.question, one.row, column), []).append(one.rule)
        for name, question in self._flow.questions.items():
            for row, column, text in _texts(question, answers.get(name)):
                rules = found.get((name, row, column), ())
                yield Reply(name, column, lang, text, False), tuple(rules)

    def _main_column(self, question: str) -> str:
        """Where a doubt of a whole row counts."""
        spec = self._flow.questions[question]
        return spec.main.id if isinstance(spec, TableQuestion) else ""


def held_out_replies() -> tuple[Reply, ...]:
    """The replies that were written without sight of the rules."""
    written = yaml.safe_load((flows_dir() / HELD_OUT).read_text(encoding="utf-8"))
    return tuple(
        Reply(
            one["question"], one.get("column", ""), one["lang"], one["reply"], one["is"] == "weak"
        )
        for one in written["replies"]
    )


def _is_quoted(text: str) -> bool:
    """Whether an example is words to be sent, and not a description of a pattern."""
    words = text.strip(QUOTES)
    return text[0] in QUOTES and text[-1] in QUOTES and not set(words) & {"“", "”"}


def _column(question: Question, rule: str | None) -> str:
    """Where a rule looks in a table."""
    if not isinstance(question, TableQuestion):
        return ""
    on = next((one.on for one in question.rules if one.rule == rule), ())
    texts = [one.id for one in question.columns if one.type in TEXTS and one.id in on]
    return texts[0] if texts else question.main.id


def _texts(question: Question, answer: Answer | None) -> Iterator[tuple[str, str, str]]:
    """The texts of an answer: row, column and words."""
    if answer is None:
        return
    if not isinstance(question, TableQuestion):
        if question.type in TEXTS and isinstance(answer.value, str):
            yield "", "", answer.value
        return
    columns = [one.id for one in question.columns if one.type in TEXTS]
    for row in answer.rows:
        for column in columns:
            if isinstance(text := row[column], str):
                yield row.key, column, text


def report_lines(flow: Flow, verdicts: Sequence[Verdict], lang: Lang) -> Iterator[str]:
    """The figures of each set, then what was missed and what was doubted wrongly."""
    for one in verdicts:
        yield say(f"coach_report.{one.name}", lang)
        yield say(
            "coach_report.figures",
            lang,
            weak=len(one.caught) + len(one.missed),
            caught=len(one.caught),
            good=len(one.good) + len(one.alarms),
            alarms=len(one.alarms),
            precision=_share(one.precision),
            recall=_share(one.recall),
        )
        for reply in one.missed:
            yield say("coach_report.miss", lang, question=reply.question, text=reply.text)
        for reply in one.alarms:
            rules = ", ".join(flow.rules[rule].title(lang) for rule in one.doubted[reply])
            yield say(
                "coach_report.alarm", lang, question=reply.question, text=reply.text, rules=rules
            )
        yield ""


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def report_as_json(verdicts: Sequence[Verdict]) -> dict[str, Json]:
    """The same for programs, with the ids of the rules."""
    return {
        one.name: {
            "caught": len(one.caught),
            "missed": len(one.missed),
            "good": len(one.good),
            "alarms": len(one.alarms),
            "precision": _share(one.precision),
            "recall": _share(one.recall),
            "replies": [
                {
                    "question": reply.question,
                    "column": reply.column,
                    "lang": reply.lang,
                    "is": "weak" if reply.is_weak else "good",
                    "reply": reply.text,
                    "rules": [*rules],
                }
                for reply, rules in one.doubted.items()
                if reply.is_weak is not bool(rules)
            ],
        }
        for one in verdicts
    }
