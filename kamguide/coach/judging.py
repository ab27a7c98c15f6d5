"""Judging a plan: every rule over the answers it watches, every check whose inputs are there.

Only what is asked and answered is judged; nothing is kept between two judgements.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kamguide.coach.catalogue import CHECKS, TESTS
from kamguide.coach.challenges.catalogue import PATTERNS
from kamguide.coach.rubric import LADDERS
from kamguide.coach.subject import Hit, Subject, Watch
from kamguide.engine.findings import Finding, Findings
from kamguide.engine.path import Path
from kamguide.model.answers import Answer, State
from kamguide.model.flow import Flow
from kamguide.model.questions import Question
from kamguide.model.rules import Check, Rule, Severity

_OPEN_TESTS: Final = frozenset({"is_unknown"})
"""Tests that have something to say of an answer left open."""


def judge(flow: Flow, path: Path) -> Findings:
    """Everything the coach finds in the answers that stand: rules first, then checks."""
    subject = Subject(flow, path)
    return (*_by_rules(subject, subject.asked.values()), *_by_checks(subject, flow.method.checks))


def judge_answers(flow: Flow, path: Path, questions: Collection[str]) -> Findings:
    """What `judge` finds in the answers to these questions, and nothing else."""
    subject = Subject(flow, path)
    watched = [one for name, one in subject.asked.items() if name in questions]
    near = [one for one in flow.method.checks if _may_find(one, questions)]
    found = (one for one in _by_checks(subject, near) if one.question in questions)
    return (*_by_rules(subject, watched), *found)


def judge_rule(flow: Flow, path: Path, question: str, rule: str) -> Findings:
    """What one rule finds in the answer to one question; nothing where it is not asked."""
    subject = Subject(flow, path)
    asked = (one for one in (subject.asked.get(question),) if one is not None)
    return tuple(_by_rules(subject, asked, only=rule))


def judge_check(flow: Flow, path: Path, check: Check) -> Findings:
    """What one check finds; nothing while something that it needs is missing."""
    return tuple(_by_checks(Subject(flow, path), [check]))


def unknown_tests(flow: Flow) -> tuple[str, ...]:
    """The names of tests that the coach is asked for and does not have."""
    rules = [rule.test for rule in flow.method.rules if rule.test not in TESTS]
    checks = [check.test for check in flow.method.checks if check.test not in CHECKS]
    graded = [one.test for one in flow.method.rubric if one.test and one.test not in LADDERS]
    asked = [one.test for one in flow.method.challenges if one.test not in PATTERNS]
    return tuple(dict.fromkeys([*rules, *checks, *graded, *asked]))


def _by_rules(subject: Subject, questions: Iterable[Question], only: str = "") -> Iterator[Finding]:
    rules = subject.flow.rules
    for question in questions:
        answer = subject.answers.get(question.id)
        listed = {use.rule: use for use in question.rules}
        uses = (
            *question.rules,
            *(use for use in subject.flow.rules_everywhere if use.rule not in listed),
        )
        for use in uses:
            if only not in ("", use.rule):
                continue
            rule = rules.get(use.rule)
            if rule is not None and rule.test in TESTS and _is_judged(rule, question, answer):
                watch = Watch(subject, rule, use, question, answer or Answer(State.CLEARED))
                yield from _findings(watch)


def _is_judged(rule: Rule, question: Question, answer: Answer | None) -> bool:
    """Whether a rule has anything to look at; one that blocks a question also when it is empty."""
    if answer is None or answer.state is State.CLEARED:
        blocked = rule.params.get("block_on", ())
        return isinstance(blocked, tuple) and question.id in blocked
    if answer.state is State.UNKNOWN:
        return rule.test in _OPEN_TESTS
    return answer.state is State.GIVEN


def _findings(watch: Watch) -> Iterator[Finding]:
    for hit in TESTS[watch.rule.test](watch):
        yield Finding(
            watch.rule.id,
            hit.severity or _severity(watch, hit),
            watch.question.id,
            hit.row,
            hit.column,
            hit.values,
            hit.rests_on or (watch.question.id,),
        )


def _severity(watch: Watch, hit: Hit) -> Severity:
    columns = watch.use.block_when_empty
    row = watch.answer.row(hit.row) if columns else None
    if row is not None and all(row[name] is None for name in columns):
        return "block"
    return watch.rule.severity


def _may_find(check: Check, questions: Collection[str]) -> bool:
    """Whether a check can find something in these questions: it names each that it points at."""
    named = (*check.needs, *check.about)
    return not named or any(one.partition(".")[0] in questions for one in named)


def _by_checks(subject: Subject, checks: Iterable[Check]) -> Iterator[Finding]:
    for check in checks:
        if check.test in CHECKS and _is_due(subject, check):
            for hit in CHECKS[check.test](subject):
                yield Finding(
                    check.id,
                    hit.severity or check.severity,
                    hit.question,
                    hit.row,
                    hit.column,
                    hit.values,
                    hit.rests_on or (hit.question, *_questions(subject, check, hit.question)),
                )


def _is_due(subject: Subject, check: Check) -> bool:
    """Whether everything a check needs is asked and answered, and every figure is there."""
    return all(map(subject.has, check.needs))


def _questions(subject: Subject, check: Check, own: str) -> Iterator[str]:
    named = dict.fromkeys(name.partition(".")[0] for name in check.needs)
    yield from (one for one in named if one in subject.flow.questions and one != own)
