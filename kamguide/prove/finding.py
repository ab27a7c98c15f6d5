"""Claims about the coach: every rule and check can find something, says so, and errs in no case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kamguide.coach.judging import judge_answers, judge_check, judge_rule, unknown_tests
from kamguide.engine.figures import Memory
from kamguide.engine.findings import Findings
from kamguide.engine.path import path
from kamguide.messages import filled
from kamguide.model.answers import Answer, Answers
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.questions.table import TableQuestion
from kamguide.model.rules import Check, Rule, RuleUse
from kamguide.model.text import Lang, Text
from kamguide.prove.asking import rests_on
from kamguide.prove.changes import QUOTES, Change, Changes
from kamguide.prove.claims import Failure, as_filled
from kamguide.prove.samples import Sample

TEXTS = ("text", "long_text")


class Coaching:
    """The claims about rules and checks, tried on samples and on small changes of a case."""

    def __init__(self, flows: Sequence[Flow], tried: Sequence[Sample]) -> None:
        self._flows = flows
        self._tried = tried
        self._fired: set[tuple[str, str]] = set()
        """Rules and checks by the questions at which they found something."""
        self._told: dict[str, list[Mapping[str, object]]] = {}
        """What rules and checks found, by their ids."""
        for sample in tried:
            self._note(sample.findings)

    def failures(self) -> Iterator[Failure]:
        """Every claim that does not hold."""
        yield from self._unknown()
        yield from self._alarms()
        seen: set[tuple[str, str]] = set()
        for flow in self._by_size():
            yield from self._rules(flow, seen)
        yield from self._everywhere()
        yield from self._checks()
        yield from self._wordless()

    def _note(self, found: Findings) -> None:
        for one in found:
            self._fired.add((one.rule, one.question))
            self._told.setdefault(one.rule, []).append(one.values)

    def _by_size(self) -> list[Flow]:
        return sorted(self._flows, key=lambda one: -len(one.questions))

    def _unknown(self) -> Iterator[Failure]:
        for name in dict.fromkeys(name for flow in self._flows for name in unknown_tests(flow)):
            yield Failure(self._flows[0].id, "unknown_test", {"test": name})

    def _alarms(self) -> Iterator[Failure]:
        """A case raises what it is meant to raise, and nothing else."""
        for sample in self._tried:
            if not (sample.case and sample.is_own):
                continue
            for one in sample.findings:
                if one.rule not in sample.expected:
                    yield self._about(sample, "alarm", one.question, finding=one.rule, row=one.row)
            for rule in sorted(sample.expected - {one.rule for one in sample.findings}):
                yield Failure(sample.flow.id, "silent_case", {"finding": rule}, sample.case)

    def _about(self, sample: Sample, claim: str, question: str, **values: object) -> Failure:
        answers = as_filled(sample.flow, sample.answers, [question])
        shown = {"question": question, "case": sample.case, **values}
        return Failure(sample.flow.id, claim, shown, sample.case, answers)

    # Rules

    def _rules(self, flow: Flow, seen: set[tuple[str, str]]) -> Iterator[Failure]:
        for question in flow.questions.values():
            for use in question.rules:
                if (use.rule, question.id) in seen or use.rule not in flow.rules:
                    continue
                seen.add((use.rule, question.id))
                yield from self._rule(flow, question, use)

    def _everywhere(self) -> Iterator[Failure]:
        """Rules that watch every question find something in one of them."""
        flow = self._by_size()[0]
        base = self._base(flow)
        for rule in flow.method.rules:
            if rule.id not in self._told and not any(
                self._fires(flow, base, question, rule) for question in base.path.asked
            ):
                yield Failure(flow.id, "check_silent", {"finding": rule.id}, base.case)

    def _base(self, flow: Flow, question: Question | None = None, lang: Lang = "") -> Sample:
        """The fullest sample of a flow that asks a question: a case, where there is one."""

        def fits(one: Sample) -> tuple[bool, bool, bool, int]:
            is_asked = question is None or question in one.path.asked
            return is_asked, bool(one.case), one.lang == lang, len(one.answers)

        return max((one for one in self._tried if one.flow is flow), key=fits)

    def _rule(self, flow: Flow, question: Question, use: RuleUse) -> Iterator[Failure]:
        rule, base = flow.rules[use.rule], self._base(flow, question)
        if not self._fires(flow, base, question, rule):
            yield self._about(base, "rule_silent", question.id, finding=rule.id)
        elif not self._catches(flow, question, use):
            yield self._about(base, "weak_missed", question.id, finding=rule.id)

    def _fires(self, flow: Flow, base: Sample, question: Question, rule: Rule) -> bool:
        if (rule.id, question.id) in self._fired:
            return True
        changes = Changes(flow, base.answers, base.path.today)
        near = (one for name in _referred(question) for one in changes.of(name, rule))
        return self._any_fires(base, chain(changes.of(question.id, rule), near), question, rule)

    def _any_fires(
        self, base: Sample, tried: Iterator[Change], question: Question, rule: Rule
    ) -> bool:
        memory = Memory()
        for change in tried:
            where = path(base.flow, change.answers, today=base.path.today, memory=memory)
            if judge_rule(base.flow, where, question.id, rule.id):
                self._note(judge_answers(base.flow, where, (question.id,)))
                return True
        return False

    def _catches(self, flow: Flow, question: Question, use: RuleUse) -> bool:
        """Whether the rule catches the weak examples that name it, where they are words."""
        return all(
            self._is_caught(self._base(flow, question, lang), question, use, text.strip(QUOTES))
            for weak in question.weak
            if weak.caught_by == use.rule
            for lang, text in weak.example.root.items()
            if _is_quoted(text)
        )

    def _is_caught(self, base: Sample, question: Question, use: RuleUse, words: str) -> bool:
        tried = list(_with_words(base.answers, question, use, words))
        changes = (Change(question.id, one) for one in tried)
        rule = base.flow.rules[use.rule]
        return not tried or self._any_fires(base, changes, question, rule)

    # Checks

    def _checks(self) -> Iterator[Failure]:
        if not self._flows:
            return
        largest = self._by_size()[0]
        for check in largest.method.checks:
            if check.id not in self._told and not any(
                self._check_fires(flow, check) for flow in self._by_size()
            ):
                base = self._base(largest)
                names = [one.partition(".")[0] for one in (*check.needs, *check.about)]
                needed = [one for name in names for one in rests_on(largest, name)]
                answers = as_filled(largest, base.answers, needed)
                values = {"finding": check.id}
                yield Failure(largest.id, "check_silent", values, base.case, answers)

    def _check_fires(self, flow: Flow, check: Check) -> bool:
        base = self._base(flow)
        changes = Changes(flow, base.answers, base.path.today)
        names = [one.partition(".")[0] for one in (*check.needs, *check.about)]
        tables = dict.fromkeys(one for name in names for one in rests_on(flow, name))
        memory = Memory()
        for name in (one for one in tables or flow.questions if one in flow.questions):
            for change in changes.of(name):
                where = path(flow, change.answers, today=base.path.today, memory=memory)
                if found := judge_check(flow, where, check):
                    self._note(found)
                    return True
        return False

    # Words

    def _wordless(self) -> Iterator[Failure]:
        """What a rule or a check says has all its values, in every language."""
        flow = self._by_size()[0]
        for rule, told in self._told.items():
            sentence = _sentence(flow, rule)
            for lang, text in sentence.root.items() if sentence else ():
                if not any(filled(text, values, lang) for values in told):
                    yield Failure(flow.id, "wordless", {"finding": rule, "lang": lang})


def _sentence(flow: Flow, rule: str) -> Text | None:
    known = flow.rules.get(rule)
    check = flow.checks.get(rule)
    if known is not None:
        return known.reply
    return check.message if check is not None else None


def _referred(question: Question) -> tuple[str, ...]:
    """The questions that an answer points at, whose rows it is judged by."""
    if isinstance(question, TableQuestion):
        return tuple(name for one in question.columns for name in getattr(one, "to", ()))
    return tuple(getattr(question, "to", ()))


def _is_quoted(text: str) -> bool:
    """Whether an example is words to be sent, and not a description of a pattern."""
    return text[0] in QUOTES and text[-1] in QUOTES and not set(text.strip(QUOTES)) & {"“", "”"}


def _with_words(
    answers: Answers, question: Question, use: RuleUse, words: str
) -> Iterator[Answers]:
    """The words of an example in place of an answer: in a table, where the rule looks."""
    if not isinstance(question, TableQuestion):
        if question.type in TEXTS:
            yield answers.with_answer(question.id, Answer(value=words))
        return
    names = [one.id for one in question.columns if one.type in TEXTS]
    rows = answers.rows(question.id)
    for name in (one for one in names if one in (*use.on, question.main.id)):
        filled_in = tuple(replace(row, cells={**row.cells, name: words}) for row in rows)
        keys = question.key_columns
        alone = tuple(
            replace(row, cells={**{key: row.cells[key] for key in keys}, name: words})
            for row in rows[:1]
        )
        for several in (filled_in, filled_in[:1], alone):
            yield answers.with_answer(question.id, Answer(rows=several))
