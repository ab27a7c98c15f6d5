"""What the coach found, in words: the same in the talk, on the screen and in the plan."""

from kamguide.engine.findings import Finding
from kamguide.messages import filled
from kamguide.model.flow import Flow
from kamguide.model.text import Lang


def finding_in_words(flow: Flow, finding: Finding, lang: Lang) -> str:
    """A finding as a sentence: the question's own where it has one for the rule.

    A sentence that lacks a value gives way to the next more general one; the last is the title.
    """
    question = flow.questions.get(finding.question)
    own = [one.reply for one in question.weak if one.caught_by == finding.rule] if question else []
    rule, check = flow.rules.get(finding.rule), flow.checks.get(finding.rule)
    if rule is not None:
        sentences = [*own, rule.reply, rule.title]
    elif check is not None:
        sentences = [check.message, check.title]
    else:
        return finding.rule
    said = (filled(one(lang), finding.values, lang) for one in sentences)
    return next((words for words in said if words), finding.rule)
