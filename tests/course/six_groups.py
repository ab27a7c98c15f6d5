"""A class of six groups: their plans come from the worked case by changes drawn from a seed.

Five groups stay near the case; the sixth stands far out. `SixGroups.cells` says what each of
them was given in the case file's own words, so that every number of a board, a wall or a mark
can be checked against it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from msgspec.structs import replace

from kamguide.course.classroom import Classroom
from kamguide.course.collecting import collect
from kamguide.course.handing import HandedOut, bring_in_sealed, hand_in, hand_out
from kamguide.course.making import Wanted, new_class
from kamguide.flowfile.cases import load_case
from kamguide.workspace.filling import Filling
from kamguide.workspace.plans import Workspace
from tests.course.conftest import Clock

BEGUN: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SEED: Final = 11
GROUPS: Final = 6
FAR: Final = "g06"
"""The group that stands apart."""
SITTINGS: Final = 3
MINUTES: Final = 5
"""A group answers in so many parts, so many minutes before each."""
Answers = dict[str, Any]


@dataclass
class SixGroups:
    """The class, what was handed out, and what each group answered."""

    classroom: Classroom
    clock: Clock
    handed: tuple[HandedOut, ...]
    cells: Mapping[str, Answers]
    """By the id of a group, its answers as a case file has them."""
    stores: Mapping[str, Path] = field(default_factory=dict)
    """By the id of a group, where it keeps its plan."""

    def workspace(self, lang: str | None = None) -> Workspace:
        """The collected plans."""
        return self.classroom.workspace(self.clock, lang)


def class_list(lang: str) -> bytes:
    """Twelve people in six groups."""
    head = "姓名,小组\n" if lang == "zh" else "Name,Group\n"
    rows = (f"P{at}{chr(97 + at)},{1 + at % GROUPS}\n" for at in range(2 * GROUPS))
    return (head + "".join(rows)).encode()


def changed(base: Answers, group: str, seed: int = SEED) -> Answers:
    """The case as a group sees it: small changes, and large ones for the group that is far."""
    draw = Random(f"{seed}/{group}")  # noqa: S311 - a test wants the same class every time
    answers = deepcopy(base)
    far = group == FAR
    answers["pareto_cut_a"] = 50 if far else draw.choice([78, 80, 80, 82])
    for row in answers["dpm_csf_scores"]:
        if row["supplier"] == "own" and row["unit_id"] == "S1":
            row["score"] = 10 if far else max(0, min(10, row["score"] + draw.choice([-1, 0, 0, 1])))
    heavy, light = answers["csf_list"][0], answers["csf_list"][1]
    moved = -20 if far else draw.choice([-3, 0, 2])
    heavy["weight"], light["weight"] = heavy["weight"] + moved, light["weight"] - moved
    if far or draw.random() < 0.3:
        answers["dir_choices"][3]["direction"] = "exit" if far else "maintain"
    for row in answers["fin_improvement"]:
        if row["ratio"] == "debt_control":
            row["needs_improvement"] = "no" if int(group[1:]) % 2 else "yes"
    for row in answers["bud_lines"]:
        row["t1"] = row["t1"] * (4 if far else 1) + draw.choice([0, 2, 4])
    return answers


def six_groups(
    folder: Path,
    lang: str = "en",
    *,
    pack: str = "muquan",
    change: Callable[[Answers, str], Answers] = changed,
    late: str = "",
) -> SixGroups:
    """A class from hand-out to collection: six groups have opened, answered and handed in.

    Args:
        folder: Where everything lies; the class in `class` below it.
        lang: Of the class, the case and the groups.
        pack: The exercise.
        change: What a group makes of the answers of the case.
        late: The id of a group that hands in after the deadline.
    """
    clock = Clock(BEGUN)
    deadline = BEGUN + timedelta(hours=4)
    wanted = Wanted("Spring", class_list(lang), pack, lang, deadline=deadline)
    classroom, _ = new_class(folder / "class", wanted, "Wang", clock)
    workspace = classroom.workspace(clock)
    handed = tuple(hand_out(classroom, workspace))
    case = load_case("muquan", lang)
    cells = {one.group.id: change(dict(case.answers), one.group.id) for one in handed}
    found = SixGroups(classroom, clock, handed, cells, {})
    stores = {
        out.group.id: _worked(found, out, folder / out.group.id, replace(case, answers=answers))
        for out, answers in zip(handed, cells.values(), strict=True)
    }
    for out in handed:
        _handed_in(found, out, stores[out.group.id], late=24 * 60 * (out.group.id == late))
    collect(classroom, workspace)
    workspace.store.close()
    return dataclasses.replace(found, stores=stores)


def _handed_in(found: SixGroups, out: HandedOut, path: Path, *, late: int) -> None:
    """A group seals what it has, so many minutes later than the others."""
    lang, clock = found.classroom.card.lang, found.clock
    store = Workspace.at(path, actor=out.group.members[0], lang=lang, now=clock)
    clock.later(late)
    hand_in(store, out.group.name, out.phrase, found.classroom.folder / "in")
    store.store.close()
    clock.later(-late)


def _worked(found: SixGroups, out: HandedOut, folder: Path, file: Any) -> Path:
    """A group opens its packet and answers everything, a part after another."""
    folder.mkdir()
    member = out.group.members[0]
    lang = found.classroom.card.lang
    workspace = Workspace.at(folder / "plans.db", actor=member, lang=lang, now=found.clock)
    bring_in_sealed(workspace, out.file, out.phrase)
    session = workspace.open(out.group.name, lang=lang)
    questions = list(file.answers)
    for at in range(SITTINGS):
        found.clock.later(MINUTES)
        names = questions[at * len(questions) // SITTINGS : (at + 1) * len(questions) // SITTINGS]
        part = {name: file.answers[name] for name in names}
        Filling.of(replace(file, answers=part, review_answers={}), session).keep()
    workspace.close(session)
    workspace.store.close()
    return folder / "plans.db"
