"""Makes the fonts that plans in PDF are set in: a Chinese pair, small enough to be shipped.

Noto Sans CJK SC, regular and bold, cut down to the characters that business Chinese and names are
written with: GB 2312, the standard list of 2013 (its third level holds the rare characters of
names), and the letters and signs of European languages. The two get one family name of their own,
and `coverage.txt` is every character they have.

    apt-get install fonts-noto-cjk unicode-data && pip install fonttools
    python .ci/fonts.py kamguide/export/fonts
"""

import bz2
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")
FAMILY = "Kamguide Sans SC"
SIMPLIFIED = "Noto Sans CJK SC"
WEIGHTS = {"Regular": "KamguideSansSC-Regular.otf", "Bold": "KamguideSansSC-Bold.otf"}
BLOCKS = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x02FF), (0x0370, 0x03FF), (0x0400, 0x04FF),
    (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF),
    (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2600, 0x266F), (0x2713, 0x2718), (0x3000, 0x303F),
    (0xFF00, 0xFFEF), (0xFFFD, 0xFFFD),
)  # fmt: skip
KEPT_FEATURES = ("kern", "pwid", "mark", "mkmk", "ccmp")
"""`pwid` holds the narrow quotes that English needs, where Chinese has wide ones."""
NAMES = {1: FAMILY, 3: "{family} {style}", 4: "{family} {style}", 6: "{postscript}-{style}"}
DROPPED_NAMES = (16, 17, 21, 22, 25)


def chinese() -> Iterator[int]:
    """The characters of GB 2312, and those of the standard list of 2013."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            if char := bytes((high, low)).decode("gb2312", "ignore"):
                yield ord(char)
    for line in bz2.decompress(UNIHAN.read_bytes()).decode().splitlines():
        if "\tkTGH\t" in line:
            yield int(line.split("\t")[0][2:], 16)


def wanted() -> set[int]:
    """Every character that the pair should have."""
    blocks = (range(first, last + 1) for first, last in BLOCKS)
    return set(chain(chinese(), *blocks))


def of_family(path: Path) -> TTFont:
    """The simplified Chinese one of the fonts in a collection."""
    for number in range(20):
        font = TTFont(path, fontNumber=number, recalcTimestamp=False)
        if (
            font["name"].getDebugName(16) == SIMPLIFIED
            or font["name"].getDebugName(1) == SIMPLIFIED
        ):
            return font
    raise SystemExit(f"{path}: no {SIMPLIFIED}")


def cut(font: TTFont, characters: set[int]) -> None:
    """Leave only these characters, and what laying out lines needs."""
    options = Options()
    options.hinting = False
    options.layout_features = list(KEPT_FEATURES)
    options.notdef_outline = True  # a character that no font has is seen to be missing
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: TTFont, style: str) -> None:
    """Give both weights one family name."""
    names = font["name"]
    for number in DROPPED_NAMES:
        names.removeNames(nameID=number)
    for number, form in {**NAMES, 2: style}.items():
        text = form.format(family=FAMILY, style=style, postscript=FAMILY.replace(" ", ""))
        names.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = f"{FAMILY.replace(' ', '')}-{style}"
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, f"{FAMILY} {style}"


def licence(font: TTFont) -> str:
    """The licence of a font, under its copyright: both go wherever the fonts go."""
    found = re.search(r"^License: SIL-1.1\n((?: .*\n)+)", COPYRIGHT.read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit(f"{COPYRIGHT}: no licence")
    lines = (line.removeprefix(" ").removeprefix(".") for line in found[1].splitlines())
    notice = f"{font['name'].getDebugName(0)}\nCut down from {SIMPLIFIED} and renamed {FAMILY}.\n\n"
    return notice + "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write the pair, what it covers, and its licence."""
    folder.mkdir(parents=True, exist_ok=True)
    covered: set[int] | None = None
    for style, file in WEIGHTS.items():
        font = of_family(SOURCE / f"NotoSansCJK-{style}.ttc")
        cut(font, wanted())
        rename(font, style)
        has = set(font.getBestCmap())
        covered = has if covered is None else covered & has
        font.save(folder / file)
    (folder / "coverage.txt").write_text("".join(map(chr, sorted(covered or ()))), "utf-8")
    (folder / "OFL.txt").write_text(licence(font), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
