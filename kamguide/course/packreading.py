"""A pack from a folder or from its one file, guarded as flows are: every fault of form at once."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from kamguide.course.pack import CARD, Pack, pack_folders
from kamguide.course.packmodel import PackCard
from kamguide.errors import UsageError
from kamguide.flowfile.fitting import fitted
from kamguide.flowfile.nodes import Node
from kamguide.flowfile.problems import FlowFaultError, Problems, Start, nearest, shown_path
from kamguide.flowfile.reading import read
from kamguide.flowfile.shapes import shape_of
from kamguide.flowfile.validating import validated
from kamguide.workspace.recording import cleaned

LARGEST: Final = 20_000_000
"""Bytes that a pack may come to when it is unpacked."""
MOST_FILES: Final = 200
_KINDS: Final = (".yaml", ".csv", ".tsv", ".xlsx", ".txt", ".md", ".pdf", ".docx")


def read_pack(source: str | Path) -> Pack:
    """A pack by its name, its folder, its card or its one file; errors as `load_pack`."""
    folder = folder_of(source)
    card, _, problems = read_card(folder)
    if card is None or problems.found:
        raise FlowFaultError(problems.found)
    return Pack(card, folder)


def read_card(folder: Path) -> tuple[PackCard | None, Node | None, Problems]:
    """The card of a pack as far as it can be read, where it says what, and its faults of form."""
    path = folder / CARD
    problems = Problems(shown_path(path, folder.parent))
    node = read(path, problems)
    card = None
    if node is not None:
        data = fitted(node, shape_of(PackCard), problems).data
        safe = cleaned(data) if isinstance(data, dict) else data  # type: ignore[arg-type]  # no floats in it
        card = validated(PackCard, safe, node, problems)
    return card, node, problems


def folder_of(source: str | Path) -> Path:
    """The folder of a pack; a file is unpacked into the person's cache.

    Raises:
        UsageError: There is none.
        FlowFaultError: The file is no pack.
    """
    known = pack_folders()
    if str(source) in known:
        return known[str(source)]
    path = Path(source).expanduser()
    if path.name == CARD and path.is_file():
        return path.parent
    if (path / CARD).is_file():
        return path
    if path.is_file():
        return _unpacked(path)
    near = nearest(str(source), list(known))
    raise UsageError("pack.none", pack=str(source), near=near, known=list(known))


def _unpacked(path: Path) -> Path:
    problems = Problems(shown_path(path))
    try:
        if path.stat().st_size > LARGEST:
            problems.add(Start(), "pack.file.too_large", files=MOST_FILES, bytes=LARGEST)
            raise FlowFaultError(problems.found)
        raw = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = dict(_members(archive, problems))
        if not problems.found:
            return _kept(raw, files)
    except OSError as error:
        problems.add(Start(), "flow.file.unreadable", reason=error.strerror or str(error))
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        zlib.error,
    ):
        problems.add(Start(), "pack.file.no_zip")
    raise FlowFaultError(problems.found)


def _members(archive: zipfile.ZipFile, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """The files of a pack, each under a path that stays below its folder."""
    infos = [one for one in archive.infolist() if not one.is_dir()]
    if len(infos) > MOST_FILES or sum(one.file_size for one in infos) > LARGEST:
        problems.add(Start(), "pack.file.too_large", files=MOST_FILES, bytes=LARGEST)
        return
    for one in infos:
        place = PurePosixPath(one.filename.replace("\\", "/"))
        strange = place.is_absolute() or ".." in place.parts or ":" in one.filename
        if strange or place.suffix.lower() not in _KINDS:
            problems.add(Start(), "pack.file.odd_name", name=one.filename[:80])
        else:
            with archive.open(one) as member:
                yield place.as_posix(), member.read(one.file_size + 1)
    if CARD not in archive.namelist():
        problems.add(Start(), "pack.file.no_card")


def _kept(raw: bytes, files: dict[str, bytes]) -> Path:
    from platformdirs import user_cache_path

    cache = user_cache_path("kamguide", appauthor=False) / "packs"
    folder = cache / hashlib.sha256(raw).hexdigest()[:24]
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def packed_files(folder: Path) -> bytes:
    """The files of a pack's folder as one file, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files_of(folder):
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    return out.getvalue()


def files_of(folder: Path) -> tuple[Path, ...]:
    """The files of a pack in its folder, in order; what else lies there is none of them."""
    every = sorted(folder.rglob("*"))
    return tuple(one for one in every if one.is_file() and one.suffix.lower() in _KINDS)
