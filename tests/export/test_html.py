"""A plan as HTML: what stands in it, that it asks nobody for anything, and how it reads."""

import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kamguide.export.html import write
from kamguide.model.text import clean
from kamguide.plan.blocks import Chart, Heading, Plan
from tests.plan.plans import FLOWS, LANGS, empty_plan, plan_of, tables, texts

from .conftest import HOSTILE, UNSAFE, plan_with

SCRIPTS = {
    "attributes": "\" onload=\"alert(1)\" x='y' onclick='alert(1)",
    "closing": "</title></style></script></table></details></main><script>alert(1)</script>",
    "comment": "<!-- --><![CDATA[ x ]]><?php y ?>",
    "entities": "&lt;script&gt; &#x3c;b&#x3e; &amp;amp; &nbsp;",
    "address": "javascript:alert(1) data:text/html,<b>x</b> http://x.invalid/",
    "policy": '<meta http-equiv="refresh" content="0;url=http://x.invalid"><base href=//x.invalid>',
}
VOID = {"meta", "link", "wbr"}


class Page(HTMLParser):
    """What a browser makes of it: elements with their attributes, and the text between them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.style = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self.style += data if self.open[-1:] == ["style"] else ""

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of some kinds."""
        return [attributes for tag, attributes in self.elements if tag in tags]


def written(plan: Plan) -> str:
    out = BytesIO()
    write(plan, out)
    return out.getvalue().decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module", params=LANGS)
def case(request: pytest.FixtureRequest) -> tuple[Plan, Page]:
    plan = plan_of("full", request.param)
    return plan, Page(written(plan))


def test_every_word_of_the_plan_is_in_it(case: tuple[Plan, Page]) -> None:
    plan, page = case
    seen = squeezed("".join(page.text))
    assert all(squeezed(text) in seen for text in texts(plan))
    assert not page.open, "every element is closed"


def test_headings_are_in_order_and_the_contents_lead_to_them(case: tuple[Plan, Page]) -> None:
    plan, page = case
    headings = [one for one in plan.blocks if isinstance(one, Heading)]
    found = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert found == [1, *(one.level + 1 for one in headings)]
    places = {one["id"] for one in page.named("h2", "h3", "h4")}
    links = [one["href"] for one in page.named("a")]
    assert len(links) == len([one for one in headings if one.level <= 2])
    assert {f"#{place}" for place in places} >= set(links)


def test_tables_can_be_understood_without_seeing_them(case: tuple[Plan, Page]) -> None:
    plan, page = case
    wanted = list(tables(plan))
    assert len(page.named("table")) == len(wanted)
    assert len(page.named("caption", "figcaption")) == len([one for one in wanted if one.title])
    scopes = [one["scope"] for one in page.named("th")]
    assert scopes.count("col") == sum(len(one.columns) for one in wanted)
    assert scopes.count("row") == sum(len(one.rows) for one in wanted)
    ids = [one["id"] for _, one in page.elements if "id" in one]
    assert len(ids) == len(set(ids))
    pointed = [str(one["aria-labelledby"]) for _, one in page.elements if "aria-labelledby" in one]
    assert set(" ".join(pointed).split()) <= set(ids)


def test_a_chart_is_a_picture_that_says_what_it_shows(case: tuple[Plan, Page]) -> None:
    plan, page = case
    drawn = [one for one in plan.blocks if isinstance(one, Chart)]
    pictures = page.named("svg")
    assert len(pictures) == len(drawn) > 10
    ids = {str(one["id"]) for _, one in page.elements if "id" in one}
    for one in pictures:
        assert one["role"] == "img"
        assert set(str(one["aria-labelledby"]).split()) <= ids
    told = "".join(page.text)
    assert all(one.title in told for one in drawn)


def test_appendices_can_be_folded(case: tuple[Plan, Page]) -> None:
    plan, page = case
    appendices = [one for one in plan.blocks if isinstance(one, Heading) and one.appendix]
    assert len(appendices) >= 5
    folded = [
        after for (tag, _), (after, _) in zip(page.elements, page.elements[1:], strict=False)
        if tag == "summary"
    ]  # fmt: skip
    assert folded.count("h2") == len(appendices)


