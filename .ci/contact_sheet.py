"""Makes the contact sheet in the README: pages of the finished example in every format.

Needs LibreOffice, poppler and Chromium on the machine; kamguide itself needs none of them.
"""

import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps

from kamguide.workspace.files import example, export
from kamguide.workspace.plans import Workspace

ROWS = (
    ((".docx", 1), (".docx", 4), (".docx", 12), (".html", 1)),
    ((".pptx", 2), (".pptx", 5)),
    ((".pdf", 3), (".pdf", 4), (".pdf", 16), (".pdf", 21)),
    ((".xlsx", 1), (".xlsx", 9)),
)
"""Which pages of which format stand in each row, counted from one."""
WIDE, GAP = 1800, 10
WINDOW = (1200, 1650)


def main() -> None:
    """English on the left, Chinese on the right; every row fills the width."""
    with TemporaryDirectory() as name:
        sides = [_side(Path(name) / lang, lang) for lang in ("en", "zh")]
    rows = [_justified([*left, *right]) for left, right in zip(*sides, strict=True)]
    sheet = Image.new("RGB", (WIDE, sum(row[0].height + GAP for row in rows) + GAP), "#D5DAE0")
    y = GAP
    for row in rows:
        x = GAP
        for one in row:
            sheet.paste(one, (x, y))
            x += one.width + GAP
        y += row[0].height + GAP
    target = Path(__file__).with_name("documents.jpg")
    sheet.save(target, quality=85, optimize=True)


def _justified(row: list[Image.Image]) -> list[Image.Image]:
    """Pages of one height that fill the width together."""
    room = WIDE - GAP * (len(row) + 1)
    high = int(room / sum(one.width / one.height for one in row))
    return [_small(one, high) for one in row]


def _side(folder: Path, lang: str) -> list[list[Image.Image]]:
    folder.mkdir()
    workspace = Workspace.at(
        folder / "plans.db",
        actor="Lin Zhiyuan",
        lang=lang,
        now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    )
    session = workspace.open(example(workspace, lang))
    for suffix in {suffix for row in ROWS for suffix, _ in row}:
        export(session, folder / f"plan{suffix}")
    workspace.close(session)
    return [[_shown(folder / f"plan{suffix}", number) for suffix, number in row] for row in ROWS]


def _shown(file: Path, number: int) -> Image.Image:
    if file.suffix == ".html":
        return _browsed(file)
    return _page(file if file.suffix == ".pdf" else _printed(file), number)


@cache
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


def _small(image: Image.Image, high: int) -> Image.Image:
    size = (round(image.width * high / image.height) - 2, high - 2)
    return ImageOps.expand(image.resize(size, Image.Resampling.LANCZOS), 1, "#9AA5B1")


def _run(*command: object) -> None:
    subprocess.run(  # noqa: S603 - our own commands
        [str(one) for one in command], check=True, capture_output=True, timeout=180
    )


main()
