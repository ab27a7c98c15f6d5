"""Every place of the screen can be read: in every size, language and theme."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.color import Color
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.tui.app import KamguideApp
from kamguide.tui.colours import Look
from kamguide.tui.widgets.small import LEAST
from kamguide.workspace.plans import Workspace
from tests.annual.conftest import StoreAt, stages
from tests.conftest import CaseStore
from tests.tui.reviewing import RETURNED, Stage, places
from tests.tui.snapshots import Album, file_of, picture
from tests.tui.walking import PLACES, SHORT, SIZES, Go, Painted, contrast, lines_of, quiet, still
from tests.workspace.conftest import NOW

__all__ = ["stages"]  # a fixture

Size = tuple[int, int]
LEAST_CONTRAST = 4.5
TORN = re.compile("(?:^|│  )[ >*]*[，。、；：！？）》”』】]")
HAN = re.compile("[\u4e00-\u9fff]")
MARKS = "—·"
"""Signs of GB2312 that Python writes with other codes than everybody."""
TYPED = "台账2024–2026"
"""What the author of the case typed."""
Small, Wide = SIZES[1], SIZES[2]
ENDS = [(Small, "zh", "dark"), (Wide, "en", "dark")]
MIDDLE = [(Wide, "zh", "light"), (Small, "en", "light")]
"""The plain walk of the main places takes the least room, in light. Each of these is walked in
every run of the long counts, once; with `-m by_hand` the other half."""


def walks(always: list[tuple[Size, str, str]], others: list[tuple[Size, str, str]]) -> list[object]:
    """What is walked in every run, and what by hand."""
    return [
        *(pytest.param(*one, marks=pytest.mark.campaign) for one in always),
        *(pytest.param(*one, marks=pytest.mark.by_hand) for one in others),
    ]


@pytest.fixture(autouse=True)
def small_flows(
    tmp_path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The flows that are shipped, in a place that reads the same every time."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign in MARKS
    return True


def unreadable(shown: Sequence[Painted]) -> Iterator[str]:
    for one in shown:
        words = one.text.strip()
        if words and (ratio := contrast(one)) < LEAST_CONTRAST:
            yield f"contrast {ratio:.1f}, {one.ink.hex} on {one.paper.hex}: {words}"
        if strange := {sign for sign in one.text.replace(TYPED, "") if not in_gb2312(sign)}:
            yield f"signs {strange}: {words}"


def cut(pilot: Pilot[None]) -> Iterator[str]:
    """Texts of ours that need more lines than they have, where nothing scrolls them."""
    for one in pilot.app.screen.query(Static):
        room = one.content_size
        if not room.width:
            continue
        if one.get_content_height(room, room, room.width) > room.height and not _scrolls(one):
            yield f"cut: {one.render()}"


def _scrolls(one: Static) -> bool:
    return any(isinstance(above, VerticalScroll) for above in one.ancestors)


def foreign(shown: Sequence[Painted], lang: str) -> Iterator[str]:
    """Lines of an English screen with Chinese in them; terms are told in both languages."""
    is_told_in_both = "key account management (" in "".join(text := lines_of(shown))
    if lang == "en" and not is_told_in_both:
        yield from (f"foreign: {line}" for line in text if HAN.search(line.replace("中文", "")))


def torn(shown: Sequence[Painted]) -> Iterator[str]:
    """Lines that begin with what belongs to the end of the line before."""
    yield from (f"torn: {line}" for line in lines_of(shown) if TORN.search(line))


@dataclass
class Walk:
    """A person's way through the places of an app."""

    app: KamguideApp
    size: Size
    album: Album | None = None
    """Where what is seen is kept, if it is."""

    async def faults(self, places: Iterable[tuple[str, Go]]) -> list[str]:
        """What is wrong at each place; what is wrong at several is told once."""
        found: dict[str, str] = {}
        async with self.app.run_test(size=self.size) as pilot:
            await quiet(pilot)
            for name, go in places:
                await go(pilot)
                shown = await still(pilot)
                for fault in _faults(pilot, shown):
                    found.setdefault(fault, name)
                for fault in self._differs(name, shown):
                    found[fault] = name
        return [f"{name}: {fault}" for fault, name in found.items()]

    def _differs(self, place: str, shown: Sequence[Painted]) -> Iterator[str]:
        if self.album is None:
            return
        theme = self.app.current_theme
        plain = Color.parse(theme.foreground or ""), Color.parse(theme.background or "")
        yield from self.album.differs(place, picture(shown, *plain))


def _faults(pilot: Pilot[None], shown: Sequence[Painted]) -> Iterator[str]:
    yield from unreadable(shown)
    yield from cut(pilot)
    yield from torn(shown)
    yield from foreign(shown, pilot.app.lang)  # type: ignore[attr-defined]  # ours


Walked = Callable[[Workspace, str, Size, str], Walk]


@pytest.fixture
def walk(request: pytest.FixtureRequest) -> Walked:
    """A walk over plans, beginning in one of them, in a size and a theme."""
    renews = bool(request.config.getoption("--update-snapshots"))

    def made(plans: Workspace, plan: str, size: Size, theme: str) -> Walk:
        look = Look(f"kamguide-{theme}")
        app = KamguideApp(lambda: plans, lang=plans.lang, plan=plan, look=look)
        return Walk(app, size, Album.of(plans.lang, size, renews=renews))

    return made


@pytest.fixture
def plans_in(case_store: CaseStore) -> Callable[[str], Workspace]:
    """The worked case, by language."""
    return lambda lang: Workspace.at(case_store(lang), actor="Li", lang=lang, now=lambda: NOW)


@pytest.fixture
def stage_in(tmp_path: Path, stages: StoreAt) -> Callable[[str], Stage]:
    """Plans in review, exercises and a class, by language."""
    return lambda lang: Stage.made(tmp_path, lang, stages)


def told(faults: list[str]) -> None:
    """Fail with all that is wrong, whole."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


async def test_the_main_places_can_be_read_where_there_is_least_room(
    walk: Walked, plans_in: Callable[[str], Workspace]
) -> None:
    found = walk(plans_in("zh"), "Muquan", LEAST, "light")
    found.album = None
    assert await found.faults(SHORT) == []


@pytest.mark.parametrize(("size", "lang", "theme"), walks(ENDS, MIDDLE))
async def test_every_place_of_a_plan_can_be_read_and_looks_as_it_did(
    walk: Walked, plans_in: Callable[[str], Workspace], size: Size, lang: str, theme: str
) -> None:
    told(await walk(plans_in(lang), "Muquan", size, theme).faults(PLACES))


@pytest.mark.parametrize(("size", "lang", "theme"), walks(MIDDLE, ENDS))
async def test_every_place_of_reviews_and_classes_can_be_read_and_looks_as_it_did(
    walk: Walked, stage_in: Callable[[str], Stage], size: Size, lang: str, theme: str
) -> None:
    stage = stage_in(lang)
    told(await walk(stage.plans, RETURNED, size, theme).faults(places(stage)))


def test_each_picture_that_is_kept_is_of_a_place() -> None:
    names = sorted(file_of(name) for name, _ in (*PLACES, *places()))
    assert len(names) == len({*names})
    for size, lang, _ in (*ENDS, *MIDDLE):
        kept = Album.of(lang, size, renews=False).folder
        assert sorted(one.name for one in kept.iterdir()) == names
