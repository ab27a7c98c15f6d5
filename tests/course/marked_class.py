"""A small class whose groups handed in plans made of the worked case, each with its own faults."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kamguide.course.classroom import Card, Classroom, Group
from kamguide.model.edits import ClearAnswer
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES: Mapping[str, tuple[str, str, str]] = {
    "en": ("Cedar", "Maple", "Birch"),
    "zh": ("雪松组", "枫树组", "白桦组"),
}
MEMBERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("Chen Bo", "Ada King"), ("Zhou Min", "Tom Berg"), ("Sun Li", "Eva Roth")),
    "zh": (("陈波", "金艾达"), ("周敏", "唐柏"), ("孙丽", "罗伊娃")),
}


def make_class(folder: Path, lang: str = "en", flow: str = "quick") -> Classroom:
    """A class of three groups; the third handed nothing in."""
    groups = tuple(
        Group(id=f"g{at:02}", name=name, members=MEMBERS[lang][at - 1])
        for at, name in enumerate(NAMES[lang], start=1)
    )
    card = Card(title="KAM 101", trainer="Wang", lang=lang, pack="muquan", begun=NOW, groups=groups)
    classroom = Classroom(folder, card)
    classroom.keep()
    for group in groups[:2]:
        _hand_in(classroom, group, lang, flow)
    return classroom


def _hand_in(classroom: Classroom, group: Group, lang: str, flow: str) -> None:
    """The case as a group's plan, written by its members in turn, a minute an edit of theirs."""
    moment = [NOW]

    def now() -> datetime:
        moment[0] += timedelta(seconds=1)
        return moment[0]

    workspace = Workspace.at(classroom.store, actor=group.members[0], lang=lang, now=now)
    session = workspace.new(group.name, flow)
    Filling.from_case("muquan", session).keep()
    workspace.actor = group.members[1]
    if group.id == "g02":
        moment[0] += timedelta(minutes=4)
        session.edit(ClearAnswer("csf_scores"))
        moment[0] += timedelta(minutes=30)
        session.edit(ClearAnswer("bud_lines"))
    session.note("setup_planner", f"{group.members[0]} wrote this, {group.members[1]} read it")
    workspace.close(session)
    workspace.store.close()
