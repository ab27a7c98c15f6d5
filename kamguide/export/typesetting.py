"""What everything set by typst shares: our forms, and the fonts with which it is set."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

FORMS: Final = Path(__file__).parent / "forms"
FONTS: Final = Path(__file__).parent / "fonts"
COVERAGE: Final = FONTS / "coverage.txt"


@cache
def fonts(*, of_machine: bool) -> typst.Fonts:
    """Ours, and those of the machine where they are needed: to look for them takes a while."""
    return typst.Fonts(of_machine, True, [FONTS])


@cache
def _covered() -> frozenset[str]:
    return frozenset(COVERAGE.read_text("utf-8"))


def uncovered(content: str) -> str:
    """The characters that our own fonts have not."""
    return "".join(sorted(set(content) - _covered()))


def in_points(pictures: list[str], ppi: int) -> list[bytes]:
    """Pictures in SVG as PNG, with so many points to the inch of a page they fill."""
    content = json.dumps(pictures, ensure_ascii=False)
    made = typst.compile(
        FORMS / "pictures.typ",
        root=FORMS,
        sys_inputs={"pictures": content},
        font_paths=fonts(of_machine=bool(uncovered(content))),
        format=_PNG,
        ppi=ppi,
    )
    return made if isinstance(made, list) else [made]


_PNG: Final[Literal["png"]] = "png"
