"""Proposals from a Word file in words, line by line, and as JSON."""

from collections.abc import Iterator, Sequence
from textwrap import indent

from kamguide.messages import say, shown
from kamguide.model.answers import Json
from kamguide.model.questions.table import TableQuestion
from kamguide.model.text import clean
from kamguide.plan.wording import LONGEST_NAME, Wording, short_title, shortened
from kamguide.workspace.remarks import Place
from kamguide.workspace.wordback.accepting import Taken
from kamguide.workspace.wordback.proposals import Proposal, Returned
from kamguide.workspace.wordback.values import row_at
from kamguide.workspace.wordback.wishes import Unplaced

IN = "   "


class WordTelling:
    """What came back, for a reader."""

    def __init__(self, returned: Returned) -> None:
        self._returned = returned
        session = returned.session
        self._flow, self._lang = session.flow, session.lang
        self._wording = Wording(session.flow, session.answers, session.lang)
        self._plan = session.facts.name

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"wordback.{key}", self._lang, **values)

    def lines(self) -> Iterator[str]:
        """What came back in short, each proposal that is not in the plan, what has no place."""
        every = self._returned.proposals()
        waiting = [one for one in every if one.state not in ("done", "rejected")]
        yield self.head(every)
        for one in waiting:
            yield from ("", *self.proposal(one))
        if self._returned.unplaced:
            yield from ("", self._say("unplaced", count=len(self._returned.unplaced)))
            for lost in self._returned.unplaced:
                yield from self.lost(lost)

    def head(self, every: Sequence[Proposal]) -> str:
        """How many proposals there are, and how many are in the plan already."""
        done = sum(one.state == "done" for one in every)
        left = sum(one.state not in ("done", "rejected") for one in every)
        values = {"plan": self._plan, "count": left, "done": done}
        if not every and not self._returned.unplaced:
            return self._say("unchanged", plan=self._plan)
        return self._say("head_done" if done else "head", **values)

    def proposal(self, one: Proposal) -> Iterator[str]:
        """A proposal under its number: the place, what was there, what the file says."""
        yield self.title(one)
        yield from (indent(line, IN) for line in self.body(one))

    def title(self, one: Proposal) -> str:
        """Its number, what it is, the place, and how it stands."""
        kind, place = self._say(f"kind.{self.kind(one)}"), self.place(one.wish.place)
        words = self._say("title_of", number=one.number, kind=kind, place=place)
        if one.state == "open":
            return words
        return self._say("aside", words=words, aside=self._say(f"state.{one.state}"))

    def kind(self, one: Proposal) -> str:
        """What is proposed: a change, an empty place, a row, no row, a comment."""
        return "empty" if one.wish.kind == "text" and not one.wish.after else one.wish.kind

    def body(self, one: Proposal) -> Iterator[str]:
        """What was there, what the file says, and what stands against it."""
        if one.wish.comment is not None:
            yield from self._comment(one)
            return
        names = one.wish.authors
        if one.wish.before:
            yield self._line("before", one.wish.before)
        if one.wish.after or one.wish.kind == "text":
            words = self._line("after", one.wish.after or self._say("nothing"))
            yield self._by(words, names)
        elif any(names):
            yield _names(names, self._lang)
        yield from self.beside(one)

    def beside(self, one: Proposal) -> Iterator[str]:
        """What stands against a change: another one, what the plan says now, why it is unread."""
        if one.state == "conflict" and one.rivals:
            yield self._say("rivals", numbers=[str(at) for at in one.rivals])
        if one.state == "conflict" and one.now != one.wish.before:
            yield self._line("now", one.now or self._say("nothing"))
        if one.fault is not None:
            yield say(one.fault.key, self._lang, **one.fault.values)

    def _line(self, key: str, text: str) -> str:
        return self._say(key, text=indent(clean(text), f"{IN}  ").lstrip())

    def _by(self, words: str, authors: Sequence[str]) -> str:
        names = _names(authors, self._lang)
        return self._say("aside", words=words, aside=names) if names else words

    def _comment(self, one: Proposal) -> Iterator[str]:
        said = one.wish.comment
        if said is None:
            return
        if one.wish.words and one.wish.place.question:
            yield self._say("words", words=clean(one.wish.words))
        for comment, lead in ((said, ""), *((each, "> ") for each in said.replies)):
            on = f" {comment.on}" if comment.on else ""
            name = (clean(comment.author) or self._say("nobody")) + on
            yield indent(self._say("said", name=name, text=clean(comment.text)), lead)
        if said.is_resolved:
            yield self._say("resolved")

    def place(self, place: Place) -> str:
        """A place in words."""
        if place.section:
            return say(f"plan.{place.section}", self._lang)
        question = self._flow.questions.get(place.question)
        if question is None:
            return say("review.whole_plan", self._lang)
        parts = [short_title(self._flow, place.question, self._lang)]
        if isinstance(question, TableQuestion) and place.row:
            parts.append(shortened(clean(self._row(question, place.row)), LONGEST_NAME))
            labels = {column.id: column.label(self._lang) for column in question.columns}
            parts += [labels[place.column]] if place.column in labels else []
        return " / ".join(parts)

    def _row(self, table: TableQuestion, key: str) -> str:
        """What tells a row apart; hidden numbers of rows are nobody's business."""
        now, then = self._returned.session.answers, self._returned.then.answers
        place, wording = Place("", table.id, key), self._wording
        row = row_at(now, place)
        if row is None and (row := row_at(then, place)) is not None:
            wording = Wording(self._flow, then, self._lang)
        if row is not None and not table.key_columns:
            return wording.cell(table, row, table.main.id)
        return wording.row(table, key)

    def lost(self, one: Unplaced) -> Iterator[str]:
        """Something that cannot be placed: under which heading, why, and its words."""
        where = " / ".join(clean(head) for head in one.heads) or self._say("front")
        why = self._say(f"why.{one.why}")
        if one.why == "margin":
            where, why = why, self._say("why.aside")
        why = self._say("lost_at", where=where, why=why)
        yield self._by(why, one.authors)
        if one.before:
            yield f"{IN}{self._line('before', one.before)}"
        if one.after:
            yield f"{IN}{self._line('after', one.after)}"

    def taken(self, taken: Taken) -> Iterator[str]:
        """What came of accepting some."""
        if taken.done:
            yield self._say("accepted", count=len(taken.done), numbers=[*map(str, taken.done)])
        if taken.already:
            yield self._say("already", count=len(taken.already), numbers=[*map(str, taken.already)])
        for reason in dict.fromkeys(self._reason(problem) for _, problem in taken.refused):
            numbers = [at for at, problem in taken.refused if self._reason(problem) == reason]
            yield self._say("refused", numbers=[*map(str, numbers)], reason=reason)

    def _reason(self, problem: Exception) -> str:
        key, values = getattr(problem, "key", ""), getattr(problem, "values", {})
        return say(key, self._lang, **values)

    def as_json(self) -> dict[str, Json]:
        """The same for programs."""
        return {
            "plan": self._plan,
            "language": self._returned.lang,
            "proposals": [self._as_json(one) for one in self._returned.proposals()],
            "unplaced": [
                {
                    "why": one.why,
                    "headings": list[Json](one.heads),
                    "before": one.before,
                    "after": one.after,
                    "authors": list[Json](one.authors),
                }
                for one in self._returned.unplaced
            ],
        }

    def _as_json(self, one: Proposal) -> dict[str, Json]:
        wish = one.wish
        told: dict[str, Json] = {
            "number": one.number,
            "kind": self.kind(one),
            "state": one.state,
            "section": wish.place.section,
            "question": wish.place.question,
            "row": wish.place.row,
            "column": wish.place.column,
            "before": wish.before,
            "after": wish.after,
            "authors": list[Json](wish.authors),
            "rivals": list[Json](one.rivals),
        }
        if one.state == "conflict":
            told["now"] = one.now
        if one.fault is not None:
            told["fault"] = self._reason(one.fault)
        if wish.comment is not None:
            told["on"], told["resolved"] = wish.comment.on, wish.comment.is_resolved
            told["replies"] = [
                {"author": each.author, "text": each.text} for each in wish.comment.replies
            ]
        return told


def _names(authors: Sequence[str], lang: str) -> str:
    return shown([clean(one) for one in authors if one], lang)
