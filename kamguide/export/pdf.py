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
    unknown = "".join(sorted(set(content) - set(COVERAGE.read_text("utf-8"))))
    day = plan.on and datetime.combine(plan.on, time(), UTC)
    compiler = _compiler("plan.typ", content, only_ours=not unknown)
    out.write(compiler.compile(format="pdf", timestamp=day))
    missing = _missing(unknown)
    return (Notice("export.no_font", (("characters", " ".join(missing)),)),) if missing else ()


def _compiler(form: str, content: str, *, only_ours: bool) -> typst.Compiler:
    return typst.Compiler(
        str(FORMS / form),
        root=str(FORMS),
        sys_inputs={"plan": content},
        font_paths=_fonts(only_ours),
    )


@cache
def _fonts(only_ours: bool) -> typst.Fonts:
    return typst.Fonts(not only_ours, True, [FONTS])


def _missing(characters: str) -> list[str]:
    """Those of `characters` that no font of this machine has."""
    if not characters:
        return []
    try:
        _compiler("characters.typ", json.dumps(characters), only_ours=False).compile(
            format="pdf", pdf_standards=[STRICT]
        )
    except typst.TypstError as error:
        told = error.diagnostic
        return [one for one in characters if one in told or f"\\u{{{ord(one):x}}}" in told]
    return []
