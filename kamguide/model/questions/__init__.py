"""Every question type, listed once: a closed union that front ends need not know."""

from typing import Annotated

from kamguide.model.base import Held
from kamguide.model.questions.choices import ChoiceQuestion, ChoicesQuestion, YesNoQuestion
from kamguide.model.questions.days import DateQuestion, YearQuestion
from kamguide.model.questions.numbers import (
    MoneyQuestion,
    NumberQuestion,
    PercentQuestion,
    ScaleQuestion,
)
from kamguide.model.questions.refs import RefQuestion, RefsQuestion
from kamguide.model.questions.table import TableQuestion
from kamguide.model.questions.texts import LongTextQuestion, TextQuestion

ScalarQuestion = (
    TextQuestion
    | LongTextQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | YesNoQuestion
    | NumberQuestion
    | MoneyQuestion
    | PercentQuestion
    | ScaleQuestion
    | YearQuestion
    | DateQuestion
    | RefQuestion
    | RefsQuestion
)
Question = ScalarQuestion | TableQuestion
AnyQuestion = Annotated[Question, Held(discriminator="type")]
