"""Every place of the screen can be read: in every size, language and theme."""

from collections import defaultdict

import pytest
from rich.cells import cell_len

from kamguide.tui.app import KamguideApp
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
from tests.tui.conftest import settle
from tests.tui.walking import PLACES, SIZES, contrast, lines, painted
from tests.workspace.conftest import NOW


@pytest.fixture(autouse=True)
def small_flows() -> None:
    """The flows that are shipped, not the small one of the tests beside."""


def faults(pilot):
    for one in painted(pilot):
        if one.text.strip() and (ratio := contrast(one)) < 4.5:
            yield f"contrast {ratio:.1f} {one.ink.hex} on {one.paper.hex}: {one.text.strip()[:30]}"
        for sign in one.text:
            if not known(sign):
                yield f"glyph {sign} U+{ord(sign):04X}"


def known(sign):
    if sign.isascii() or sign in "—·":
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("theme", ["kamguide-light", "kamguide-dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
async def test_x(case_store: CaseStore, size, lang, theme) -> None:
    path = case_store(lang)
    ws = Workspace.at(path, actor="Li", lang=lang, now=lambda: NOW)
    app = KamguideApp(lambda: ws, lang=lang, plan="Muquan", theme=theme)
    found = defaultdict(list)
    import os

    out = os.environ.get("SHOTS")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name, go in PLACES:
            await go(pilot)
            await settle(pilot)
            for one in faults(pilot):
                found[one].append(name)
            if out:
                app.save_screenshot(
                    filename=f"{size[0]}-{lang}-{theme[9:]}-{name.replace(' ', '_')}.svg", path=out
                )
    for k, v in found.items():
        print(size, lang, theme, k, sorted(set(v)))