def test_the_page_says_its_language_and_asks_nobody_for_anything(case: tuple[Plan, Page]) -> None:
    plan, page = case
    assert str(page.named("html")[0]["lang"]).startswith(plan.lang)
    only_text(page)


def only_text(page: Page) -> None:
    """Nothing in a page runs, loads, leads away or escapes the policy."""
    policy = next(one["content"] for one in page.named("meta") if "http-equiv" in one)
    style = page.style
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{allowed}'")
    assert "unsafe" not in policy
    assert not page.named("script", "iframe", "img", "object", "embed", "form", "base")
    assert "url(" not in style
    assert "@import" not in style
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "xlink:href"):
            address = attributes.get(name)
            assert (
                address is None or address.startswith("#") or (tag, address) == ("link", "data:,")
            )


@pytest.mark.parametrize("name", [*HOSTILE, *UNSAFE, *SCRIPTS])
def test_hostile_text_is_only_text_and_whole(name: str) -> None:
    text = (HOSTILE | UNSAFE | SCRIPTS)[name]
    page, quiet = Page(written(plan_with(text))), Page(written(plan_with("quiet")))
    only_text(page)
    without_breaks = [one for one in page.elements if one[0] != "wbr"]
    assert [tag for tag, _ in without_breaks] == [tag for tag, _ in quiet.elements]
    looks = {"class"}  # how wide a column is
    given, wanted = ([set(one) - looks for _, one in e] for e in (without_breaks, quiet.elements))
    assert given == wanted
    seen = "".join(page.text)
    assert squeezed(seen).count(squeezed(clean(text))) >= 12
    assert not set(seen) & set("\x00\x07\x0b\x0c\x1b\x9b\u202e\u2066\u200f")


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
def test_text_stands_out_from_what_is_behind_it_in_both_themes(theme: int) -> None:
    roots = re.findall(r":root \{([^}]*)\}", written(empty_plan("quick", "en")))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", roots[theme] + roots[theme + 2]))
    for behind in ("paper", "shade"):
        for ink in ("ink", "blue", "grey"):
            assert contrast(colours[ink], colours[behind]) >= 4.5, (ink, behind)
    assert contrast(colours["mark-ink"], colours["mark"]) >= 4.5


@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_makes_a_page(flow: str) -> None:
    for plan in (plan_of(flow, "en"), empty_plan(flow, "zh")):
        only_text(Page(written(plan)))


class Site(SimpleHTTPRequestHandler):
    """Serves a folder, and remembers what was asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[ThreadingHTTPServer, list[str]]]:
    asked: list[str] = []
    served = type("Served", (Site,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(served, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server, asked
        server.shutdown()


TEXTS: Mapping[str, str] = HOSTILE | UNSAFE | SCRIPTS


@pytest.mark.campaign
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
@pytest.mark.parametrize("name", ["case-en", "case-zh", *TEXTS])
def test_a_browser_shows_it_and_asks_for_nothing_else(
    name: str, site: tuple[ThreadingHTTPServer, list[str]], tmp_path: Path
) -> None:
    text = TEXTS.get(name)
    markup = written(plan_of("full", name[-2:]) if text is None else plan_with(text))
    (tmp_path / "plan.html").write_text(markup, "utf-8")
    order = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    order += ["--disable-background-networking", f"--user-data-dir={tmp_path}/profile"]
    order += ["--dump-dom", f"http://127.0.0.1:{site[0].server_port}/plan.html"]
    shown = subprocess.run(order, check=True, capture_output=True, timeout=60)
    assert site[1] == ["/plan.html"]
    assert b"CONSOLE" not in shown.stderr
    seen, sent = Page(shown.stdout.decode()), Page(markup)
    assert [tag for tag, _ in seen.elements] == [tag for tag, _ in sent.elements]
