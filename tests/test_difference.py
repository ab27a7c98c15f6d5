"""The list of what changed in a plan is the difference of two states, whatever was edited."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from kamguide.engine.difference import applied, difference, plain
from kamguide.model.answers import Answers, Decision, Evidence, Open, Row, Scalar
from kamguide.model.edits import (
    AddRow,
    ClearAnswer,
    Edit,
    GiveEvidence,
    KeepAnswer,
    MarkNotApplicable,
    MarkUnknown,
    RecordDecision,
    RemoveRow,
    SetCell,
    SetInternal,
    SetSetting,
    SetValue,
    WriteNote,
)
from kamguide.model.questions.table import TableQuestion
from kamguide.workspace.changes import Changes
from kamguide.workspace.exchange import as_json
from kamguide.workspace.moments import Moment, last_look
from kamguide.workspace.plans import Workspace
from kamguide.workspace.recording import key_of
from kamguide.workspace.session import Session
from tests.conftest import CaseStore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Hand:
    """Edits a plan at random, as people might."""

    def __init__(self, seed: int, session: Session) -> None:
        self.random = Random(seed)  # noqa: S311 - chosen, not secret
        self.session = session

    def edit(self) -> Edit:
        """One edit of anything."""
        rare = (self.setting, self.decision)
        make = self.random.choice((self.of_answer,) * 8 + rare)
        return make()

    def setting(self) -> Edit:
        return SetSetting("dpm_threshold", self.random.choice(("4", "5", "6")))

    def decision(self) -> Edit:
        by = date(2026, 12, self.random.randint(1, 28))
        done = self.random.random() < 0.5
        made = Decision(1, self.random.choice("abc"), "Lin", by, is_done=done)
        return RecordDecision(key_of(made), made)

    def of_answer(self) -> Edit:
        name = self.random.choice(list(self.session.answers))
        beside = self.random.random()
        if beside < 0.3:
            return self.beside(name)
        if beside < 0.45:
            ways = (MarkUnknown, MarkNotApplicable)
            return self.random.choice((*(way(name, "who") for way in ways), ClearAnswer(name)))
        question = self.session.flow.questions[name]
        rows = self.session.answers[name].rows
        if isinstance(question, TableQuestion):
            return self.of_table(question, rows) if rows else WriteNote(name, "no row")
        return SetValue(name, self.other(self.session.answers[name].value))

    def other(self, value: Scalar | None) -> Scalar:
        match value:
            case bool():
                return not value
            case Decimal():
                return value + self.random.randint(0, 3)
            case None | str():
                return self.random.choice((str(value), f"{value}!"))
        return value

    def beside(self, name: str) -> Edit:
        rows = self.session.answers[name].rows
        place = self.random.choice(("", rows[0].key)) if rows else ""
        return self.random.choice(
            (
                GiveEvidence(name, Evidence(self.random.choice(("fact", "guess", ""))), place),
                WriteNote(name, self.random.choice(("a note", "")), place),
                SetInternal(name, self.random.random() < 0.5, place),
                KeepAnswer(name, frozenset({"R01"})),
            )
        )

    def of_table(self, table: TableQuestion, rows: tuple[Row, ...]) -> Edit:
        row, other = self.random.choice(rows), self.random.choice(rows)
        column = self.random.choice([one for one in row.cells if one not in table.laid_out] or [""])
        way = self.random.random()
        if way < 0.15:
            return RemoveRow(table.id, row.key)
        if way < 0.3 and not table.laid_out:
            rank = row.rank + self.random.randint(0, 5000)
            return AddRow(table.id, self.random.choice((row.key, "zz")), other.cells, rank)
        values = (other[column], None, Open.OPEN, other[column])
        return SetCell(table.id, row.key, column, self.random.choice(values))


def edited(path: Path, seed: int, count: int) -> tuple[Changes, Session]:
    """A plan of the store after random edits, read back, and what changed by them."""
    workspace = Workspace.at(path, actor="Lin", lang="en", now=lambda: NOW)
    session = workspace.open("Muquan")
    before = tuple(session.events())
    hand = Hand(seed, session)
    for _ in range(count):
        session.edit(*[hand.edit() for _ in range(hand.random.randint(1, 3))])
        if hand.random.random() < 0.1:
            session.undo()
    workspace.store.close_plan(session.facts.id)
    now = workspace.open("Muquan", read_only=True)
    moment: Moment = last_look(before, tuple(now.events()))
    return Changes(now, moment), now


def exported(session: Session, answers: Answers) -> dict[str, object]:
    """Answers as another way to look at them tells them; where rows stand aside."""
    found: dict[str, dict[str, object]] = json.loads(as_json(session.flow, answers))["answers"]
    for one in found.values():
        if isinstance(rows := one.get("rows"), list):
            one["rows"] = sorted(map(str, rows))
    return dict(found)


def hold_to_it(path: Path, seed: int, count: int) -> None:
    found, now = edited(path, seed, count)
    changes = [one.change for one in found.answers]
    was, is_now = plain(found.was), plain(now.answers)
    there = applied(found.was, changes)
    back = applied(now.answers, difference(now.answers, found.was))
    for one, other in ((there, is_now), (back, was)):
        assert dict(one) == dict(other)
        assert one.settings == other.settings
        assert one.decisions == other.decisions
    assert len({one.spot for one in changes}) == len(changes)
    assert all(one.before != one.after for one in changes)
    told = {one.spot.question for one in changes}
    old, new = (exported(now, one) for one in (found.was, now.answers))
    assert {name for name in {*old, *new} if old.get(name) != new.get(name)} <= told
    assert all(one.stamp is not None and one.stamp.actor == "Lin" for one in found.answers)
    sources = told | {one.spot.name for one in changes}
    for number in found.numbers:
        assert number.ways, number.move
        assert {way.source.name for way in number.ways} <= sources


def test_the_list_of_changes_is_the_difference_of_the_states(case_store: CaseStore) -> None:
    hold_to_it(case_store("en"), 1, 8)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(100, 106))
def test_the_list_is_the_difference_after_many_more_edits(case_store: CaseStore, seed: int) -> None:
    hold_to_it(case_store("zh"), seed, 20)


@pytest.mark.campaign
def test_equal_states_differ_in_nothing(case_store: CaseStore) -> None:
    workspace = Workspace.at(case_store("en"), actor="Lin", lang="en", now=lambda: NOW)
    answers = workspace.open("Muquan", read_only=True).answers
    assert difference(answers, plain(answers)) == ()
    everything = difference(answers.only(frozenset()), answers)
    assert plain(applied(answers.only(frozenset()), everything)) == plain(answers)
