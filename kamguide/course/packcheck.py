"""Everything that is wrong with a pack, at once: what it says, and whether it plays.

Played means: the case fits the flow in every language, what is handed out is there, each planted
fault is found by what should find it, news point at questions that are asked, times add up.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from kamguide.course.pack import Pack
from kamguide.course.packmodel import PackCard
from kamguide.course.packplay import Play, play, taken_in
from kamguide.course.packreading import folder_of, read_card
from kamguide.errors import AnswerError, FlowError
from kamguide.flowfile.check import check as check_flow
from kamguide.flowfile.fitting import LANGUAGES
from kamguide.flowfile.nodes import Node, at
from kamguide.flowfile.problems import FlowFaultError, Problem, Problems
from kamguide.messages import say
from kamguide.model.flow import Flow
from kamguide.model.text import Lang


class Checked(Struct, frozen=True):
    """What a check of a pack came to."""

    pack: Pack | None
    """The pack, where it can be read."""
    problems: tuple[Problem, ...]
    hidden: tuple[str, ...] = ()
    """Planted faults that are not found while the others stand; they are once those are mended."""


def check_pack(source: str | Path) -> Checked:
    """Every fault of a pack, by place.

    Raises:
        UsageError: There is no such pack.
    """
    try:
        folder = folder_of(source)
    except FlowFaultError as error:
        return Checked(None, error.problems)
    card, node, problems = read_card(folder)
    if card is None or node is None:
        return Checked(None, tuple(sorted(problems.found)))
    checking = _Checking(Pack(card, folder), node, problems)
    checking.all()
    found = tuple(sorted({*checking.foreign, *problems.found}))
    return Checked(checking.pack, found, tuple(checking.hidden))


class _Checking(Struct):
    pack: Pack
    node: Node
    problems: Problems
    foreign: list[Problem] = []
    """Problems of other files than the card."""
    hidden: list[str] = []

    @property
    def card(self) -> PackCard:
        return self.pack.card

    def all(self) -> None:
        """Look at everything; what needs the flow only where it can be read."""
        self._ids()
        self._papers()
        flow = self._flow()
        cases = [name for name in (self.card.case, self.card.model) if name]
        unreadable = sum(not self._case(name, lang) for name in cases for lang in LANGUAGES)
        if flow is None:
            return
        self._names(flow)
        self._times()
        if not unreadable:
            for lang in LANGUAGES:
                self._played(flow, lang)

    def _note(
        self, place: tuple[str | int, ...], key: str, /, fix: str = "", **values: object
    ) -> None:
        self.problems.add(at(self.node, place), key, fix=fix, **values)

    def _unread(self, place: tuple[str | int, ...], error: AnswerError) -> None:
        fix = "" if error.key.startswith("pack.") else "pack.answer.fix"
        self._note(place, error.key, fix=fix, **error.values)

    def _unknown(
        self, place: tuple[str | int, ...], kind: str, name: str, known: Iterable[str]
    ) -> None:
        self.problems.unknown(at(self.node, place), kind, name, known)

    def _ids(self) -> None:
        for part in ("faults", "news"):
            seen: set[str] = set()
            for number, one in enumerate(getattr(self.card, part)):
                if one.id in seen:
                    self._note((part, number, "id"), "pack.twice", name=one.id)
                seen.add(one.id)

    def _papers(self) -> None:
        for number, paper in enumerate(self.card.papers):
            for lang in LANGUAGES:
                name = paper.file(lang)
                place = ("papers", number, "file", lang)
                if Path(name).name != name:
                    self._note(place, "pack.paper.place", name=name)
                elif not (self.pack.folder / name).is_file():
                    self._note(place, "pack.paper.missing", name=name)

    def _flow(self) -> Flow | None:
        own = self.pack.folder / "flows" / f"{self.card.flow}.yaml"
        if own.is_file():
            self.foreign += check_flow(own)
            if not self.card.flow.startswith(self.card.id):
                self._note(("flow",), "pack.flow.name", flow=self.card.flow, pack=self.card.id)
        try:
            return self.pack.flow()
        except FlowFaultError as error:
            self.foreign += error.problems
        except FlowError as error:
            known = str(error.values.get("known", "")).split(", ")
            self._unknown(("flow",), "flow", self.card.flow, known)
        return None

    def _case(self, name: str, lang: Lang) -> bool:
        where = "case" if name == self.card.case else "model"
        try:
            self.pack.answers(name, lang)
        except FlowFaultError as error:
            self.foreign += error.problems
        except FlowError as error:
            known = str(error.values.get("known", ""))
            self._note((where,), "pack.no_case", case=f"{name}/{lang}", known=known)
        else:
            return True
        return False

    def _names(self, flow: Flow) -> None:
        """Names in the card that mean nothing in the flow."""
        steps = {step.id for step in flow.step_of.values()}
        questions = {*flow.questions}
        for part in ("also", "but"):
            known = questions | steps
            self._each(("given", part), "question", getattr(self.card.given, part), known)
        for number, news in enumerate(self.card.news):
            self._each(("news", number, "look_at"), "question", news.look_at, questions)
        for number, box in enumerate(self.card.boxes):
            self._each(("boxes", number), "step", (box.step,), steps, at="step")
        self._further_names(flow)
        self._fault_names(flow)

    def _further_names(self, flow: Flow) -> None:
        criteria = {one.id for one in flow.method.rubric}
        for number, line in enumerate(self.card.rubric):
            where = ("rubric", number)
            self._each(where, "criterion", (line.criterion,), criteria, at="criterion")
        for number, paper in enumerate(self.card.papers):
            named = filter(None, (paper.question,))
            self._each(("papers", number), "question", named, {*flow.tables}, at="question")

    def _each(
        self,
        place: tuple[str | int, ...],
        kind: str,
        names: Iterable[str],
        known: set[str],
        *,
        at: str = "",
    ) -> None:
        """Note each name that means nothing; it stands at `at`, or at its number."""
        for number, name in enumerate(names):
            if name not in known:
                self._unknown((*place, at or number), kind, name, known)

    def _fault_names(self, flow: Flow) -> None:
        known = {*flow.rules, *flow.checks}
        for number, fault in enumerate(self.card.faults):
            for place, name in enumerate(fault.found):
                if name not in known:
                    self._unknown(("faults", number, "found", place), "rule", name, known)
            for at_edit, edit in enumerate(fault.edits):
                where = ("faults", number, "edits", at_edit, "question")
                if edit.question not in flow.questions:
                    self._unknown(where, "question", edit.question, flow.questions)
                elif edit.question not in self.pack.given:
                    self._note(where, "pack.fault.not_given", question=edit.question)

    def _times(self) -> None:
        card = self.card
        for number, news in enumerate(card.news):
            if news.minute > card.minutes:
                where = ("news", number, "minute")
                self._note(where, "pack.news.late", minute=news.minute, minutes=card.minutes)
        total = sum(one.minutes for one in card.boxes)
        if card.boxes and total != card.minutes:
            self._note(("boxes",), "pack.boxes.sum", total=total, minutes=card.minutes)
        seen: set[str] = set()
        for number, box in enumerate(card.boxes):
            if box.step in seen:
                self._note(("boxes", number, "step"), "pack.twice", name=box.step)
            seen.add(box.step)

    def _played(self, flow: Flow, lang: Lang) -> None:
        try:
            played = play(self.pack, flow, lang)
        except AnswerError as error:  # a case that cannot be read as answers at all
            self._unread(("case",), error)
            return
        self.foreign += played.problems
        for question in played.missing:
            self._note(("given",), "pack.given.no_answer", question=question, lang=lang)
        self._told(played)
        self._taken_in(flow, lang)
        self.hidden += [name for name in played.hidden if name not in self.hidden]

    def _taken_in(self, flow: Flow, lang: Lang) -> None:
        for number, paper in enumerate(self.card.papers):
            if not (self.pack.folder / Path(paper.file(lang)).name).is_file():
                continue  # noted already
            if (error := taken_in(self.pack, paper, flow, lang)) is not None:
                where = ("papers", number, "file", lang)
                reason = say(error.key, lang, **error.values)
                self._note(where, "pack.paper.rows", name=paper.file(lang), reason=reason)

    def _told(self, played: Play) -> None:
        for number, edit, error in played.unfit:
            self._unread(("faults", number, "edits", edit), error)
        for number, name, before in played.unfound:
            key = "pack.fault.found_before" if before else "pack.fault.not_found"
            place = self.card.faults[number].found.index(name)
            self._note(("faults", number, "found", place), key, rule=name, lang=played.lang)
