"""What the coach found, in words: the same in the talk, on the screen and in the plan."""

from kamguide.engine.findings import Finding
from kamguide.messages import filled, say
from kamguide.model.flow import Flow
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.wording import Wording


def finding_in_words(flow: Flow, wording: Wording, finding: Finding) -> str:
    """A finding as a sentence: the question's own where it has one for the rule.

    A sentence that lacks a value gives way to the next more general one; the last is the title.
    What a rule says of one row of a table begins with the row.
    """
    lang = wording.lang
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
    words = next((words for words in said if words), finding.rule)
    row = _row(flow, wording, finding) if rule is not None else ""
    return say("finding.in_row", lang, row=row, words=words) if row else words


def _row(flow: Flow, wording: Wording, finding: Finding) -> str:
    """The row that a finding is about, in words; nothing where it is about a whole answer."""
    table = flow.questions.get(finding.question)
    if not finding.row or not isinstance(table, TableQuestion):
        return ""
    return wording.row(table, finding.row)
