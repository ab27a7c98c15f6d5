"""Where a store may live: not in a synchronised folder, not on a network drive.

A sync client copies a database while it is being written, and puts an older copy over a
newer one; over a network, locks do not hold. Either loses answers without a word.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

from kamguide.store.faults import PlaceRefusedError

_SYNCED: Final = frozenset(
    {
        "dropbox", "google drive", "googledrive", "my drive", "我的云端硬盘", "mobile documents",
        "cloudstorage", "icloud drive", "icloud云盘", "iclouddrive", "nutstore", "nutstore files",
        "我的坚果云", "坚果云", "微云", "weiyun", "baidusyncdisk", "baidunetdiskworkspace",
        "百度网盘", "百度云同步盘", "wpsdrive", "wps云盘", "wps cloud files", "box sync",
        "megasync", "nextcloud", "owncloud", "seafile", "pcloud drive", "阿里云盘", "aliyundrive",
    }
)  # fmt: skip
_SYNCED_PREFIXES: Final = ("onedrive", "dropbox (", "nutstore", "wpsdrive")
_MARKERS: Final = (".dropbox", ".dropbox.cache", ".stfolder", ".nutstore", ".owncloudsync.log")
_ROOTS: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOTE: Final = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "afs", "ncpfs",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.ocamlfuse",
        "fuse.onedriver", "fuse.vmhgfs-fuse", "vboxsf", "ceph", "glusterfs", "lustre",
    }
)  # fmt: skip
_DRIVE_REMOTE: Final = 4


def refuse_bad_place(folder: Path) -> None:
    """Make sure that a store can live in a folder, which need not exist yet.

    Raises:
        PlaceRefusedError: It is synchronised, or on a network drive.
    """
    real = folder.expanduser().resolve()
    if (name := synced_folder(real, os.environ)) is not None:
        raise PlaceRefusedError("store.place.synced", path=str(real), folder=name)
    if (kind := _remote_kind(real)) is not None:
        raise PlaceRefusedError("store.place.network", path=str(real), kind=kind)


def synced_folder(folder: PurePath, environment: Mapping[str, str]) -> str | None:
    """The folder above, or this one, that a sync client looks after, by its name."""
    for root in (environment.get(name) for name in _ROOTS):
        if root and folder.is_relative_to(root):
            return PurePath(root).name
    for one in (folder, *folder.parents):
        name = one.name.casefold()
        if name in _SYNCED or name.startswith(_SYNCED_PREFIXES):
            return one.name
        if isinstance(one, Path) and any((one / marker).exists() for marker in _MARKERS):
            return one.name
    return None


def mounted_as(folder: PurePath, mounts: str) -> str:
    """The kind of file system a folder is on.

    Args:
        folder: An absolute path without links.
        mounts: Lines as in Linux's `/proc/self/mounts`: device, folder, kind, options.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, folder, kind
            continue
        point = PurePath(fields[1].replace("\\040", " ").replace("\\011", "\t"))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def is_remote(kind: str) -> bool:
    """Whether a kind of file system keeps its files on another machine."""
    return kind.casefold() in _REMOTE


def _remote_kind(folder: Path) -> str | None:
    if sys.platform == "win32":
        return _windows_kind(folder)
    mounts = Path("/proc/self/mounts")
    if not mounts.is_file():
        return None
    kind = mounted_as(folder, mounts.read_text(encoding="utf-8", errors="surrogateescape"))
    return kind if is_remote(kind) else None


def _windows_kind(folder: Path) -> str | None:
    if folder.drive.startswith("\\\\"):
        return "UNC"
    import ctypes

    library = getattr(ctypes, "windll", None)
    if library is None:
        return None
    drive = library.kernel32.GetDriveTypeW(f"{folder.drive}\\")
    return folder.drive if drive == _DRIVE_REMOTE else None
