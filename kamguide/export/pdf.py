"""A plan as a PDF: pages to print, with bookmarks, and text that can be found and copied.

The form is `forms/plan.typ`; a plan is data to it. The type is our own Chinese pair, so that a
plan looks the same wherever it is written; only characters that it lacks are looked for in the
fonts of the machine.
"""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import BinaryIO, Final

import typst

from kamguide.export.pages import as_data
from kamguide.export.typesetting import FORMS, fonts, uncovered
from kamguide.model.context import Notice
from kamguide.plan.blocks import Plan

STRICT: Final = "a-2b"
"""A standard under which a character that no font has is an error, which names it."""


def write(plan: Plan, out: BinaryIO) -> tuple[Notice, ...]:
    """Write `plan` as a PDF; what is said back names the characters that no font here has."""
    content = json.dumps(as_data(plan), ensure_ascii=False)
    unknown = uncovered(content)
    found = fonts(of_machine=bool(unknown))
    on = None if plan.on is None else datetime.combine(plan.on, time(), UTC)
    out.write(_set(FORMS / "plan.typ", content, found, on))
    missing = _missing(unknown, found)
    return (Notice("export.no_font", (("characters", " ".join(missing)),)),) if missing else ()


def _set(form: Path, content: str, found: typst.Fonts, on: datetime | None) -> bytes:
    return typst.compile(
        form,
        root=FORMS,
        sys_inputs={"plan": content},
        font_paths=found,
        format="pdf",
        timestamp=on,
    )


def _missing(characters: str, found: typst.Fonts) -> list[str]:
    """Those of `characters` that none of `found` has."""
    if not characters:
        return []
    try:
        typst.compile(
            FORMS / "characters.typ",
            root=FORMS,
            sys_inputs={"plan": json.dumps(characters)},
            font_paths=found,
            format="pdf",
            pdf_standards=[STRICT],
        )
    except typst.TypstError as error:
        told = error.diagnostic
        return [one for one in characters if one in told or f"\\u{{{ord(one):x}}}" in told]
    return []
