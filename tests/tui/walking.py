"""Every place of the screen, one after another, as a person comes to it; and what is painted."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot

from kamguide.tui.widgets.pages import Pages
from tests.tui.conftest import screen

SIZES = ((60, 18), (80, 24), (120, 40), (250, 70))
MOST_LOOKS = 200
MARKS = ("bold", "dim", "italic", "underline", "strike", "blink")
Go = Callable[[Pilot[None]], Awaitable[None]]


class Painted(NamedTuple):
    """A stretch of the screen in one style."""

    text: str
    ink: Color
    paper: Color
    line: int
    marks: str = ""
    """Bold, underlined and the like."""

    @property
    def cells(self) -> int:
        """How wide it is."""
        return cell_len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether only its paper is seen."""
        return self.text.isspace() and not {"underline", "strike"} & {*self.marks.split()}

    @property
    def look(self) -> str:
        """Its colours and marks in words."""
        return f"{self.ink.hex} on {self.paper.hex}{self.marks}"


def painted(pilot: Pilot[None]) -> Iterator[Painted]:
    """All that is on the screen, line by line, as it goes to the terminal."""
    app, theme = pilot.app, pilot.app.current_theme
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    for number, strips in enumerate(update.strips):  # type: ignore[union-attr]  # of a full update
        for segment in (one for strip in strips for one in strip):
            look = segment.style or Style()
            pair = _color(look.color, theme.foreground), _color(look.bgcolor, theme.background)
            ink, paper = reversed(pair) if look.reverse else pair
            yield Painted(segment.text, ink, paper, number, _marks(look))


def _marks(look: Style) -> str:
    return "".join(f" {one}" for one in MARKS if getattr(look, one))


def _color(color: RichColor | None, default: str | None) -> Color:
    if color is None:
        return Color.parse(default or "")
    assert color.triplet is not None, "one of the sixteen colours of the terminal"
    return Color.from_rich_color(color)


def lines(pilot: Pilot[None]) -> list[str]:
    """The screen as text."""
    return lines_of(painted(pilot))


def lines_of(shown: Iterable[Painted]) -> list[str]:
    """What is painted, as text."""
    found: dict[int, str] = {}
    for one in shown:
        found[one.line] = found.get(one.line, "") + one.text
    return [*found.values()]


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until nothing is to come any more: no delay runs, nothing is worked out or drawn."""
    await pilot.pause()
    for _ in range(MOST_LOOKS):
        if not _is_busy(pilot.app):
            break
        await pilot.pause()
    await pilot.pause()


def _is_busy(app: App[None]) -> bool:
    below = [one for shown in app.screen_stack for one in (shown, *shown.query("*"))]
    on_top = {app, app.screen, *app.screen.query("*")}
    is_drawn = all(one.is_whole for one in below if isinstance(one, Pages) and one.size)
    is_at_work = any(one.is_running and one.node in on_top for one in app.workers)
    if any(one.message_queue_size for one in (app, *below)):
        return True
    delays = (one for pump in (app, *below) for one in pump._timers if one._repeat == 0)
    return is_at_work or not is_drawn or any(one._task and not one._task.done() for one in delays)


async def still(pilot: Pilot[None]) -> list[Painted]:
    """What is on the screen once nothing changes any more."""
    seen: list[Painted] = []
    for _ in range(MOST_LOOKS):
        await quiet(pilot)
        before, seen = seen, [*painted(pilot)]
        if before == seen:
            break
    return seen


def keys(*pressed: str) -> Go:
    """Press keys, and wait for what comes of them."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*pressed)
        await quiet(pilot)

    return press


def words(*typed: str) -> Go:
    """Send words in the interview."""

    async def type_(pilot: Pilot[None]) -> None:
        for one in typed:
            screen(pilot).prompt.put(one)
            await pilot.press("enter")
            await quiet(pilot)

    return type_


async def _read(pilot: Pilot[None]) -> None:
    await keys("escape", "escape")(pilot)
    await words("/plan")(pilot)


async def _choose(pilot: Pilot[None]) -> None:
    await keys("escape")(pilot)
    await words("/goto setup_currency")(pilot)
    await pilot.press("ctrl+o")


PLACES: tuple[tuple[str, Go], ...] = (
    ("a word to type", words("/goto setup_account_name")),
    ("a list", words("/goto setup_currency")),
    ("help", words("/help", "/term DPM", "/commands")),
    ("help of a place", keys("f1")),
    ("terms", keys("escape", "ctrl+k")),
    ("the palette", keys("escape", "ctrl+p")),
    ("found in the palette", keys(*"ex")),
    ("found nothing", keys(*"xyzq")),
    ("the tour", keys("escape", "ctrl+p", *"90", "enter")),
    ("the tour's way", keys("enter", "enter", "enter")),
    ("the tour's plan", keys("enter")),
    ("the tour's end", keys("enter", "enter")),
    ("a problem", keys("escape")),
    ("a mistyped command", words("/bakc")),
    ("a table", words("/goto pareto_customers")),
    ("a table half typed", keys("4", "x", "enter")),
    ("a chart", words("/chart")),
    ("a matrix", words("/goto dpm_attr_scores")),
    ("the way", keys("f2")),
    ("the plan's pane", keys("f2", "f3")),
    ("needs", keys("escape", "f5")),
    ("quality", keys("right")),
    ("thread", keys("right")),
    ("stability", keys("right")),
    ("challenges", keys("right")),
    ("settings", keys("escape", "f6")),
    ("a setting", keys("enter")),
    ("a setting to type", keys("escape", "down", "down", "enter")),
    ("reading", _read),
    ("contents", keys("c")),
    ("seeking in the plan", keys("escape", "slash", *"cost")),
    ("another view", keys("escape", "v")),
    ("help of reading", keys("f1")),
    ("answers", keys("f1", "ctrl+l")),
    ("answers not given", keys("right")),
    ("seeking in answers", keys("slash", *"cost")),
    ("help of answers", keys("escape", "f1")),
    ("writing a file", keys("f1", "f9", "ctrl+s")),
    ("who reads it", keys("enter")),
    ("help of writing", keys("escape", "f1")),
    ("finding in the talk", keys("f1", "escape", "ctrl+f", *"xyzq")),
    ("choosing in the talk", _choose),
    ("home", keys("escape", "escape", "f9")),
    ("help at home", keys("f1")),
    ("the palette at home", keys("escape", "ctrl+p")),
    ("what can be done with a plan", keys("escape", "tab")),
    ("finding in all plans", keys("escape", "ctrl+f", *"cost")),
    ("a new plan", keys("escape", "ctrl+n")),
    ("how it begins", keys("enter")),
    ("the name of a plan", keys("escape", "escape", "down", "enter")),
)


SHORT: tuple[tuple[str, Go], ...] = (
    ("a list", words("/goto setup_currency", "/help")),
    ("help of a place", keys("f1")),
    ("the palette", keys("escape", "ctrl+p")),
    ("a matrix", keys("escape", *"/goto dpm_units", "enter")),
    ("the tour", keys(*"/tour", "enter")),
    ("the tour's way", keys("enter", "enter", "enter")),
    ("needs", keys("escape", "f5")),
    ("a setting to type", keys("escape", "f6", "down", "down", "enter")),
    ("home", keys("escape", "escape", "f9")),
)


def contrast(one: Painted) -> float:
    """How far ink and paper are apart, as WCAG counts it: 1 to 21."""
    low, high = sorted((_luminance(one.ink), _luminance(one.paper)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    parts = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in (color.r / 255, color.g / 255, color.b / 255)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
