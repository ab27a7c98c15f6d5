"""Each answer stands in the plan at a place of its own, in the words of the plan."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from functools import cache

import pytest

from kamguide.model.answers import Open, State
from kamguide.model.edits import SetCell
from kamguide.model.questions.table import TableQuestion
from kamguide.plan.places import places
from kamguide.plan.wording import Wording
from kamguide.workspace.files import document
from kamguide.workspace.session import Session

from .plans import FLOWS, LANGS, plan_of, session_of, tables

IN_PARTS = {"mis_future"}
"""Will, might and never: one text, of which each part stands in a cell of its own."""
ALWAYS = ("full", "quick")
"""The flows that are looked at each time; the others in a campaign."""


@cache
def shown(flow: str, lang: str) -> Mapping[str, Set[str]]:
    """The texts that stand at each place of the worked case's plan."""
    found = defaultdict(set)
    for place, text in places(plan_of(flow, lang)):
        found[place].add(text)
    return found


def answered(session: Session) -> Iterator[tuple[str, str]]:
    """Each answer and each cell in which something was said: its place, and it in words."""
    words = Wording(session.flow, session.answers, session.lang)
    for question in session.flow.questions.values():
        answer = session.answers.get(question.id)
        if answer is None or answer.state is not State.GIVEN:
            continue
        if not isinstance(question, TableQuestion):
            yield question.id, words.value(question, answer.value)
            continue
        for row in answer.rows:
            for column, value in row.cells.items():
                if value not in (None, Open.OPEN) and column not in question.key_columns:
                    yield f"{question.id}.{row.key}.{column}", words.cell(question, row, column)


def in_short(text: str) -> str:
    """A number without the marks around it; other words as they are."""
    plain = text.replace(",", "").removesuffix("%")
    try:
        return str(Decimal(plain).normalize())
    except ArithmeticError:
        return text


def says(text: str, answer: str, place: str) -> bool:
    """Whether a text is what was answered: the same number, or the same words behind an id."""
    if place in IN_PARTS:
        return text in answer
    key = place.split(".")[1] if "." in place else ""
    return in_short(text) == in_short(answer) or text == f"{key} {answer}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "flow",
    [one if one in ALWAYS else pytest.param(one, marks=pytest.mark.campaign) for one in FLOWS],
)
def test_every_answer_stands_at_its_place_in_the_words_it_was_given(flow: str, lang: str) -> None:
    at_place = shown(flow, lang)
    with session_of(flow, lang) as session:
        given = dict(answered(session))
    assert len(given) > 100
    assert [place for place in given if place not in at_place] == []
    wrong = {
        place: at_place[place]
        for place, answer in given.items()
        if not all(says(one, answer, place) for one in at_place[place])
    }
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_was_worked_out_has_a_place(lang: str) -> None:
    """Sums, ratios and what a table works out itself cannot be changed in a file."""
    with session_of("full", lang) as session:
        computed = {
            f"{question.id}.{row.key}.{column.id}"
            for question in session.flow.tables.values()
            for row in session.answers.rows(question.id)
            for column in question.columns
            if column.compute is not None
        }
    assert computed
    assert computed.isdisjoint(shown("full", lang))
    for table in tables(plan_of("full", lang)):
        totals = table.rows[len(table.rows) - table.totals :]
        at = {cell.place.split(".")[0] for row in totals for cell in row if cell.place}
        assert at <= {"fc_cost_to_serve"}, table.title


def test_every_place_is_that_of_a_question_and_of_a_row_that_is_there() -> None:
    with session_of("full", "en") as session:
        for place in shown("full", "en"):
            question, _, rest = place.partition(".")
            assert question in session.flow.questions, place
            if rest:
                row, _, column = rest.rpartition(".")
                table = session.flow.tables[question]
                assert table.laid_out or session.answers[question].row(row) is not None, place
                assert table.column(column), place


def test_both_languages_have_the_same_places() -> None:
    one, other = ([place for place, _ in places(plan_of("full", lang))] for lang in LANGS)
    assert one == other


def test_a_cell_that_is_open_is_marked_wherever_it_stands() -> None:
    with session_of("full", "en") as session:
        session.edit(SetCell("bud_lines", "B1", "t1", Open.OPEN))
        plan = document(session)
        cells = [cell for table in tables(plan) for row in table.rows for cell in row]
        found = [one for one in cells if one.place == "bud_lines.B1.t1"]
    assert [(one.text, one.mark) for one in found] == [("", "open")]
