"""Every place of the screen can be read: in every size, language and theme."""

import re
from collections.abc import Iterator

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from kamguide.tui.app import KamguideApp
from kamguide.tui.colours import Look
from kamguide.tui.widgets.small import LEAST
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import settle
from tests.tui.walking import PLACES, SHORT, SIZES, Go, contrast, lines, painted
from tests.workspace.conftest import NOW

LEAST_CONTRAST = 4.5
HAN = re.compile("[\u4e00-\u9fff]")
MARKS = "—·"
"""Signs of GB2312 that Python writes with other codes than everybody."""
TYPED = "台账2024–2026"
"""What the author of the case typed."""
WALKS = [(SIZES[1], "zh", "dark")]
"""The plain walk of the main places takes the least room, in light."""


@pytest.fixture(autouse=True)
def small_flows() -> None:
    """The flows that are shipped, not the small one of the tests beside."""


def in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign in MARKS
    return True


def unreadable(pilot: Pilot[None]) -> Iterator[str]:
    for one in painted(pilot):
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


def foreign(pilot: Pilot[None], lang: str) -> Iterator[str]:
    """Lines of an English screen with Chinese in them; terms are told in both languages."""
    is_told_in_both = "key account management (" in "".join(text := lines(pilot))
    if lang == "en" and not is_told_in_both:
        yield from (f"foreign: {line}" for line in text if HAN.search(line.replace("中文", "")))


async def walk(
    store: CaseStore,
    places: tuple[tuple[str, Go], ...],
    size: tuple[int, int],
    lang: str,
    theme: str,
) -> list[str]:
    path = store(lang)
    workspace = Workspace.at(path, actor="Li", lang=lang, now=lambda: NOW)
    look = Look(f"kamguide-{theme}")
    app = KamguideApp(lambda: workspace, lang=lang, plan="Muquan", look=look)
    found: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name, go in places:
            await go(pilot)
            await settle(pilot)
            for fault in (*unreadable(pilot), *cut(pilot), *foreign(pilot, lang)):
                found.setdefault(fault, name)
    return [f"{name}: {fault}" for fault, name in found.items()]


async def test_the_main_places_can_be_read_where_there_is_least_room(
    case_store: CaseStore,
) -> None:
    assert await walk(case_store, SHORT, LEAST, "zh", "light") == []


@pytest.mark.campaign
@pytest.mark.parametrize(("size", "lang", "theme"), WALKS)
async def test_every_place_can_be_read(
    case_store: CaseStore, size: tuple[int, int], lang: str, theme: str
) -> None:
    assert await walk(case_store, PLACES, size, lang, theme) == []
