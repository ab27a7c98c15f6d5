"""What a good trainer would notice: rules over single answers, checks over the whole plan.

Findings carry the id of a rule or check and the values that fill its words, never a sentence.
"""

from kamguide.coach.judging import judge, judge_answers, judge_check, judge_rule, unknown_tests
from kamguide.coach.preview import Consequences, Move, Preview, consequences, preview
from kamguide.coach.rubric import Grade, Rubric, rubric
from kamguide.coach.thread import GoldenThread, Item, Orphan, Thread, golden_thread

__all__ = [
    "Consequences",
    "GoldenThread",
    "Grade",
    "Item",
    "Move",
    "Orphan",
    "Preview",
    "Rubric",
    "Thread",
    "consequences",
    "golden_thread",
    "judge",
    "judge_answers",
    "judge_check",
    "judge_rule",
    "preview",
    "rubric",
    "unknown_tests",
]
