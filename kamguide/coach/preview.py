"""What follows from a change, told before it is accepted.

Nothing is declared by hand: everything is looked at before and after, and compared.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.drafts import is_out_of_date
from kamguide.engine.findings import Finding, Findings
from kamguide.engine.path import Path, is_answered
from kamguide.model.flow import Figure, Flow, Headline
from kamguide.model.text import Lang

Judge = Callable[[Flow, Path], Findings]
Place = tuple[str, str, str]
"""A headline: the figure, the path below it, and the row where it is told by rows."""


class Move(Struct, frozen=True):
    """A headline of a figure before and after; None where there is nothing to tell."""

    figure: str
    headline: Headline
    row: str
    before: object
    after: object

    @property
    def is_flip(self) -> bool:
        """Whether something turned into something else, not only more or less."""
        return self.headline.kind in ("direction", "row", "choice")


class Preview(Struct, frozen=True):
    """What a change moves, by what a person would want to know first."""

    moves: tuple[Move, ...] = ()
    parked: tuple[str, ...] = ()
    """Answers that are set aside, because their question is no longer asked."""
    restored: tuple[str, ...] = ()
    """Answers that were set aside and count again."""
    asked: tuple[str, ...] = ()
    """Questions that are now open, and were not before."""
    look_again: tuple[str, ...] = ()
    """Confirmed drafts that were drawn from something else."""
    appeared: tuple[Finding, ...] = ()
    vanished: tuple[Finding, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing follows."""
        return self == Preview()

    def beyond(self, question: str) -> "Preview":
        """What is left of it without what the coach finds at this question itself."""
        new = tuple(one for one in self.appeared if one.question != question)
        return replace(self.without_settled(question), appeared=new)

    def without_settled(self, question: str) -> "Preview":
        """The same without the doubts about `question` itself that are settled."""
        kept = tuple(one for one in self.vanished if one.question != question)
        return replace(self, vanished=kept)


class Consequences(Struct, frozen=True):
    """Everything about a plan that a change can move."""

    headlines: Mapping[Place, object]
    parked: frozenset[str]
    open: frozenset[str]
    look_again: frozenset[str]
    findings: Mapping[tuple[str, str, str, str], Finding]


def consequences(flow: Flow, path: Path, judge: Judge, lang: Lang) -> Consequences:
    """What follows from the answers as they stand.

    Args:
        flow: The flow; its figures say which of their parts are headlines.
        path: What is asked and answered.
        judge: What finds faults in a path.
        lang: The language in which drafts are compared with what was confirmed.
    """
    standing = path.standing
    asked = [question.id for question in path.asked]
    found = judge(flow, path)
    return Consequences(
        {
            (figure.id, one.path, row): value
            for figure in flow.method.figures
            for one in figure.headlines
            for row, value in _values(path, figure, one)
        },
        frozenset(path.parked),
        frozenset(one.id for one in path.asked if not is_answered(flow, standing, one)),
        frozenset(name for name in asked if is_out_of_date(flow, path, name, lang)),
        {(one.rule, one.question, one.row, one.column): one for one in found},
    )


def _values(path: Path, figure: Figure, headline: Headline) -> Iterator[tuple[str, object]]:
    """The value of a headline, or one for each row."""
    *parts, last = (figure.id, *headline.path.split("."))
    if last != "*":
        yield "", path.figures.get(".".join((*parts, last)))
        return
    found = path.figures.get(".".join(parts))
    for row, value in found.items() if isinstance(found, Mapping) else ():
        yield str(row), value


def preview(flow: Flow, before: Consequences, after: Consequences) -> Preview:
    """The difference between what follows before and after a change."""
    order = list(flow.questions)

    def sorted_by_flow(names: frozenset[str]) -> tuple[str, ...]:
        return tuple(one for one in order if one in names)

    return Preview(
        tuple(_moves(flow, before, after)),
        sorted_by_flow(after.parked - before.parked),
        sorted_by_flow(before.parked - after.parked - after.open),
        sorted_by_flow(after.open - before.open),
        sorted_by_flow(after.look_again - before.look_again),
        tuple(one for place, one in after.findings.items() if place not in before.findings),
        tuple(one for place, one in before.findings.items() if place not in after.findings),
    )


def _moves(flow: Flow, before: Consequences, after: Consequences) -> Iterator[Move]:
    """The headlines that differ, in the order of the figures."""
    for figure in flow.method.figures:
        for headline in figure.headlines:
            places = {
                place: None
                for known in (before.headlines, after.headlines)
                for place in known
                if place[:2] == (figure.id, headline.path)
            }
            for place in places:
                was, will_be = before.headlines.get(place), after.headlines.get(place)
                if was != will_be:
                    yield Move(figure.id, headline, place[2], was, will_be)
