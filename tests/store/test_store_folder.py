"""Places where a store ought not to lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from dti_desktop.store.folder import folder_warnings, is_network_mount, is_network_path, is_synchronised_path


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\An\OneDrive\dti",
        r"C:\Users\An\OneDrive - Sở TTTT\dti",
        "/home/an/Dropbox/dti",
        "/home/an/Dropbox (Cá nhân)/dti",
        r"G:\My Drive\dti",
        r"C:\Users\An\Google Drive\dti",
        "/Users/an/Library/Mobile Documents/dti",
        "/home/an/Nextcloud/dti",
    ],
)
def test_synchronised(path):
    assert is_synchronised_path(path)


@pytest.mark.parametrize(
    "path", [r"C:\Users\An\AppData\Local\dti_desktop", "/home/an/.local/share/dti", "/home/an/dropboxes/x"]
)
def test_not_synchronised(path):
    assert not is_synchronised_path(path)


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        (r"\\server\share\dti", True),
        ("//server/share/dti", True),
        (r"\\?\UNC\server\share\dti", True),
        (r"\\?\C:\dti", False),
        (r"C:\dti", False),
        ("/home/an", False),
    ],
)
def test_shares(path, is_network):
    assert is_network_path(path) == is_network


def test_mounts():
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/chung nfs4 rw 0 0\n"
        "//s/y /mnt/o\\040dia cifs rw 0 0\n/dev/sdb /mnt/chung/usb vfat rw 0 0\nbroken\n"
    )
    assert is_network_mount(mounts, "/mnt/chung/dti")
    assert is_network_mount(mounts, "/mnt/o dia/dti")
    assert not is_network_mount(mounts, "/mnt/chung/usb/dti")
    assert not is_network_mount(mounts, "/mnt/chungquanh")
    assert not is_network_mount("", "/x")


def test_codes(tmp_path: Path):
    assert folder_warnings(tmp_path) == []
    assert folder_warnings(tmp_path / "Dropbox" / "dti") == ["folder-synchronised"]
    assert folder_warnings(Path("//server/share/OneDrive")) == ["folder-network", "folder-synchronised"]
