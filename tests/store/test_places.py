"""Where a store may live."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from kamguide.store.faults import PlaceRefusedError
from kamguide.store.places import is_remote, mounted_as, refuse_bad_place, synced_folder
from kamguide.store.sqlite import SqliteStore


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath("C:/Users/Li/OneDrive - Acme/plans"),
        PureWindowsPath("C:/Users/Li/OneDrive/plans"),
        PureWindowsPath("D:/我的坚果云/plans"),
        PureWindowsPath("D:/WPSDrive/1234/WPS云盘"),
        PureWindowsPath("D:/BaiduSyncdisk/work"),
        PurePosixPath("/Users/li/Library/Mobile Documents/com~apple~CloudDocs"),
        PurePosixPath("/Users/li/Library/CloudStorage/GoogleDrive-li/My Drive"),
        PurePosixPath("/home/li/Dropbox/kam"),
        PurePosixPath("/home/li/Dropbox (Acme)/kam"),
    ],
)
def test_folders_of_sync_clients_are_known_by_name(folder: PurePosixPath) -> None:
    assert synced_folder(folder, {}) is not None


@pytest.mark.parametrize("folder", ["/home/box/plans", "/home/li/.local/share/kamguide", "/"])
def test_ordinary_folders_are_not_taken_for_synced_ones(folder: str) -> None:
    assert synced_folder(PurePosixPath(folder), {}) is None


def test_the_root_that_a_sync_client_names_is_believed() -> None:
    root = {"OneDriveCommercial": "D:/Firma"}
    assert synced_folder(PureWindowsPath("D:/Firma/kam"), root) == "Firma"


def test_the_mark_that_a_sync_client_leaves_is_found(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(PlaceRefusedError) as caught:
        refuse_bad_place(tmp_path / "deep" / "plans")
    assert caught.value.key == "store.place.synced"


def test_a_store_refuses_to_live_in_a_synced_folder(tmp_path: Path) -> None:
    with pytest.raises(PlaceRefusedError):
        SqliteStore(tmp_path / "Nutstore" / "plans.db")
    assert not (tmp_path / "Nutstore").exists()


def test_the_kind_of_drive_is_that_of_the_nearest_mount() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/home /home nfs4 rw 0 0\n"
        "//nas/a\\040b /mnt/a\\040b cifs rw 0 0\n"
    )
    assert mounted_as(PurePosixPath("/var/lib"), mounts) == "ext4"
    assert mounted_as(PurePosixPath("/home/li/plans"), mounts) == "nfs4"
    assert mounted_as(PurePosixPath("/mnt/a b/plans"), mounts) == "cifs"
    assert is_remote("nfs4")
    assert is_remote("CIFS")
    assert not is_remote("ext4")
