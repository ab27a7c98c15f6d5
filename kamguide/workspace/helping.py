"""Commands that change nothing: help in place, and looks at answers and at the plan."""

from kamguide.engine.turns import Asked
from kamguide.errors import UsageError
from kamguide.flowfile.load import load_glossary
from kamguide.messages import moment, say
from kamguide.model.prompts import ScalePrompt
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import folded
from kamguide.plan.wording import text_in
from kamguide.workspace.coursing import Coursing, assignment_of
from kamguide.workspace.done import Done
from kamguide.workspace.groupwork import GROUP
from kamguide.workspace.inplace import about, listed, without_values
from kamguide.workspace.listing import Listing
from kamguide.workspace.looks import ANSWERS
from kamguide.workspace.session import Session
from kamguide.workspace.speaking import Said, Speaker
from kamguide.workspace.steps import told
from kamguide.workspace.terms import meanings, terms_of, words_of


class Helping:
    """Tells about one session."""

    def __init__(self, session: Session, speaker: Speaker) -> None:
        self._session = session
        self._speaker = speaker
        self._listing = Listing(session)

    @property
    def _lang(self) -> str:
        return self._session.lang

    def _tell(self, text: str) -> Said:
        return self._speaker.guide(text)

    def _note(self, key: str, /, **values: object) -> Said:
        return self._speaker.note(say(key, self._lang, **values))

    def _asked(self) -> Asked:
        turn = self._session.turn
        if not isinstance(turn, Asked):
            raise UsageError("engine.nothing_open")
        return turn

    def _question_named(self, words: str) -> str:
        """A question by its id, its number in the list, or words of it; a step by its title."""
        asked = self._session.path.asked
        wanted = folded(words)
        for question in asked:
            if question.id == wanted:
                return question.id
        if wanted.isdecimal() and 0 < int(wanted) <= len(asked):
            return asked[int(wanted) - 1].id
        for question in asked:
            step = self._session.flow.step_of[question.id]
            if wanted in (step.id, *(folded(one) for one in step.title.root.values())):
                return question.id
        for question in asked:
            step = self._session.flow.step_of[question.id]
            texts = [*question.ask.root.values(), *step.title.root.values()]
            if wanted and any(wanted in folded(text) for text in texts):
                return question.id
        raise UsageError("talk.no_such_place", words=words)

    # Help

    def _why(self, rest: str) -> Done:
        del rest
        question = self._asked().question
        return Done((self._tell(question.why(self._lang)),))

    def _example(self, rest: str) -> Done:
        del rest
        question = self._asked().question
        lines = [say("talk.example", self._lang, text=text_in(question.example, self._lang))]
        for weak in question.weak[:1]:
            lines.append(say("talk.weak", self._lang, text=weak.example(self._lang)))
            reply = without_values(weak.reply(self._lang))
            lines.append(say("talk.weak_reply", self._lang, text=reply))
        return Done((self._tell("\n".join(lines)),))

    def _help(self, rest: str) -> Done:
        del rest
        turn = self._session.turn
        lines = [*about(turn.question, self._lang)] if isinstance(turn, Asked) else []
        lines.append(say("help.commands_how", self._lang))
        if (assignment := assignment_of(self._session)) is not None:
            key = "coursing.commands" if assignment.alone else "coursing.commands_in_class"
            lines.append(say(key, self._lang))
        if self._session.answers.settings.get(GROUP):
            lines.append(say("group.commands", self._lang))
        return Done((self._tell("\n".join(lines)),))

    def _commands(self, rest: str) -> Done:
        del rest
        lines = [f"{one.shown}  {one.text}" for one in listed(self._lang)]
        return Done((self._tell("\n".join(lines)),))

    def _anchors(self, rest: str) -> Done:
        from kamguide.workspace.anchors import Anchors, in_words

        del rest
        turn = self._asked()
        prompt = turn.cell_prompt or turn.prompt
        if not isinstance(prompt, ScalePrompt):
            raise UsageError("scale.none_asked")
        if isinstance(turn.question, TableQuestion) and turn.place is not None:
            row = turn.place.row
            return Done((self._tell(Anchors(self._session).told(turn.question, row, prompt)),))
        return Done((self._tell(in_words(prompt, self._lang)),))

    def _term(self, rest: str) -> Done:
        wanted = folded(rest)
        if not wanted:
            return Done((self._tell(terms_of(self._session)),))
        fits = [
            one
            for one in load_glossary().terms
            if any(wanted in folded(word) for word in words_of(one))
        ]
        exact = [one for one in fits if wanted in {folded(word) for word in words_of(one)}]
        chosen = exact or fits
        if not chosen:
            raise UsageError("talk.no_such_term", term=rest)
        return Done((self._tell(meanings(tuple(chosen[:5]), self._lang)),))

    # Looking

    def _list(self, rest: str) -> Done:
        return Done((self._tell(self._listing.answers(rest)),))

    def _status(self, rest: str) -> Done:
        del rest
        course = Coursing(self._session).status()
        return Done((self._tell("\n".join((self._listing.status(), *course))),))

    def _find(self, rest: str) -> Done:
        return Done((self._tell(self._listing.found(rest)),))

    def _history(self, rest: str) -> Done:
        name = self._question_named(rest) if rest else self._session.open_question()
        lines = [
            "  ".join(
                (
                    moment(event.at, self._lang),
                    event.actor,
                    say(f"event.{event.kind}", self._lang),
                    self._listing.event_text(event),
                )
            ).rstrip()
            for event in self._session.events()
            if event.question == name
        ]
        return Done((self._tell("\n".join(lines) or say("talk.no_history", self._lang)),))

    def _summary(self, rest: str) -> Done:
        name = self._question_named(rest) if rest else self._session.open_question()
        return Done((told(self._session, self._session.flow.step_of[name]),))

    def _chart(self, rest: str) -> Done:
        from kamguide.workspace.charting import told_charts

        return Done(told_charts(self._session, self._speaker, rest))

    def _look(self, name: str) -> Done:
        return Done(look=name)

    def _answers(self, rest: str) -> Done:
        from kamguide.workspace.overlook import told as answers_told

        if rest:
            return Done((self._tell(answers_told(self._session, rest)),))
        return Done(look=ANSWERS)
