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
from tests.conftest import CaseStore
from tests.tui.snapshots import Album, picture
from tests.tui.walking import PLACES, SHORT, SIZES, Go, Painted, contrast, lines_of, quiet, still
from tests.workspace.conftest import NOW

LEAST_CONTRAST = 4.5
HAN = re.compile("[\u4e00-\u9fff]")
MARKS = "—·"
"""Signs of GB2312 that Python writes with other codes than everybody."""
TYPED = "台账2024–2026"
"""What the author of the case typed."""
Small, Wide = SIZES[1], SIZES[2]
WALKS = [(Small, "zh", "dark"), (Wide, "zh", "light"), (Small, "en", "light"), (Wide, "en", "dark")]
"""The plain walk of the main places takes the least room, in light."""


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


@dataclass
class Walk:
    """A person's way through the places of an app."""

    app: KamguideApp
    size: tuple[int, int]
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
                for fault in (*unreadable(shown), *cut(pilot), *foreign(shown, self.app.lang)):
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


@pytest.fixture
def walk(request: pytest.FixtureRequest, case_store: CaseStore) -> Callable[..., Walk]:
    renews = bool(request.config.getoption("--update-snapshots"))

    def made(size: tuple[int, int], lang: str, theme: str, *, is_kept: bool = True) -> Walk:
        path = case_store(lang)
        workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: NOW)
        look = Look(f"kamguide-{theme}")
        app = KamguideApp(lambda: workspace, lang=lang, plan="Muquan", look=look)
        album = Album.of(lang, size, renews=renews) if is_kept else None
        return Walk(app, size, album)

    return made


async def test_the_main_places_can_be_read_where_there_is_least_room(
    walk: Callable[..., Walk],
) -> None:
    assert await walk(LEAST, "zh", "light", is_kept=False).faults(SHORT) == []


@pytest.mark.campaign
@pytest.mark.parametrize(("size", "lang", "theme"), WALKS)
async def test_every_place_can_be_read_and_looks_as_it_did(
    walk: Callable[..., Walk], size: tuple[int, int], lang: str, theme: str
) -> None:
    assert "\n".join(await walk(size, lang, theme).faults(PLACES)) == ""
