"""What each command does, the same on the screen and in lines."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kamguide.engine.turns import Asked, Completed
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.answers import State
from kamguide.model.edits import ClearAnswer, MarkNotApplicable, MarkUnknown, RemoveRow
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import Wording
from kamguide.workspace.annotating import Annotating
from kamguide.workspace.annual_doing import Following
from kamguide.workspace.commands import Command, language_in, near_command
from kamguide.workspace.coursing import assignment_of, switch_clock
from kamguide.workspace.done import Change, Done
from kamguide.workspace.grouping import Grouping
from kamguide.workspace.inplace import SCREEN_ONLY
from kamguide.workspace.looks import LOOKS, SETTINGS
from kamguide.workspace.outcome import Outcome
from kamguide.workspace.reviewing import Reviewing
from kamguide.workspace.settings import FLOW, FLOWS, checked


class Doing(Annotating, Grouping, Reviewing, Following):
    """Does commands on one session."""

    def do(self, command: Command) -> Done:
        """Do a command.

        Raises:
            KamguideError: It cannot be done as things stand.
        """
        action = _ACTIONS.get(command.name)
        if action is None:
            return self._unheard(command)
        if command.name in _NEED_WORDS and not command.rest.strip():
            raise UsageError(f"talk.needs.{command.name}")
        return action(self, command.rest)

    @staticmethod
    def names() -> frozenset[str]:
        """Every command that can be done."""
        return frozenset(_ACTIONS)

    def _unheard(self, command: Command) -> Done:
        name = command.name.removeprefix("?")
        near = near_command(name)
        key = "talk.command_near" if near else "talk.command_unknown"
        return Done((self._tell(say(key, self._lang, name=name, near=near)),), sent=False)

    # Moving

    def _back(self, rest: str) -> Done:
        del rest
        self._session.back()
        return Done(asks_again=True, prefill=self._as_typed())

    def _edit(self, rest: str) -> Done:
        if rest:
            self._session.goto(self._question_named(rest))
        else:
            self._session.back()
        return Done(asks_again=True, prefill=self._as_typed(), amends=True)

    def _skip(self, rest: str) -> Done:
        del rest
        key = "talk.stays" if self._as_typed() else "talk.skipped"
        self._session.skip()
        return Done((self._note(key),), asks_again=True)

    def _goto(self, rest: str) -> Done:
        self._session.goto(self._question_named(rest))
        return Done(asks_again=True, prefill=self._as_typed())

    def _as_typed(self) -> str:
        turn = self._session.turn
        if not isinstance(turn, Asked) or isinstance(turn.question, TableQuestion):
            return ""
        value = self._session.answers.value(turn.question.id)
        wording = Wording(self._session.flow, self._session.path.standing, self._lang)
        return wording.value(turn.question, value)

    # Answering otherwise

    def _unknown(self, rest: str) -> Done:
        named, _, by = (part.strip() for part in rest.replace("；", ";").partition(";"))
        who, open_ = named or self._session.facts.actor, self._session.open_question()

        def make() -> Done:
            self._session.unknown(who, by)
            return Done((self._note("talk.open_item"),), asks_again=True)

        return Done(change=Change(open_, (MarkUnknown(open_, who, by),), make))

    def _na(self, rest: str) -> Done:
        open_ = self._session.open_question()

        def make() -> Done:
            self._session.not_applicable(rest)
            return Done((self._note("talk.not_applicable"),), asks_again=True)

        return Done(change=Change(open_, (MarkNotApplicable(open_, rest),), make))

    def _clear(self, rest: str) -> Done:
        name = self._question_named(rest) if rest else self._session.open_question()

        def make() -> Done:
            self._session.clear(name)
            return Done((self._note("talk.cleared"),), asks_again=True)

        return Done(change=Change(name, (ClearAnswer(name),), make))

    def _done(self, rest: str) -> Done:
        del rest
        turn = self._session.turn
        if isinstance(turn, Asked) and isinstance(turn.question, TableQuestion):
            outcome = self._session.close_table()
            if outcome.problem is not None:
                return Done((self._speaker.problem(outcome.problem),))
            return Done(asks_again=True, closed=outcome)
        return self._skip("")

    def _delete(self, rest: str) -> Done:
        turn = self._asked()
        if not isinstance(turn.question, TableQuestion):
            raise UsageError("workspace.no_table", question=turn.question.id)
        rows = self._session.path.standing.rows(turn.question.id)
        wanted = rest.strip() or (rows[-1].key if rows else "")
        if all(row.key != wanted for row in rows):
            raise UsageError("talk.no_such_row", row=wanted)
        table = turn.question.id

        def make() -> Done:
            self._session.edit(RemoveRow(table, wanted))
            self._session.goto(table)
            return Done((self._note("talk.row_deleted", row=wanted),), asks_again=True)

        return Done(change=Change(table, (RemoveRow(table, wanted),), make))

    def _draft(self, rest: str) -> Done:
        del rest
        outcome = self._session.confirm_draft(self._session.open_question())
        if outcome is None:
            raise UsageError("talk.no_draft")
        return Done((self._note("talk.draft_confirmed"),), asks_again=True)

    def _undo(self, rest: str) -> Done:
        del rest
        return self._taken_back(self._session.undo(), "talk.undone", "talk.nothing_to_undo")

    def _redo(self, rest: str) -> Done:
        del rest
        return self._taken_back(self._session.redo(), "talk.redone", "talk.nothing_to_redo")

    def _taken_back(self, outcome: Outcome | None, done: str, nothing: str) -> Done:
        if outcome is None:
            return Done((self._note(nothing),))
        return Done((self._note(done),), asks_again=True)

    def _row(self, rest: str) -> Done:
        from kamguide.workspace.rowcommands import change_row

        return change_row(self._session, self._speaker, rest)

    def _of_a_grid(self, rest: str) -> Done:
        del rest
        raise UsageError("grid.on_screen_only")

    # The plan

    def _check(self, rest: str) -> Done:
        del rest
        self._session.check_answers()
        return Done(asks_again=True)

    def _complete(self, rest: str) -> Done:
        del rest
        turn = self._session.complete()
        said = (self._note("talk.plan_completed"),) if isinstance(turn, Completed) else ()
        return Done(said, asks_again=True)

    def _reopen(self, rest: str) -> Done:
        del rest
        self._session.reopen()
        return Done(asks_again=True)

    def _language(self, rest: str) -> Done:
        wanted = language_in(rest, self._lang)
        self._session.speak(wanted)
        self._speaker.lang = wanted
        return Done((self._note("talk.language"),), asks_again=True, prefill=self._as_typed())

    def _switch(self, rest: str) -> Done:
        flow = folded(rest)
        if not flow:
            others = [name for name in FLOWS if name != self._session.facts.flow]
            return Done((self._note("talk.flow_how", known=others),))
        self._session.switch(load_flow(checked(FLOW, flow)))
        title = self._session.flow.title(self._lang)
        return Done((self._note("talk.flow_switched", flow=title),), asks_again=True)

    def _settings(self, rest: str) -> Done:
        from kamguide.workspace.plansettings import PlanSettings

        name, _, value = rest.partition(" ")
        told = PlanSettings(self._session, self._lang)
        if not name:
            return Done(look=SETTINGS)
        if not value.strip():
            return Done((self._tell("\n".join(told.lines(name))),))
        flow = self._session.flow.id
        said = self._speaker.note("\n".join(told.change(name, value)))
        return Done((said,), asks_again=self._session.flow.id != flow)

    def _editor(self, rest: str) -> Done:
        del rest
        return Done((self._note("editor.on_screen"),))

    def _plan(self, rest: str) -> Done:
        del rest
        return Done(leave="plan")

    def _export(self, rest: str) -> Done:
        from kamguide.workspace.files import file_name, held_back, write_out
        from kamguide.workspace.orders import order_in

        order = order_in(rest, Path(file_name(self._session)))
        noticed = write_out(self._session, order)
        said = [self._note("talk.exported", path=str(order.target.absolute()))]
        if held := held_back(self._session, order.view):
            said.append(self._note("cli.held_back", count=held))
        return Done((*said, *(self._note(one.key, **dict(one.values)) for one in noticed)))

    def _intake(self, rest: str) -> Done:
        from kamguide.workspace.intake_talk import from_file

        return from_file(self._session, self._speaker, self._asked(), rest)

    def _pause(self, rest: str) -> Done:
        del rest
        return Done((self._note("talk.paused"),), leave="pause")

    def _home(self, rest: str) -> Done:
        del rest
        return Done(leave="home")

    def _keep_nothing(self, rest: str) -> Done:
        del rest
        name = self._last_doubted()
        if name is None:
            raise UsageError("talk.nothing_to_keep")
        findings = self._session.findings_on(name)
        self._session.keep(name, [one.rule for one in findings if one.severity == "warn"])
        return Done((self._note("talk.kept_weak"),))

    def _clock(self, rest: str) -> Done:
        del rest
        return Done((self._note(switch_clock(self._session)),))

    def _compare(self, rest: str) -> Done:
        del rest
        if assignment_of(self._session) is None:
            raise UsageError("compare.no_course")
        return Done((self._note("compare.about"),), leave="compare")

    def _dismiss(self, rest: str) -> Done:
        del rest
        raise UsageError("challenge.none_waits")

    def _last_doubted(self) -> str | None:
        for event in reversed(tuple(self._session.events())):
            if event.question and any(
                one.severity == "warn" for one in self._session.findings_on(event.question)
            ):
                answer = self._session.answers.get(event.question)
                return event.question if answer and answer.state is State.GIVEN else None
        return None


def _looking(name: str) -> Callable[[Doing, str], Done]:
    """The command that shows a look at the whole plan."""

    def looked(doing: Doing, rest: str) -> Done:
        del rest
        return doing._look(name)

    return looked


def _showing(name: str) -> Callable[[Doing, str], Done]:
    """The command about the screen itself, with what was said behind it."""
    return lambda doing, rest: doing._look(f"{name} {rest}".strip())


_NEED_WORDS: Final = frozenset({"goto", "find", "met", "settle"})
"""Commands that mean nothing without words behind them."""
_ACTIONS: Final[Mapping[str, Callable[[Doing, str], Done]]] = {
    "back": Doing._back,
    "skip": Doing._skip,
    "unknown": Doing._unknown,
    "na": Doing._na,
    "why": Doing._why,
    "example": Doing._example,
    "term": Doing._term,
    "goto": Doing._goto,
    "find": Doing._find,
    "list": Doing._list,
    "status": Doing._status,
    "edit": Doing._edit,
    "editor": Doing._editor,
    "anchors": Doing._anchors,
    "undo": Doing._undo,
    "redo": Doing._redo,
    "history": Doing._history,
    "check": Doing._check,
    "answers": Doing._answers,
    "summary": Doing._summary,
    **{name: _looking(name) for name in LOOKS if name != "check"},
    "complete": Doing._complete,
    "reopen": Doing._reopen,
    "lang": Doing._language,
    "note": Doing._write_note,
    "evidence": Doing._give_evidence,
    "internal": Doing._internal,
    "keep": Doing._keep_nothing,
    "dismiss": Doing._dismiss,
    "clock": Doing._clock,
    "compare": Doing._compare,
    "clear": Doing._clear,
    "delete": Doing._delete,
    "row": Doing._row,
    **dict.fromkeys(("sort", "column", "matrix"), Doing._of_a_grid),
    "done": Doing._done,
    "draft": Doing._draft,
    "home": Doing._home,
    "pause": Doing._pause,
    "flow": Doing._switch,
    "settings": Doing._settings,
    "plan": Doing._plan,
    "chart": Doing._chart,
    "export": Doing._export,
    "intake": Doing._intake,
    "comments": Doing._comments,
    "comment": Doing._comment,
    "reply": Doing._reply,
    "met": Doing._met,
    "word": Doing._word,
    "submit": Doing._submit,
    "withdraw": Doing._withdraw,
    "return": Doing._return,
    "approve": Doing._approve,
    "group": Doing._group,
    "confirm": Doing._confirm,
    "object": Doing._object,
    "takeaway": Doing._takeaway,
    "conflict": Doing._conflict,
    "changes": Doing._changes,
    "script": Doing._script,
    "decide": Doing._decide,
    "settle": Doing._settle,
    "roll": Doing._roll,
    "still": Doing._still,
    "progress": Doing._progress,
    "changelog": Doing._changelog,
    "help": Doing._help,
    "commands": Doing._commands,
    **{name: _showing(name) for name in SCREEN_ONLY},
}
