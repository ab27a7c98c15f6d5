"""Makes the contact sheet in the README: pages of the finished example in every format.

Needs LibreOffice, poppler and Chromium on the machine; kamguide itself needs none of them.
"""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps

from kamguide.workspace.files import example, export
from kamguide.workspace.plans import Workspace

PAGES = {
    ".docx": (1, 4, 16),
    ".pptx": (2, 5, 8),
    ".xlsx": (1, 9, 12),
    ".pdf": (3, 12, 22),
    ".html": (1,),
}
"""Which pages of each format are shown, from one."""
HIGH, GAP = 250, 10
WINDOW = (1200, 1500)


def main() -> None:
    """One row a format, English on the left and Chinese on the right."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        sides = [_side(folder / lang, lang) for lang in ("en", "zh")]
    rows = [[*left, *right] for left, right in zip(*sides, strict=True)]
    rows = [[_small(one) for one in row] for row in rows]
    wide = max(sum(one.width + GAP for one in row) for row in rows) + GAP
    sheet = Image.new("RGB", (wide, len(rows) * (HIGH + GAP) + GAP), "#D5DAE0")
    for number, row in enumerate(rows):
        apart = (wide - GAP - sum(one.width for one in row)) / len(row)
        for at, one in enumerate(row):
            x = GAP + sum(before.width + apart for before in row[:at])
            sheet.paste(one, (round(x), GAP + number * (HIGH + GAP)))
    target = Path(__file__).with_name("documents.png")
    sheet.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


def _side(folder: Path, lang: str) -> list[list[Image.Image]]:
    folder.mkdir()
    workspace = Workspace.at(
        folder / "plans.db",
        actor="Lin Zhiyuan",
        lang=lang,
        now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    )
    session = workspace.open(example(workspace, lang))
    for suffix in PAGES:
        export(session, folder / f"plan{suffix}")
    workspace.close(session)
    return [list(_shown(folder / f"plan{suffix}", pages)) for suffix, pages in PAGES.items()]


def _shown(file: Path, pages: tuple[int, ...]) -> list[Image.Image]:
    if file.suffix == ".html":
        return [_browsed(file)]
    paged = file if file.suffix == ".pdf" else _printed(file)
    return [_page(paged, number) for number in pages]


def _printed(file: Path) -> Path:
    into = file.parent / f"from{file.suffix}"
    _run("soffice", f"-env:UserInstallation=file://{file.parent}/office", "--headless",
         "--convert-to", "pdf", "--outdir", into, file)  # fmt: skip
    return into / f"{file.stem}.pdf"


def _page(file: Path, number: int) -> Image.Image:
    target = file.with_name(f"{file.stem}-{number}")
    _run("pdftoppm", "-f", number, "-l", number, "-r", 90, "-singlefile", "-png", file, target)
    with Image.open(f"{target}.png") as found:
        return found.convert("RGB")


def _browsed(file: Path) -> Image.Image:
    target = file.with_suffix(".png")
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--screenshot={target}",
         f"--window-size={WINDOW[0]},{WINDOW[1]}", file.as_uri())  # fmt: skip
    with Image.open(target) as found:
        return found.convert("RGB")


def _small(image: Image.Image) -> Image.Image:
    wide = round(image.width * HIGH / image.height)
    return ImageOps.expand(
        image.resize((wide - 2, HIGH - 2), Image.Resampling.LANCZOS), 1, "#9AA5B1"
    )


def _run(*command: object) -> None:
    subprocess.run([str(one) for one in command], check=True, capture_output=True, timeout=180)


main()
