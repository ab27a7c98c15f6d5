"""A plan as a PDF: pages to print, with bookmarks, and text that can be found and copied.

The form is `forms/plan.typ`; a plan is data to it. The type is our own Chinese pair, so that a
plan looks the same wherever it is written; only characters that it lacks are looked for in the
fonts of the machine.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

import typst

from kamguide.export.pages import as_data
from kamguide.model.context import Notice
from kamguide.plan.blocks import Plan

FORMS: Final = Path(__file__).parent / "forms"
FONTS: Final = Path(__file__).parent / "fonts"
COVERAGE: Final = FONTS / "coverage.txt"
STRICT: Final = "a-2b"
"""A standard under which a character that no font has is an error, which names it."""


def write(plan: Plan, out: BinaryIO) -> tuple[Notice, ...]:
    """Write `plan` as a PDF; what is said back names the characters that no font here has."""
    content = json.dumps(as_data(plan), ensure_ascii=False)
    unknown = sorted(set(content) - set(COVERAGE.read_text("utf-8")))
    fonts = _fonts(of_machine=bool(unknown))
    on = None if plan.on is None else datetime.combine(plan.on, time(), UTC)
    out.write(_set(FORMS / "plan.typ", content, fonts, on))
    missing = _missing("".join(unknown), fonts)
    return (Notice("export.no_font", (("characters", " ".join(missing)),)),) if missing else ()


def _set(form: Path, content: str, fonts: typst.Fonts, on: datetime | None) -> bytes:
    return typst.compile(
        form,
        root=FORMS,
        sys_inputs={"plan": content},
        font_paths=fonts,
        format="pdf",
        timestamp=on,
    )


@cache
def _fonts(*, of_machine: bool) -> typst.Fonts:
    """Ours, and those of the machine where they are needed: to look for them takes a while."""
    return typst.Fonts(of_machine, True, [FONTS])


def _missing(characters: str, fonts: typst.Fonts) -> list[str]:
    """Those of `characters` that none of `fonts` has."""
    if not characters:
        return []
    try:
        typst.compile(
            FORMS / "characters.typ",
            root=FORMS,
            sys_inputs={"plan": json.dumps(characters)},
            font_paths=fonts,
            format="pdf",
            pdf_standards=[STRICT],
        )
    except typst.TypstError as error:
        told = error.diagnostic
        return [one for one in characters if one in told or f"\\u{{{ord(one):x}}}" in told]
    return []
