"""What became of a plan since an earlier moment, in words, line by line, and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from kamguide.coach.moved import SETTING, Moved, Node, Way
from kamguide.engine.difference import Part, Spot
from kamguide.messages import day, moment, say
from kamguide.plan.wording import cells, short_title, shortened
from kamguide.workspace.changes import Changes, Followed, Stamped
from kamguide.workspace.entries import Entry
from kamguide.workspace.moments import DATE
from kamguide.workspace.review_telling import ReviewTelling
from kamguide.workspace.spotwords import MARKED, SpotWords

LONGEST: Final = 34
"""Cells of what stood before and what stands now, before each gets a line of its own."""
MOST_WAYS: Final = 3
MOST_SPOTS: Final = 2
"""Changes of one question that a way names, before the others are counted."""
LONGEST_NAME: Final = 28
CELLS: Final = (Part.ROW, Part.CELL)


class ChangesTelling:
    """Tells changes: what nobody met first, then comments, numbers, answers."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        session = changes.session
        self._session, self._flow, self._lang = session, session.flow, session.lang
        self._now = SpotWords(session.flow, session.path, session.answers, session.lang)
        self._then = SpotWords(session.flow, changes.before, changes.was, session.lang)
        self._review = ReviewTelling(session)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"changes.{key}", self._lang, **values)

    def lines(self) -> Iterator[str]:
        """Everything, line by line."""
        yield from (one.text for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same, each line with the place that it is about."""
        yield Entry(self.since())
        yield Entry(self.in_all())
        yield from self._headed("loud", list(self._loud()))
        yield from self._headed("comments", list(self._comments()))
        yield from self._headed("numbers", list(self._numbers()))
        yield from self._headed("answers", list(self._answers()))
        yield from self._headed("beside", list(self._of_plan()))

    def _headed(self, name: str, entries: Sequence[Entry]) -> Iterator[Entry]:
        if entries:
            yield Entry("")
            yield Entry(self._say(f"head.{name}"))
            yield from entries

    def since(self) -> str:
        """The moment from which changes are told."""
        one = self._changes.moment
        if one.at is None:
            return self._say(f"since.{DATE}", on=day(one.day, self._lang))
        key = f"since.{one.kind}" + ("_why" if one.reason else "")
        return self._say(
            key,
            on=moment(one.at, self._lang),
            actor=one.actor,
            reason=" ".join(one.reason.split()),
            version=one.version,
        )

    def in_all(self) -> str:
        """How much changed."""
        changes = self._changes
        questions = {one.change.spot.question for one in changes.answers} - {""}
        if not questions and not changes.numbers:
            return self._say("nothing")
        return self._say("in_all", answers=len(questions), numbers=len(changes.numbers))

    # Comments

    def _loud(self) -> Iterator[Entry]:
        for one in self._changes.loud:
            key = "loud_met" if one.fate == "met_unchanged" else "loud"
            words = self._say(key, number=one.number, place=self._review.place(one.comment))
            yield from self._comment(one, f"! {words}")

    def _comments(self) -> Iterator[Entry]:
        """Those that are not told loudly before."""
        for one in self._changes.comments:
            if one.is_loud:
                continue
            words = self._say(
                "comment",
                number=one.number,
                kind=say(f"review.kind.{one.comment.kind or 'consider'}", self._lang),
                place=self._review.place(one.comment),
                fate=self._say(f"fate.{one.fate}"),
            )
            yield from self._comment(one, f"- {words}")

    def _comment(self, one: Followed, first: str) -> Iterator[Entry]:
        """A comment below its first line, with the replies."""
        comment = one.comment
        place = (comment.question or "", comment.row or "", comment.column or "")
        yield Entry(first, *place)
        yield Entry(f"  {self._said(comment.actor, comment.text)}", *place)
        for reply in comment.replies:
            yield Entry(f"  > {self._said(reply.actor, reply.text)}", *place)

    def _said(self, actor: str, text: str) -> str:
        return say("mark.pair", self._lang, head=actor, text=" ".join(text.split()))

    # Numbers

    def _numbers(self) -> Iterator[Entry]:
        for one in self._changes.numbers:
            place = self.place_of(one)
            yield Entry(f"- {self.number(one)}", *place)
            for way in one.ways[:MOST_WAYS]:
                yield Entry(f"  {self.way(way)}", *self._place(self._spots(way)))
            if len(one.ways) > MOST_WAYS:
                left = len(one.ways) - MOST_WAYS
                yield Entry(f"  {self._say('more_ways', count=left)}", *place)

    def number(self, one: Moved) -> str:
        """A number before and after."""
        move = one.move
        label = move.headline.label(self._lang)
        if move.row:
            words = self._now if move.after is not None else self._then
            row = words.wording.named(move.headline.of or "", move.row)
            label = say("preview.of_row", self._lang, row=row, label=label)
        nothing = self._say("none")
        before, after = (
            nothing if value is None else words.wording.headline(move.headline, value)
            for words, value in ((self._then, move.before), (self._now, move.after))
        )
        return say("preview.move", self._lang, label=label, before=before, after=after)

    def way(self, way: Way) -> str:
        """Why a number moved: because of this."""
        return self._say("because", way=self.chain(way))

    def chain(self, way: Way) -> str:
        """From what was changed, over what lies between, to the number."""
        steps = [self._source(way), *(self._node(one) for one in way.through)]
        return self._say("step").join(steps)

    def _node(self, node: Node) -> str:
        figure = self._flow.figures.get(node.name)
        if figure is not None:
            return figure.title(self._lang)
        return self._now.title(node.name)

    def _source(self, way: Way) -> str:
        """The change itself: its question, and the first cells of it that the number takes."""
        if way.source.kind == SETTING:
            return self._now.setting(Spot(Part.SETTING, name=way.source.name))
        title = self._now.title(way.source.name)
        named = [self._named(one) for one in self._spots(way)]
        named = [one for one in dict.fromkeys(named) if one]
        if not named:
            return title
        told = self._say("joint").join(named[:MOST_SPOTS])
        if len(named) > MOST_SPOTS:
            told = self._say("and_more", told=told, count=len(named) - MOST_SPOTS)
        return self._say("source", title=title, spots=told)

    def _spots(self, way: Way) -> list[Stamped]:
        """The changes of a way's question that the number takes, or all of them."""
        own = [one for one in self._changes.answers if _is_of(way.source, one.change.spot)]
        taken = [
            one
            for one in own
            if one.change.spot.part is Part.CELL
            and (not way.columns or one.change.spot.column in way.columns)
        ]
        return taken or own

    def _named(self, one: Stamped) -> str:
        """A change of a cell, short, with what it was and is; a row that came or went."""
        spot = one.change.spot
        if spot.part not in CELLS:
            return ""
        row = shortened(self._row(spot), LONGEST_NAME)
        if not self._then.has_row(spot):
            return self._say("row_new", row=row)
        if not self._now.has_row(spot):
            return self._say("row_gone", row=row)
        if spot.part is Part.ROW:
            return ""
        before, after = self._both(one)
        label = say("preview.of_row", self._lang, row=row, label=self._now.column(spot))
        return say(
            "changes.cell",
            self._lang,
            label=label,
            before=shortened(before, LONGEST_NAME),
            after=shortened(after, LONGEST_NAME),
        )

    def place_of(self, one: Moved) -> tuple[str, str, str]:
        """Where the change is from which the shortest way leads to a number."""
        return self._place(self._spots(one.ways[0])) if one.ways else ("", "", "")

    def _place(self, spots: Sequence[Stamped]) -> tuple[str, str, str]:
        """Where a line leads: to the first change, while its question is asked."""
        for one in spots:
            spot = one.change.spot
            if spot.question in self._flow.questions:
                row = spot.row if self._now.has_row(spot) else ""
                return spot.question, row, spot.column if row else ""
        return "", "", ""

    # Answers

    def _answers(self) -> Iterator[Entry]:
        known = self._changes.answers
        order = {name: at for at, name in enumerate(self._flow.questions)}
        names = {one.change.spot.question for one in known} - {""}
        for name in sorted(names, key=lambda one: (order.get(one, len(order)), one)):
            own = [one for one in known if one.change.spot.question == name]
            yield Entry(f"- {self._now.title(name)}", *self._place(own[:1]))
            yield from self._of_question(own)

    def _of_plan(self) -> Iterator[Entry]:
        """Settings, replies to the coach, decisions: what is in no answer."""
        for one in self._changes.answers:
            if not one.change.spot.question:
                yield from self._one(one)

    def _of_question(self, own: Sequence[Stamped]) -> Iterator[Entry]:
        """The changes of one question: of a row that came or went, all that stands in it."""
        told: set[str] = set()
        has_cells = any(one.change.spot.part in CELLS for one in own)
        for one in own:
            spot = one.change.spot
            if spot.part is Part.ANSWER and spot.question in self._flow.tables and has_cells:
                continue
            came, went = not self._then.has_row(spot), not self._now.has_row(spot)
            if spot.part in CELLS and came != went:
                if spot.row not in told:
                    told.add(spot.row)
                    yield self._whole_row(one, own, came=came)
                continue
            yield from self._one(one)

    def _whole_row(self, one: Stamped, own: Sequence[Stamped], *, came: bool) -> Entry:
        words = self._now if came else self._then
        table = self._flow.tables.get(one.change.spot.question)
        by_name = {
            each.change.spot.column: each.change.after if came else each.change.before
            for each in own
            if each.change.spot.part is Part.CELL and each.change.spot.row == one.change.spot.row
        }
        shown = (
            [each.id for each in table.columns if each.id not in table.key] if table else by_name
        )
        spots = [replace(one.change.spot, part=Part.CELL, column=name) for name in shown]
        stands = [
            self._say("filled", label=words.column(spot), value=words.value(spot, value))
            for spot in spots
            if (value := by_name.get(spot.column)) is not None
        ]
        told = self._say(
            "row_came" if came else "row_went",
            row=self._row(one.change.spot),
            cells=self._say("joint_cells").join(stands),
        )
        return Entry(f"  {told}{self._by(one)}", *self._place([one]))

    def _one(self, one: Stamped) -> Iterator[Entry]:
        """A change: on one line where it is short, else what it was and is on two more."""
        before, after = self._both(one)
        nothing = self._say("none")
        before, after = before or nothing, after or nothing
        label, place = self._label(one.change.spot), self._place([one])
        by = self._by(one)
        if one.change.spot.part is Part.ROW:
            yield Entry(f"  {self._say('row_moved', row=label)}{by}", *place)
        elif max(cells(before), cells(after)) <= LONGEST:
            told = say("changes.cell", self._lang, label=label, before=before, after=after)
            yield Entry(f"  {told}{by}", *place)
        else:
            yield Entry(f"  {label}{by}", *place)
            yield Entry(f"    {self._say('was', value=before)}", *place)
            yield Entry(f"    {self._say('is', value=after)}", *place)

    def _label(self, spot: Spot) -> str:
        """Where within its question a change is."""
        if spot.part is Part.SETTING:
            return self._say("setting", name=self._now.setting(spot))
        if spot.part is Part.DECISION:
            return self._say("decision")
        if spot.part is Part.CHALLENGE:
            return self._say("challenge", name=self._challenge(spot.name))
        parts = [self._row(spot)] if spot.row else []
        parts += [self._now.column(spot)] if spot.column else []
        label = self._say("joint").join(parts)
        if spot.part in MARKED:
            named = self._say(f"beside.{MARKED[spot.part]}")
            return self._say("beside", label=label, what=named) if label else named
        return label or self._say("answer")

    def _challenge(self, name: str) -> str:
        found = [one for one in self._flow.method.challenges if one.id == name]
        needs = found[0].needs if found else ()
        title = next((one for one in needs if one in self._flow.questions), "")
        return short_title(self._flow, title, self._lang) if title else ""

    def _row(self, spot: Spot) -> str:
        words = self._now if self._now.has_row(spot) else self._then
        return words.row(spot)

    def _both(self, one: Stamped) -> tuple[str, str]:
        change = one.change
        return self._then.value(change.spot, change.before), self._now.value(
            change.spot, change.after
        )

    def _by(self, one: Stamped) -> str:
        if one.stamp is None:
            return ""
        when = moment(one.stamp.at, self._lang)
        return self._say("by", actor=one.stamp.actor, when=when)

    def brief(self) -> Iterator[str]:
        """How much changed, what became of the comments, and what nobody met."""
        fates = Counter(one.fate for one in self._changes.comments)
        yield self.in_all()
        if self._changes.comments:
            met = fates["met"] + fates["met_unchanged"]
            yield self._say("of_comments", count=len(self._changes.comments), met=met)
        yield from (one.text for one in self._loud())


def _is_of(node: Node, spot: Spot) -> bool:
    if node.kind == SETTING:
        return spot.part is Part.SETTING and spot.name == node.name
    return spot.question == node.name
