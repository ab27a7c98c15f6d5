"""The conversation in words: what the guide asks, what a reply or a command comes to.

The screen and the line dialogue both speak through it; it knows no terminal.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from kamguide.engine.life import is_frozen
from kamguide.engine.reading import Read
from kamguide.engine.turns import Asked, Checking, Completed, Turn
from kamguide.errors import KamguideError
from kamguide.messages import say
from kamguide.model.context import Notice
from kamguide.model.edits import Edit, RemoveRow
from kamguide.model.prompts import PickPrompt, PicksPrompt
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import Wording
from kamguide.workspace.advising import Advising
from kamguide.workspace.asking import Asking, left_open
from kamguide.workspace.challenging import Challenging
from kamguide.workspace.commands import Command, command_in
from kamguide.workspace.coursing import Coursing
from kamguide.workspace.decisions import ACCEPT, CHANGE, KEEP, OLD, Correction
from kamguide.workspace.doing import Doing
from kamguide.workspace.done import Done, Heard
from kamguide.workspace.greeting import greeting
from kamguide.workspace.outcome import Outcome
from kamguide.workspace.review_telling import ReviewTelling
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker
from kamguide.workspace.steps import StepEnds

_CHANGES_IT: Final = {("back", ""), ("edit", "")}
"""Commands that lead back to the answer that the coach doubts."""


class Dialogue:
    """One conversation over one session."""

    def __init__(self, session: Session, *, lists: bool = True) -> None:
        """Speak about `session`.

        `lists` is off where options and grids are shown beside: there one also sees what is
        asked before what the step that is done comes to, see `step_in_short`.
        """
        self.session = session
        self._lists = lists
        self._advising = Advising(session)
        self._correction: Correction | None = None
        self._step: str | None = None
        self._ends = StepEnds(session)
        self._left_at: Turn | None = None
        """What was asked when the end of a step was last looked for, if it still is to be told."""
        self.asked: Said | None = None
        """The first words of what was asked last."""
        self.challenges = Challenging(session)
        self.coursing = Coursing(session)
        self._asked_last: object = None
        self._begun = ("", False)
        """The question that is open, and whether it still was to be answered when it was opened."""

    @property
    def waits(self) -> bool:
        """Whether something waits to be decided, see `decision`, or a challenge to be answered."""
        decides = self._advising.doubt is not None or self._correction is not None
        return decides or self.challenges.waits

    @property
    def decision(self) -> PickPrompt:
        """What can be said to a doubt of the coach, or to what would follow from a change.

        Nothing can be picked in answer to a challenge.
        """
        waiting = self._advising.doubt or self._correction
        if self.challenges.waits or waiting is None:
            return PickPrompt(())
        return waiting.prompt

    @property
    def speaker(self) -> Speaker:
        """What gives things said their names in the language of now."""
        return Speaker(self.session.lang)

    # The guide

    def welcome(self) -> tuple[Said, ...]:
        """The first words of a sitting."""
        words = [*greeting(self.session), *filter(None, self.coursing.at_the_start())]
        resumed = self.challenges.resumed()
        return (self.speaker.guide("\n".join(words)), *(resumed or self.ask()))

    def ask(self) -> tuple[Said, ...]:
        """What is asked now: the step where it is new, the question; first news, a step's end."""
        turn = self._left_at = self.session.turn
        before = (*self.coursing.told(), *(self.step_in_short() if self._lists else ()))
        asked = tuple(self._asking(turn))
        self.asked = next(iter(asked), None)
        return (*before, *asked)

    def step_in_short(self) -> tuple[Said, ...]:
        """What is to be told before what was `asked`: the step that is done, once."""
        turn, self._left_at = self._left_at, None
        return self._ends.told_at(turn) if turn is not None else ()

    def _asking(self, turn: Turn) -> Iterator[Said]:
        match turn:
            case Completed():
                closed = is_frozen(self.session.facts.status)
                key = "talk.completed_closed" if closed else "talk.completed"
                yield self.speaker.guide(say(key, self.session.lang))
            case Checking():
                from kamguide.workspace.annual_telling import ready_to_roll
                from kamguide.workspace.checking import Telling

                words = ready_to_roll(self.session) or Telling(self.session).at_the_end(turn)
                yield self.speaker.guide(words)
            case Asked():
                yield from self._question(turn)

    def _question(self, turn: Asked) -> Iterator[Said]:
        asking = Asking(self.session, turn, lists=self._lists)
        if turn.step.id != self._step:
            self._step = turn.step.id
            yield self.speaker.guide(asking.step(self.coursing.box(turn.step.id)))
        if turn.question.id != self._begun[0]:
            self._begun = (turn.question.id, not self.session.is_answered(turn.question.id))
        new = self._asked_last != turn.question.id
        self._asked_last = turn.question.id
        words = asking.question() if new else asking.place()
        if words:
            yield replace(self.speaker.guide(words), asks=True)
        if new and (said := "\n".join(ReviewTelling(self.session).on(turn.question.id))):
            yield self.speaker.note(said)

    # The person

    def hear(self, raw: str) -> Heard:
        """Take what was typed: a command, an answer to a doubt, or a reply."""
        if self.challenges.waits:
            return self._faced(raw)
        heard = raw if self._is_option(raw) else command_in(raw)
        if isinstance(heard, Command):
            return self._try(heard)
        try:
            if self._correction is not None:
                return self._decide(heard)
            if self._advising.doubt is not None:
                return self._settle(heard)
            if not raw.strip():
                return self._nothing()
            return self._reply(heard)
        except KamguideError as problem:
            return Heard((self.speaker.problem(problem),), sent=False)

    def _faced(self, raw: str) -> Heard:
        """Take what was said to the challenge that waits."""
        try:
            heard = self.challenges.heard(raw)
        except KamguideError as problem:
            return Heard((self.speaker.problem(problem),), sent=False)
        return self._try(heard) if isinstance(heard, Command) else self._after_challenge(heard)

    def _after_challenge(self, said: tuple[Said, ...]) -> Heard:
        """Go on with the question, unless the challenge still waits."""
        if self.challenges.waits:
            return Heard(said)
        self._asked_last = None
        return Heard((*said, *self.ask()))

    def _try(self, command: Command) -> Heard:
        """Do a command, or say why it cannot be done; its words can then be mended."""
        try:
            return self.do(command)
        except KamguideError as problem:
            return Heard((self.speaker.problem(problem),), sent=not command.rest)

    def _is_option(self, raw: str) -> bool:
        """Whether a word that could be a command is on the list that is open."""
        turn = self.session.turn
        prompt = (turn.cell_prompt or turn.prompt) if isinstance(turn, Asked) else None
        options = prompt.options if isinstance(prompt, PickPrompt | PicksPrompt) else ()
        word = folded(raw)
        return any(
            word in (option.code, *(folded(label) for label in option.label.root.values()))
            for option in options
        )

    def do(self, command: Command) -> Heard:
        """Do what a command says."""
        if self.challenges.waits and (said := self.challenges.does(command)) is not None:
            return self._after_challenge(said)
        if command.name == "keep" and self._advising.doubt is not None:
            return self._settle("keep")
        if self._advising.doubt is not None and (command.name, command.rest) in _CHANGES_IT:
            return self._settle("change")
        if command.name == "lang" and self._advising.doubt is not None:
            said = Doing(self.session, self.speaker).do(command).said
            return Heard((*said, *self._advising.again()))
        if command.name == "challenges" and command.rest:
            self._decided()
            return Heard(self.challenges.chosen(command.rest))
        return self._done(Doing(self.session, self.speaker).do(command))

    def _decided(self) -> None:
        """Nothing waits any more to be decided."""
        self._advising.doubt = self._correction = None

    def _done(self, done: Done) -> Heard:
        """What a command came to; one that changes an answer is told first.

        What waits to be decided goes on waiting behind one that only tells something.
        """
        if not done.only_tells:
            self._decided()
        if (change := done.change) is not None:
            foreseen = self._foreseen(
                change.question, change.edits, lambda: self._done(change.make()), asks_again=True
            )
            return foreseen or self._done(change.make())
        if (offer := done.offer) is not None:
            self._correction = Correction(lambda: self._done(offer()), True, "intake")
        if done.closed is not None:
            return Heard((*self._left_open(done.closed), *self._after(done.closed)))
        if done.asks_again:
            self.challenges.leave()
            self._asked_last = None
            said = (*done.said, *self.ask())
            return Heard(said, done.sent, done.prefill, done.leave, amends=done.amends)
        said = done.said
        if done.look and self._lists:
            from kamguide.workspace.looks import look

            said = (*said, self.speaker.guide(look(self.session, done.look)))
        return Heard(said, done.sent, done.prefill, done.leave, done.look)

    def _left_open(self, closed: Outcome) -> Iterator[Said]:
        """What a table that is left still needs."""
        table = self.session.flow.questions[closed.question]
        if isinstance(table, TableQuestion) and (words := left_open(self.session, table)):
            yield self.speaker.note(words)

    def _nothing(self) -> Heard:
        """Enter on an empty line: go past an optional cell, or close a table that may close."""
        turn = self.session.turn
        if isinstance(turn, Asked) and turn.place is not None:
            if turn.place.column is None and turn.may_close:
                return self.do(Command("done"))
            return self._reply("")
        return self.do(Command("still", "1")) if self.session.still_asks else Heard(())

    def _reply(self, raw: str) -> Heard:
        if "\n" in raw.strip() and (heard := self.pasted(raw)) is not None:
            return heard
        read = self.session.read(raw)
        question = self.session.open_question()
        foreseen = self._foreseen(
            question, read.edits, lambda: self._answered(read), asks_again=True
        )
        if foreseen is None:
            return self._answered(read)
        self.session.keep_draft(raw)
        return foreseen

    def pasted(self, raw: str) -> Heard | None:
        """Tell what lines with a head come to at the open table; None where they have none."""
        from kamguide.workspace.intake_talk import from_paste

        done = from_paste(self.session, self.speaker, raw)
        return None if done is None else self._done(done)

    def _answered(self, read: Read) -> Heard:
        self._decided()
        return Heard(tuple(self._after(self.session.answer(read))))

    def enter(self, question: str, read: Read) -> Heard:
        """Take what was read into a grid, or have it decided first."""
        foreseen = self._foreseen(
            question, read.edits, lambda: self._entered(question, read), asks_again=False
        )
        return foreseen or self._entered(question, read)

    def remove_row(self, table: str, row: str) -> Heard:
        """Take a row of a grid away, or have it decided first."""
        edits = (RemoveRow(table, row),)

        def removed() -> Heard:
            self.session.edit(*edits)
            words = say("talk.row_deleted", self.session.lang, row=row)
            return Heard((self.speaker.note(words),))

        return self._foreseen(table, edits, removed, asks_again=False) or removed()

    def _entered(self, question: str, read: Read) -> Heard:
        outcome = self.session.enter(read, question)
        return Heard(tuple(self._notices(outcome.notices)))

    # A change of what was answered

    def _foreseen(
        self,
        question: str,
        edits: Sequence[Edit],
        accept: Callable[[], Heard],
        *,
        asks_again: bool,
    ) -> Heard | None:
        """Tell what a correction would move, before it is accepted; None where nothing.

        Nothing is corrected in a grid that is being filled for the first time; and what the
        coach says of a grid stands at its cells.
        """
        in_grid = not asks_again
        if in_grid and self._begun == (question, True):
            return None
        if not self.session.corrects(question, edits):
            return None
        from kamguide.workspace.foresight import Foresight

        foresight = Foresight(self.session, edits)
        seen = foresight.preview
        told = seen.beyond(question) if in_grid else seen.without_settled(question)
        if told.is_quiet:
            return None
        self._decided()
        self._correction = Correction(accept, asks_again)
        return Heard((self.speaker.coach("\n".join(foresight.asked())),))

    def _decide(self, raw: str) -> Heard:
        """Accept the correction that waits, or keep the old answer; anything else is neither."""
        correction, words = self._correction, folded(raw)
        if correction is None or words not in ACCEPT | OLD:
            about = correction.about if correction is not None else "preview"
            words = say(f"{about}.decide", self.session.lang)
            return Heard((self.speaker.guide(words),), sent=False)
        self._correction = None
        if words in ACCEPT:
            return correction.accept()
        self.session.keep_draft("")
        said = self.speaker.note(say(f"{correction.about}.left", self.session.lang))
        if not correction.asks_again:
            return Heard((said,))
        self._asked_last = None
        return Heard((said, *self.ask()))

    def _after(self, outcome: Outcome) -> Iterator[Said]:
        yield from self._notices(outcome.notices)
        in_table = isinstance(outcome.turn, Asked) and outcome.turn.question.id == outcome.question
        if not in_table:
            coach = self._advising.replies(outcome.question, outcome.findings)
            yield from coach
            self.challenges.note(outcome.question)
            if self._advising.doubt is not None:
                self.session.goto(outcome.question)  # until it is decided, the talk is there
                return
            yield from () if coach else self.challenges.put()
            if self.challenges.waits:
                return
        yield from self.ask()

    def _notices(self, notices: Sequence[Notice]) -> Iterator[Said]:
        for notice in notices:
            words = say(notice.key, self.session.lang, **dict(notice.values))
            yield self.speaker.note(words)

    # The coach

    def _settle(self, raw: str) -> Heard:
        doubt, words = self._advising.doubt, raw.strip().casefold()
        if doubt is None or words not in {*KEEP, *CHANGE, ""}:
            return self._reply(raw)
        self._decided()
        self.session.keep_draft("")  # what decides is no answer
        if words not in CHANGE:
            self.session.keep(doubt.question, doubt.rules)
            self.session.skip()
            said = self.speaker.note(say("talk.kept_weak", self.session.lang))
            return Heard((said, *self.ask()))
        self._asked_last = None
        return Heard(self.ask(), prefill=self.as_typed(doubt.question), amends=True)

    def as_typed(self, question: str) -> str:
        """The answer to a question as text that can be edited and sent again."""
        session = self.session
        spec = session.flow.questions[question]
        value = session.answers.value(question)
        if value is None:
            return ""
        return Wording(session.flow, session.path.standing, session.lang).value(spec, value)
